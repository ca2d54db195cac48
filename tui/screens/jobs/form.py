"""The form of a job: what it is, where, what it pays, its own custom fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from textual.app import App
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Static

from data.errors import Problem
from data.fields import custom_fields as fields
from data.jobs import jobs
from data.records.job_records import JobDraft, JobRecord
from data.records.offer_records import Checked
from data.records.offer_terms import LABELS
from data.records.pay import PayKind
from data.records.typed_records import About, TypedPlace
from data.templates import templates
from data.values.text import one_line
from tui.screens.base.form import FormScreen
from tui.screens.offer import form_fields
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry

STATES = (Option("open", "open"), Option("closed", "closed"))
KINDS = (
    Option(PayKind.NONE.value, "not said", "offers start without pay"),
    Option(PayKind.FIXED.value, "a fixed salary", "offers start with it"),
    Option(PayKind.RANGE.value, "a range", "offers start with its middle"),
)
SHOWN = {
    PayKind.NONE: (),
    PayKind.FIXED: ("salary", "currency", "pay_frequency"),
    PayKind.RANGE: ("minimum", "maximum", "currency", "pay_frequency"),
}
"""The fields that a kind of pay has."""
MONEY = ("salary", "minimum", "maximum", "currency", "pay_frequency")


class JobFormScreen(FormScreen[int | None]):
    """Make a job, or change one; dismissed with the job's id, or None when left."""

    def __init__(self, job: JobRecord | None = None, *, typed: str = "") -> None:
        """`typed` is what was looked for: it becomes the title of a new one."""
        super().__init__()
        self._job = job
        self._typed = one_line(typed)
        self._custom: tuple[form_fields.Custom, ...] = ()

    @property
    def form_title(self) -> str:
        """Which job."""
        return f"Edit {self._job.name}" if self._job else "New job"

    # ------------------------------------------------------------ the fields

    def compose_fields(self) -> Iterable[Widget]:
        """What and where, pay, custom fields, notes."""
        start = jobs.draft_of(self._job) if self._job else JobDraft(title=self._typed)
        yield Field("title", "Title", Entry(start.title), required=True)
        yield self._department(start.department)
        yield Field("location", "Location", Entry(start.location))
        state = Choice(STATES, "open" if start.is_open else "closed", always=True)
        yield Field("is_open", "State", state, width=form_fields.SHORT)
        yield from self._pay(start)
        yield self._letter(start)
        yield from self._custom_fields()
        yield Field("notes", "Notes", LongEntry(start.notes), hint="Only for you; in no letter.")

    def _department(self, name: str) -> Field:
        known = jobs.departments()
        entry = Entry(name)
        entry.suggester = SuggestFromList(known, case_sensitive=False)
        first = ", ".join(known[:6]) + (" …" if len(known) > 6 else "")
        hint = f"There are: {first}. → takes the suggestion." if known else ""
        return Field("department", "Department", entry, hint=hint)

    def _pay(self, start: JobDraft) -> Iterable[Field]:
        kind = Choice(KINDS, str(start.pay_kind), always=True)
        yield Field("pay_kind", "Pay", kind, width=form_fields.SHORT)
        for key, label, text in (
            ("salary", "Salary", start.salary),
            ("minimum", "From", start.minimum),
            ("maximum", "To", start.maximum),
        ):
            entry = Entry(text, placeholder="92,500 or 80k")
            yield Field(key, label, entry, width=form_fields.SHORT)
        currency = form_fields.currency_choice(start.currency, ())
        yield Field("currency", "Currency", currency, width=form_fields.SHORT)
        paid = form_fields.frequency_choice(start.pay_frequency)
        yield Field("pay_frequency", LABELS["pay_frequency"], paid, width=form_fields.SHORT)

    def _letter(self, start: JobDraft) -> Field:
        """The template that offers of the job start with."""
        name = templates.names().get(start.template_id or 0, "")
        options = [Option(None, "the default"), *_fitting(self._job)]
        hint = "Offers of this job start with it; existing ones keep theirs."
        return Field("template", "Letter", Choice(options, start.template_id, text=name), hint=hint)

    def _custom_fields(self) -> Iterable[Widget]:
        before = {value.key: value for value in self._job.fields} if self._job else {}
        definitions = fields.all_fields("job", active_only=True)
        self._custom = tuple(form_fields.custom(one, before.get(one.key)) for one in definitions)
        if self._custom:
            yield Static("Custom fields", classes="form-heading", markup=False)
        yield from (one.field for one in self._custom)

    # ------------------------------------------------------------ reading

    def draft(self) -> JobDraft:
        """What is entered now."""

        def text(key: str) -> str:
            return self.fields[key].text

        return JobDraft(
            title=text("title"),
            department=text("department"),
            location=text("location"),
            is_open=text("is_open") == "open",
            pay_kind=text("pay_kind") or PayKind.NONE,
            salary=text("salary"),
            minimum=text("minimum"),
            maximum=text("maximum"),
            currency=text("currency"),
            pay_frequency=text("pay_frequency"),
            notes=text("notes"),
            fields=tuple(one.read(cleared=one.field.key in self.cleared) for one in self._custom),
            template_id=self.fields["template"].number,
        )

    def check(self) -> Checked:
        """Read the draft by the rules of jobs."""
        return jobs.check(self.draft(), self._job.id if self._job else None)

    def after_check(self, checked: Checked | tuple[Problem, ...]) -> None:
        """Only the fields of this kind of pay are shown, with their currency beside them."""
        kind = PayKind(self.fields["pay_kind"].text or PayKind.NONE)
        for key in MONEY:
            self.fields[key].display = key in SHOWN[kind]
        for key in ("salary", "minimum", "maximum"):
            self.fields[key].set_unit(self.fields["currency"].text)

    def waits(self, key: str) -> bool:
        """Amounts are in the currency that is chosen below them."""
        currency = self.fields["currency"]
        return key in ("salary", "minimum", "maximum") and not (currency.touched or currency.text)

    def notes(self) -> Mapping[str, str]:
        """What the kind of pay means, and what is kept as it came."""
        kind = self.fields["pay_kind"].text or PayKind.NONE.value
        meaning = next(option.note for option in KINDS if option.value == kind)
        return self.unread_notes() | {"pay_kind": f"New {meaning}; existing ones keep theirs."}

    def unread(self) -> Mapping[str, str]:
        """Values that could not be read, as they came, by field."""
        return {one.field.key: one.raw for one in self._custom if one.raw}

    # ------------------------------------------------------------ kept aside

    def typed_for(self) -> TypedPlace:
        """The job."""
        about = About(job_id=self._job.id if self._job else None)
        return TypedPlace("JobFormScreen", self.form_title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form of the job as it is today, or of a new one."""
        number = place.about.job_id
        return cls(jobs.get(number) if number else None)

    # ------------------------------------------------------------ saving

    def save(self) -> int:
        """Store the job."""
        if self._job is None:
            return jobs.create(self.draft()).id
        return jobs.update(self._job.id, self.draft()).id


def _fitting(job: JobRecord | None) -> list[Option]:
    """The templates to choose from: for a new job all, because it has no department yet."""
    found = templates.fitting(job) if job else templates.all_templates("offer")
    return [Option(one.id, one.name) for one in found]
