"""The sub-commands of the command line, one a file: `run(args, words)` gives the exit code."""
