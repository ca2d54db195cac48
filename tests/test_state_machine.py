"""Any sequence of uses keeps what must always hold, compared with a small model of the domain."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import making
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
)

from data import clock, connection, database, listing, moves, offers
from data.errors import Invalid, NotAllowed
from data.filters import Filter
from data.money import Money
from data.records import AcceptChoices, MoveDraft
from data.status import ENDED_WITHOUT, LIVE, MOVES, WITH_CANDIDATE, Status

NOTHING_ELSE = AcceptChoices(hire=False, close_opening=False, withdraw_others=False)
STATUSES = st.sampled_from(Status)
SALARIES = st.integers(1, 5)


@dataclass
class Model:
    """An offer as the domain describes it: its versions' salaries, its status, what undo does."""

    salaries: list[int]
    status: Status = Status.DRAFT
    before: Status | None = None
    frozen: dict[int, tuple[Any, ...]] = field(default_factory=dict)

    def changed(self, salary: int, *, correction: bool = False) -> None:
        """A new version, unless it says the same."""
        if salary == self.salaries[-1]:
            return
        self.salaries.append(salary)
        self.before = None
        if self.status in WITH_CANDIDATE and not correction:
            self.status = Status.DRAFT


class Desk(RuleBasedStateMachine):
    """One desk with one candidate for two jobs, used in any order."""

    made: Bundle[int] = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.time = making.Time()
        clock.set_source(self.time)
        path = Path(self.folder.name) / "offers.db"
        database.open_desk(path)
        connection.reader().execute("PRAGMA synchronous = OFF")
        self.models: dict[int, Model] = {}
        self.touched = 0
        self.whose = [
            {"candidate_id": making.a_candidate().id, "job_id": making.a_job().id} for _ in range(2)
        ]

    def model_of(self, offer_id: int) -> Model:
        """The model of the offer that is used now."""
        self.touched = offer_id
        return self.models[offer_id]

    def teardown(self) -> None:
        """Look at every offer once more, close the desk and forget the file."""
        try:
            for offer_id, model in self.models.items():
                _is_as_modelled(offer_id, model)
        finally:
            self.put_away()

    def put_away(self) -> None:
        """Close the desk and forget the file."""
        database.close_desk()
        clock.set_source(None)
        self.folder.cleanup()

    # ------------------------------------------------------------ uses

    @rule(target=made, salary=SALARIES, place=st.integers(0, 1))
    def create(self, salary: int, place: int) -> int:
        """A new offer."""
        self.time.forward(seconds=1)
        terms = making.ready_terms(salary=str(salary), **self.whose[place])
        offer = making.an_offer(**terms)
        self.models[offer.id] = Model([salary])
        self.touched = offer.id
        return offer.id

    @rule(offer_id=made, salary=SALARIES, correction=st.booleans())
    def save(self, offer_id: int, salary: int, correction: bool) -> None:
        """Save the form, changed or not."""
        self.time.forward(seconds=1)
        model = self.model_of(offer_id)
        draft = replace(
            offers.draft_of(offers.get(offer_id)), salary=str(salary), correction=correction
        )
        if model.status is Status.ACCEPTED:
            with refused(NotAllowed):
                offers.save(offer_id, draft)
            return
        offers.save(offer_id, draft)
        model.changed(salary, correction=correction)

    @rule(offer_id=made, to=STATUSES)
    def move(self, offer_id: int, to: Status) -> None:
        """Change the status in the ordinary way."""
        model = self.model_of(offer_id)
        draft = MoveDraft(to, reason="Pay", accept=NOTHING_ELSE)
        if to not in MOVES[model.status]:
            with refused(NotAllowed):
                moves.move(offer_id, draft)
            return
        moves.move(offer_id, draft)
        model.before, model.status = model.status, to

    @rule(offer_id=made, to=STATUSES, reason=st.sampled_from(["", "Agreed by phone"]))
    def force(self, offer_id: int, to: Status, reason: str) -> None:
        """Change the status by force."""
        model = self.model_of(offer_id)
        draft = MoveDraft(to, reason=reason, force=True, accept=NOTHING_ELSE)
        if to is model.status or not reason:
            with refused(NotAllowed, Invalid):
                moves.move(offer_id, draft)
            return
        moves.move(offer_id, draft)
        model.before, model.status = model.status, to

    @rule(offer_id=made)
    def undo(self, offer_id: int) -> None:
        """Take the last change of status back."""
        model = self.model_of(offer_id)
        if model.before is None:
            with refused(NotAllowed):
                moves.undo(offer_id)
            return
        moves.undo(offer_id)
        model.status, model.before = model.before, None

    @rule(offer_id=made, back=st.integers(0, 4))
    def restore(self, offer_id: int, back: int) -> None:
        """Make an old version the newest."""
        model = self.model_of(offer_id)
        number = max(1, len(model.salaries) - back)
        salary = model.salaries[number - 1]
        if model.status is Status.ACCEPTED or salary == model.salaries[-1]:
            with refused(NotAllowed):
                offers.restore(offer_id, number)
            return
        self.time.forward(seconds=1)
        offers.restore(offer_id, number)
        model.changed(salary)

    @rule(target=made, offer_id=made, back=st.integers(0, 4))
    def reoffer(self, offer_id: int, back: int) -> int | MultipleResults[int]:
        """Offer again, after a declined or withdrawn offer; gives the new one."""
        model = self.model_of(offer_id)
        number = max(1, len(model.salaries) - back)
        if model.status not in ENDED_WITHOUT:
            with refused(NotAllowed):
                offers.reoffer(offer_id, number)
            return multiple()
        new = offers.reoffer(offer_id, number)
        assert new.reoffer_of == (offer_id, number)
        self.models[new.id] = Model([model.salaries[number - 1]])
        return new.id

    @rule(offer_id=consumes(made))
    def delete(self, offer_id: int) -> None:
        """Remove an offer for good."""
        del self.models[offer_id]
        offers.delete(offer_id)
        kinds = _all("SELECT kind FROM events WHERE subject = 'offer' AND subject_id = ?", offer_id)
        assert kinds == [("deleted",)]

    # ------------------------------------------------------------ what must always hold

    @invariant()
    def the_offer_in_use_is_what_the_model_says(self) -> None:
        """Status, versions without gaps, one current version, and events that lead there."""
        if self.touched in self.models:
            _is_as_modelled(self.touched, self.models[self.touched])

    @invariant()
    def versions_never_change(self) -> None:
        """Every version ever seen is still there as it was first seen."""
        for offer_id, model in self.models.items():
            for row in _all("SELECT * FROM versions WHERE offer_id = ?", offer_id):
                assert model.frozen.setdefault(row[0], row) == row

    @invariant()
    def copies_say_the_same(self) -> None:
        """The terms on the offer are the newest version's, the counters count."""
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

    @invariant()
    def lists_count_what_is_there(self) -> None:
        """The list shows every offer once, and a job's line says how many are live."""
        found = listing.offers()
        assert {found.key(row) for row in _rows(found)} == set(self.models)
        live = sum(model.status in LIVE for model in self.models.values())
        assert (listing.job_lines()[0].live, listing.job_lines()[0].total) == (
            live,
            len(self.models),
        )
        for status in Status:
            expected = sum(model.status is status for model in self.models.values())
            assert len(listing.offers(None, Filter(standings=frozenset({status})))) == expected


