"""Where the program begins; what to do is in `command_line`."""

import sys

from tui.command_line import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
