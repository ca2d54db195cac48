"""Letter templates with their revisions; those that come with the program are kept in step."""

from data import clock, settings
from data.database import transaction
from data.errors import NotFound
from data.models import Template, TemplateRevision
from data.records import TemplateRecord
from data.version import __version__


def everything(kind: str | None = None) -> tuple[TemplateRecord, ...]:
    """The templates in use, by name; of one kind, or all."""
    sync_shipped()
    query = (
        Template.select().where(Template.retired_at.is_null()).order_by(Template.name, Template.id)
    )
    if kind is not None:
        query = query.where(Template.kind == kind)
    return tuple(_record(row) for row in query)


def get(template_id: int) -> TemplateRecord:
    """One template with its newest revision; raises NotFound."""
    row = Template.get_or_none(Template.id == template_id)
    if row is None:
        raise NotFound(f"There is no letter template {template_id}.")
    return _record(row)


def default() -> TemplateRecord | None:
    """The template of a new offer: the shipped permanent one, else the first."""
    offered = everything("offer")
    shipped = [record for record in offered if record.shipped == "offer.html"]
    return next(iter(shipped or offered), None)


def names() -> dict[int, str]:
    """Every template's name by id, retired ones too."""
    return {row.id: row.name for row in Template.select(Template.id, Template.name)}


def revision_id(template_id: int) -> int | None:
    """The id of the newest revision."""
    newest = _newest(template_id)
    return None if newest is None else int(newest.id)


def sync_shipped() -> None:
    """Take in the templates of this program version; a changed one becomes a new revision."""
    if settings.get("shipped_templates") == __version__:
        return
    from data import letters

    with transaction():
        for shipped in letters.shipped():
            _take_in(shipped.file_name, shipped.name, shipped.kind, shipped.source)
        settings.put("shipped_templates", __version__)


def _take_in(file: str, name: str, kind: str, source: str) -> None:
    now = clock.stamp()
    row = Template.get_or_none(Template.shipped == file)
    if row is None:
        row = Template.create(name=name, kind=kind, shipped=file, created_at=now)
    newest = _newest(row.id)
    if newest is None or newest.source != source:
        number = 1 if newest is None else newest.number + 1
        TemplateRevision.create(template=row, number=number, source=source, created_at=now)


def _newest(template_id: int) -> TemplateRevision | None:
    found: TemplateRevision | None = (
        TemplateRevision.select()
        .where(TemplateRevision.template == template_id)
        .order_by(TemplateRevision.number.desc())
        .first()
    )
    return found


def _record(row: Template) -> TemplateRecord:
    newest = _newest(row.id)
    return TemplateRecord(
        id=row.id,
        name=row.name,
        kind=row.kind,
        shipped=row.shipped,
        revision=newest.number if newest else 0,
        source=newest.source if newest else "",
        retired=row.retired_at is not None,
    )
