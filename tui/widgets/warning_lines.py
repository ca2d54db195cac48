"""What has to be seen about an offer and belongs to no field of its form."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets import Static

from data.records.offer_warnings import OfferWarning
from tui.text import content


class WarningLines(Static):
    """Warnings, a line each; not there while there are none."""

    DEFAULT_CSS = """
    WarningLines { height: auto; padding: 0 1; display: none; color: $text-warning; }
    WarningLines.-said { display: block; margin: 0 0 1 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.text = ""

    def say(self, warnings: Iterable[OfferWarning]) -> None:
        """Show these instead of what was shown."""
        text = "\n".join(f"! {one.sentence}" for one in warnings)
        if text != self.text:
            self.text = text
            self.set_class(bool(text), "-said")
            self.update(content(text))
