"""One journey in a real terminal through an installed program, run by `.ci/run`.

Usage: python tests/journeys/installed.py PATH_TO_OFFERDESK
"""

import sys
from pathlib import Path

from terminal import Terminal


def look_around(program: Path) -> None:
    """Open made-up data, look at an offer and its letter, ask for help, leave."""
    with Terminal([program, "demo"], columns=160, rows=45) as terminal:
        home = terminal.wait_for("All offers")
        terminal.wait_for("Dear")
        terminal.press("j")
        terminal.wait_until(lambda lines: lines != home, "the list after j")
        terminal.press("enter")
        opened = terminal.wait_gone("All offers")
        terminal.wait_for("Dear")
        terminal.press("escape")
        terminal.wait_for("All offers")
        assert opened != terminal.screen(), "Escape left the offer open"
        before = terminal.screen()
        terminal.press("?")
        terminal.wait_until(lambda lines: lines != before, "the help")
        terminal.wait_for("Everywhere")
        terminal.press("escape")
        terminal.wait_gone("Everywhere")
        terminal.press("q")
        status = terminal.exit_status
        assert status == 0, f"offerdesk demo ended with {status}"
        assert terminal.restored, "the terminal was not given back"


if __name__ == "__main__":
    look_around(Path(sys.argv[1]).resolve())
    print("journey: list, letter, offer, help and quit work in a real terminal")
