"""Erasing a person: what is taken out of which table."""

from collections.abc import Callable
from functools import reduce
from operator import and_
from typing import Any

from peewee import fn

from data.people import candidates, joining, users
from data.people.person_mentions import ERASED, Mentions
from data.records.offer_records import FlagKind
from data.records.offer_terms import MIRRORED, WORDED
from data.records.user_records import Actor
from data.storage import connection, desk_file, events, search_index
from data.storage.connection import storage_errors
from data.storage.database import transaction
from data.storage.models import (
    Application,
    Approval,
    ApprovalStep,
    Approver,
    Attachment,
    BulkItem,
    BulkRun,
    Candidate,
    CustomField,
    Event,
    Flag,
    ImportConflict,
    ImportMemory,
    KeptRecord,
    Letter,
    Offer,
    Snooze,
    TypedWork,
    Version,
    VersionValue,
)
from data.values import clock
from data.values.field_values import FieldType
from data.values.text import count, one_line

HELD = (
    "Another program has the desk open: what was erased stays in the log file until that is closed "
    "and the desk is opened again."
)
"""Said when the log could not be emptied; opening the desk finishes it."""
BEFORE_RESTORE = "A restore kept desks that still hold the person; remove them:"
"""Said before the names of desks that a restore put aside."""


def what_erasing_removes(candidate_id: int) -> tuple[str, ...]:
    """What goes besides the person's own texts, each in words, for the dialog that asks."""
    person = Candidate.get_by_id(candidate_id)
    offers, applications = _offers(candidate_id), _applications(candidate_id)
    mentions = Mentions(person)
    kept = KeptRecord.select().where(_of_person(KeptRecord, candidate_id, offers, applications))
    waits = ImportConflict.select().where(ImportConflict.offer.in_(offers)).count()
    of_nobody = KeptRecord.select().where(_of_nobody() & KeptRecord.raw_json.is_null(False))
    unknown = {row.id for row in of_nobody}
    strangers = len(unknown)
    is_own = _owned(candidate_id, offers, applications)
    elsewhere = sum(not is_own(row) for row, _ in mentions.rows())
    elsewhere += len(set(mentions.records()) - unknown)
    files = Attachment.select().where(Attachment.offer.in_(offers)).count()
    views = ", ".join(one_line(view.name) for view in mentions.views())
    records = kept.where(KeptRecord.raw_json.is_null(False)).count()
    lines = (
        (files, f"{count(files, 'attached file')} of their offers."),
        (records, f"The copies of {count(records, 'record')} of other systems."),
        (waits, f"{count(waits, 'change')} of other systems that wait for a decision."),
        (strangers, f"{count(strangers, 'record')} of other systems about nobody known here"
                    " (requests without an offer, webhooks): they may mean this person."),
        (elsewhere, f"The name in {count(elsewhere, 'text')} about others, such as notes on jobs."),
        (len(views), f"Saved views that name the person: {views}."),
    )  # fmt: skip
    return tuple(text for number, text in lines if number)


def _owned(candidate_id: int, offers: Any, applications: Any) -> Callable[[Any], bool]:
    """Whether a row that names the person is about them, and goes with them."""
    own_offers = {row.id for row in offers}
    own = {(events.CANDIDATE, candidate_id)}
    own |= {(events.OFFER, number) for number in own_offers}
    own |= {(events.APPLICATION, row.id) for row in applications}

    def is_own(row: Any) -> bool:
        match row:
            case Event():
                return (row.subject, row.subject_id) in own
            case Approver():
                return row.step.approval.offer_id in own_offers
            case Approval() | Flag() | Snooze() | Attachment():
                return row.offer_id in own_offers
            case Candidate():
                return row.id == candidate_id
            case TypedWork():
                return row.candidate_id == candidate_id or row.offer_id in own_offers
        return False

    return is_own


