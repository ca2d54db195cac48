"""Small builders of records, so that a test says only what matters to it."""

import signal
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.errors import Invalid
from data.fields import custom_fields
from data.jobs import job_openings, jobs
from data.offers import attachments, offer_editing, offers, status_changes, warnings
from data.people import candidates, users
from data.records.attachment_records import AttachmentDraft, AttachmentRecord
from data.records.candidate_records import CandidateDraft, CandidateRecord
from data.records.field_records import FieldDraft, FieldEntry, FieldRecord, OptionDraft
from data.records.job_records import JobDraft, JobRecord, OpeningDraft, OpeningRecord
from data.records.offer_records import OfferDraft, OfferRecord, Terms
from data.records.status_records import AcceptChoices, MoveDraft
from data.records.user_records import Actor
from data.storage import changes, database
from data.storage.models import Template, TemplateRevision
from data.values import clock
from data.values.field_values import FieldType, from_raw
from data.values.status import Status

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

LETTER = (
    "<p>Dear {{ candidate.first_name }}, we pay {{ offer.salary | money }} "
    "from {{ offer.start_date | date }}.</p>"
)


class Time:
    """A clock that only a test moves."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> datetime:
        """Let time pass, by days=1, seconds=5 …; gives the new moment."""
        self.moment += timedelta(**by)
        return self.moment


def a_job(title: str = "Data Engineer", **changes: Any) -> JobRecord:
    """A job without pay, unless it is given."""
    return jobs.create(replace(JobDraft(title=title, department="Engineering"), **changes))


def a_paid_job(**changes: Any) -> JobRecord:
    """A job with a fixed salary of 90,000 EUR a year."""
    pay = {"pay_kind": "fixed", "salary": "90000", "currency": "EUR", "pay_frequency": "yearly"}
    return a_job(**(pay | changes))


def an_opening(job: JobRecord, opening_id: str = "4-7") -> OpeningRecord:
    """An open seat of the job."""
    return job_openings.add_opening(job.id, OpeningDraft(opening_id=opening_id))


def a_candidate(
    first_name: str = "Zoë", last_name: str = "Müller", email: str = "zoe@example.com"
) -> CandidateRecord:
    """A candidate with an email address."""
    return candidates.create(CandidateDraft(first_name, last_name, email))


def attached(offer_id: int, folder: Path, size: int = 100_000) -> AttachmentRecord:
    """A file of several pieces kept with the offer."""
    path = folder / "kept with the offer.pdf"
    path.write_bytes(b"%PDF" + bytes(range(1, 251)) * (size // 250))
    return attachments.attach(offer_id, AttachmentDraft(path))


def a_field(name: str = "Bonus", type: str = "short_text", **changes: Any) -> FieldRecord:
    """A custom field of offers; `options` as names."""
    options = tuple(OptionDraft(option) for option in changes.pop("options", ()))
    return custom_fields.create(
        replace(FieldDraft(name=name, type=type, options=options), **changes)
    )


def a_template(source: str = LETTER, name: str = "Plain") -> int:
    """A letter template of the user's with one revision; its id."""
    template = Template.create(name=name, created_at=clock.stamp())
    TemplateRevision.create(
        template=template, number=1, source=source, created_at=clock.stamp(), created_by=None
    )
    return int(template.id)


def entry(key: str, text: str = "", *chosen: str) -> FieldEntry:
    """What was entered for a custom field."""
    return FieldEntry(key, text, chosen)


def an_application() -> dict[str, Any]:
    """A candidate and a job, as an offer's draft names them."""
    return {"candidate_id": a_candidate().id, "job_id": a_job().id}


def ready_terms(**changes: Any) -> dict[str, Any]:
    """Everything that sending asks for."""
    terms = {
        "salary": "92,500",
        "currency": "EUR",
        "pay_frequency": "yearly",
        "start_date": "2027-02-01",
        "expiry_date": "2026-12-10",
        "letter_html": "<p>Welcome!</p>",
    }
    return terms | changes


def an_offer(**changes: Any) -> OfferRecord:
    """An offer as a draft, with nothing but what is given."""
    whose = {} if {"application_id", "candidate_id"} & changes.keys() else an_application()
    return offer_editing.create(OfferDraft(**(whose | changes)))


def a_ready_offer(**changes: Any) -> OfferRecord:
    """A draft that could be sent as it is."""
    return an_offer(**ready_terms(**changes))


def edit(offer: OfferRecord, *, actor: Actor | None = None, **changes: Any) -> OfferRecord:
    """Open the offer's form, change something, save."""
    draft = replace(offers.draft_of(offers.get(offer.id)), **changes)
    return offer_editing.save(offer.id, draft, actor)


def move(offer: OfferRecord, to: Status, **how: Any) -> OfferRecord:
    """Change the offer's status in the ordinary way, unless `force=True` says otherwise."""
    return status_changes.move(offer.id, MoveDraft(to, **({"seen": warnings.EVERY} | how)))


def force(offer: OfferRecord, to: Status) -> OfferRecord:
    """Change the offer's status by force, touching nothing else."""
    nothing = AcceptChoices(hire=False, close_opening=False, withdraw_others=False)
    return move(offer, to, force=True, reason="Agreed by phone", accept=nothing)


def in_status(status: Status, **changes: Any) -> OfferRecord:
    """A complete offer that stands like this, whatever way it took."""
    offer = a_ready_offer(**changes)
    return offer if status is Status.DRAFT else force(offer, status)


def sent(**changes: Any) -> OfferRecord:
    """An offer that was sent."""
    return move(a_ready_offer(**changes), Status.SENT)


@cache
def _empty_desk() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database.open_desk(path)
        database.close_desk()
        return path.read_bytes()


def open_empty(path: Path) -> None:
    """Open a new desk in this file, faster than it could be made."""
    path.touch(mode=0o600)
    path.write_bytes(_empty_desk())
    database.open_desk(path)


def hear_interrupts() -> None:
    """For a program to be started: Ctrl+C reaches it even when the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def rows(path: Path, sql: str, *args: object) -> list[tuple[Any, ...]]:
    """What another program reads from the file."""
    other = sqlite3.connect(path)
    try:
        return other.execute(sql, args).fetchall()
    finally:
        other.close()


def _is_content(row: tuple[Any, ...]) -> bool:
    return row[0] not in changes.OF_TRANSACTIONS


def everything_stored(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but how many transactions there were, to see that nothing changed."""
    other = sqlite3.connect(path)
    try:
        tables = other.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts%'"
        ).fetchall()
        return {
            name: sorted(filter(_is_content, other.execute(f"SELECT * FROM {name}")), key=repr)
            for (name,) in tables
        }
    finally:
        other.close()


def problems(error: Invalid) -> set[str]:
    """The fields that a refusal names."""
    return {problem.field for problem in error.problems}


def an_unread_offer() -> OfferRecord:
    """An offer whose pay and bonus came as text that is no money."""
    a_field("Bonus", "currency")
    offer = an_offer()
    bonus = from_raw("bonus", "Bonus", FieldType.CURRENCY, "a few thousand")
    terms = Terms(salary_text="Around $100k", fields=(bonus,))
    offer_editing.new_version(offer, terms, users.current())
    return offers.get(offer.id)
