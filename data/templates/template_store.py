"""Reads templates and revisions from the database into records."""

from peewee import fn

from data.errors import NotFound
from data.people import users
from data.records.template_records import Limit, RevisionRecord, TemplateRecord
from data.storage.models import CustomField, Template, TemplateLimit, TemplateRevision
from data.values import clock

_OF_PROGRAM = TemplateRevision.created_by.is_null()
_COUNTS = (Template.own_since.is_null() & (Template.shipped.is_null() | _OF_PROGRAM)) | (
    Template.own_since.is_null(False) & ~_OF_PROGRAM
)
"""The revisions that letters may be made from: the program's, or those that somebody saved."""


def records() -> dict[int, TemplateRecord]:
    """Every template by id, in the order of their names, retired ones too."""
    rows = Template.select().order_by(fn.lower(Template.name), Template.id)
    current, limits = _current(), _limits()
    saved, brought = _newest_numbers(of_program=False), _newest_numbers(of_program=True)
    return {
        row.id: _record(
            row,
            current.get(row.id),
            (saved.get(row.id, 0), brought.get(row.id, 0)),
            limits.get(row.id, ()),
        )
        for row in rows
    }


def newest(template_id: int) -> TemplateRevision:
    """The newest revision, a draft or not; raises NotFound."""
    found: TemplateRevision | None = (
        TemplateRevision.select()
        .where(TemplateRevision.template == template_id)
        .order_by(TemplateRevision.number.desc())
        .first()
    )
    if found is None:
        raise NotFound(f"The letter template {template_id} has no revision.")
    return found


def newest_of_program(template_id: int) -> TemplateRevision:
    """The newest revision that came with the program; raises NotFound."""
    found: TemplateRevision | None = (
        TemplateRevision.select()
        .where(TemplateRevision.template == template_id, _OF_PROGRAM)
        .order_by(TemplateRevision.number.desc())
        .first()
    )
    if found is None:
        raise NotFound(f"The letter template {template_id} has no words of the program's.")
    return found


def hold_own(template_id: int, since: int | None) -> None:
    """Words of the user's count from now, held against this revision of the program's; or not."""
    Template.update(own_since=since).where(Template.id == template_id).execute()


def current_id(template_id: int) -> int | None:
    """The id of the revision that letters are made from: the newest that counts and is sound."""
    found = (
        TemplateRevision.select(TemplateRevision.id)
        .join(Template)
        .where(TemplateRevision.template == template_id, _COUNTS)
        .order_by(TemplateRevision.problem != "", TemplateRevision.number.desc())
        .first()
    )
    return None if found is None else int(found.id)


def revisions(template_id: int) -> tuple[RevisionRecord, ...]:
    """Every revision of a template, oldest first."""
    names = users.names()
    rows = (
        TemplateRevision.select()
        .where(TemplateRevision.template == template_id)
        .order_by(TemplateRevision.number)
    )
    return tuple(
        RevisionRecord(
            row.number,
            row.source,
            row.subject,
            row.problem,
            clock.moment(row.created_at),
            names.get(row.created_by_id or 0, ""),
            row.created_by_id is None,
        )
        for row in rows
    )


def _record(
    row: Template,
    current: TemplateRevision | None,
    newest: tuple[int, int],
    limits: tuple[Limit, ...],
) -> TemplateRecord:
    number = current.number if current else 0
    saved, of_program = newest
    own_since = row.own_since or 0
    return TemplateRecord(
        id=row.id,
        name=row.name,
        kind=row.kind,
        shipped=row.shipped,
        revision=number,
        source=current.source if current else "",
        retired=row.retired_at is not None,
        subject=current.subject if current else "",
        key=row.key or "",
        limits=limits,
        draft=saved if saved > number or (current and current.problem) else 0,
        own_since=own_since,
        update=of_program if row.shipped and 0 < own_since < of_program else 0,
    )


def _current() -> dict[int, TemplateRevision]:
    """The revision that letters are made from, by template."""
    sound = (
        TemplateRevision.select(
            TemplateRevision.template,
            fn.coalesce(
                fn.max(TemplateRevision.number).filter(TemplateRevision.problem == ""),
                fn.max(TemplateRevision.number),
            ).alias("number"),
        )
        .join(Template)
        .where(_COUNTS)
        .group_by(TemplateRevision.template)
        .alias("sound")
    )
    rows = TemplateRevision.select().join(
        sound,
        on=(
            (sound.c.template_id == TemplateRevision.template)
            & (sound.c.number == TemplateRevision.number)
        ),
    )
    return {row.template_id: row for row in rows}


def _newest_numbers(*, of_program: bool) -> dict[int, int]:
    """The newest revision of each template that the program brought, or that somebody saved."""
    newest = fn.max(TemplateRevision.number).alias("number")
    rows = TemplateRevision.select(TemplateRevision.template, newest)
    rows = rows.where(_OF_PROGRAM if of_program else ~_OF_PROGRAM)
    return {row.template_id: row.number for row in rows.group_by(TemplateRevision.template)}


def _limits() -> dict[int, tuple[Limit, ...]]:
    keys = {row.id: row.key for row in CustomField.select(CustomField.id, CustomField.key)}
    found: dict[int, tuple[Limit, ...]] = {}
    for row in TemplateLimit.select().order_by(TemplateLimit.id):
        field = "" if row.field_id is None else keys[row.field_id]
        limit = Limit(row.job_id, row.department or "", field, row.value or "")
        found[row.template_id] = (*found.get(row.template_id, ()), limit)
    return found
