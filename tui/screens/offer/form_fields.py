"""The fields of an offer's form: one control for each term and each type of custom field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from data.lists import candidate_list, offer_list
from data.lists.candidate_list import CandidateRow
from data.offers import send_checks
from data.people import users
from data.records import field_records
from data.records.field_records import FieldEntry, FieldRecord
from data.records.job_records import JobRecord, OpeningRecord
from data.records.list_rows import JobLine
from data.records.offer_records import Checked
from data.records.pay import PayFrequency
from data.values import clock, field_entry, field_texts, money
from data.values.field_values import FieldType, FieldValue, UserRef
from data.values.text import one_line
from tui.screens.base.form import Value
from tui.widgets.choice import Choice, MultiChoice, New, Option, OptionValue, Source
from tui.widgets.columns import Column
from tui.widgets.entry import Entry
from tui.widgets.field import Field

if TYPE_CHECKING:
    from tui.widgets.field import Control

NOT_SET = Option(None, "not set")
CLEARED = " "
"""What a field says that was emptied on purpose: blank text, while untouched fields say nothing."""

SHORT = 26
"""Cells for amounts and dates, so that their units stand beside them."""

_FORMATS = {
    FieldType.DATE: "2027-04-15, 15 apr, +2w …",
    FieldType.CURRENCY: "5,000 EUR, 80k …",
    FieldType.CURRENCY_RANGE: "4,000 - 6,000 EUR …",
    FieldType.NUMBER: "1250, 0.5 …",
    FieldType.NUMBER_RANGE: "80 - 120, from 80, up to 120 …",
    FieldType.URL: "https:// …",
}
_SHORT_TYPES = frozenset({FieldType.DATE, FieldType.CURRENCY, FieldType.NUMBER})


class Custom(NamedTuple):
    """A custom field in the form: what it is, what it held, and its field on the screen."""

    definition: FieldRecord
    before: FieldValue | None
    entry: FieldEntry
    start: Value
    field: Field

    @property
    def raw(self) -> str:
        """A value that could not be read, as it came; empty when there is none."""
        before = self.before
        unread = before is not None and before.value is None and not before.is_empty
        return one_line(field_texts.show(before)) if unread and before is not None else ""

    def read(self, *, cleared: bool) -> FieldEntry:
        """What is entered now; what was not touched stays exactly what it was."""
        if cleared and self.field.is_blank:
            return FieldEntry(self.definition.key, CLEARED)
        if self.field.value == self.start:
            return self.entry
        return FieldEntry(self.definition.key, self.field.text, self.field.chosen)

    def based_on(self, before: FieldValue | None) -> Custom:
        """The same field over another value that it held before."""
        text, chosen = field_entry.entered(self.definition.type, before) if before else ("", ())
        start: Value = text
        if isinstance(self.field.control, MultiChoice):
            start = chosen
        elif isinstance(self.field.control, Choice):
            start = text or None
        entry = FieldEntry(self.definition.key, text, chosen)
        return self._replace(before=before, entry=entry, start=start)


def custom(definition: FieldRecord, before: FieldValue | None) -> Custom:
    """The field of the form for a custom field, with what it holds now."""
    text, chosen = field_entry.entered(definition.type, before) if before else ("", ())
    control = _control(definition, text, chosen)
    width = SHORT if definition.type in _SHORT_TYPES else 0
    field = Field(
        field_records.field_key(definition.key),
        definition.name,
        control,
        required=definition.required,
        hint=one_line(definition.description),
        width=width,
    )
    entry = FieldEntry(definition.key, text, chosen)
    return Custom(definition, before, entry, control.value, field)


def _control(definition: FieldRecord, text: str, chosen: tuple[str, ...]) -> Control:
    names = [option.name for option in definition.options if option.active]
    match definition.type:
        case FieldType.MULTI_SELECT:
            return MultiChoice([Option(name, name) for name in names], chosen)
        case FieldType.SINGLE_SELECT:
            return Choice([NOT_SET, *(Option(name, name) for name in names)], text or None)
        case FieldType.YES_NO:
            options = [NOT_SET, Option("yes", "Yes"), Option("no", "No")]
            return Choice(options, text or None)
        case FieldType.USER:
            return Choice([NOT_SET, *_people()], text or None)
        case FieldType.LONG_TEXT:
            from tui.widgets.long_entry import LongEntry

            return LongEntry(text)
    return Entry(text, placeholder=_FORMATS.get(definition.type, ""))


def _people() -> Iterable[Option]:
    """The users, each with the text that a user field reads."""
    for user in users.everyone():
        reference = UserRef(str(user.id), one_line(user.name), one_line(user.email))
        text, _ = field_entry.entered(FieldType.USER, FieldValue("", "", FieldType.USER, reference))
        yield Option(text, user.name, user.email)


# ---------------------------------------------------------------- terms


def needed(
    checked: Checked, fields: Mapping[str, Field], customs: Iterable[Custom]
) -> tuple[str, ...]:
    """The fields without which the offer cannot be made, or sent, and that say nothing yet."""
    definitions = tuple(one.definition for one in customs)
    lacking = send_checks.lacking(checked.terms, definitions, clock.today(), (), checked.outside)
    blank = (key for key in ("candidate", "job") if key in fields and fields[key].is_blank)
    return (*blank, *(one.field for one in lacking if one.field in fields))


def candidate_choice(value: int | None, name: str, new: New) -> Choice:
    """Whose offer it is, out of however many candidates there are."""
    columns = (
        Column[CandidateRow]("name", "", 30, _candidate_name, 16, flex=True, priority=3),
        Column[CandidateRow]("email", "", 26, _email, 10, priority=2, style="muted"),
    )
    source = Source(candidate_list.candidates, columns, _candidate_name)
    return Choice(
        value=value, text=name, source=source, new=new, title="Whose offer is it?",
        placeholder="choose a candidate", empty="No candidates yet",
    )  # fmt: skip


def _candidate_name(row: CandidateRow) -> str:
    return candidate_list.candidate_line(row).name


def _email(row: CandidateRow) -> str:
    return row.email


def job_choice(value: int | None, new: New) -> Choice:
    """For which job it is."""
    return Choice(
        job_options(), value, new=new, title="For which job?", placeholder="choose a job",
        empty="No jobs yet",
    )  # fmt: skip


def job_options() -> tuple[Option, ...]:
    """The jobs, open ones first."""
    lines = [line for line in offer_list.job_lines() if line.id]
    lines.sort(key=lambda line: not line.is_open)
    return tuple(Option(line.id, line.title, _job_note(line)) for line in lines)


def only_open_job() -> int | None:
    """The one job that is open, when there is just one."""
    found = [line.id for line in offer_list.job_lines() if line.id and line.is_open]
    return found[0] if len(found) == 1 else None


def _job_note(line: JobLine) -> str:
    return line.department if line.is_open else f"closed · {line.department}".rstrip(" ·")


def opening_options(job: JobRecord | None) -> tuple[Option, ...]:
    """The openings of a job, or why there are none to choose from."""
    if job is None or not job.openings:
        return (NOT_SET._replace(note="the job has no openings" if job else "no job is chosen"),)
    return (NOT_SET, *(Option(one.id, one.name, _opening_note(one)) for one in job.openings))


def only_open_opening(job: JobRecord | None) -> int | None:
    """The one opening of a job that is open, when there is just one."""
    found = [one.id for one in job.openings if one.is_open] if job else []
    return found[0] if len(found) == 1 else None


def _opening_note(opening: OpeningRecord) -> str:
    if opening.is_open:
        return "open"
    return f"closed, filled by {opening.filled_by}" if opening.filled_by else "closed"


def currency_choice(value: str, first: Iterable[str]) -> Choice:
    """The currency; those that the desk uses come first, and each is found by its name too."""
    codes = dict.fromkeys([*filter(None, first), *COMMON, *sorted(money.CURRENCIES)])
    options = [Option(code, code) for code in codes]
    choice = Choice([NOT_SET, *options], value or None)
    choice.note_of = _currency_name
    return choice


def _currency_name(code: OptionValue) -> str:
    from data.letters.language import number_words

    return number_words.currency_name(code) if isinstance(code, str) else ""


COMMON = ("EUR", "USD", "GBP", "CHF", "JPY")


def frequency_choice(value: str) -> Choice:
    """How often pay is counted."""
    options = [Option(str(one), str(one)) for one in PayFrequency]
    return Choice([NOT_SET, *options], value or None)


def correction_choice(status: str, number: int) -> Choice:
    """Whether saving makes a sent offer a draft again, or keeps it as it is."""
    options = (
        Option(0, f"version {number}, a draft again"),
        Option(1, f"version {number}, a correction: it stays {status}"),
    )
    return Choice(options, 0, always=True)


def correction_note(status: str, number: int, value: OptionValue) -> str:
    """What saving does, in a sentence."""
    if value:
        return f"Saving makes version {number} and keeps the offer {status}; its letter is renewed."
    return f"Saving makes version {number} and a draft again: it has to be sent again."
