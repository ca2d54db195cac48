"""The command line: arguments, printing, one file a sub-command."""
