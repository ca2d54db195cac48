"""Asking before something is done: the title says what will happen, the safe answer is Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.commands.command import Command
from tui.screens.base.picker import STYLE
from tui.screens.base.screens import Dialog
from tui.text import content
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
        danger: bool = False,
    ) -> None:
        super().__init__(title, lines, danger=danger)
        self._yes = yes

    def answers(self) -> Sequence[Command]:
        """Yes by its letter, no by Enter and Escape."""
        return (answer("yes", self._yes, "y"), answer("no", "Back", "escape"))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


class RestoreQuestion(Question[str]):
    """Restore a version of an offer that is with the candidate: "draft", "correction", or ""."""

    BINDINGS = [
        Binding("d", "answer('draft')", "A draft again", show=False),
        Binding("c", "answer('correction')", "A correction", show=False),
        Binding("escape,enter", "answer('')", "Back", show=False),
    ]

    def answers(self) -> Sequence[Command]:
        """A draft again, a correction, or neither."""
        return (
            answer("answer('draft')", "A draft again", "d"),
            answer("answer('correction')", "A correction", "c"),
            answer("answer('')", "Back", "escape"),
        )

    def action_answer(self, word: str) -> None:
        """Give the answer."""
        self.dismiss(word)


class Leave(Question[str]):
    """Leave a form that was changed: "save", "discard" or "" to stay."""

    BINDINGS = [
        Binding("s,ctrl+s", "answer('save')", "Save", show=False),
        Binding("d", "answer('discard')", "Discard", show=False),
        Binding("escape,enter", "answer('')", "Back", show=False),
    ]

    def answers(self) -> Sequence[Command]:
        """Save, discard, stay."""
        return (
            answer("answer('save')", "Save", "s"),
            answer("answer('discard')", "Discard", "d"),
            answer("answer('')", "Back", "escape"),
        )

    def action_answer(self, word: str) -> None:
        """Give the answer."""
        self.dismiss(word)
