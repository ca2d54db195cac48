"""Any sequence of uses keeps what must always hold, compared with a small model of the domain."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)
from support import desk_model, making
from support.desk_model import Offer, Terms, World

from data import exchange, records
from data.board import board, headline
from data.board.rules import RULES
from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.errors import Invalid, NotAllowed, NotFound
from data.filters import filter
from data.jobs import job_openings
from data.lists import offer_list
from data.offers import (
    approvals,
    attachments,
    negotiations,
    notes,
    offer_deletion,
    offer_editing,
    offers,
    packages,
    status_changes,
    warnings,
)
from data.offers.warning_rules import WARNINGS
from data.people import applications
from data.records.approval_records import AnswerDraft, AskDraft
from data.records.attachment_records import AttachmentDraft
from data.records.candidate_records import ApplicationStatus
from data.records.negotiation_records import NegotiationDraft
from data.records.offer_records import OfferDraft, OfferRecord
from data.records.status_records import AcceptChoices, MoveDraft
from data.records.template_records import TemplateDraft
from data.settings import settings as settings_of_desk
from data.storage import connection, database, events
from data.templates import templates
from data.values import clock
from data.values.money import Money
from data.values.status import ENDED_WITHOUT, MOVES, Status

RULE_IDS = st.sampled_from([one.id for one in RULES])
STATUSES = st.sampled_from(Status)
DAYS = st.sampled_from([20, 3, None, -2])
CHOICES = st.builds(
    AcceptChoices, hire=st.booleans(), close_opening=st.booleans(), withdraw_others=st.booleans()
)
CHANGED = ("salary", "expires", "starts", "level", "opening", "bonus")
"""What the form of an offer changes."""
REASONS = st.sampled_from(["", "Agreed by phone", "Agreed by mail"])
WRITTEN_ONCE = ("versions", "version_values", "letters", "template_revisions", "events")


class Place(NamedTuple):
    """An application with the openings of its job."""

    application: int
    candidate: int
    is_paid: bool
    seats: tuple[int, int]


class There(NamedTuple):
    """What is in the desk before anything is done: applications, a field's key, a template."""

    places: tuple[Place, ...]
    field: str
    template: int
    bonus: str


