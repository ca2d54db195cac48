"""What every screen shares: its commands, its bars, its fields, going back, being read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from tui import commands, report, screens
from tui.commands.allowed import is_possible
from tui.key_order import OrderedScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.too_small import TooSmall
from tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from tui.widgets.choice import Chooser

Result = TypeVar("Result")


class CommandScreen(OrderedScreen[Result]):
    """A screen whose keys are those of its commands; `commands_name` is their name."""

    commands_name: ClassVar[str] = ""
    ALLOW_IN_MAXIMIZED_VIEW = "TopBar, KeyBar, TooSmall, FilterBar, FindBar, FormNotice"

    def __init_subclass__(cls, **options: Any) -> None:
        """Bind the commands of the class, before keys of its own."""
        if "commands_name" in cls.__dict__:
            own = cls.__dict__.get("BINDINGS", ())
            cls.BINDINGS = [*commands.bindings(cls.commands_name), *own]
        super().__init_subclass__(**options)

    def keep_typed(self) -> None:
        """Keep aside what is typed, where the screen has anything to type into."""

    def let_typed_go(self) -> None:
        """Nothing that was typed here is kept any longer."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the declaration of the command asks of the screen."""
        return is_possible(self, self.commands_name, action)

    @property
    def has_unsaved(self) -> bool:
        """Whether leaving would lose something that was entered."""
        return False

    def ask_to_leave(self) -> None:
        """Ask what shall become of what was entered."""

    def action_zoom(self) -> None:
        """Make the pane that has the keys the whole screen; the others come back after."""
        if self.maximized is not None:
            self.minimize()
        else:
            self.maximized = self._pane_with_keys
            self.share_room()

    @property
    def _pane_with_keys(self) -> Widget | None:
        """The pane that has the keys; a filter in a border is in none."""
        line = self.focused.ancestors_with_self if self.focused is not None else ()
        panes = (one for one in line if isinstance(one, Widget) and one.has_class("pane"))
        return next(panes, None)

    def on_descendant_focus(self) -> None:
        """Keys that go to a pane behind the one that is the whole screen show it again."""
        if self._pane_with_keys not in (None, self.maximized):
            self.minimize()

    def minimize(self) -> None:
        """Give the other panes their place again."""
        if self.maximized is not None:
            super().minimize()
            self.share_room()

    def share_room(self) -> None:
        """Give each pane its cells, where the screen does that itself."""


class DeskScreen(CommandScreen[None]):
    """A screen with the bar of places at the top and its keys at the bottom.

    `place` is set on the places only.
    """

    place: ClassVar[str] = ""
    AUTO_FOCUS = "VirtualTable"

    def compose(self) -> ComposeResult:
        """The bars, and between them what the screen is for."""
        yield TopBar(self.place)
        yield from self.compose_body()
        yield TooSmall()
        yield KeyBar(self.commands_name)

    def compose_body(self) -> ComposeResult:
        """What the screen is for."""
        yield from ()

    def reload(self) -> None:
        """Read the records again; cursor and scroll stay."""

    _seen = False

    def on_screen_resume(self) -> None:
        """Something may have changed while another screen was shown."""
        if self._seen:
            self.reload()
        self._seen = True

    def letter_html(self) -> str:
        """The letter that is shown, if the screen shows any."""
        return ""

    def action_copy_value(self) -> None:
        """Choose what to copy: the letter, or a value of the pane that has the keys."""
        screens.copying.ask(self.app, self.letter_html())

    def action_reload(self) -> None:
        """Read the records again."""
        self.reload()

    def action_back(self) -> None:
        """Go back to the screen before."""
        if self.app.screen is self and len(self.app.screen_stack) > 1:
            self.dismiss(None)


class FieldScreen(CommandScreen[Result]):
    """A screen with fields: a choice opens its list, Enter goes on."""

    def on_chooser_asked(self, event: Chooser.Asked) -> None:
        """Open the options of a choice."""
        screens.pick_for(self.app, event)

    def on_input_submitted(self) -> None:
        """Enter in a field."""
        with report.reported(self.app):
            self.after_enter()

    def after_enter(self) -> None:
        """Enter goes to the next field, unless a screen says otherwise."""
        self.focus_next()

    def after_pick(self) -> None:
        """Something was picked from a list with Enter; a form goes on to the next field."""


class Dialog(FieldScreen[Result], ModalScreen[Result]):
    """A dialog over a screen: gone with one key, its keys on its last line."""

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
