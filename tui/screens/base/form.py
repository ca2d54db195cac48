"""What every form shares: reading on each change, problems in their places, saving, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from data.errors import DataError, Invalid, Problem, Stale
from data.records.offer_records import Checked
from data.records.typed_records import Typed
from tui import report
from tui.screens.base.confirm import Leave
from tui.screens.base.keeps_typed import KeepsTyped, put_fields, typed_fields
from tui.screens.base.picker import STYLE
from tui.screens.base.screens import FieldScreen
from tui.text import content
from tui.widgets.choice import OptionValue
from tui.widgets.field import Field, align, to_correct
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar

Result = TypeVar("Result")
Value = str | int | tuple[OptionValue, ...] | None
"""What a field holds."""


_ERASED = "erased:"
"""What is kept aside of a value that was erased on purpose, before the key of its field."""
FIRST = 12
"""Fields of the first frame; the others follow in the next, so that keys are taken sooner."""


class FormScreen(FieldScreen[Result], KeepsTyped[Result]):
    """A form: its fields in one column that scrolls, a pane beside it where there is room.

    A subclass says `form_title`, `compose_fields`, `check` and `save`. It is dismissed with what
    `save` gives, or with None when it is left.
    """

    commands_name = "form"
    CSS_PATH = STYLE
    AUTO_FOCUS = "Field > *"

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._start: dict[str, Value] = {}
        self._subtitle = ""
        self._tried = False
        self._ready = False
        self._late: list[Widget] = []
        self._warned: set[str] = set()
        self.cleared: set[str] = set()

    # ------------------------------------------------------------ what a form says

    @property
    def form_title(self) -> str:
        """What the form is for: "New offer", "Edit Data Engineer"."""
        raise NotImplementedError

    def compose_fields(self) -> Iterable[Widget]:
        """The fields, in the order in which they are read and filled."""
        raise NotImplementedError

    def compose_side(self) -> Iterable[Widget]:
        """What stands beside the fields."""
        return ()

    def compose_below(self) -> Iterable[Widget]:
        """What stays in sight below the fields."""
        return ()

    def check(self) -> Checked | tuple[Problem, ...]:
        """Read what was entered, on every change: what is wrong and what was understood."""
        return ()

    def save(self) -> Result:
        """Store it; a DataError keeps the form open with everything entered."""
        raise NotImplementedError

    def notes(self) -> Mapping[str, str]:
        """What is said under fields for which nothing was understood."""
        return {}

    def unread(self) -> Mapping[str, str]:
        """Values that could not be read, as they came, by field: they go when they are erased."""
        return {}

    def after_check(self, checked: Checked | tuple[Problem, ...]) -> None:
        """What else follows from a change, in the message cycle of the key."""

    # ------------------------------------------------------------ the screen

    def compose(self) -> ComposeResult:
        """A message line, the fields, what is beside them, and the keys."""
        yield FormNotice()
        with Horizontal(classes="form-main"):
            with VerticalScroll(classes="pane form-body", can_focus=False) as body:
                body.border_title = content(self.form_title)
                parts = list(self.compose_fields())
                self.adopt_fields(part for part in parts if isinstance(part, Field))
                seen = min(FIRST, self.app.size.height // 2)
                self._late = parts[seen:]
                yield from parts[:seen]
            yield from self.compose_side()
        yield from self.compose_below()
        yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Read what the form starts with; fields below the view come after the first frame."""
        self._start = self._values()
        self._ready = True
        self.recheck()
        if self._late:
            self.call_after_refresh(self._mount_late)

    async def _mount_late(self) -> None:
        late, self._late = self._late, []
        await self.query_one(".form-body").mount_all(late)

    def adopt_fields(self, fields: Iterable[Field]) -> None:
        """Listen to these fields, in the order of the form; again when some come or go."""
        self.fields = {field.key: field for field in fields}
        align(self.fields.values())
        for field in self.fields.values():
            field.on_change = self.field_changed
        for key in self.unread():
            self.fields[key].control.on_erase = partial(self._erase, key)

    @property
    def behind(self) -> list[Field]:
        """The fields that are shown behind the one that has the keys.

        By their order, not by their place: one that has just come up has no place yet.
        """
        fields = list(self.fields.values())
        here = next((at for at, one in enumerate(fields) if one.control is self.focused), -1)
        return [field for field in fields[here + 1 :] if field.display]

    def after_enter(self) -> None:
        """Enter goes to the next field."""
        if self.behind:
            self.behind[0].focus_control()
        else:
            super().after_enter()

    def after_pick(self) -> None:
        """Go on to the next field; from the last one nowhere."""
        if self.behind:
            self.before_next_key(self.after_enter)

    def field_changed(self, field: Field) -> None:
        """A field was changed, or left: everything is read again."""
        self.recheck()

    def _erase(self, key: str) -> None:
        """Erase a value that could not be read, or take that back."""
        self.cleared ^= {key}
        self.recheck()

    def unread_notes(self) -> dict[str, str]:
        """What is said under the fields of values that could not be read."""
        notes = {
            key: f"kept as it came: “{raw}” · type to replace it, Backspace removes it"
            for key, raw in self.unread().items()
        }
        notes |= dict.fromkeys(self.cleared, "will be removed")
        return {key: note for key, note in notes.items() if self.fields[key].is_blank}

    @property
    def is_changed(self) -> bool:
        """Whether anything is not as it was when the form opened, or was erased."""
        return bool(self.cleared) or self._values() != self._start

    def _values(self) -> dict[str, Value]:
        return {key: field.value for key, field in self.fields.items()}

    def take_in(self, fresh: Mapping[str, Value]) -> None:
        """The record was changed elsewhere: fields that were not touched here follow it."""
        before, self._start = self._start, {**self._start, **fresh}
        for key, value in fresh.items():
            if key in self.fields and self.fields[key].value == before.get(key):
                self.fields[key].set_value(value)

    # ------------------------------------------------------------ kept aside

    def typed(self) -> tuple[Typed, ...]:
        """The fields that were changed, and the values that were erased."""
        if not self._ready:
            return ()
        unread = self.unread()
        erased = (
            Typed(_ERASED + key, self.fields[key].label, unread.get(key, ""), None, "removed")
            for key in sorted(self.cleared)
        )
        return (*typed_fields(self.fields.values(), self._start), *erased)

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """Fill them in again; what came anew meanwhile is not erased."""
        unread = self.unread()
        for one in entries:
            key = one.key.removeprefix(_ERASED)
            if key != one.key and key in unread and unread[key] == one.start:
                self.cleared.add(key)
        elsewhere = put_fields(self.fields, self._start, entries)
        self.recheck()
        return elsewhere

    def say_typed(self, sentence: str) -> None:
        """Say it above the form."""
        self._notice.mention(sentence)

    # ------------------------------------------------------------ reading

    def recheck(self) -> None:
        """Read what was entered and say under each field what there is to say."""
        if not self._ready:
            return
        checked = self.check()
        problems, notes = _parts(checked)
        found = checked.warnings if isinstance(checked, Checked) else ()
        self._warned = {one.field for one in found}
        self._show(problems, {**self.notes(), **notes})
        self.after_check(checked)
        self._say_state()

    def _say_state(self) -> None:
        """How many fields are to correct and how the form stands, on the lower border."""
        wrong = to_correct(self.fields.values())
        subtitle = " · ".join(filter(None, (wrong, self.form_subtitle)))
        if subtitle != self._subtitle:
            self._subtitle = subtitle
            self.query_one(".form-body").border_subtitle = content(subtitle)

    @property
    def form_subtitle(self) -> str:
        """What the lower border says."""
        return "changed" if self.is_changed else ""

    def _show(self, problems: Mapping[str, Problem], notes: Mapping[str, str]) -> None:
        for key, field in self.fields.items():
            problem = problems.get(key)
            complains = self._tried or (
                field.touched and not field.is_blank and not self.waits(key)
            )
            if problem and complains:
                field.set_problem(problem)
            elif problem and not field.is_blank:
                field.set_note(problem.beside(field.label), "warn")
            else:
                style = "warn" if key in self._warned else "muted"
                field.set_note(notes.get(key) or field.hint, style)

    def waits(self, key: str) -> bool:
        """Whether a field cannot be right before another one was reached."""
        return False

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say all that is wrong; the first field that has something goes into view, with focus."""
        self._tried = True
        entries = {problem.field: problem for problem in reversed(tuple(problems))}
        notes = {key: field.note for key, field in self.fields.items() if not field.has_problem}
        self._show(entries, notes)
        elsewhere = [problem.text for key, problem in entries.items() if key not in self.fields]
        self._notice.say("\n".join(reversed(elsewhere)))
        self._say_state()
        first = next((field for key, field in self.fields.items() if key in entries), None)
        if first is not None:
            first.focus_control()

    @property
    def _notice(self) -> FormNotice:
        return self.query_one(FormNotice)

    # ------------------------------------------------------------ actions

    def action_save(self) -> None:
        """Save what was entered; what is wrong is said and nothing is lost."""
        self._notice.say("")
        try:
            saved = self.save()
        except Invalid as error:
            self.show_problems(error.problems)
        except Stale as error:
            self.refreshed(error)
        except DataError as error:
            self.complain(error)
        else:
            self.dismiss(saved)

    def refreshed(self, error: Stale) -> None:
        """Somebody else saved first; a form that can take that in says so here."""
        self.complain(error)

    def complain(self, error: DataError) -> None:
        """Say above the form what did not work; everything entered stays."""
        report.log.info("%s: %s", error.title, error.text)
        self._notice.say(f"{error.title}: {error.text}")

    def action_back(self) -> None:
        """Leave the form; ask when something was changed."""
        if self.has_unsaved:
            self.ask_to_leave()
        else:
            self.dismiss(None)

    @property
    def has_unsaved(self) -> bool:
        """Whether something was changed since the form opened."""
        return self.is_changed

    def ask_to_leave(self) -> None:
        """Save it, discard it, or stay."""
        lines = ["What you entered is not saved yet."]
        self.app.push_screen(Leave(f"Leave without saving? {self.form_title}", lines), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(None)


def _parts(
    checked: Checked | tuple[Problem, ...],
) -> tuple[dict[str, Problem], Mapping[str, str]]:
    """Problems (the first of each field) and notes, by field."""
    found = checked.problems if isinstance(checked, Checked) else checked
    problems = {problem.field: problem for problem in reversed(found)}
    return problems, _notes(checked) if isinstance(checked, Checked) else {}


def _notes(checked: Checked) -> dict[str, str]:
    """What was understood of each field, and what has to be seen about it."""
    notes = dict(checked.understood)
    for one in checked.warnings:
        note = notes.get(one.field, "")
        if one.rule not in checked.noted:
            notes[one.field] = " · ".join(filter(None, (note, one.text)))
    return notes
