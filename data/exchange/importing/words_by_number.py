"""What records name by number: departments and locations of jobs, reasons of rejections.

They get their names whichever record comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from data.exchange.importing import record_merging
from data.exchange.parsed_offer import ParsedJob
from data.exchange.parsed_records import ParsedApplication, ParsedRecord, ParsedWord

if TYPE_CHECKING:
    from data.exchange.importing.import_context import ImportContext

DEPARTMENT, LOCATION, REASON = "department", "location", "reason"
_NAMING = (
    "SELECT job_id, raw FROM kept_records WHERE kind = 'job' AND +system = ? AND digest = ''"
    " AND job_id IS NOT NULL AND instr(raw, ?) > 0"
)
_REJECTED = (
    "SELECT raw FROM kept_records WHERE kind IN ('application', 'candidate', 'rejection')"
    " AND +system = ? AND digest = '' AND instr(raw, ?) > 0"
)


def reason(context: ImportContext, application: ParsedApplication | None) -> str:
    """Why an application was rejected, as far as that is known by name."""
    if application is None:
        return ""
    number = application.reason_number
    return application.reason or (_name(context, REASON, number) if number else "")


def rejected(context: ImportContext, word: ParsedWord) -> Iterator[str]:
    """The ids of the applications in the file that give the number of this reason alone."""
    rows = context.unit.desk.execute(_REJECTED, (context.system.name, word.remote_id)).fetchall()
    for (raw,) in rows:
        for part in _understood(context, raw).parts:
            if not isinstance(part, ParsedApplication) or part.reason or not part.remote_id:
                continue
            if part.reason_number == word.remote_id:
                yield part.remote_id


def named(context: ImportContext, job: ParsedJob, renamed: ParsedWord | None = None) -> ParsedJob:
    """The job with the names of what it gives numbers for; `renamed` goes by its name there."""
    department = job.department or _joined(context, DEPARTMENT, job.departments, ", ", renamed)
    location = job.location or _joined(context, LOCATION, job.places, "; ", renamed)
    return job._replace(department=department, location=location)


def naming(context: ImportContext, word: ParsedWord) -> Iterator[tuple[int, ParsedJob]]:
    """The jobs in the file that give the number of a word: ours, and what their record says."""
    rows = context.unit.desk.execute(_NAMING, (context.system.name, word.remote_id)).fetchall()
    for job_id, raw in rows:
        parts = _understood(context, raw).parts
        job = next((part for part in parts if isinstance(part, ParsedJob)), None)
        if job and word.remote_id in (job.departments if word.kind == DEPARTMENT else job.places):
            yield job_id, job


def _joined(
    context: ImportContext,
    kind: str,
    numbers: Iterable[str],
    between: str,
    renamed: ParsedWord | None,
) -> str:
    names = (
        renamed.name
        if renamed and (renamed.kind, renamed.remote_id) == (kind, number)
        else _name(context, kind, number)
        for number in numbers
    )
    return between.join(dict.fromkeys(filter(None, names)))


def _name(context: ImportContext, kind: str, number: str) -> str:
    """The name in the record that is kept, empty when none came yet."""
    ref = context.store.find(kind, number)
    parts = _understood(context, ref.raw).parts if ref is not None and ref.raw else ()
    return next((part.name for part in parts if isinstance(part, ParsedWord)), "")


def _understood(context: ImportContext, raw: str) -> ParsedRecord:
    record = record_merging.load(raw)
    kind = context.system.recognise(record)
    return context.system.understand_other(kind, record) if kind else ParsedRecord("")
