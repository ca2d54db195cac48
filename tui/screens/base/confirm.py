"""Asking before something is done: the title says what will happen, the safe answer is Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.commands import Command
from tui.screens.base.picker import STYLE, pick_for
from tui.screens.base.screens import Dialog
from tui.text import content
from tui.widgets.choice import Choice, Chooser, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.key_bar import KeyBar

Answer = TypeVar("Answer")


class Question(Dialog[Answer]):
    """A box with a title, lines that name what is affected, and one key for each answer."""

    CSS_PATH = STYLE
    AUTO_FOCUS = ""

    def __init__(self, title: str, lines: Sequence[str], *, danger: bool = False) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._danger = danger

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="dialog question") as box:
            box.border_title = content(self._title)
            box.set_class(self._danger, "-danger")
            with VerticalScroll(classes="question-body", can_focus=False):
                if self._lines:
                    yield Static(content("\n".join(self._lines)), classes="question-lines")
                yield from self.compose_more()
            keys = KeyBar("picker")
            keys.show_commands(self.answers())
            yield keys

    def compose_more(self) -> ComposeResult:
        """What else is asked."""
        yield from ()

    def answers(self) -> Sequence[Command]:
        """The answers as the last line shows them."""
        raise NotImplementedError


def answer(id: str, title: str, *keys: str) -> Command:
    """An answer to a question, with its keys."""
    return Command(id, title, keys, "", "Question", True)


class Confirm(Question[bool]):
    """Do it or not. Enter and Escape are no; `y` is yes."""

    BINDINGS = [
        Binding("y", "yes", "Yes", show=False),
        Binding("n,enter,escape", "no", "No", show=False),
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[str] = (),
        *,
        yes: str = "Yes",
        no: str = "Leave it",
        danger: bool = False,
    ) -> None:
        super().__init__(title, lines, danger=danger)
        self._yes = yes
        self._no = no

    def answers(self) -> Sequence[Command]:
        """Yes by its letter, no by Enter and Escape."""
        return (answer("yes", self._yes, "y"), answer("no", self._no, "enter"))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


class Leave(Question[str]):
    """Leave a form that was changed: "save", "discard" or "" to stay."""

    BINDINGS = [
        Binding("s,ctrl+s", "answer('save')", "Save", show=False),
        Binding("d", "answer('discard')", "Discard", show=False),
        Binding("escape,enter", "answer('')", "Stay", show=False),
    ]

    def answers(self) -> Sequence[Command]:
        """Save, discard, stay."""
        return (
            answer("answer('save')", "Save", "s"),
            answer("answer('discard')", "Discard", "d"),
            answer("answer('')", "Stay", "escape"),
        )

    def action_answer(self, word: str) -> None:
        """Give the answer."""
        self.dismiss(word)


class Asked(NamedTuple):
    """Why something is done: a reason from the list, and free text."""

    reason: str
    text: str


class Ask(Question[Asked | None]):
    """Do it, and say why: a reason to choose and free text; ctrl+s does it, Escape does not."""

    AUTO_FOCUS = "Field > *"
    BINDINGS = [
        Binding("ctrl+s", "yes", "Yes", show=False),
        Binding("escape", "back", "Leave it", show=False),
    ]

    def __init__(
        self,
        title: str,
        lines: Sequence[str] = (),
        *,
        reasons: Sequence[str] = (),
        yes: str = "Do it",
        required: bool = True,
        danger: bool = False,
    ) -> None:
        """Without `reasons` only the free text is asked."""
        super().__init__(title, lines, danger=danger)
        self._reasons = tuple(reasons)
        self._yes = yes
        self._required = required

    def compose_more(self) -> ComposeResult:
        """The reason and the text."""
        if self._reasons:
            options = [Option(reason, reason) for reason in self._reasons]
            yield Field("reason", "Reason", Choice(options), required=self._required)
        label = "In words" if self._reasons else "Reason"
        required = self._required and not self._reasons
        yield Field("text", label, Entry(), required=required)

    def answers(self) -> Sequence[Command]:
        """Do it, or leave it."""
        return (answer("yes", self._yes, "ctrl+s"), answer("back", "Leave it", "escape"))

    def action_yes(self) -> None:
        """Do it, when there is a reason."""
        fields = {field.key: field for field in self.query(Field)}
        first = next(iter(fields.values()))
        if self._required and all(field.is_blank for field in fields.values()):
            first.set_problem("Say why; it is kept in the history.")
            first.focus_control()
            return
        reason = fields["reason"].text if "reason" in fields else ""
        self.dismiss(Asked(reason, fields["text"].text.strip()))

    def on_chooser_asked(self, event: Chooser.Asked) -> None:
        """Open the list of reasons."""
        pick_for(self.app, event)

    def on_input_submitted(self) -> None:
        """Enter in the text does it."""
        self.action_yes()