class Desk(RuleBasedStateMachine):
    """One desk with two candidates and three applications, used in any order."""

    made: Bundle[int] = Bundle("made")
    foreign: Bundle[int] = Bundle("foreign")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.time = making.Time()
        clock.set_source(self.time)
        path = Path(self.folder.name) / "offers.db"
        self.there = _furnished(path)
        database.open_desk(path)
        self.world = World(clock.today)
        self.world.applications = {place.application: "active" for place in self.there.places}
        self.world.candidates = {place.application: place.candidate for place in self.there.places}
        self.world.openings = {seat: True for place in self.there.places for seat in place.seats}
        self.seen: dict[str, set[tuple[Any, ...]]] = {}
        self.touched = 0
        self.remote: dict[int, dict[str, Any]] = {}

    @initialize(target=made)
    def begin(self) -> MultipleResults[int]:
        """Three offers that could be sent as they are."""
        return multiple(*(self._create(place, 70, 20, True, 0) for place in self.there.places))

    def of(self, number: int) -> Offer:
        """The model of the offer that is used now."""
        self.touched = number
        return self.world.offers[number]

    def teardown(self) -> None:
        """Look at every offer once more, close the desk and forget the file."""
        try:
            for number, model in self.world.offers.items():
                _is_as_modelled(offers.get(number), model)
        finally:
            database.close_desk()
            clock.set_source(None)
            self.folder.cleanup()

    # ------------------------------------------------------------ making and changing

    @rule(target=made, which=st.integers(0, 2), salary=st.sampled_from([70, 50, 90]),
          expires=DAYS, level=st.booleans(), seat=st.sampled_from([0, 1, None]))  # fmt: skip
    def create(
        self, which: int, salary: int, expires: int | None, level: bool, seat: int | None
    ) -> int | MultipleResults[int]:
        """A new offer."""
        self.time.forward(seconds=1)
        place = self.there.places[which]
        if self.world.applications[place.application] == "hired":
            with refused(Invalid):
                self._create(place, salary, expires, level, seat)
            return multiple()
        return self._create(place, salary, expires, level, seat)

    def _create(
        self, place: Place, salary: int, expires: int | None, level: bool, seat: int | None
    ) -> int:
        opening = None if seat is None else place.seats[seat]
        terms = Terms(salary, self._in(expires), self._in(60), level, opening)
        empty = OfferDraft(application_id=place.application, pay_frequency="yearly", currency="EUR",
                           template_id=self.there.template)  # fmt: skip
        self.touched = number = offer_editing.create(self._draft(empty, terms)).id
        made = Offer(place.application, place.candidate, place.is_paid, [terms])
        self.world.add(number, made)
        return number

    @rule(number=made, change=st.sampled_from(CHANGED),
          value=st.integers(0, 2), correction=st.booleans())  # fmt: skip
    def edit(self, number: int, change: str, value: int, correction: bool) -> None:
        """Save the form, changed or not."""
        self.time.forward(seconds=1)
        model = self.of(number)
        terms = self._changed(model, change, value)
        draft = self._draft(offers.draft_of(offers.get(number)), terms)
        draft = replace(draft, correction=correction)
        if self.world.is_locked(model):
            with refused(NotAllowed):
                offer_editing.save(number, draft)
        elif terms != model.terms and self.world.refuses(model, terms, correction=correction):
            with refused(Invalid):
                offer_editing.save(number, draft)
        else:
            offer_editing.save(number, draft)
            self.world.change(model, terms, correction=correction)

    @rule(number=made, back=st.integers(0, 4), correction=st.booleans())
    def restore(self, number: int, back: int, correction: bool) -> None:
        """Make an old version the newest."""
        model = self.of(number)
        wanted = max(1, len(model.versions) - back)
        terms = model.versions[wanted - 1]
        if self.world.is_locked(model) or terms == model.terms:
            with refused(NotAllowed):
                offer_editing.restore(number, wanted, correction=correction)
            return
        self.time.forward(seconds=1)
        offer_editing.restore(number, wanted, correction=correction)
        self.world.change(model, terms, correction=correction)

    @rule(target=made, number=made, back=st.integers(0, 4))
    def reoffer(self, number: int, back: int) -> int | MultipleResults[int]:
        """Offer again, after a declined or withdrawn offer; gives the new one."""
        model = self.of(number)
        wanted = max(1, len(model.versions) - back)
        is_hired = self.world.applications[model.application] == "hired"
        if model.status not in ENDED_WITHOUT or is_hired:
            with refused(NotAllowed):
                offer_editing.reoffer(number, wanted)
            return multiple()
        new = offer_editing.reoffer(number, wanted)
        assert new.reoffer_of == (number, wanted)
        terms = [model.versions[wanted - 1]]
        made = Offer(model.application, model.candidate, model.is_paid, terms)
        self.world.add(new.id, made)
        return new.id

    @rule(number=consumes(made))
    def delete(self, number: int) -> None:
        """Remove an offer for good; one event stays."""
        del self.world.offers[number]
        self.seen = _written_once()
        offer_deletion.delete(number)
        kinds = _all("SELECT kind FROM events WHERE subject = 'offer' AND subject_id = ?", number)
        assert kinds == [("deleted",)]
        assert not _all("SELECT 1 FROM attachments WHERE offer_id = ?", number)
        left = _written_once()
        assert all(rows <= self.seen[table] for table, rows in left.items() if table != "events")
        self.seen = left

    # ------------------------------------------------------------ moving

    @rule(number=made, which=st.integers(0, 4), choices=CHOICES)
    def move(self, number: int, which: int, choices: AcceptChoices) -> None:
        """Change the status in the ordinary way: send, accept with its choices, withdraw …"""
        model = self.of(number)
        to = (*MOVES[model.status], *Status)[which]
        draft = MoveDraft(to, reason="Pay", accept=choices, seen=warnings.EVERY)
        if not self.world.may_move(model, to):
            with refused(NotAllowed, Invalid):
                status_changes.move(number, draft)
            return
        unseen = status_changes.unseen(offers.get(number), to)
        if unseen:
            with refused(Invalid):
                status_changes.move(number, replace(draft, seen=frozenset()))
        after = status_changes.move(number, draft)
        assert after.events[-1].seen == tuple(one.text for one in unseen)
        self._moved(model, to, choices)

    @rule(number=made, to=STATUSES, reason=REASONS, choices=CHOICES)
    def force(self, number: int, to: Status, reason: str, choices: AcceptChoices) -> None:
        """Change the status by force."""
        model = self.of(number)
        draft = MoveDraft(to, reason=reason, force=True, accept=choices, seen=warnings.EVERY)
        if to is model.status or not reason:
            with refused(NotAllowed, Invalid):
                status_changes.move(number, draft)
            return
        status_changes.move(number, draft)
        self._moved(model, to, choices)

    def _moved(self, model: Offer, to: Status, choices: AcceptChoices) -> None:
        self.world.move(
            model, to, hire=choices.hire, close=choices.close_opening,
            withdraw=choices.withdraw_others,
        )  # fmt: skip

    @rule(number=made)
    def undo(self, number: int) -> None:
        """Take the last change of status back."""
        model = self.of(number)
        if model.undo is None:
            with refused(NotAllowed):
                status_changes.undo(number)
            return
        status_changes.undo(number)
        self.world.take_back(model)

    @rule(number=made, status=st.sampled_from(ApplicationStatus))
    def decide_on_the_application(self, number: int, status: ApplicationStatus) -> None:
        """Mark an application active, hired or rejected."""
        model = self.of(number)
        applications.set_status(model.application, status)
        self.world.applications[model.application] = str(status)

    @rule(number=made)
    def close_the_opening(self, number: int) -> None:
        """Close the opening that an accepted offer fills, as on the board."""
        model = self.of(number)
        seat = model.terms.opening
        if seat is None or model.status is not Status.ACCEPTED:
            return
        if not self.world.openings[seat]:
            with refused(NotAllowed):
                job_openings.fill_opening(seat, model.application)
            return
        job_openings.fill_opening(seat, model.application)
        self.world.openings[seat] = False

    # ------------------------------------------------------------ many at once

    @rule(numbers=st.lists(made, min_size=1, max_size=4, unique=True),
          what=st.sampled_from([Kind.EXPIRY, Kind.START, Kind.FIELD, Kind.WITHDRAW, Kind.SEND]),
          step=st.booleans(), keep=st.booleans())  # fmt: skip
    def change_many(self, numbers: list[int], what: Kind, step: bool, keep: bool) -> None:
        """One action on several offers: the plan says what the run does."""
        self.time.forward(seconds=1)
        day = "+5d" if step else (clock.today() + timedelta(days=9)).isoformat()
        has_day = what in (Kind.EXPIRY, Kind.START)
        action = Action(what, day if has_day else "", self.there.field,
                        keep_sent=keep, reason="Position cancelled")  # fmt: skip
        if what is Kind.FIELD:
            action = replace(action, value="Senior")
        plan = bulk_changes.plan(numbers, action)
        rules = [kind.rule for kind in plan.kinds]
        action, plan = replace(action, seen=plan.shown(rules)), plan.passing(rules)
        run = bulk_changes.run(numbers, action)
        assert run.plan == plan
        done = self.world.act_on_many(
            numbers, lambda one: self._wanted(one, what, step), keep=keep,
            only_live=what is Kind.EXPIRY,
            to=Status.SENT if what is Kind.SEND else Status.WITHDRAWN,
        )  # fmt: skip
        assert [item.offer_id for item in plan.done] == done
        assert all(item.refusal for item in plan.refused)

    def _wanted(self, one: Offer, what: Kind, step: bool) -> Terms | None:
        """The terms that an action wants of an offer."""
        terms, today = one.terms, clock.today()
        day = today + timedelta(days=9)
        match what:
            case Kind.EXPIRY:
                if not step:
                    return replace(terms, expires=day)
                own = terms.expires and max(terms.expires, today)
                return replace(terms, expires=own and own + timedelta(days=5))
            case Kind.START:
                own = terms.starts
                return (
                    replace(terms, starts=own and own + timedelta(days=5))
                    if step
                    else replace(terms, starts=day)
                )
            case Kind.FIELD:
                return replace(terms, level=True)
        return None

    @rule()
    def take_many_back(self) -> None:
        """Take the last action on many back as one."""
        if self.world.bulk is None:
            with refused(NotAllowed):
                bulk_changes.undo()
            return
        plan = bulk_changes.undo()
        assert [item.offer_id for item in plan.done] == self.world.take_back_many()

    # ------------------------------------------------------------ what changes no terms

    @rule(number=made | foreign, which=RULE_IDS, days=st.integers(1, 9))
    def snooze(self, number: int, which: str, days: int) -> None:
        """Leave a matter out for some days."""
        board.snooze(which, number, f"+{days}d", "Not now.")
        self.of(number).asleep[which] = clock.today() + timedelta(days=days)

    @rule(number=made | foreign, which=RULE_IDS)
    def wake(self, number: int, which: str) -> None:
        """Show it again."""
        if self.of(number).asleep.pop(which, None) is None:
            with refused(NotFound):
                board.wake(which, number)
        else:
            board.wake(which, number)

    @rule(number=made | foreign)
    def note(self, number: int) -> None:
        """Write a note: it changes nothing but the history."""
        self.of(number)
        before = offers.get(number)
        notes.add(events.OFFER, number, "Called")
        after = offers.get(number)
        assert replace(after, events=()) == replace(before, events=())
        assert after.events[-1].kind == "note"

    @rule(number=made | foreign, value=st.sampled_from([50, 70, 90]),
          outcome=st.sampled_from(["", "agreed", "not agreed"]))  # fmt: skip
    def negotiate(self, number: int, value: int, outcome: str) -> None:
        """Ask for other pay, or go on with what is open: nothing but the history changes."""
        self.time.forward(seconds=1)
        model = self.of(number)
        before = offers.get(number)
        rounds = model.negotiations
        goes_on = bool(rounds) and rounds[-1][-1] in ("asked", "countered")
        follows = before.negotiations[-1].id if goes_on else None
        terms = {"counter": str(value)} if goes_on else {"asked": str(value)}
        draft = NegotiationDraft("Zoë", term="salary", outcome=outcome, follows=follows, **terms)
        after = negotiations.add(number, draft)
        if not goes_on:
            rounds.append([])
        rounds[-1] += ["countered" if goes_on else "asked", *([outcome] if outcome else [])]
        assert replace(after, events=(), negotiations=()) == replace(
            before, events=(), negotiations=()
        )

    @rule(number=made, said=st.sampled_from(["ask", "yes", "no", "back"]))
    def approve(self, number: int, said: str) -> None:
        """Put it up for approval, write down what somebody said, or take it back."""
        model = self.of(number)
        use = {
            "ask": lambda: approvals.ask(number, AskDraft("1 of Ana, Ben")),
            "yes": lambda: approvals.answer(number, AnswerDraft("Ana")),
            "no": lambda: approvals.answer(number, AnswerDraft("Ana", approved=False)),
            "back": lambda: approvals.take_back(number),
        }[said]
        if self.world.approve(model, said):
            use()
        else:
            with refused(NotAllowed):
                use()

    @rule(number=made | foreign, name=st.sampled_from(["signed.pdf", "mail.eml"]))
    def attach(self, number: int, name: str) -> None:
        """Keep a file with the offer, or with its version: no term and no status changes."""
        model = self.of(number)
        path = Path(self.folder.name) / name
        path.write_bytes(f"{name} of {number}".encode())
        version = len(model.versions) if name == "mail.eml" else None
        kept = attachments.attach(number, AttachmentDraft(path, version=version))
        assert attachments.content(kept.id).data == path.read_bytes()
        model.attachments.append(name)

    @rule(number=made | foreign)
    def detach(self, number: int) -> None:
        """Remove the oldest file; without one there is nothing to remove."""
        model = self.of(number)
        if model.attachments:
            attachments.remove(offers.get(number).attachments[0].id)
            del model.attachments[0]

    @rule(needs=st.booleans())
    def need_approvals(self, needs: bool) -> None:
        """The settings say whether sending needs an approval."""
        settings_of_desk.put("approval_when", "always" if needs else "never")
        self.world.needs_approval = needs

    @rule(words=st.integers(0, 2))
    def revise_the_template(self, words: int) -> None:
        """Other words for letters: what was sent stays as it is."""
        templates.revise(self.there.template, _words(words))
        self.world.words = words

    @rule(days=st.sampled_from([9, 1, 4]))
    def wait(self, days: int) -> None:
        """Time passes."""
        self.time.forward(days=days)

    # ------------------------------------------------------------ importing

    @rule(target=foreign, which=st.integers(901, 902), salary=st.sampled_from([61, 71]),
          status=STATUSES)  # fmt: skip
    def read_a_file(self, which: int, salary: int, status: Status) -> int | MultipleResults[int]:
        """A new or a changed record of another system, and the same file once more."""
        self.time.forward(seconds=1)
        known = self.remote.get(which)
        said = {"salary": salary, "status": str(status)}
        if known is not None and said.items() <= known.items():
            return multiple()
        record = self._record(which) if known is None else known
        self.remote[which] = record = record | said | {"updatedAt": clock.stamp()}
        self._read(record)
        ((number,),) = _all(
            "SELECT offer_id FROM remote_ids WHERE kind = 'offer' AND remote_id = ?", str(which)
        )
        self.touched = number
        if known is None:
            self._arrived(offers.get(number), salary, status)
        else:
            model = self.world.offers[number]
            if salary != model.terms.salary:
                model.versions.append(replace(model.terms, salary=salary))
            model.status, model.touched = status, clock.today()
        before = _all("SELECT * FROM events")
        self._read(record)
        assert _all("SELECT * FROM events") == before
        return number if known is None else multiple()

    def _record(self, which: int) -> dict[str, Any]:
        return {
            "id": which, "candidateId": which, "jobId": which, "currency": "EUR",
            "candidateName": f"Mina {which}", "jobTitle": "Baker", "payFrequency": "yearly",
            "createdAt": clock.stamp(), "startDate": str(self._in(90)), "expiryDate": None,
        }  # fmt: skip

    def _read(self, record: dict[str, Any]) -> None:
        path = Path(self.folder.name) / "records.json"
        path.write_text(json.dumps({"data": record}), "utf-8")
        exchange.read_files([path])

    def _arrived(self, offer: OfferRecord, salary: int, status: Status) -> None:
        assert offer.candidate is not None
        self.world.applications[offer.application_id] = "active"
        self.world.candidates[offer.application_id] = offer.candidate.id
        terms = Terms(salary, None, offer.terms.start_date, level=False)
        model = Offer(offer.application_id, offer.candidate.id, False, [terms], status=status)
        self.world.add(offer.id, model)

    # ------------------------------------------------------------ drafts

    def _in(self, days: int | None) -> date | None:
        return None if days is None else clock.today() + timedelta(days=days)

    def _draft(self, draft: OfferDraft, terms: Terms) -> OfferDraft:
        """The form filled in with these terms."""
        level = making.entry(self.there.field, "Senior" if terms.level else "")
        bonus = making.entry(self.there.bonus, f"{terms.bonus} EUR" if terms.bonus else "")
        return replace(
            draft, salary=str(terms.salary), expiry_date=str(terms.expires or ""),
            start_date=str(terms.starts or ""), opening_id=terms.opening, fields=(level, bonus),
        )  # fmt: skip

    def _changed(self, model: Offer, what: str, value: int) -> Terms:
        """The current terms with one thing changed, or not."""
        places = {place.application: place for place in self.there.places}
        choices: dict[str, Sequence[Any]] = {
            "salary": (50, 70, 90),
            "expires": (None, self._in(-2), self._in(3)),
            "starts": (None, self._in(-3), self._in(60)),
            "level": (False, True, True),
            "opening": (None, *places[model.application].seats),
            "bonus": (None, 5, 10),
        }
        return replace(model.terms, **{what: choices[what][value]})

    # ------------------------------------------------------------ what must always hold

    @invariant()
    def the_offer_in_use_is_what_the_model_says(self) -> None:
        """Status, versions without gaps, one current version, and events that lead there."""
        if self.touched in self.world.offers:
            _is_as_modelled(offers.get(self.touched), self.world.offers[self.touched])

    @invariant()
    def what_has_to_be_seen_is_what_the_model_says(self) -> None:
        """Before sending a draft, before accepting what the candidate has."""
        model = self.world.offers.get(self.touched)
        if model is None or not model.is_live:
            return
        to = Status.ACCEPTED if model.is_out else Status.SENT
        known = {one.id for one in WARNINGS if to in one.warns_of} & desk_model.RULES.keys()
        if model.application not in {place.application for place in self.there.places}:
            known -= {"opening"}  # its job has no seats to name
        expected = {one for one in known if desk_model.RULES[one](self.world, model)}
        assert {one.rule for one in warnings.before(offers.get(self.touched), to)} == expected

    @invariant()
    def what_was_written_once_never_changes(self) -> None:
        """Versions, their values, letters and events are still there as they were first seen."""
        now = _written_once()
        assert all(rows <= now[table] for table, rows in self.seen.items())
        self.seen = now

    @invariant()
    def copies_say_the_same(self) -> None:
        """The terms on the offer are the current version's, the counters count."""
        terms = "salary_minor, currency, pay_frequency, start_date, expiry_date, template_id"
        current = _all(
            f"SELECT v.offer_id, {terms} FROM versions v WHERE v.number ="
            " (SELECT max(number) FROM versions WHERE offer_id = v.offer_id) ORDER BY 1"
        )
        assert _all(f"SELECT id, {terms} FROM offers ORDER BY 1") == current
        counted = _all(
            "SELECT coalesce(job_id, 0), standing, count(*) FROM offers GROUP BY 1, 2 ORDER BY 1, 2"
        )
        assert _all("SELECT * FROM offer_counts WHERE offers <> 0 ORDER BY 1, 2") == counted
        flags = "SELECT count(*) FROM flags WHERE offer_id = offers.id AND settled_at IS NULL"
        assert not _all(f"SELECT 1 FROM offers WHERE flags <> ({flags})")

    @invariant()
    def people_and_places_are_what_the_model_says(self) -> None:
        """Applications stand and openings are open as the uses left them."""
        assert dict(_all("SELECT id, status FROM applications")) == self.world.applications
        opened = dict(_all("SELECT id, is_open FROM openings"))
        assert {seat: bool(is_open) for seat, is_open in opened.items()} == self.world.openings

    @invariant()
    def lists_show_what_is_there(self) -> None:
        """The list shows every offer once; filters and counters agree with the model."""
        world = self.world
        assert set(offer_list.ids()) == set(world.offers)
        live = sum(model.is_live for model in world.offers.values())
        assert offer_list.job_lines()[0][-2:] == (live, len(world.offers))
        for status in Status:
            expected = sum(model.status is status for model in world.offers.values())
            assert len(offer_list.offers(None, filter.parse(f"status:{status}"))) == expected
        for state in ("asked", "approved", "refused", "none"):
            stand = {n for n, one in world.offers.items() if one.approval == state}
            assert set(offer_list.ids(None, filter.parse(f"approval:{state}"))) == stand
        expired = {n for n, one in world.offers.items() if desk_model.is_expired(world, one)}
        assert set(offer_list.ids(None, filter.parse("is:expired"))) == expired

    @invariant()
    def the_board_finds_what_the_model_finds(self) -> None:
        """Every rule, read as plain Python, gives the same offers; so does the line at home."""
        found = {
            section.rule.id: {matter.row.id for matter in section.matters}
            for section in board.look().sections
        }
        flagged = {row[0] for row in _all("SELECT id FROM offers WHERE flags > 0")}
        assert found == self.world.due(flagged)
        counts = headline.counts()
        for which in ("expired", "expiring", "unfilled", "flags"):
            assert counts.of(which) == len(found.get(which, ()))


