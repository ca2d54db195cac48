"""Whole records of jobs, people, applications, openings and users: taken in, kept up to date.

What is empty here is filled; what changed there is taken where nobody changed it here; anything
else stays and is flagged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from data.exchange.importing import (
    candidate_names,
    cross_checks,
    job_pay_columns,
    record_merging,
    words_by_number,
)
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.import_rows import ImportRow
from data.exchange.importing.job_field_values import JobFieldValues
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_tables import Key
from data.exchange.importing.row_table import RowTable
from data.exchange.parsed_offer import ImportFlag, ParsedJob, ParsedOpening, ParsedPerson
from data.exchange.parsed_records import ParsedApplication, ParsedUser, ParsedWord
from data.records.candidate_records import ApplicationStatus
from data.values import clock, exact_json

Columns = Mapping[str, object]
R = TypeVar("R", bound=ImportRow)


@dataclass(frozen=True, slots=True)
class _RowUpdate:
    """What a record states of a row, what was stated before, and whether it came in passing."""

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
        self, job: ParsedJob, before: ParsedJob | None = None, *, passing: bool = False
    ) -> PartResult:
        """A job with its values and openings; `before` is what was read of it last.

        `passing`: it stood inside another record, whose copy will not have it next time.
        """
        known = ParsedJob(job.remote_id, job.title, alias=job.alias)
        job_id = self.context.references.job(known)
        if job_id is None:
            return PartResult("no job")
        last = self._job(before) if before else {}
        update = _RowUpdate("job", job.remote_id, self._job(job), last, passing)
        texts, changed = self._update(self.context.unit.jobs, job_id, update)
        other_pay, is_paid = self._pay(job_id, job, before)
        texts, changed = [*texts, *other_pay], changed or is_paid
        flags = [ImportFlag("job", f"Job {job_id}: {text}") for text in texts]
        if job.created_at is not None:
            self._created(job_id, clock.stamp(job.created_at))
        flags += JobFieldValues(self.context).put(job_id, job.fields)
        for place, opening in enumerate(job.openings, 1):
            stand_in = (job.remote_id, f"opening {place}")
            opening_id = self.context.references.opening(opening, job_id, stand_in)
            if self._is_twin(opening_id, job_id):
                text = cross_checks.twins_text(opening.opening_id)
                flags.append(ImportFlag("opening", f"Job {job_id}: {text}"))
        name = job.title or f"{job.remote_id}"
        return PartResult(f"job {name}", None, job_id, changed, tuple(dict.fromkeys(flags)))

    def _is_twin(self, opening_id: int | None, job_id: int) -> bool:
        row = self.context.unit.openings.get(opening_id or 0)
        named = self.context.references.named
        return (
            row is not None
            and bool(row.opening_id)
            and named.has_twin(row.id, job_id, row.opening_id)
        )

    def candidate(
        self, person: ParsedPerson, before: ParsedPerson | None = None, *, passing: bool = False
    ) -> PartResult:
        """A candidate; one who was erased here stays so."""
        candidate_id = self.context.references.candidate(ParsedPerson(person.remote_id)) or 0
        if self.is_erased(candidate_id):
            text = f"candidate {candidate_id} was erased here: nothing was taken in"
            return PartResult(text, None, candidate_id)
        last = _person(before) if before else {}
        is_apart = self._takes_names(candidate_id, person)
        row = self.context.unit.candidates.get(candidate_id)
        stated = _person(person)
        if row is not None and candidate_names.are_apart(row):
            stated["full_name"] = ""
        update = _RowUpdate("candidate", person.remote_id, stated, last, passing)
        texts, changed = self._update(self.context.unit.candidates, candidate_id, update)
        changed = changed or is_apart
        flags = tuple(
            ImportFlag("candidate", f"Candidate {candidate_id}: {text}") for text in texts
        )
        name = person.name or person.remote_id
        return PartResult(f"candidate {name}", None, candidate_id, changed, flags)

    def _takes_names(self, candidate_id: int, person: ParsedPerson) -> bool:
        """Take names that came in one text before and are said apart now; whether they were."""
        row = self.context.unit.candidates.get(candidate_id)
        if row is None or not row.name or not candidate_names.are_taken(row, person):
            return False
        candidate_names.put(self.context.unit.candidates.change(row), person, self.context.now)
        return True

    def user(self, user: ParsedUser, before: ParsedUser | None = None) -> PartResult:
        """A person who acts there; a stand-in name from a number alone gives way."""
        places = self.context.references
        user_id = places.user(user.remote_id) or 0
        stand_in = {"first_name": f"{self.context.system.title} user {user.remote_id}"}
        known = _user(before) if before else stand_in
        update = _RowUpdate("user", user.remote_id, _user(user), known, False)
        texts, changed = self._update(self.context.unit.users, user_id, update)
        flags = tuple(ImportFlag("user", f"User {user_id}: {text}") for text in texts)
        name = f"{user.first_name} {user.last_name}".strip() or user.email or user.remote_id
        return PartResult(f"user {name}", None, user_id, changed, flags)

    def application(
        self, application: ParsedApplication, before: ParsedApplication | None = None
    ) -> PartResult:
        """An application with its candidate, job and status."""
        places = self.context.references
        job_id, candidate_id = places.job(application.job), places.candidate(application.candidate)
        number = places.application(application.remote_id, candidate_id, job_id)
        if before is not None and _is_moved(before.job, application.job):
            places.move(number, job_id)
        texts = places.complete(number, candidate_id, job_id)
        flags = [ImportFlag("application_id", f"Application {number}: {text}") for text in texts]
        moved, flag = self._status(number, application, before)
        self._reason(number, application, before)
        if flag is not None:
            flags.append(flag)
        status = f" is {application.status}" if moved else ""
        return PartResult(f"application {number}{status}", None, number, moved, tuple(flags))

    def opening(self, opening: ParsedOpening) -> PartResult:
        """An opening as it is listed, with its job where the record says which."""
        places = self.context.references
        job_id = places.job(ParsedJob(opening.job)) if opening.job else None
        opening_id = places.opening(opening, job_id, (opening.remote_id, "opening"))
        name = opening.opening_id or opening.remote_id
        return PartResult(f"opening {name}", None, opening_id or 0, True)

    def word(self, word: ParsedWord, before: ParsedWord | None = None) -> PartResult:
        """What others gave a number for gets its name, unless it was called otherwise here."""
        if word.kind == words_by_number.REASON:
            self._name_reason(word, before)
        else:
            self._name_places(word, before)
        return PartResult(f"{word.kind} {word.name or word.remote_id}")

    def _name_reason(self, word: ParsedWord, before: ParsedWord | None) -> None:
        if word.name and (before is None or before.name != word.name):
            for remote_id in words_by_number.rejected(self.context, word):
                number = self.context.references.application(remote_id, None, None)
                self._reject(number, word.name)

    def _reason(
        self, number: int, application: ParsedApplication, before: ParsedApplication | None
    ) -> None:
        """Note why it was rejected, once that is known and new."""
        why = words_by_number.reason(self.context, application)
        if why and why != words_by_number.reason(self.context, before):
            self._reject(number, why)

    def _reject(self, number: int, reason: str) -> None:
        self.context.unit.rejection(number, self.context.now, self.context.actor.user_id, reason)

    def _name_places(self, word: ParsedWord, before: ParsedWord | None) -> None:
        for job_id, job in words_by_number.naming(self.context, word):
            row = self.context.unit.jobs.get(job_id)
            if row is not None:
                last = self._words_of(job, before)
                fresh = {
                    name: text
                    for name, text in self._words_of(job, word).items()
                    if getattr(row, name) in ("", last[name]) and getattr(row, name) != text
                }
                if fresh:
                    self._change(self.context.unit.jobs.change(row), fresh)

    def is_erased(self, candidate_id: int) -> bool:
        """Whether the candidate was erased here."""
        row = self.context.unit.candidates.get(candidate_id)
        return row is not None and row.erased_at is not None

    # ------------------------------------------------------------ small parts

    def _job(self, job: ParsedJob) -> Columns:
        """The columns of a job, what it gives numbers for by name."""
        return _job(words_by_number.named(self.context, job))

    def _words_of(self, job: ParsedJob, word: ParsedWord | None) -> dict[str, str]:
        """Department and location of a job by the names of now, but for this word's."""
        found = words_by_number.named(self.context, job, word)
        return {"department": found.department, "location": found.location}

    def _pay(self, job_id: int, job: ParsedJob, before: ParsedJob | None) -> tuple[list[str], bool]:
        """Bring the pay up to date; a sentence when it stays, and whether it changed."""
        row = self.context.unit.jobs.get(job_id)
        if row is None:
            return [], False
        fresh, text = job_pay_columns.fresh(row, job.pay, before.pay if before else None)
        if fresh:
            self._change(self.context.unit.jobs.change(row), fresh)
        title = self.context.system.title
        return [f"{text} in {title}: not changed."] if text else [], bool(fresh)

    def _update(
        self, table: RowTable[R], row_id: int, update: "_RowUpdate"
    ) -> tuple[list[str], bool]:
        """Bring a row up to date; sentences for what stays as it is, and whether it changed."""
        row = table.get(row_id)
        before = {**_DEFAULTS, **update.before, **self._last_in_passing(update)}
        fresh, texts = dict[str, object](), list[str]()
        for name, theirs in update.columns.items():
            last, ours = before.get(name), getattr(row, name)
            if theirs in (None, "") or theirs == ours:
                continue
            if ours in (None, "") or ours == last:
                fresh[name] = theirs
            elif theirs != last:
                here, there = _shown(name, ours), _shown(name, theirs)
                title = self.context.system.title
                texts.append(f"{_WORDS[name]} is {here} here and {there} in {title}: not changed.")
        if fresh and row is not None:
            self._change(table.change(row), fresh)
        self._remember_passing(update, before, row_id)
        return texts, bool(fresh)

    def _change(self, row: ImportRow, fresh: Columns) -> None:
        """Put what is new into a row that is noted as changed."""
        for name, value in fresh.items():
            setattr(row, name, value)
        for name in {"updated_at"}.intersection(row.COLUMNS):
            setattr(row, name, self.context.now)
        if "title" in fresh or "department" in fresh:
            self.context.references.named.forget_jobs()
        if "email" in fresh:
            self.context.references.named.add_candidate(row.id, str(fresh["email"]))

    def _last_in_passing(self, update: "_RowUpdate") -> Columns:
        """What records in passing stated last."""
        ref = self.context.store.find(*self._passing_key(update))
        return record_merging.load(ref.raw) if ref is not None else {}

    def _remember_passing(self, update: "_RowUpdate", before: Columns, row_id: int) -> None:
        """Remember what was stated in passing; a whole record is its own memory."""
        key = self._passing_key(update)
        if not update.passing:
            self.context.store.forget(key)
            return
        stated = {name: value for name, value in update.columns.items() if value not in (None, "")}
        raw = exact_json.dump_json({**before, **stated})
        self.context.store.put(key, Ref(row_id, None, raw))

    def _passing_key(self, update: "_RowUpdate") -> Key:
        return "mentioned", update.remote_id, update.kind

    def _created(self, job_id: int, at: str) -> None:
        """It was made there before it came here."""
        row = self.context.unit.jobs.get(job_id)
        if row is not None and row.created_at > at:
            self.context.unit.jobs.change(row).created_at = at

    def _status(
        self, number: int, application: ParsedApplication, before: ParsedApplication | None
    ) -> tuple[bool, ImportFlag | None]:
        """Put the status; what stands here stays against a record that may be older."""
        row = self.context.unit.applications.get(number)
        ours = row.status if row is not None else str(ApplicationStatus.ACTIVE)
        last = before.status if before else ApplicationStatus.ACTIVE
        if (
            application.status is None
            or application.status == ours
            or (application.status == last and not application.is_action)
        ):
            return False, None
        if not application.is_action and ours != last:
            theirs = application.status
            text = f"Application {number} is {ours} here, the record says {theirs}: not changed."
            return False, ImportFlag("status", text)
        if row is not None:
            self.context.unit.applications.change(row)
            row.status, row.updated_at = str(application.status), self.context.now
        self.context.unit.event(
            *("application", number, self.context.now, self.context.actor.user_id, ours),
            *(str(application.status), None, f"from {self.context.system.title}"),
        )
        return True, None


def _job(job: ParsedJob) -> Columns:
    return {
        "title": job.title,
        "department": job.department,
        "location": job.location,
        "notes": job.notes,
        "is_open": None if job.is_open is None else int(job.is_open),
    }


def _person(person: ParsedPerson) -> dict[str, object]:
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "full_name": person.full_name,
        "email": person.email,
        "phone": person.phone,
    }


def _user(user: ParsedUser) -> Columns:
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "employee_id": user.employee_id,
    }


def _shown(name: str, value: object) -> str:
    if name == "is_open":
        return "open" if value else "closed"
    text = " ".join(str(value).split())
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
    "full_name": "the whole name",
    "email": "the email address",
    "phone": "the phone number",
    "employee_id": "the employee number",
}


def _is_moved(before: ParsedJob | None, after: ParsedJob | None) -> bool:
    """Whether a record says another job than the one before it."""
    return before is not None and after is not None and before.remote_id != after.remote_id
