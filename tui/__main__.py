"""Where the program begins; what to do is in `command_line`."""

import sys

from tui.cli.command_line import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