_KEPT: list[tuple[bytes, There]] = []
"""A desk that is furnished once, and copied for every run."""


def _furnished(path: Path) -> There:
    """Write a desk with two candidates, a paid job and another one, a field and a template."""
    if not _KEPT:
        database.open_desk(path)
        there = _furnish()
        database.close_desk()
        _KEPT.append((path.read_bytes(), there))
    content, there = _KEPT[0]
    path.write_bytes(content)
    return there


def _furnish() -> There:
    pay = {"pay_kind": "range", "minimum": "60", "maximum": "80"}
    paid = making.a_job(currency="EUR", pay_frequency="yearly", **pay)
    free = making.a_job("Glazier")
    first, second = making.a_candidate(), making.a_candidate("Jonas", "Adler")
    seats = {job.id: (making.an_opening(job, "1").id, making.an_opening(job, "2").id)
             for job in (paid, free)}  # fmt: skip
    places = tuple(
        Place(applications.apply(candidate.id, job.id), candidate.id, job is paid, seats[job.id])
        for candidate, job in ((first, paid), (first, free), (second, paid))
    )
    template = templates.create(TemplateDraft("Ours", source=_words(0))).id
    level, bonus = (
        making.a_field("Level", required=True),
        making.a_field("Bonus", "currency", package="yearly"),
    )
    return There(places, level.key, template, bonus.key)


