"""Reads templates and revisions from the database into records."""

from peewee import fn

from data.errors import NotFound
from data.people import users
from data.records.template_records import Limit, RevisionRecord, TemplateRecord
from data.storage.models import CustomField, Template, TemplateLimit, TemplateRevision
from data.values import clock


def records() -> dict[int, TemplateRecord]:
    """Every template by id, in the order of their names, retired ones too."""
    rows = Template.select().order_by(fn.lower(Template.name), Template.id)
    current, newest, limits = _current(), _newest_numbers(), _limits()
    return {
        row.id: _record(row, current.get(row.id), newest.get(row.id, 0), limits.get(row.id, ()))
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


def current_id(template_id: int) -> int | None:
    """The id of the revision that letters are made from: the newest that has no problem."""
    found = (
        TemplateRevision.select(TemplateRevision.id)
        .where(TemplateRevision.template == template_id)
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
        )
        for row in rows
    )


def _record(
    row: Template, current: TemplateRevision | None, newest: int, limits: tuple[Limit, ...]
) -> TemplateRecord:
    number = current.number if current else 0
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
        draft=newest if newest > number or (current and current.problem) else 0,
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


def _newest_numbers() -> dict[int, int]:
    newest = fn.max(TemplateRevision.number).alias("number")
    rows = TemplateRevision.select(TemplateRevision.template, newest)
    return {row.template_id: row.number for row in rows.group_by(TemplateRevision.template)}


def _limits() -> dict[int, tuple[Limit, ...]]:
    keys = {row.id: row.key for row in CustomField.select(CustomField.id, CustomField.key)}
    found: dict[int, tuple[Limit, ...]] = {}
    for row in TemplateLimit.select().order_by(TemplateLimit.id):
        field = "" if row.field_id is None else keys[row.field_id]
        limit = Limit(row.job_id, row.department or "", field, row.value or "")
        found[row.template_id] = (*found.get(row.template_id, ()), limit)
    return found
