"""Asking about what was typed and not saved before offerdesk ended."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from data.records.typed_records import TypedWork
from data.values.text import count, one_line
from tui.commands.command import Command
from tui.screens.base.confirm import Confirm, Question, answer
from tui.text import cells, when

SHOWN = 8
"""Fields that are shown of what was typed, at most."""
WIDTH = 66


class LeftWork(Question[str]):
    """What was typed and not saved: "take up", "let go", or "" to be asked again."""

    BINDINGS = [
        Binding("t,enter", "answer('take up')", "Take it up", show=False),
        Binding("d", "let_go", "Let it go", show=False),
        Binding("escape", "answer('')", "Back", show=False),
    ]

    def __init__(self, work: TypedWork) -> None:
        kept = work.kept_at.astimezone().strftime("%Y-%m-%d %H:%M")
        lines = [f"Typed {when(work.kept_at)} ({kept}), before offerdesk ended:", ""]
        lines += [_line(one.label, one.shown) for one in work.entries[:SHOWN]]
        more = len(work.entries) - SHOWN
        lines += [f"and {count(more, 'field')} more"] if more > 0 else []
        lines += ["", "Left as it is, it is asked about again."]
        super().__init__(f"Not saved: {work.place.title}", lines)

    def answers(self) -> Sequence[Command]:
        """Take it up, let it go, later."""
        return (
            answer("answer('take up')", "Take it up", "t"),
            answer("let_go", "Let it go", "d"),
            answer("answer('')", "Back", "escape"),
        )

    def action_answer(self, word: str) -> None:
        """Give the answer."""
        self.dismiss(word)

    def action_let_go(self) -> None:
        """Ask once more: a key may have been typed before this was seen."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss("let go")

        lines = ("It cannot be brought back.",)
        question = Confirm("Let it go", lines, yes="Let it go", danger=True)
        self.app.push_screen(question, answered)


def _line(label: str, text: str) -> str:
    words = one_line(f"{label}: {text or '(empty)'}")
    return cells(words, WIDTH).rstrip()
