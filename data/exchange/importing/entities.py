"""Whole records of jobs, people, applications, openings and users: taken in, kept up to date.

What is empty here is filled; what changed there is taken where nobody changed it here; anything
else stays and is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from data.exchange.importing import record_merging
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.import_rows import ImportRow
from data.exchange.importing.job_field_values import JobFieldValues
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import Key
from data.exchange.importing.row_table import RowTable
from data.exchange.parsed_offer import Doubt, MetJob, MetOpening, MetPerson
from data.exchange.parsed_records import MetApplication, MetDepartment, MetUser
from data.records.candidate_records import ApplicationStatus
from data.values import clock, exact_json

Columns = Mapping[str, object]
R = TypeVar("R", bound=ImportRow)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a record says of a row, what was said before, and whether it said so in passing."""

    kind: str
    remote_id: str
    columns: Columns
    before: Columns
    passing: bool


@dataclass(frozen=True, slots=True)
class EntityImporter:
    """Takes in whole records of what offers name, in the running transaction."""

    context: ImportContext

    def job(
        self, met: MetJob, before: MetJob | None = None, *, passing: bool = False
    ) -> PartResult:
        """A job with its values and openings; `before` is what was read of it last.

        `passing`: it was met inside another record, whose copy will not tell it next time.
        """
        job_id = self.context.references.job(MetJob(met.remote_id))
        if job_id is None:
            return PartResult("no job")
        said = _Said("job", met.remote_id, _job(met), _job(before) if before else {}, passing)
        texts, changed = self._update(self.context.unit.jobs, job_id, said)
        doubts = [Doubt("job", f"Job {job_id}: {text}") for text in texts]
        if met.created_at is not None:
            self._created(job_id, clock.stamp(met.created_at))
        doubts += JobFieldValues(self.context).put(job_id, met.fields)
        for place, opening in enumerate(met.openings, 1):
            stand_in = (met.remote_id, f"opening {place}")
            opening_id = self.context.references.opening(opening, job_id, stand_in)
            for text in self.context.references.opening_doubts(opening_id, job_id):
                doubts.append(Doubt("opening", f"Job {job_id}: {text}"))
        name = met.title or f"{met.remote_id}"
        return PartResult(f"job {name}", None, job_id, changed, tuple(dict.fromkeys(doubts)))

    def candidate(
        self, met: MetPerson, before: MetPerson | None = None, *, passing: bool = False
    ) -> PartResult:
        """A candidate; one who was erased here stays so."""
        candidate_id = self.context.references.candidate(MetPerson(met.remote_id)) or 0
        if self.is_erased(candidate_id):
            text = f"candidate {candidate_id} was erased here: nothing was taken in"
            return PartResult(text, None, candidate_id)
        last = _person(before) if before else {}
        said = _Said("candidate", met.remote_id, _person(met), last, passing)
        texts, changed = self._update(self.context.unit.candidates, candidate_id, said)
        doubts = tuple(Doubt("candidate", f"Candidate {candidate_id}: {text}") for text in texts)
        name = f"{met.first_name} {met.last_name}".strip() or met.remote_id
        return PartResult(f"candidate {name}", None, candidate_id, changed, doubts)

    def user(self, met: MetUser, before: MetUser | None = None) -> PartResult:
        """A person who acts there; a stand-in name from a number alone gives way."""
        places = self.context.references
        user_id = places.user(met.remote_id) or 0
        stand_in = {"first_name": f"{self.context.system.title} user {met.remote_id}"}
        known = _user(before) if before else stand_in
        said = _Said("user", met.remote_id, _user(met), known, False)
        texts, changed = self._update(self.context.unit.users, user_id, said)
        doubts = tuple(Doubt("user", f"User {user_id}: {text}") for text in texts)
        name = f"{met.first_name} {met.last_name}".strip() or met.email or met.remote_id
        return PartResult(f"user {name}", None, user_id, changed, doubts)

    def application(self, met: MetApplication, before: MetApplication | None = None) -> PartResult:
        """An application with its candidate, job and status."""
        places = self.context.references
        job_id, candidate_id = places.job(met.job), places.candidate(met.candidate)
        number = places.application(met.remote_id, candidate_id, job_id)
        texts = places.complete(number, candidate_id, job_id)
        doubts = [Doubt("application_id", f"Application {number}: {text}") for text in texts]
        moved, doubt = self._status(number, met, before)
        if doubt is not None:
            doubts.append(doubt)
        status = f" is {met.status}" if moved else ""
        return PartResult(f"application {number}{status}", None, number, moved, tuple(doubts))

    def opening(self, met: MetOpening) -> PartResult:
        """An opening as it is listed, without its job."""
        opening_id = self.context.references.opening(met, None, (met.remote_id, "opening"))
        name = met.opening_id or met.remote_id
        return PartResult(f"opening {name}", None, opening_id or 0, True)

    def department(self, met: MetDepartment) -> PartResult:
        """A department is a word of a job here."""
        return PartResult(f"department {met.name or met.remote_id}")

    def is_erased(self, candidate_id: int) -> bool:
        """Whether the candidate was erased here."""
        row = self.context.unit.candidates.get(candidate_id)
        return row is not None and row.erased_at is not None

    # ------------------------------------------------------------ small parts

    def _update(self, table: RowTable[R], row_id: int, said: "_Said") -> tuple[list[str], bool]:
        """Bring a row up to date; sentences for what stays as it is, and whether it changed."""
        row = table.get(row_id)
        before = {**_DEFAULTS, **said.before, **self._told(said)}
        news, texts = dict[str, object](), list[str]()
        for name, theirs in said.columns.items():
            last, ours = before.get(name), getattr(row, name)
            if theirs in (None, "") or theirs == ours:
                continue
            if ours in (None, "") or ours == last:
                news[name] = theirs
            elif theirs != last:
                here, there = _shown(name, ours), _shown(name, theirs)
                title = self.context.system.title
                texts.append(f"{_WORDS[name]} is {here} here and {there} in {title}: not changed.")
        if news and row is not None:
            self._change(table.change(row), news)
        self._tell(said, before, row_id)
        return texts, bool(news)

    def _change(self, row: ImportRow, news: Columns) -> None:
        """Put what is new into a row that is noted as changed."""
        for name, said in news.items():
            setattr(row, name, said)
        for name in {"updated_at"}.intersection(row.COLUMNS):
            setattr(row, name, self.context.now)
        if "title" in news or "department" in news:
            self.context.references.named.forget_jobs()
        if "email" in news:
            self.context.references.named.add_candidate(row.id, str(news["email"]))

    def _told(self, said: "_Said") -> Columns:
        """What records in passing said of it last."""
        ref = self.context.store.find(*self._told_key(said))
        return record_merging.load(ref.raw) if ref is not None else {}

    def _tell(self, said: "_Said", before: Columns, row_id: int) -> None:
        """Remember what was said in passing; a whole record is its own memory."""
        key = self._told_key(said)
        if not said.passing:
            self.context.store.forget(key)
            return
        told = {name: met for name, met in said.columns.items() if met not in (None, "")}
        raw = exact_json.dump_json({**before, **told})
        self.context.store.put(key, Ref(row_id, None, raw))

    def _told_key(self, said: "_Said") -> Key:
        return "told", said.remote_id, said.kind

    def _created(self, job_id: int, at: str) -> None:
        """It was made there before it came here."""
        row = self.context.unit.jobs.get(job_id)
        if row is not None and row.created_at > at:
            self.context.unit.jobs.change(row).created_at = at

    def _status(
        self, number: int, met: MetApplication, before: MetApplication | None
    ) -> tuple[bool, Doubt | None]:
        """Put the status; what stands here stays against a record that may be older."""
        row = self.context.unit.applications.get(number)
        ours = row.status if row is not None else str(ApplicationStatus.ACTIVE)
        last = before.status if before else ApplicationStatus.ACTIVE
        if met.status is None or met.status == ours or (met.status == last and not met.is_deed):
            return False, None
        if not met.is_deed and ours != last:
            text = (
                f"Application {number} is {ours} here, the record says {met.status}: not changed."
            )
            return False, Doubt("status", text)
        if row is not None:
            self.context.unit.applications.change(row)
            row.status, row.updated_at = str(met.status), self.context.now
        self.context.unit.event(
            *("application", number, self.context.now, self.context.actor.user_id, ours),
            *(str(met.status), None, f"from {self.context.system.title}"),
        )
        return True, None


def _job(met: MetJob) -> Columns:
    return {
        "title": met.title,
        "department": met.department,
        "location": met.location,
        "notes": met.notes,
        "is_open": None if met.is_open is None else int(met.is_open),
    }


def _person(met: MetPerson) -> Columns:
    return {
        "first_name": met.first_name,
        "last_name": met.last_name,
        "email": met.email,
        "phone": met.phone,
    }


def _user(met: MetUser) -> Columns:
    return {
        "first_name": met.first_name,
        "last_name": met.last_name,
        "email": met.email,
        "employee_id": met.employee_id,
    }


def _shown(name: str, met: object) -> str:
    if name == "is_open":
        return "open" if met else "closed"
    text = " ".join(str(met).split())
    return text if len(text) <= 40 else text[:39] + "…"


_DEFAULTS: dict[str, object] = {"is_open": 1}
_WORDS = {
    "title": "the title",
    "department": "the department",
    "location": "the location",
    "notes": "the text of the notes",
    "is_open": "it",
    "first_name": "the first name",
    "last_name": "the last name",
    "email": "the email address",
    "phone": "the phone number",
    "employee_id": "the employee number",
}
