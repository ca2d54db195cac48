"""Screens whose typing is kept aside every few seconds, and put back after a crash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Self, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete

from data.errors import DataError
from data.records.typed_records import Typed, TypedPlace, TypedValue, TypedWork
from tui import report
from tui.screens.base.screens import CommandScreen
from tui.text import when
from tui.widgets.choice import Chooser
from tui.widgets.field import Field

Result = TypeVar("Result")


class KeepsTyped(CommandScreen[Result]):
    """A screen to type into. What it says in `typed_for` and `typed` is kept until it leaves."""

    _work_id: int | None = None
    _kept: tuple[TypedPlace, tuple[Typed, ...]] | None = None
    _to_put: TypedWork | None = None

    # ------------------------------------------------------------ what a screen says

    def typed_for(self) -> TypedPlace | None:
        """Which form this is, and what it is open for; None keeps nothing aside."""
        return None

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The screen for the same, as it opens today; raises DataError when that cannot be."""
        raise NotImplementedError

    def typed(self) -> tuple[Typed, ...]:
        """What is not as it was when the screen opened."""
        return ()

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Put that back; gives the labels of what was changed elsewhere meanwhile."""
        return ()

    def say_typed(self, sentence: str) -> None:
        """Say where the text comes from."""

    # ------------------------------------------------------------ keeping

    def keep_typed(self) -> None:
        """Keep what is typed now, if it is other than what was kept last; raises Storage."""
        place = self.typed_for() if self.is_mounted and self._to_put is None else None
        if place is None:
            return
        kept = (place, self.typed())
        if kept == self._kept:
            return
        if kept[1]:
            from data.safekeeping import typed_work

            self._work_id = typed_work.keep(self._work_id, *kept)
        else:
            self.let_typed_go()
        self._kept = kept

    def let_typed_go(self) -> None:
        """It was saved, or left on purpose."""
        if self._work_id is None:
            return
        from data.safekeeping import typed_work

        with suppress(DataError):  # it would be offered once more
            typed_work.drop(self._work_id)
        self._work_id = None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave; nothing of it is kept."""
        self.let_typed_go()
        return super().dismiss(result)

    # ------------------------------------------------------------ putting back

    def take_up(self, work: TypedWork) -> None:
        """Fill in what was typed, as soon as the screen is whole."""
        self._work_id, self._to_put = work.id, work

    def on_mount(self) -> None:
        """Fill it in before the first key."""
        if self._to_put is not None:
            self.before_next_key(self._put_back)

    def _put_back(self) -> None:
        work, self._to_put = self._to_put, None
        if work is None:
            return
        elsewhere: tuple[str, ...] = ()
        with report.reported(self.app):
            elsewhere = self.put_typed(work.entries)
        if not self.typed():
            self.say_typed("What was typed here was saved already.")
            return
        sentence = f"Typed {when(work.kept_at)} and not saved yet."
        if elsewhere:
            sentence += f" Changed elsewhere since then: {', '.join(elsewhere)}."
        self.say_typed(sentence)


def typed_fields(fields: Iterable[Field], start: Mapping[str, TypedValue]) -> tuple[Typed, ...]:
    """The fields that hold something else than at the start."""
    return tuple(
        Typed(field.key, field.label, start.get(field.key), field.value, _words(field))
        for field in fields
        if field.value != start.get(field.key)
    )


def _words(field: Field) -> str:
    return field.control.shown if isinstance(field.control, Chooser) else ""


def put_fields(
    fields: Mapping[str, Field], start: Mapping[str, TypedValue], entries: Sequence[Typed]
) -> tuple[str, ...]:
    """Fill in fields, in the order of the form; gives the labels of those changed elsewhere."""
    for one in entries:
        if one.key in fields:
            field = fields[one.key]
            field.set_value(one.value, one.text)
            if field.on_change is not None:
                field.on_change(field)
    known = [one for one in entries if one.key in fields]
    return tuple(one.label for one in known if start.get(one.key) not in (one.start, one.value))
