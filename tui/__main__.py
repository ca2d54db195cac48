"""Where the program begins; what to do is in `command_line`, its version is told without it."""

import sys

from data.version import __version__

__all__ = ["main"]


def main() -> int:
    """Run the program; gives its exit code."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        return _tell_version()
    from tui.cli.command_line import main as run

    return run()


def _tell_version() -> int:
    try:
        sys.stdout.write(f"offerdesk {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        from tui.cli.command_line import output_lost

        return output_lost(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