def erase(candidate_id: int, actor: Actor | None = None) -> str:
    """Remove a person for good: name, contact data, letters and free text from every table.

    Anonymous figures (pay, dates, statuses) stay; it cannot be undone (docs/domain.md, *Deleting*).
    The copies that were made by themselves go too; those made by hand are yours to remove. Gives
    what is still to be done, in sentences: another program keeps the log file from being emptied,
    desks from before a restore hold the person. Raises NotFound and Storage.
    """
    candidates.get(candidate_id)
    actor = actor or users.current()
    with transaction() as desk:
        _erase(candidate_id, clock.stamp())
        events.record(events.CANDIDATE, candidate_id, "erased", actor)
        search_index.forget(desk)
    with storage_errors():
        is_empty = connection.empty_log(connection.reader())
    desk_file.forget_copies(connection.path())
    aside = [one.name for one in desk_file.kept_by_restores(connection.path())]
    names = f"{BEFORE_RESTORE} {one_line(', '.join(aside))}." if aside else ""
    return " ".join(filter(None, ("" if is_empty else HELD, names)))


_WORDED = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.URL, FieldType.USER)
"""Types of fields whose values may name somebody."""
_PERSONAL = ("first_name", "last_name", "full_name", "email", "phone", "notes", "address")
"""What a candidate's row says of the person."""
_NOTHING: dict[str, object] = {"text": "", "reason": "", "details": "{}"}


def _erase(candidate_id: int, now: str) -> None:
    """Take out of each table what names the person.

    Figures, dates, statuses and remote numbers stay.
    """
    # the triggers that keep versions as they are let only an erased person's texts go
    people = [Candidate.get_by_id(candidate_id), *joining.people_joined(candidate_id)]
    mentions = [Mentions(person) for person in people]
    Candidate.update(erased_at=now).where(Candidate.id == candidate_id).execute()
    Candidate.update(**dict.fromkeys(_PERSONAL, ""), updated_at=now).where(
        Candidate.id == candidate_id
    ).execute()
    offers, applications = _offers(candidate_id), _applications(candidate_id)
    _erase_offers(offers, now)
    _erase_joined([person.id for person in people])
    _erase_events(candidate_id, offers, applications)
    _erase_records(candidate_id, offers, applications)
    TypedWork.delete().where(
        TypedWork.offer.in_(offers) | (TypedWork.candidate == candidate_id)
    ).execute()
    for names in mentions:
        _erase_mentions(names)


def _erase_joined(everybody: list[int]) -> None:
    """Histories of those who were joined with the person: they are no rows, so words stay.

    So does what is kept of any of them where a joining was taken back.
    """
    of_gone = (Event.subject == events.CANDIDATE) & Event.subject_id.in_(everybody[1:])
    for name in ("text", "reason"):
        column = getattr(Event, name)
        Event.update({name: ERASED}).where(of_gone & (column != "")).execute()
    joined = fn.json_extract(Event.details, "$.candidate.id").in_(everybody)
    Event.update(details=f'{{"text": "{ERASED}"}}').where(
        of_gone & (Event.details != "{}") | (Event.kind == joining.JOINED) & joined
    ).execute()


def _offers(candidate_id: int) -> Any:
    return Offer.select(Offer.id).where(Offer.candidate == candidate_id)


def _applications(candidate_id: int) -> Any:
    return Application.select(Application.id).where(Application.candidate == candidate_id)


