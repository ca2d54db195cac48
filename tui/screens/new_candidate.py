"""A new candidate in between, without leaving the form that needs one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from data import candidates
from data.errors import Invalid
from data.records import CandidateDraft, CandidateRecord
from tui.commands import Command
from tui.screens.confirm import Question, answer
from tui.widgets.entry import Entry
from tui.widgets.field import Field


class NewCandidate(Question[CandidateRecord | None]):
    """Names and email of a new candidate; dismissed with the candidate, who is stored then."""

    AUTO_FOCUS = "Field > *"
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "back", "Leave it", show=False),
    ]

    def __init__(self, typed: str = "") -> None:
        """`typed` is what was looked for: it becomes the name."""
        super().__init__("New candidate", ())
        self._first, _, self._last = " ".join(typed.split()).rpartition(" ")
        if not self._first:
            self._first, self._last = self._last, ""

    def compose_more(self) -> ComposeResult:
        """The fields."""
        yield Field("first_name", "First name", Entry(self._first), required=True)
        yield Field("last_name", "Last name", Entry(self._last))
        yield Field("email", "Email", Entry())
        yield Field("phone", "Phone", Entry())

    def answers(self) -> Sequence[Command]:
        """Save, or leave it."""
        return (answer("save", "Save", "ctrl+s"), answer("back", "Leave it", "escape"))

    def action_save(self) -> None:
        """Store the candidate; what is wrong is said under its field."""
        texts = {field.key: field.text for field in self.query(Field)}
        try:
            candidate = candidates.create(CandidateDraft(**texts))
        except Invalid as error:
            self._show(error)
        else:
            self.dismiss(candidate)

    def _show(self, error: Invalid) -> None:
        said = {problem.field: problem.text for problem in reversed(error.problems)}
        fields = list(self.query(Field))
        for field in fields:
            field.set_problem(said.get(field.key, ""))
        next(field for field in fields if field.key in said).focus_control()

    def on_input_submitted(self) -> None:
        """Enter goes on, and saves at the end."""
        if self.focused is list(self.query(Field))[-1].control:
            self.action_save()
        else:
            self.focus_next()
