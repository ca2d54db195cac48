"""The demonstration desk: the plots played with the real use cases, day by day."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import escape
from random import Random

from data.fields import custom_fields
from data.jobs import job_openings, jobs
from data.offers import offer_editing, offers, status_changes, warnings
from data.people import candidates, users
from data.records.candidate_records import CandidateDraft
from data.records.field_records import FieldEntry
from data.records.job_records import OpeningDraft
from data.records.offer_records import OfferDraft
from data.records.status_records import AcceptChoices, MoveDraft
from data.records.user_records import Actor
from data.samples import sample_people
from data.samples.cast import COMPANY, FIELDS, JOBS, USERS, Plot, Step, job_fields
from data.samples.plots import LETTER, PLOTS
from data.samples.sample_clock import SampleClock
from data.samples.sample_people import Person
from data.settings import settings
from data.storage.database import transaction
from data.storage.models import Flag, KeptRecord, RemoteId
from data.templates import templates
from data.values import clock
from data.values.status import Status

SEED = 41
FIRST_DAY = -130
AWKWARD = Person('Anaïs "[bold]"', "O'Neill-Łuczak", "anais.oneill@example.com", "+44 20 7946 0612")
"""A name that breaks what is careless with names."""

_PLAIN_MOVES = {
    "send": Status.SENT, "pending": Status.PENDING, "accept": Status.ACCEPTED,
    "decline": Status.DECLINED, "withdraw": Status.WITHDRAWN,
}  # fmt: skip


def fill_demo() -> None:
    """Fill the open, empty desk with about 40 offers over 8 jobs, all of it made up.

    The same on every run at the same moment; days count from today. All or nothing.
    """
    stage = _Stage(SampleClock())
    with stage.clock.running(), transaction():
        stage.set_up()
        stage.play()


class _Stage:
    """Where the plots are played: who and what there is, and the offer of each plot."""

    def __init__(self, sample_clock: SampleClock) -> None:
        self.clock = sample_clock
        people = iter(sample_people.people(Random(SEED), len(PLOTS)))
        self.people = [AWKWARD if plot.name == "awkward" else next(people) for plot in PLOTS]
        self.jobs: dict[str, int] = {}
        self.openings: dict[str, tuple[int, ...]] = {}
        self.letters: dict[str | None, int] = {}
        self.staff: tuple[int, ...] = ()
        self.candidates: dict[int, int] = {}
        self.offers: dict[int, int] = {}

    # ------------------------------------------------------------ before the first offer

    def set_up(self) -> None:
        """Company, people, fields, letters and jobs."""
        self.clock.set(FIRST_DAY)
        for key, value in COMPANY.items():
            settings.put(key, value)
        self.staff = tuple(users.create(*user).id for user in USERS)
        for draft in (*FIELDS, *job_fields()):
            custom_fields.create(draft)
        self.letters = {one.shipped: one.id for one in templates.all_templates()}
        for name, made in JOBS.items():
            self.clock.wait(9)
            job = jobs.create(made.draft)
            self.jobs[name] = job.id
            self.openings[name] = tuple(
                job_openings.add_opening(job.id, OpeningDraft(opening)).id
                for opening in made.openings
            )

    # ------------------------------------------------------------ day by day

    def play(self) -> None:
        """Everything that happens, in the order of the days."""
        agenda = [
            (step.day, order, number, step)
            for number, plot in enumerate(PLOTS)
            for order, step in enumerate((Step(plot.day, "create"), *plot.steps))
        ]
        day = FIRST_DAY
        for when, _, number, step in sorted(agenda, key=lambda entry: entry[:3]):
            if when != day:
                self.clock.set(when, 9 + when * 7 % 6, when * 23 % 60)
                day = when
            self.clock.wait(13)
            self._do(number, step)

    def _do(self, number: int, step: Step) -> None:
        plot = PLOTS[number]
        if step.verb in _PLAIN_MOVES:
            self._move(number, step)
            return
        verbs: dict[str, Callable[[int, Plot, Step], None]] = {
            "create": self._create, "pay": self._pay, "start": self._start, "letter": self._letter,
            "correct": self._correct, "restore": self._restore, "accept open": self._accept_open,
            "force": self._force, "undo": self._undo, "close": self._close, "read": self._read,
        }  # fmt: skip
        verbs[step.verb](number, plot, step)

    def _actor(self, plot: Plot) -> Actor:
        behalf = None if plot.acts_for is None else self.staff[plot.acts_for]
        return Actor(self.staff[0], behalf)

    # ------------------------------------------------------------ making offers

    def _create(self, number: int, plot: Plot, step: Step) -> None:
        if plot.like:
            other = next(n for n, one in enumerate(PLOTS) if one.name == plot.like)
            self.candidates[number] = self.candidates[other]
            if PLOTS[other].job == plot.job:
                self.offers[number] = offer_editing.reoffer(self.offers[other]).id
                return
        else:
            person = self.people[number]
            self.candidates[number] = candidates.create(CandidateDraft(*person)).id
        self.clock.wait(3)
        self.offers[number] = offer_editing.create(self._draft(number, plot), self._actor(plot)).id

    def _draft(self, number: int, plot: Plot) -> OfferDraft:
        made = JOBS[plot.job]
        seats = self.openings[plot.job]
        return OfferDraft(
            candidate_id=self.candidates[number],
            job_id=self.jobs[plot.job],
            salary=plot.salary,
            currency=plot.currency or made.draft.currency,
            pay_frequency=plot.frequency,
            start_date=self._monday(plot.start),
            expiry_date=self._expiry(plot, plot.day),
            opening_id=None if plot.seat is None else seats[plot.seat],
            template_id=self.letters.get(plot.letter or made.letter),
            fields=tuple(_entry(key, text) for key, text in plot.fields),
        )

    def _monday(self, days: int | None) -> str:
        """The Monday of that week or, on other days, the next one; empty for None."""
        if days is None:
            return ""
        day = self.clock.day(days)
        return (day + timedelta(days=-day.weekday() % 7)).isoformat()

    def _expiry(self, plot: Plot, made: int) -> str:
        """As the plot says, else three weeks from the day it is made."""
        if plot.start is None:
            return ""
        days = made + 21 if plot.expiry is None else plot.expiry
        return self.clock.day(days).isoformat()

    # ------------------------------------------------------------ changing terms

    def _held(self, number: int) -> OfferDraft:
        """The terms as they are now, as a form would show them."""
        return offers.draft_of(offers.get(self.offers[number]))

    def _save(self, number: int, draft: OfferDraft) -> None:
        offer_editing.save(self.offers[number], draft, self._actor(PLOTS[number]))

    def _pay(self, number: int, plot: Plot, step: Step) -> None:
        """Other pay, which the candidate gets time to think about again."""
        draft = replace(self._held(number), salary=step.text)
        if plot.like:
            seat = None if plot.seat is None else self.openings[plot.job][plot.seat]
            draft = replace(draft, start_date=self._monday(plot.start), opening_id=seat)
        self._save(number, replace(draft, expiry_date=self._expiry(plot, step.day)))

    def _start(self, number: int, plot: Plot, step: Step) -> None:
        self._save(number, replace(self._held(number), start_date=self._monday(int(step.text))))

    def _letter(self, number: int, plot: Plot, step: Step) -> None:
        html = LETTER.format(name=escape(self.people[number].first_name))
        self._save(number, replace(self._held(number), letter_html=html))

    def _correct(self, number: int, plot: Plot, step: Step) -> None:
        start = self._monday(int(step.text))
        held = replace(self._held(number), correction=True, seen=warnings.EVERY)
        self._save(number, replace(held, start_date=start))

    def _restore(self, number: int, plot: Plot, step: Step) -> None:
        offer_editing.restore(self.offers[number], int(step.text))

    # ------------------------------------------------------------ moving

    def _move(self, number: int, step: Step) -> None:
        draft = MoveDraft(
            _PLAIN_MOVES[step.verb], reason=step.text, text=step.more, seen=warnings.EVERY
        )
        status_changes.move(self.offers[number], draft, self._actor(PLOTS[number]))

    def _accept_open(self, number: int, plot: Plot, step: Step) -> None:
        """Accepted, while the opening is left open."""
        choices = AcceptChoices(close_opening=False)
        status_changes.move(
            self.offers[number], MoveDraft(Status.ACCEPTED, accept=choices, seen=warnings.EVERY)
        )

    def _force(self, number: int, plot: Plot, step: Step) -> None:
        draft = MoveDraft(Status(step.text), reason=step.more, force=True, seen=warnings.EVERY)
        status_changes.move(self.offers[number], draft)

    def _undo(self, number: int, plot: Plot, step: Step) -> None:
        status_changes.undo(self.offers[number])

    def _close(self, number: int, plot: Plot, step: Step) -> None:
        job = jobs.get(self.jobs[plot.job])
        jobs.update(job.id, replace(jobs.draft_of(job), is_open=False))

    # ------------------------------------------------------------ as if read from a file

    def _read(self, number: int, plot: Plot, step: Step) -> None:
        """Pay that came as text from another system: kept as it came, and flagged."""
        offer = offers.get(self.offers[number])
        terms = replace(offer.terms, salary_text=step.text)
        offer_editing.new_version(
            offer, terms, self._actor(plot), note="read from a Greenhouse file", kind="imported"
        )
        Flag.create(
            offer=offer.id, version=offer.version + 1, field="salary", source="greenhouse",
            text=f"Salary is text ({step.text}), not an amount.", created_at=clock.stamp(),
        )  # fmt: skip
        raw = {"id": 760_114, "status": "unresolved", "custom_fields": {"salary": step.text}}
        called = {"system": "greenhouse", "kind": "offer", "remote_id": "760114"}
        RemoteId.create(**called, offer=offer.id, read_at=clock.stamp())
        KeptRecord.create(**called, offer=offer.id, raw_json=json.dumps(raw), read_at=clock.stamp())


def _entry(key: str, text: str) -> FieldEntry:
    if key == "benefits":
        return FieldEntry(key, chosen=tuple(text.split("; ")))
    return FieldEntry(key, text)
