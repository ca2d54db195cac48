"""The smallest Textual app: what every start is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("ready-now")


if __name__ == "__main__":
    Empty().run()
