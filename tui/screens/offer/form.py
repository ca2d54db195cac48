"""The form of an offer: every term and custom field, and the letter that they would make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from data.errors import Problem, Stale
from data.fields import custom_fields
from data.jobs import jobs
from data.offers import offer_editing, offers, pay_standing
from data.offers.offer_letters import Preview
from data.people import applications, candidates
from data.records.candidate_records import CandidateRecord
from data.records.offer_records import Checked, OfferDraft, OfferRecord, Terms
from data.records.offer_terms import DAY, LABELS, TEXT, of_type
from data.records.typed_records import About, Typed, TypedPlace
from data.values.status import WITH_CANDIDATE
from data.values.text import one_line
from tui import screens
from tui.commands import key_of
from tui.screens.base.form import FormScreen
from tui.screens.letters.preview import show_preview
from tui.screens.offer import form_fields, form_letter
from tui.screens.offer.form_template import TemplateChoice
from tui.screens.people.new_candidate import NewCandidate
from tui.widgets.choice import Choice, New
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.letter_view import LetterView
from tui.widgets.package_line import PackageLine
from tui.widgets.warning_lines import WarningLines

if TYPE_CHECKING:
    from tui.screens.letters.editor import LetterEditScreen

BESIDE = 110
"""From so many columns on the letter stands beside the form."""
_BY_HAND = "letter_html"
_DATE = "2027-04-15, 15 apr, +2w …"


class OfferFormScreen(FormScreen[int | None]):
    """Create an offer, or change one; dismissed with the offer's id, or None when left.

    For a new offer either `application_id`, or what is known of `candidate_id` and `job_id`; the
    rest is chosen in the form. `focus` is the key of the field that the keys go to. Raises
    NotAllowed for an offer whose terms are locked.
    """

    AUTO_FOCUS = ""

    commands_name: ClassVar[str] = "offer_form"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (BESIDE, "-beside")]

    def __init__(
        self,
        offer: OfferRecord | None = None,
        *,
        job_id: int | None = None,
        candidate_id: int | None = None,
        application_id: int | None = None,
        focus: str = "",
    ) -> None:
        super().__init__()
        if offer is not None:
            offer_editing.require_unlocked(offer)
        self.offer = offer
        self._application_id = application_id
        if application_id is not None:
            known = applications.application(application_id)
            job_id, candidate_id = known.job_id, known.candidate_id
        job_id = job_id or (form_fields.only_open_job() if offer is None else None)
        self._job = offer.job if offer else jobs.get(job_id) if job_id else None
        self._candidate = offer.candidate if offer else _candidate(candidate_id)
        self._terms = offer.terms if offer else Terms()
        self._base = offers.draft_of(offer) if offer else OfferDraft()
        self._by_hand = self._base.letter_html
        self._custom: tuple[form_fields.Custom, ...] = ()
        self._letter: Preview | None = None
        self._focus = focus
        self._editor: LetterEditScreen | None = None
        self._seen: frozenset[str] = frozenset()
        self._needed: tuple[str, ...] = ()
        self._peers = pay_standing.peers_of(self._job, offer.id if offer else None)

    # ------------------------------------------------------------ the fields

    @property
    def form_title(self) -> str:
        """Whose offer, for which job."""
        who = self._candidate.name if self._candidate else ""
        job = self._job.name if self._job else ""
        asked = self.offer is None and self._application_id is None
        about = [] if asked else [one_line(word) for word in (who, job) if word]
        return " · ".join(["Edit offer" if self.offer else "New offer", *about])

    @property
    def form_subtitle(self) -> str:
        """What saving makes."""
        if self.offer is None:
            return ""
        made = f"version {self._next_version}"
        return (
            f"changed, saving makes {made}" if self.is_changed else f"version {self.offer.version}"
        )

    @property
    def _next_version(self) -> int:
        numbers = [version.number for version in self.offer.versions] if self.offer else []
        return max(numbers, default=0) + 1

    def compose_fields(self) -> Iterable[Widget]:
        """Whose and for what, pay, dates, letter, then the custom fields in their order."""
        if self.offer is None and self._application_id is None:
            yield from self._recipient_fields()
        if self.offer is not None and self.offer.status in WITH_CANDIDATE:
            choice = form_fields.correction_choice(self.offer.status, self._next_version)
            yield Field("correction", "On saving", choice)
        yield WarningLines(id="form-warnings")
        yield from self._pay()
        yield from self._dates()
        yield from self._opening_and_letter()
        before = {value.key: value for value in self._terms.fields}
        definitions = sorted(
            custom_fields.all_fields("offer", active_only=True), key=lambda one: not one.required
        )
        self._custom = tuple(form_fields.custom(one, before.get(one.key)) for one in definitions)
        if self._custom:
            yield Static("Custom fields", classes="form-heading", markup=False)
        yield from (one.field for one in self._custom)

    def _recipient_fields(self) -> Iterable[Field]:
        candidate = self._candidate
        choice = form_fields.candidate_choice(
            candidate.id if candidate else None,
            candidate.name if candidate else "",
            New("New candidate …", self._new_candidate),
        )
        yield Field("candidate", LABELS["candidate"], choice, required=True)
        new = New("New job …", self._new_job)
        job = form_fields.job_choice(self._job.id if self._job else None, new)
        yield Field("job", LABELS["job"], job, required=True)

    def _pay(self) -> Iterable[Field]:
        base = self._base
        salary = Entry(base.salary, placeholder="92,500 or 80k")
        yield Field("salary", LABELS["salary"], salary, width=form_fields.SHORT)
        first = [self._job.pay.currency] if self._job and self._job.pay.currency else []
        currency = form_fields.currency_choice(base.currency, first)
        yield Field("currency", LABELS["currency"], currency, width=form_fields.SHORT)
        paid = form_fields.frequency_choice(base.pay_frequency)
        yield Field("pay_frequency", LABELS["pay_frequency"], paid, width=form_fields.SHORT)
        for term in of_type(TEXT):
            yield Field(term.key, term.label, Entry(getattr(self._base, term.name)))

    def _dates(self) -> Iterable[Field]:
        for term in of_type(DAY):
            entry = Entry(getattr(self._base, term.name), placeholder=_DATE)
            yield Field(term.key, term.label, entry, width=32)

    def _opening_and_letter(self) -> Iterable[Field]:
        name = self.offer.opening.name if self.offer and self.offer.opening else ""
        value = self._base.opening_id if self.offer else form_fields.only_open_opening(self._job)
        opening = Choice(form_fields.opening_options(self._job), value, text=name)
        yield Field("opening", LABELS["opening"], opening)
        name = self.offer.template_name if self.offer else ""
        self._template = TemplateChoice(
            self._base.template_id, name, job=self._job, is_new=self.offer is None
        )
        yield Field("template", LABELS["template"], self._template.choice)

    def compose_side(self) -> Iterable[Widget]:
        """The letter."""
        yield LetterView(id="form-letter", classes="pane form-letter")

    def compose_below(self) -> Iterable[Widget]:
        """What the offer costs a year."""
        yield PackageLine(id="form-package")

    def on_mount(self) -> None:
        """The keys go to the first thing to fill in; how it is saved is asked above that."""
        first = next(field for field in self.fields.values() if field.key != "correction")
        self.before_next_key(self.fields.get(self._focus, first).focus_control)

    # ------------------------------------------------------------ reading

    def draft(self) -> OfferDraft:
        """What is entered now."""
        found = self.fields
        job_id = self._job.id if self._job else None
        candidate_id = self._candidate.id if self._candidate else None
        salary = found["salary"].text
        currency = found["currency"].text
        if "salary" in self.cleared and not salary:
            salary = form_fields.CLEARED
        return OfferDraft(
            application_id=self._application_id,
            candidate_id=candidate_id,
            job_id=job_id,
            salary=salary,
            currency=currency,
            pay_frequency=found["pay_frequency"].text,
            **{term.name: found[term.key].text for term in of_type(DAY, TEXT)},
            opening_id=found["opening"].number,
            template_id=found["template"].number,
            letter_html=self._by_hand,
            fields=tuple(one.read(cleared=one.field.key in self.cleared) for one in self._custom),
            correction="correction" in found and bool(found["correction"].number),
            version=self._base.version,
            seen=self._seen,
        )

    def check(self) -> Checked:
        """Read the draft by the rules of offers."""
        checked = offer_editing.check(self.draft(), self.offer)
        among = pay_standing.among_peers(checked.terms, self._job, self._peers)
        if checked.terms.salary is None or not among:
            return checked
        note = " · ".join(filter(None, (checked.understood.get("salary"), among)))
        return replace(checked, understood={**checked.understood, "salary": note})

    def field_changed(self, field: Field) -> None:
        """A change of candidate or job brings others with it."""
        if field.key == "candidate" and field.number != (self._candidate and self._candidate.id):
            self._candidate = _candidate(field.number)
        if field.key == "job" and field.number != (self._job and self._job.id):
            self._take_job(field.number)
        super().field_changed(field)

    def _take_job(self, job_id: int | None) -> None:
        self._job = jobs.get(job_id) if job_id else None
        self._peers = pay_standing.peers_of(self._job)
        opening = self.fields["opening"].control
        if isinstance(opening, Choice):
            opening.set_options(form_fields.opening_options(self._job))
            opening.value = form_fields.only_open_opening(self._job)

    def notes(self) -> Mapping[str, str]:
        """What is kept as it came, what saving does, whose letter it is."""
        entries = self.unread_notes()
        if self._template.note:
            entries["template"] = self._template.note
        if self._by_hand is not None:
            key = key_of("offer_form", "by_hand")
            entries["template"] = f"The letter is by hand, no longer follows the template ({key})"
        if self.offer is not None and "correction" in self.fields:
            entries["correction"] = form_fields.correction_note(
                self.offer.status, self._next_version, self.fields["correction"].number
            )
        return entries

    def unread(self) -> Mapping[str, str]:
        """Values that could not be read, as they came, by field."""
        raw = {one.field.key: one.raw for one in self._custom if one.raw}
        return raw | ({"salary": self._terms.salary_text} if self._terms.salary_text else {})

    @property
    def is_changed(self) -> bool:
        """Whether anything was entered, or erased, here or in the letter."""
        edited = self._by_hand != self._base.letter_html
        return edited or super().is_changed

    def after_enter(self) -> None:
        """Enter goes on to what is needed and not there yet; else to the next field, like Tab."""
        round_about = (*self.behind, *self.fields.values())
        needed = (field for field in round_about if field.key in self._needed)
        field = next((one for one in needed if one.control is not self.focused), None)
        if field is not None:
            field.focus_control()
        else:
            super().after_enter()

    def after_pick(self) -> None:
        """The same behind a choice; with nothing needed the last field stays."""
        if self._needed:
            self.before_next_key(self.after_enter)
        else:
            super().after_pick()

    # ------------------------------------------------------------ what follows from a change

    def after_check(self, checked: Checked | tuple[Problem, ...]) -> None:
        """The unit of the salary, and the letter."""
        if isinstance(checked, Checked):
            self._seen = frozenset(one.rule for one in checked.warnings)
            self._needed = form_fields.needed(checked, self.fields, self._custom)
            self.fields["salary"].set_unit(checked.terms.currency or "")
            self._ask_for_reason(checked.outside)
            elsewhere = [one for one in checked.warnings if one.field not in self.fields]
            self.query_one(WarningLines).say(elsewhere)
            self.query_one(PackageLine).say(checked.package)
            self._template.follow(self._job, checked.terms.fields)
            self._show_letter(checked.terms)

    def _ask_for_reason(self, outside: str) -> None:
        """Pay outside the job's range asks why; there is no such field otherwise."""
        field = self.fields["pay_reason"]
        field.required = bool(outside)
        field.display = field.required or not field.is_blank

    @property
    def _letter_is_shown(self) -> bool:
        return self.app.size.width >= BESIDE and not self.has_class("-no-letter")

    def _show_letter(self, terms: Terms) -> None:
        if not self._letter_is_shown:
            return
        letter = form_letter.preview(terms, self._candidate, self._job, self.offer)
        if letter != self._letter:
            self._letter = letter
            show_preview(self.query_one("#form-letter", LetterView), letter, keep=True)

    def on_resize(self) -> None:
        """There may be room for the letter now."""
        self.recheck()

    def action_letter(self) -> None:
        """Show or hide the letter beside the form, or show it over the form."""
        if self.app.size.width >= BESIDE:
            self.toggle_class("-no-letter")
            self.recheck()
            return
        letter = form_letter.preview(self.check().terms, self._candidate, self._job, self.offer)
        self.app.push_screen(form_letter.LetterDialog(letter))

    def action_by_hand(self) -> None:
        """Edit the letter by hand; it is saved with the form."""
        preview = form_letter.preview(self.check().terms, self._candidate, self._job, self.offer)
        can_follow = self._by_hand is not None and self.fields["template"].number is not None
        self._editor = form_letter.editor(
            self.form_title, preview.html, self._take_letter, can_follow=can_follow
        )
        self.app.push_screen(self._editor)

    def _take_letter(self, html: str | None) -> None:
        """The letter as it was edited by hand; None follows the template again."""
        self._by_hand = html
        self.recheck()

    def action_correction(self) -> None:
        """Keep the offer sent, or not."""
        choice = self.fields["correction"].control
        choice.value = 0 if choice.value else 1

    @property
    def can_correct(self) -> bool:
        """Whether the offer is with the candidate, and may be corrected."""
        return "correction" in self.fields

    # ------------------------------------------------------------ kept aside

    def typed_for(self) -> TypedPlace:
        """The offer, or for whom and which job it will be."""
        about = About(
            offer_id=self.offer.id if self.offer else None,
            candidate_id=self._candidate.id if self._candidate else None,
            application_id=self._application_id,
            job_id=self._job.id if self._job else None,
        )
        return TypedPlace("OfferFormScreen", self.form_title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form of the offer as it is today, or of a new one."""
        about = place.about
        if about.offer_id is not None:
            return cls(offers.get(about.offer_id))
        return cls(
            job_id=about.job_id,
            candidate_id=about.candidate_id,
            application_id=about.application_id,
        )

    def typed(self) -> tuple[Typed, ...]:
        """The fields, and the letter by hand, also while it is open in its editor."""
        before, letter = self._base.letter_html, self._by_hand
        if self._editor is not None and self._editor in self.app.screen_stack:
            letter = self._editor.typed_html or letter
        edited = Typed(_BY_HAND, "Letter by hand", before, letter)
        return (*super().typed(), edited) if letter != before else super().typed()

    def put_typed(self, entries: tuple[Typed, ...]) -> tuple[str, ...]:
        """The letter by hand first: the other fields show it."""
        for one in entries:
            if one.key == _BY_HAND:
                self._by_hand = one.value if isinstance(one.value, str) else None
        return super().put_typed(entries)

    # ------------------------------------------------------------ saving

    def save(self) -> int:
        """Store it: a new offer, or a new version."""
        draft = self.draft()
        if self.offer is None:
            return offer_editing.create(draft).id
        offer_editing.store(self.offer.id, draft)
        return self.offer.id

    def refreshed(self, error: Stale) -> None:
        """Take in the version that somebody else saved; what was changed here is kept."""
        if self.offer is None:
            self.complain(error)
            return
        self.offer = offer = offers.get(self.offer.id)
        offer_editing.require_unlocked(offer)
        untouched = self._by_hand == self._base.letter_html
        self._terms, self._base = offer.terms, offers.draft_of(offer)
        self._by_hand = self._base.letter_html if untouched else self._by_hand
        before = {value.key: value for value in self._terms.fields}
        self._custom = tuple(one.based_on(before.get(one.definition.key)) for one in self._custom)
        base = self._base
        self.take_in(
            {
                "salary": base.salary,
                "currency": base.currency or None,
                "pay_frequency": base.pay_frequency or None,
                **{term.key: getattr(base, term.name) for term in of_type(DAY, TEXT)},
                "opening": base.opening_id,
                "template": base.template_id,
                **{one.field.key: one.start for one in self._custom},
            }
        )
        self.recheck()
        wording = "Its changes are in the form, yours are kept. Look at them, then save again."
        self.complain(Stale(f"Version {offer.version} was saved while you were here. {wording}"))

    def _new_candidate(self, typed: str) -> None:
        dialog = NewCandidate(typed)
        dialog.heir = self
        self.app.push_screen(dialog, self._made_candidate)

    def _made_candidate(self, candidate: CandidateRecord | None) -> None:
        choice = self.fields["candidate"].control
        if candidate is not None and isinstance(choice, Choice):
            choice.set_value(candidate.id, candidate.name)
            self.after_pick()

    def _new_job(self, typed: str) -> None:
        form = screens.JobFormScreen(typed=typed)
        form.heir = self
        self.app.push_screen(form, self._made_job)

    def _made_job(self, job_id: int | None) -> None:
        choice = self.fields["job"].control
        if job_id is not None and isinstance(choice, Choice):
            choice.set_options(form_fields.job_options())
            choice.set_value(job_id)
            self.after_pick()


def _candidate(candidate_id: int | None) -> CandidateRecord | None:
    return candidates.get(candidate_id) if candidate_id else None