def _erase_offers(offers: Any, now: str) -> None:
    """Letters and free text of offers and their versions."""
    versions = Version.select(Version.id).where(Version.offer.in_(offers))
    fields = CustomField.select(CustomField.id).where(CustomField.type.in_(_WORDED))
    of_versions = VersionValue.version.in_(versions)
    Version.update(note="", **WORDED).where(Version.offer.in_(offers)).execute()
    mirrored = {column: empty for column, empty in WORDED.items() if column in MIRRORED}
    Offer.update(**mirrored).where(Offer.id.in_(offers)).execute()
    Letter.update(html="", inputs="{}").where(Letter.version.in_(versions)).execute()
    VersionValue.update(value=None, raw_json=None).where(
        of_versions & VersionValue.field.in_(fields)
    ).execute()
    VersionValue.update(raw_json=None).where(of_versions).execute()
    Attachment.delete().where(Attachment.offer.in_(offers)).execute()
    Flag.update(text="erased", source="").where(Flag.offer.in_(offers)).execute()
    conflicts = Flag.offer.in_(offers) & (Flag.kind == FlagKind.CONFLICT)
    Flag.update(settled_at=now).where(conflicts & Flag.settled_at.is_null()).execute()
    _erase_approvals(offers)
    Snooze.update(reason="erased").where(Snooze.offer.in_(offers)).execute()
    runs = BulkItem.select(BulkItem.bulk).where(BulkItem.offer.in_(offers))
    BulkRun.update(action="Set a field").where(
        fn.glob("Set *", BulkRun.action) & BulkRun.id.in_(runs)
    ).execute()


def _erase_approvals(offers: Any) -> None:
    """What was said when the person's offers were put up for approval; who was asked stays."""
    asked = Approval.select(Approval.id).where(Approval.offer.in_(offers))
    steps = ApprovalStep.select(ApprovalStep.id).where(ApprovalStep.approval.in_(asked))
    Approver.update(note="").where(Approver.step.in_(steps)).execute()
    Approval.update(note="").where(Approval.offer.in_(offers)).execute()


def _erase_events(candidate_id: int, offers: Any, applications: Any) -> None:
    """Free text of the histories of the person, their applications and offers."""
    for subject, ids in (
        (events.OFFER, offers),
        (events.CANDIDATE, [candidate_id]),
        (events.APPLICATION, applications),
    ):
        Event.update(**_NOTHING).where(
            (Event.subject == subject) & Event.subject_id.in_(ids)
        ).execute()


def _of_person(model: Any, candidate_id: int, offers: Any, applications: Any) -> Any:
    """The rows about records of other systems that belong to the person."""
    return (
        model.offer.in_(offers)
        | model.application.in_(applications)
        | (model.candidate == candidate_id)
    )


_OF_THE_DESK = ("department", "location", "reason", "template", "definition", "fields")
"""Kept records that belong to nobody because they are about no person."""


def _of_nobody() -> Any:
    """Kept records of which nobody can say whom they are about."""
    links = (field for field in KeptRecord._meta.sorted_fields if field.name in _LINKS)
    return reduce(and_, (field.is_null() for field in links)) & KeptRecord.kind.not_in(_OF_THE_DESK)


_LINKS = ("offer", "application", "candidate", "job", "opening", "user", "template", "field")


def _erase_records(candidate_id: int, offers: Any, applications: Any) -> None:
    """What is kept of records of other systems, and what imports remember of them."""
    of_person = (candidate_id, offers, applications)
    KeptRecord.update(raw_json=None).where(
        _of_person(KeptRecord, *of_person) | _of_nobody()
    ).execute()
    ImportMemory.update(details=None).where(_of_person(ImportMemory, *of_person)).execute()
    ImportConflict.delete().where(ImportConflict.offer.in_(offers)).execute()


def _erase_mentions(mentions: Mentions) -> None:
    """The name in what is about others; a saved view that has it is no more."""
    for view in mentions.views():
        view.delete_instance()
    KeptRecord.update(raw_json=None).where(KeptRecord.id.in_(mentions.records())).execute()
    for memory in ImportMemory.select().where(ImportMemory.fact == "mentioned"):
        if mentions.is_in_json(memory.details):
            ImportMemory.update(details=None).where(ImportMemory.id == memory.id).execute()
    for row, texts in list(mentions.rows()):
        type(row).update(texts).where(row._pk_expr()).execute()
