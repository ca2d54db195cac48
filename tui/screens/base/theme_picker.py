"""Choosing a theme: each is tried on while the cursor is on it, Escape takes that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from tui import report, theme_choice, themes
from tui.screens.base.picker import Picked, Picker
from tui.widgets.choice import Option


class ThemePicker(Picker):
    """Every theme there is; `show` puts one on, without keeping it; `before` is on now."""

    def __init__(
        self, options: tuple[Option, ...], kept: str, before: str, show: Callable[[str], None]
    ) -> None:
        super().__init__("Theme", options, value=(kept,))
        self._before = before
        self._show = show

    def on_mount(self) -> None:
        """The theme of the row under the cursor is tried on."""
        self.table.on_cursor = self._try_on

    def _try_on(self, row: Any) -> None:
        if row is not None:
            self._show(row.option.value)

    def action_back(self) -> None:
        """Everything looks as it did."""
        self._show(self._before)
        super().action_back()


def chosen(picked: Picked | None) -> str | None:
    """The name of the theme that was picked, if any was."""
    return str(picked.values[0]) if picked is not None and picked.values else None


def register_own(app: App[Any]) -> None:
    """Have the person's themes ready, and say which cannot be shown and why."""
    found, wrong = theme_choice.all_owned()
    for theme in found:
        app.register_theme(theme)
    for sentence in wrong:
        report.say(app, sentence, title="Theme", warning=True)


def options(known: dict[str, Any]) -> tuple[Option, ...]:
    """The themes of these names: what fits the terminal, the desk's own, then Textual's."""
    own = {theme.name for theme in themes.THEMES}
    others = sorted(name for name in known if name not in own)
    return (
        Option("", "as the terminal is", "whatever fits"),
        *(Option(name, name, words) for name, words in themes.OWN.items()),
        *(Option(name, name, _note(known[name])) for name in others),
    )


def _note(theme: Theme) -> str:
    shade = "dark" if theme.dark else "light"
    return shade if theme.name in BUILTIN_THEMES else f"your own, {shade}"
