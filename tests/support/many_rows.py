"""The rows of a made-up desk of any size: each offer with its versions and its history.

Pure: no clock, no database. What it makes follows from the count, the ground and the day alone.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from data.samples import sample_jobs, sample_people
from data.samples.sample_jobs import MadeJob

SEED = 20_260_401
CHUNK = 5_000
"""Offers held in memory before they are written."""
YEARS = 8
"""How far back the first offer was made."""
JOBS = 400

_TABLES = (
    "jobs", "openings", "candidates", "applications", "offers", "versions", "version_values",
    "supersessions", "events", "flags",
)  # fmt: skip
_TIMES = tuple(
    f"T{7 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.{second * 37 % 1000:03d}Z"
    for second in range(0, 12 * 3600, 5)
)
"""The moments of a day at which anything happens, in order."""
_REASONS = {
    "declined": ("Pay", "Another offer", "Location", "Timing", "Personal reasons"),
    "withdrawn": ("Position cancelled", "Position filled", "References", "No answer"),
}
_PAY_TEXTS = ("Around 100k", "per agreement", "90-95k, tbd", "market rate", "4.500 brutto")
_INHERITED = "salary,currency,pay_frequency"
_OPEN_DAYS = 21
"""For how long a candidate may think about an offer."""
_AHEAD = 250
"""Days from today that dates may lie ahead."""


def _plans() -> tuple[tuple[str, ...], ...]:
    """What can happen to an offer, each as often as it does: 1.15 versions an offer on average."""
    ends = {
        "sent accepted": 39, "sent pending accepted": 11, "sent declined": 15,
        "sent pending declined": 5, "withdrawn": 6, "sent withdrawn": 7,
        "sent pending withdrawn": 2, "sent": 5, "sent pending": 4, "": 6,
    }  # fmt: skip
    starts = {"": 87, "version": 5, "sent version": 6, "version sent version": 2}
    found: list[tuple[str, ...]] = []
    for start, often in starts.items():
        for end, share in ends.items():
            found += [(*start.split(), *end.split())] * (often * share)
    return tuple(found)


class Ground(NamedTuple):
    """The ids that every offer refers to; `kinds` are the options of the employment type."""

    users: tuple[int, ...]
    type_field: int
    remote_field: int
    template: int | None
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """Rows to insert by table; `hires` and `fills` are changes to rows written before."""

    tables: dict[str, list[tuple[Any, ...]]] = field(
        default_factory=lambda: {table: [] for table in _TABLES}
    )
    hires: list[tuple[str, int]] = field(default_factory=list)
    fills: list[tuple[str, int, int]] = field(default_factory=list)


class _Whom(NamedTuple):
    """Whose offer it is and for which job; `source` is the offer and version it follows."""

    application: int
    candidate: int
    name: str
    place: int
    source: tuple[int | None, int | None] = (None, None)
    day: int = 0


class _Terms(NamedTuple):
    """What offers and versions share, in the order of their columns."""

    salary: int | None
    text: str
    currency: str | None
    frequency: str | None
    start: str
    expiry: str | None
    opening: int | None
    template: int | None


@dataclass(slots=True)
class _Offer:
    """One offer while its history is made."""

    id: int
    whom: _Whom
    terms: _Terms
    user: int
    values: tuple[str, str]
    updated: str
    version: int = 0
    status: str = "draft"
    sent: str | None = None
    resolved: str | None = None


class Maker:
    """Makes rows chunk by chunk; `rows` holds the chunk that is to be written next."""

    def __init__(self, count: int, ground: Ground, today: date) -> None:
        self.rows = Rows()
        self._count = count
        self._ground = ground
        self._rng = Random(SEED)
        self._random = self._rng.random
        self._today = YEARS * 365
        first = today - timedelta(days=self._today)
        self._days = [
            (first + timedelta(days=day)).isoformat() for day in range(self._today + _AHEAD)
        ]
        self._plans = _plans()
        self._jobs = sample_jobs.jobs(self._rng, min(JOBS, count // 10 + 1))
        self._people = [
            (first, last, f"{first} {last}", sample_people.mailbox(first, last))
            for first, last in sample_people.names()
        ]
        self._kinds = tuple(f'"{kind}"' for kind in (*ground.kinds[:1] * 3, *ground.kinds))
        self._ended: deque[_Whom] = deque(maxlen=1000)
        self._known: deque[_Whom] = deque(maxlen=1000)
        self._applications = self._candidates = self._versions = 0
        self._seats: list[list[int]] = []
        self._often = 0.0

    def chunks(self) -> Iterator[int]:
        """Fill `rows` again and again; gives how many offers are made by then."""
        self._make_jobs()
        for number in range(1, self._count + 1):
            self._make(number)
            if number % CHUNK == 0 or number == self._count:
                yield number

    # ------------------------------------------------------------ jobs

    def _make_jobs(self) -> None:
        opened, seat = self._days[0] + _TIMES[0], 0
        for number, job in enumerate(self._jobs, 1):
            is_open = number % 5 != 0
            self.rows.tables["jobs"].append(
                (number, job.title, job.department, job.city, is_open, *job.pay, opened, opened)
            )
            seats = list(range(seat + 1, seat + 4 + int(self._random() * 4)))
            self.rows.tables["openings"] += [
                (one, number, f"{number}-{place}", 1, opened, None, "", None)
                for place, one in enumerate(seats, 1)
            ]
            seat = seats[-1]
            self._seats.append(seats)
        self._often = min(0.5, seat * 0.6 / (self._count * 0.45))

    # ------------------------------------------------------------ one offer

    def _make(self, number: int) -> None:
        place = (number - 1) * self._today / self._count
        day = int(place)
        created = self._days[day] + _TIMES[int((place - day) * len(_TIMES))]
        whom = self._whom(day, created)
        job = self._jobs[whom.place]
        user = self._ground.users[int(self._random() * len(self._ground.users))]
        kind = self._kinds[int(self._random() * len(self._kinds))]
        values = (kind, "true" if self._random() < 0.4 else "false")
        offer = _Offer(number, whom, self._terms(whom.place, day), user, values, created)
        self._write_version(offer, created)
        text = "" if whom.source[0] is None else "re-offer of offer {}, version {}".format(
            *whom.source
        )  # fmt: skip
        self.rows.tables["events"].append(
            ("offer", number, "created", created, user, None, "draft", 1, "", text, "{}")
        )
        if offer.terms.salary is not None:
            self._happen(offer, job, day)
        self._settle_seat(offer)
        self._write_offer(offer, job, created)

    def _whom(self, day: int, created: str) -> _Whom:
        """Somebody new, or now and then one who declined, or one who wants another job."""
        chance = self._random()
        if chance < 0.04 and self._ended and self._ended[0].day < day:
            return self._ended.popleft()
        if chance > 0.97 and self._known:
            known = self._known.popleft()
            return self._apply(known.candidate, known.name, created)
        first, last, name, box = self._people[int(self._random() * len(self._people))]
        self._candidates += 1
        number = self._candidates
        phone = f"+1 (512) 555-0{100 + number % 100}" if number % 4 == 0 else ""
        email = f"{box}@{number % 1000}-{number // 1000}.example" if number % 2 else ""
        self.rows.tables["candidates"].append((number, first, last, email, phone, created, created))
        whom = self._apply(number, name, created)
        if chance > 0.9:
            self._known.append(whom)
        return whom

    def _apply(self, candidate: int, name: str, created: str) -> _Whom:
        self._applications += 1
        place = int(self._random() * len(self._jobs))
        self.rows.tables["applications"].append(
            (self._applications, candidate, place + 1, "active", created, created)
        )
        return _Whom(self._applications, candidate, name, place)

    def _terms(self, place: int, day: int) -> _Terms:
        """The first terms: the job's own pay, or near it; a few imported ones only say it."""
        job = self._jobs[place]
        start = self._days[day + 30 + int(self._random() * 70)]
        expiry = None if self._random() < 0.05 else self._days[day + _OPEN_DAYS]
        template = self._ground.template
        if self._random() < 0.002:
            text = _PAY_TEXTS[int(self._random() * len(_PAY_TEXTS))]
            return _Terms(None, text, None, None, start, expiry, None, template)
        salary = job.pay.salary
        if salary is None or self._random() < 0.4:
            salary = sample_jobs.round_to(job.middle * (0.92 + self._random() * 0.16), job.step)
        return _Terms(
            salary, "", job.currency, job.frequency, start, expiry, self._seat(place), template
        )

    def _happen(self, offer: _Offer, job: MadeJob, day: int) -> None:
        """Carry out the plan of an offer as far as it lies in the past."""
        plan = self._plans[int(self._random() * len(self._plans))]
        for step in plan:
            day += 1 + int(self._random() * 6)
            if day >= self._today:
                return
            at = self._days[day] + _TIMES[int(self._random() * len(_TIMES))]
            if step == "version":
                self._negotiate(offer, job, day, at)
            else:
                self._move(offer, step, day, at)

    def _seat(self, place: int) -> int | None:
        """An opening of the job for one of its offers, now and then, while there are several."""
        seats = self._seats[place]
        return seats.pop() if len(seats) > 1 and self._random() < self._often else None

    def _settle_seat(self, offer: _Offer) -> None:
        """The opening that was kept for an offer is filled by it, or free for the next one."""
        seat = offer.terms.opening
        if seat is None or offer.resolved is None:
            return
        if offer.status != "accepted":
            self._seats[offer.whom.place].append(seat)
            return
        application, at = offer.whom.application, offer.resolved
        self.rows.fills.append((at, application, seat))
        self.rows.tables["events"].append(
            ("opening", seat, "closed", at, offer.user, None, None, None, "Hired", "",
             f'{{"application": {application}}}')
        )  # fmt: skip

    def _negotiate(self, offer: _Offer, job: MadeJob, day: int, at: str) -> None:
        """More pay, or a later start; with the candidate no longer, until it is sent again."""
        terms = offer.terms._replace(expiry=self._days[day + _OPEN_DAYS])
        if self._random() < 0.75 and terms.salary is not None:
            raised = terms.salary * (1.02 + self._random() * 0.05)
            terms = terms._replace(salary=sample_jobs.round_to(raised, job.step))
        else:
            terms = terms._replace(start=self._days[day + 60 + int(self._random() * 60)])
        self.rows.tables["supersessions"].append((self._versions, at))
        offer.terms = terms
        self._write_version(offer, at)
        self._event(offer, "version", "draft", at, "", "{}")
        offer.sent = None

    def _move(self, offer: _Offer, to: str, day: int, at: str) -> None:
        reasons = _REASONS.get(to, ("",))
        sent = f'"{offer.sent}"' if offer.sent else "null"
        effects = ""
        if to == "accepted":
            effects = f',"effects":{{"application":[{offer.whom.application},"active"]}}'
            self.rows.hires.append((at, offer.whom.application))
        details = (
            f'{{"before":{{"sent_at":{sent},"resolved_at":null,"superseded":false}}{effects}}}'
        )
        self._event(offer, "status", to, at, reasons[int(self._random() * len(reasons))], details)
        if to == "sent":
            offer.sent = self._days[day]
        elif to != "pending":
            offer.resolved = at
        if to in _REASONS and self._random() < 0.3:
            source = (offer.id, offer.version)
            self._ended.append(offer.whom._replace(source=source, day=day))

    def _forget_details(self) -> None:
        """Only the last change of status can be taken back, so only it says what was before."""
        events = self.rows.tables["events"]
        if events[-1][2] == "status":
            events[-1] = (*events[-1][:-1], "{}")

    # ------------------------------------------------------------ rows

    def _event(self, offer: _Offer, kind: str, to: str, at: str, reason: str, details: str) -> None:
        self.rows.tables["events"].append(
            ("offer", offer.id, kind, at, offer.user, offer.status, to, offer.version, reason, "",
             details)
        )  # fmt: skip
        offer.status, offer.updated = to, at

    def _write_version(self, offer: _Offer, at: str) -> None:
        self._versions += 1
        offer.version += 1
        ground, number = self._ground, self._versions
        tables = self.rows.tables
        tables["versions"].append(
            (number, offer.id, offer.version, *offer.terms, 2, at, offer.user)
        )
        tables["version_values"] += (
            (number, ground.type_field, "Employment type", offer.values[0]),
            (number, ground.remote_field, "Remote work", offer.values[1]),
        )

    def _write_offer(self, offer: _Offer, job: MadeJob, created: str) -> None:
        whom, terms = offer.whom, offer.terms
        flagged = terms.salary is None
        if flagged:
            said = f"Salary is text ({terms.text}), not an amount."
            self.rows.tables["flags"].append((offer.id, 1, "salary", said, "greenhouse", created))
        inherited = terms.salary == job.pay.salary and offer.version == 1 and not flagged
        self.rows.tables["offers"].append(
            (offer.id, whom.application, whom.place + 1, whom.candidate, whom.name, job.title,
             offer.status, offer.version, terms.salary, terms.text, terms.currency,
             terms.frequency, terms.start, terms.expiry, terms.opening, terms.template,
             _INHERITED if inherited else "", *whom.source, int(flagged), offer.user, created,
             offer.updated, offer.sent, offer.resolved)
        )  # fmt: skip
