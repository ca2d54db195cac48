"""An empty Textual app with one field: what a key costs before anything is done with it."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class EmptyForm(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("ready-now")


if __name__ == "__main__":
    EmptyForm().run()
