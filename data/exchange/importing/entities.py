"""Whole records of jobs, people, applications, openings and users: taken in, kept up to date.

What is empty here is filled; what changed there is taken where nobody changed it here; anything
else stays and is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.exchange.importing import record_merging, remote_ids
from data.exchange.importing.deletions import Done
from data.exchange.importing.job_field_values import JobValues
from data.exchange.importing.new_offers import Arriving
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt, MetJob, MetOpening, MetPerson
from data.exchange.parsed_records import MetApplication, MetDepartment, MetUser
from data.records.candidate_records import ApplicationStatus
from data.values import clock, exact_json

Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a record says of a row, what was said before, and whether it said so in passing."""

    kind: str
    remote_id: str
    columns: Columns
    before: Columns
    passing: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """Takes in whole records of what offers name, in the running transaction."""

    placing: Arriving

    def job(self, met: MetJob, before: MetJob | None = None, *, passing: bool = False) -> Done:
        """A job with its values and openings; `before` is what was read of it last.

        `passing`: it was met inside another record, whose copy will not tell it next time.
        """
        job_id = self.placing.places.job(MetJob(met.remote_id))
        if job_id is None:
            return Done("no job")
        said = _Said("job", met.remote_id, _job(met), _job(before) if before else {}, passing)
        texts, changed = self._update("jobs", job_id, said)
        doubts = [Doubt("job", f"Job {job_id}: {text}") for text in texts]
        if met.created_at is not None:
            self._created(job_id, clock.stamp(met.created_at))
        doubts += JobValues(self.placing).put(job_id, met.fields)
        for place, opening in enumerate(met.openings, 1):
            stand_in = (met.remote_id, f"opening {place}")
            opening_id = self.placing.places.opening(opening, job_id, stand_in)
            for text in self.placing.places.opening_doubts(opening_id, job_id):
                doubts.append(Doubt("opening", f"Job {job_id}: {text}"))
        name = met.title or f"{met.remote_id}"
        return Done(f"job {name}", None, job_id, changed, tuple(dict.fromkeys(doubts)))

    def candidate(
        self, met: MetPerson, before: MetPerson | None = None, *, passing: bool = False
    ) -> Done:
        """A candidate; one who was erased here stays so."""
        candidate_id = self.placing.places.candidate(MetPerson(met.remote_id)) or 0
        if self.is_erased(candidate_id):
            text = f"candidate {candidate_id} was erased here: nothing was taken in"
            return Done(text, None, candidate_id)
        last = _person(before) if before else {}
        said = _Said("candidate", met.remote_id, _person(met), last, passing)
        texts, changed = self._update("candidates", candidate_id, said)
        doubts = tuple(Doubt("candidate", f"Candidate {candidate_id}: {text}") for text in texts)
        name = f"{met.first_name} {met.last_name}".strip() or met.remote_id
        return Done(f"candidate {name}", None, candidate_id, changed, doubts)

    def user(self, met: MetUser, before: MetUser | None = None) -> Done:
        """A person who acts there; a stand-in name from a number alone gives way."""
        places = self.placing.places
        user_id = places.user(met.remote_id) or 0
        stand_in = {"first_name": f"{self.placing.system.title} user {met.remote_id}"}
        known = _user(before) if before else stand_in
        said = _Said("user", met.remote_id, _user(met), known, False)
        texts, changed = self._update("users", user_id, said)
        doubts = tuple(Doubt("user", f"User {user_id}: {text}") for text in texts)
        name = f"{met.first_name} {met.last_name}".strip() or met.email or met.remote_id
        return Done(f"user {name}", None, user_id, changed, doubts)

    def application(self, met: MetApplication, before: MetApplication | None = None) -> Done:
        """An application with its candidate, job and status."""
        places = self.placing.places
        job_id, candidate_id = places.job(met.job), places.candidate(met.candidate)
        number = places.application(met.remote_id, candidate_id, job_id)
        texts = places.complete(number, candidate_id, job_id)
        doubts = [Doubt("application_id", f"Application {number}: {text}") for text in texts]
        moved, doubt = self._status(number, met, before)
        if doubt is not None:
            doubts.append(doubt)
        status = f" is {met.status}" if moved else ""
        return Done(f"application {number}{status}", None, number, moved, tuple(doubts))

    def opening(self, met: MetOpening) -> Done:
        """An opening as it is listed, without its job."""
        opening_id = self.placing.places.opening(met, None, (met.remote_id, "opening"))
        name = met.opening_id or met.remote_id
        return Done(f"opening {name}", None, opening_id or 0, True)

    def department(self, met: MetDepartment) -> Done:
        """A department is a word of a job here."""
        return Done(f"department {met.name or met.remote_id}")

    def is_erased(self, candidate_id: int) -> bool:
        """Whether the candidate was erased here."""
        row = self.placing.desk.execute(
            "SELECT erased_at FROM candidates WHERE id = ?", (candidate_id,)
        ).fetchone()
        return row is not None and row[0] is not None

    # ------------------------------------------------------------ small parts

    def _update(self, table: str, row_id: int, said: "_Said") -> tuple[list[str], bool]:
        """Bring a row up to date; sentences for what stays as it is, and whether it changed."""
        row = self.placing.desk.execute(_SELECT[table], (row_id,)).fetchone()
        before = {**_DEFAULTS, **said.before, **self._told(said)}
        news, texts = dict[str, object](), list[str]()
        for (name, theirs), ours in zip(said.columns.items(), row, strict=True):
            last = before.get(name)
            if theirs in (None, "") or theirs == ours:
                continue
            if ours in (None, "") or ours == last:
                news[name] = theirs
            elif theirs != last:
                here, there = _shown(name, ours), _shown(name, theirs)
                title = self.placing.system.title
                texts.append(f"{_WORDS[name]} is {here} here and {there} in {title}: not changed.")
        if news:
            values = [news.get(name) for name in said.columns]
            self.placing.desk.execute(_UPDATE[table], (*values, self.placing.now, row_id))
        self._tell(said, before, row_id)
        return texts, bool(news)

    def _told(self, said: "_Said") -> Columns:
        """What records in passing said of it last."""
        ref = remote_ids.find(self.placing.desk, *self._told_key(said))
        return record_merging.load(ref.raw) if ref is not None else {}

    def _tell(self, said: "_Said", before: Columns, row_id: int) -> None:
        """Remember what was said in passing; a whole record is its own memory."""
        key = self._told_key(said)
        if not said.passing:
            if remote_ids.find(self.placing.desk, *key) is not None:
                remote_ids.forget(self.placing.desk, key)
            return
        told = {name: met for name, met in said.columns.items() if met not in (None, "")}
        raw = exact_json.dump_json({**before, **told})
        remote_ids.put(self.placing.desk, self.placing.now, key, Ref(row_id, None, raw))

    def _told_key(self, said: "_Said") -> tuple[str, str, str, str]:
        return self.placing.system.name, "told", said.remote_id, said.kind

    def _created(self, job_id: int, at: str) -> None:
        """It was made there before it came here."""
        sql = "UPDATE jobs SET created_at = :at WHERE id = :id AND created_at > :at"
        self.placing.desk.execute(sql, {"at": at, "id": job_id})

    def _status(
        self, number: int, met: MetApplication, before: MetApplication | None
    ) -> tuple[bool, Doubt | None]:
        """Put the status; what stands here stays against a record that may be older."""
        ours = self.placing.desk.execute(
            "SELECT status FROM applications WHERE id = ?", (number,)
        ).fetchone()[0]
        last = before.status if before else ApplicationStatus.ACTIVE
        if met.status is None or met.status == ours or (met.status == last and not met.is_deed):
            return False, None
        if not met.is_deed and ours != last:
            text = (
                f"Application {number} is {ours} here, the record says {met.status}: not changed."
            )
            return False, Doubt("status", text)
        self.placing.desk.execute(
            "UPDATE applications SET status = ?, updated_at = ? WHERE id = ?",
            (str(met.status), self.placing.now, number),
        )
        self.placing.desk.execute(
            "INSERT INTO events (subject, subject_id, kind, at, actor_id, from_status, to_status,"
            " text) VALUES ('application', ?, 'imported', ?, ?, ?, ?, ?)",
            (
                *(number, self.placing.now, self.placing.actor.user_id, ours, str(met.status)),
                f"from {self.placing.system.title}",
            ),
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
# In the order of the columns in _job, _person and _user; a NULL leaves a column as it is.
_SELECT = {
    "jobs": "SELECT title, department, location, notes, is_open FROM jobs WHERE id = ?",
    "candidates": "SELECT first_name, last_name, email, phone FROM candidates WHERE id = ?",
    "users": "SELECT first_name, last_name, email, employee_id FROM users WHERE id = ?",
}
_UPDATE = {
    "jobs": (
        "UPDATE jobs SET title = coalesce(?, title), department = coalesce(?, department),"
        " location = coalesce(?, location), notes = coalesce(?, notes),"
        " is_open = coalesce(?, is_open), updated_at = ? WHERE id = ?"
    ),
    "candidates": (
        "UPDATE candidates SET first_name = coalesce(?, first_name),"
        " last_name = coalesce(?, last_name), email = coalesce(?, email),"
        " phone = coalesce(?, phone), updated_at = ? WHERE id = ?"
    ),
    "users": (
        "UPDATE users SET first_name = coalesce(?, first_name),"
        " last_name = coalesce(?, last_name), email = coalesce(?, email),"
        " employee_id = coalesce(?, employee_id), created_at = min(created_at, ?) WHERE id = ?"
    ),
}
