"""What an installed `offerdesk` begins with: this folder is the wheel's `offerdesk/`.

The wheel holds `tui`, `data` and `letter_templates` inside one package, because the environment
may have other packages of these names. In an editable installation they stay in the checkout.
"""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_OURS = ("data", "letter_templates", "tui")


def main() -> int:
    """Run the program with its own packages before any others of their names."""
    if sys.platform == "win32":
        sys.exit("offerdesk needs Linux, macOS or another POSIX system. On Windows, use WSL.")
    _go_first(_root())
    from tui.__main__ import main as run

    return run()


def _root() -> Path:
    """The folder with the program's packages: this one, or the checkout that the build wrote."""
    if (_HERE / "tui").is_dir():
        return _HERE
    return Path((_HERE.parent / "_offerdesk.pth").read_text("utf-8").strip())


def _go_first(root: Path) -> None:
    """Find packages in the root before all other places, and forget others imported already."""
    sys.path.insert(0, str(root))
    for name in [name for name in sys.modules if name.partition(".")[0] in _OURS]:
        del sys.modules[name]