def _words(number: int) -> str:
    """The template's source."""
    return f"<p>Dear {{{{ candidate.first_name }}}}, welcome {number} times.</p>"


def _is_as_modelled(offer: OfferRecord, model: Offer) -> None:
    assert (offer.status, offer.sent_at) == (model.status, model.sent)
    assert [version.number for version in offer.versions] == list(range(1, len(model.versions) + 1))
    assert [_terms(version.terms) for version in offer.versions] == model.versions
    _says_its_package(offer.terms, model.terms)
    standing = [one.number for one in offer.versions if not one.is_superseded]
    assert standing == [offer.version] == [len(model.versions)]
    assert (str(offer.approval.state) if offer.approval else "none") == model.approval
    said = [[step.kind for step in one.steps] for one in offer.negotiations]
    assert said == model.negotiations
    assert [one.name for one in offer.attachments] == model.attachments
    undo = f"{model.undo.status} → {model.status}" if model.undo else ""
    assert status_changes.undoable(offer) == undo
    assert _replayed(offer) == (offer.status, offer.version)


def _terms(said: records.Terms) -> Terms:
    """What a version says, as the model has it."""
    assert said.salary is not None and said.salary.currency == "EUR"
    held = {value.key: value.value for value in said.fields}
    bonus, pay = held.get("bonus"), said.salary.minor // 100
    assert bonus is None or isinstance(bonus, Money)
    return Terms(
        pay, said.expiry_date, said.start_date, held.get("level") is not None, said.opening_id,
        bonus.minor // 100 if bonus else None,
    )  # fmt: skip


