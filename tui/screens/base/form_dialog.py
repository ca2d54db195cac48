"""A question with a few fields: ctrl+s stores, what is wrong is said under its field."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding

from data.errors import DataError, Invalid, Problem
from data.records.typed_records import Typed, TypedValue
from tui.commands.command import Command
from tui.screens.base.confirm import Leave, Question, answer
from tui.screens.base.keeps_typed import KeepsTyped, put_fields, typed_fields
from tui.text import content
from tui.widgets.field import Field, align, to_correct
from tui.widgets.path_entry import complete_or_next

Result = TypeVar("Result")


class FormDialog(Question[Result | None], KeepsTyped[Result | None]):
    """Fields to fill in between; dismissed with what `store` gives."""

    AUTO_FOCUS = "Field > *"
    BINDINGS = [
        # not before the field sees the key: what was typed right before is in it by then
        Binding("ctrl+s", "save", "Save", show=False),
        Binding("escape", "back", "Back", show=False),
        # before the field sees the key: whoever types on at once types into the next one
        Binding("tab", "next_field", "Next field", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Field before", show=False, priority=True),
    ]
    yes: ClassVar[str] = "Save"

    _start: Mapping[str, TypedValue] | None = None

    @abstractmethod
    def store(self) -> Result:
        """Store what was entered; a DataError keeps the dialog open, with all that was typed."""

    def answers(self) -> Sequence[Command]:
        """Save, or leave it."""
        return (answer("save", self.yes, "ctrl+s"), answer("back", "Back", "escape"))

    def on_mount(self) -> None:
        """Say under each field what is to be said about it, and keep what it starts with."""
        self._start = self._values()
        align(self.query(Field))
        for field in self.query(Field):
            if not field.note:
                field.set_note(field.hint)

    def typed(self) -> tuple[Typed, ...]:
        """The fields that were changed."""
        return () if self._start is None else typed_fields(self.query(Field), self._start)

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Fill them in again."""
        return put_fields({one.key: one for one in self.query(Field)}, self._start or {}, entries)

    def say_typed(self, sentence: str) -> None:
        """Say it on the lower border."""
        self.query_one(".question").border_subtitle = content(sentence)

    def field(self, key: str) -> Field:
        """The field of this key; raises KeyError."""
        return {field.key: field for field in self.query(Field)}[key]

    def action_save(self) -> None:
        """Store it; what is wrong is said under its field, the first one gets the keys."""
        try:
            stored = self.store()
        except DataError as error:
            self.show_problems(error if isinstance(error, Invalid) else self._problem(error))
        else:
            self.dismiss(stored)

    complaints: ClassVar[str] = ""
    """The field under which it is said that something cannot be done now; the last without one."""

    def _problem(self, error: DataError) -> Invalid:
        return Invalid((Problem(self.complaints, "", error.text),))

    def show_problems(self, error: Invalid) -> None:
        """Say every problem under its field; one of no field is said under the last."""
        fields = list(self.query(Field))
        known = {field.key for field in fields}
        entries = {
            problem.field if problem.field in known else fields[-1].key: problem
            for problem in reversed(error.problems)
        }
        for field in fields:
            field.set_problem(entries.get(field.key, ""))
        self.say_typed(to_correct(fields))
        next(field for field in fields if field.key in entries).focus_control()

    def action_back(self) -> None:
        """Leave it; what was typed is asked about first."""
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            super().action_back()

    @property
    def has_unsaved(self) -> bool:
        """Whether a field is not as it was."""
        return self._values() != self._start

    def ask_to_leave(self) -> None:
        """Save it, discard it, or stay."""
        lines = ("What you entered is not saved yet.",)
        self.app.push_screen(Leave(f"Leave without saving? {self._title}", lines), self._left)

    def _left(self, word: str | None) -> None:
        if word == "save":
            self.action_save()
        elif word == "discard":
            self.dismiss(None)

    def _values(self) -> dict[str, TypedValue]:
        return {field.key: field.value for field in self.query(Field)}

    def action_next_field(self) -> None:
        """Go to the next field; a path is completed first."""
        complete_or_next(self)

    def after_pick(self) -> None:
        """Go on to the next field; from the last one nowhere."""
        if self.focused is not list(self.query(Field))[-1].control:
            self.before_next_key(self.focus_next)

    def after_enter(self) -> None:
        """Enter goes on, and saves at the end."""
        if self.focused is list(self.query(Field))[-1].control:
            self.action_save()
        else:
            self.focus_next()