def _is_as_modelled(offer_id: int, model: Model) -> None:
    offer = offers.get(offer_id)
    assert offer.status is model.status
    assert [version.number for version in offer.versions] == list(range(1, len(model.salaries) + 1))
    salaries = [version.terms.salary for version in offer.versions]
    assert salaries == [Money(salary * 100, "EUR") for salary in model.salaries]
    standing = [one.number for one in offer.versions if not one.is_superseded]
    assert standing == [offer.version] == [len(model.salaries)]
    assert moves.undoable(offer) == (f"{model.before} → {model.status}" if model.before else "")
    _replayed(offer_id, offer.status)


def _replayed(offer_id: int, status: Status) -> None:
    """Each event starts where the one before ended, and the last one ends where the offer is."""
    steps = _all(
        "SELECT from_status, to_status FROM events WHERE subject = 'offer' AND subject_id = ?"
        " AND to_status IS NOT NULL ORDER BY id",
        offer_id,
    )
    at = None
    for before, after in steps:
        assert before == at
        at = after
    assert at == status


def _rows(found: listing.OfferList) -> list[Any]:
    return [row for row in map(found.row, range(len(found))) if row is not None]


def _all(sql: str, *args: object) -> list[tuple[Any, ...]]:
    return connection.reader().execute(sql, args).fetchall()


@contextmanager
def refused(*errors: type[Exception]) -> Iterator[None]:
    """The use is refused with one of these errors, and nothing is written."""
    before = connection.reader().total_changes
    with pytest.raises(errors):
        yield
    assert connection.reader().total_changes == before


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=20,
    stateful_step_count=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
