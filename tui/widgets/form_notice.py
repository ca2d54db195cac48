"""What a form has to say that belongs to none of its fields."""

from __future__ import annotations

from textual.widgets import Static

from tui.text import content, glyphs


class FormNotice(Static):
    """A few lines above a form; not there while there is nothing to say."""

    DEFAULT_CSS = """
    FormNotice {
        height: auto; max-height: 6; padding: 0 2; display: none;
        background: $panel; color: $text-error; text-style: bold;
    }
    FormNotice.-said { display: block; }
    FormNotice.-mentioned { display: block; color: $text-accent; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.text = ""

    def say(self, text: str) -> None:
        """Say it; an empty text takes the message away."""
        self._show(text, f"{glyphs().declined} ", "-said")

    def mention(self, text: str) -> None:
        """Say what is not wrong."""
        self._show(text, "", "-mentioned")

    def _show(self, text: str, mark: str, look: str) -> None:
        self.text = text
        for one in ("-said", "-mentioned"):
            self.set_class(bool(text) and one == look, one)
        self.update(content("\n".join(mark + one for one in text.splitlines() if one)))