def _says_its_package(said: records.Terms, model: Terms) -> None:
    """What the terms cost a year, and that an unset bonus is named."""
    package = packages.of_terms(said)
    if said.pay_frequency is not None:  # else base pay is not counted, and named
        assert package.yearly == (Money(model.package * 100, "EUR"),)
    assert ("fields.bonus" in {one.key for one in package.not_counted}) == (model.bonus is None)


def _replayed(offer: OfferRecord) -> tuple[str | None, int]:
    """Where the events alone lead: each begins where the one before ended."""
    status, number = None, 0
    for event in offer.events:
        if event.to_status is None:
            continue
        assert event.from_status == status
        status = event.to_status
        assert event.version is not None and number <= event.version <= number + 1
        number = event.version
    return status, number


def _written_once() -> dict[str, set[tuple[Any, ...]]]:
    return {table: set(_all(f"SELECT * FROM {table}")) for table in WRITTEN_ONCE}


def _all(sql: str, *args: object) -> list[tuple[Any, ...]]:
    return connection.reader().execute(sql, args).fetchall()


@contextmanager
def refused(*errors: type[Exception]) -> Iterator[None]:
    """The use is refused with one of these errors, and nothing is written."""
    before = connection.reader().total_changes
    with pytest.raises(errors):
        yield
    assert connection.reader().total_changes == before


_HOW = settings(
    stateful_step_count=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class TestDesk(Desk.TestCase):
    settings = settings(_HOW, max_examples=6)


@pytest.mark.long
class TestDeskForLonger(Desk.TestCase):
    settings = settings(_HOW, max_examples=100)
