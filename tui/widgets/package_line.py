"""What an offer costs a year, below its form: it stays in sight while the fields scroll."""

from __future__ import annotations

from textual.widgets import Static

from tui.text import content


class PackageLine(Static):
    """The package in as many lines as it needs, three at most; not there while there is none."""

    DEFAULT_CSS = """
    PackageLine { height: auto; max-height: 3; padding: 0 2; display: none; color: $text-muted; }
    PackageLine.-said { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.text = ""

    def say(self, package: str) -> None:
        """Show this instead of what was shown."""
        text = f"Package: {package}" if package else ""
        if text != self.text:
            self.text = text
            self.set_class(bool(text), "-said")
            self.update(content(text))
