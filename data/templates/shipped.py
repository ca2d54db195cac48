"""Keeps the shipped templates and clauses of a desk in step with the program.

A changed one becomes a new revision, so that what an update changed can be compared. Words of the
user's in the place of a shipped one are revisions, too, and stay what letters say.
"""

import functools
import zlib
from typing import NamedTuple

from data.letters.language.words import tags
from data.settings import settings
from data.storage import connection
from data.storage.database import transaction
from data.storage.models import Template, TemplateRevision
from data.templates import shipped_files, template_store
from data.values import clock
from data.version import __version__


class _File(NamedTuple):
    """A shipped file: what it is called, which kind it is, and its words."""

    name: str
    kind: str
    source: str
    subject: str = ""


_synced: tuple[object, ...] = ()


def sync() -> None:
    """Take in the templates of this program, once for every desk and choice of languages.

    What was taken in stays when its language is no longer chosen: letters may follow it.
    """
    global _synced
    read = connection.state()
    if read != _synced:
        state = f"{_state()} {' '.join(sorted(languages()))}".rstrip()
        if settings.get("shipped_templates") != state:
            _take_in(state)
        _synced = read


def languages() -> frozenset[str]:
    """The languages whose letters are offered, beside English without a country."""
    named = settings.get("letter_language"), *tags(settings.get("more_languages"))
    return frozenset(filter(None, named))


def _take_in(state: str) -> None:
    wanted = languages()
    with transaction():
        for file, shipped in _files().items():
            if shipped_files.is_for(file, shipped_files.head_of(shipped.source), wanted):
                _put(file, shipped)
        _let_go()
        settings.put("shipped_templates", state)


def _put(file: str, shipped: _File) -> None:
    now = clock.stamp()
    row = Template.get_or_none(Template.shipped == file)
    if row is None:
        row = Template.create(name=shipped.name, kind=shipped.kind, shipped=file, created_at=now)
    elif row.name != shipped.name:
        Template.update(name=shipped.name).where(Template.id == row.id).execute()
    of_it = (TemplateRevision.template == row.id) & TemplateRevision.created_by.is_null()
    newest = TemplateRevision.select().where(of_it).order_by(TemplateRevision.number.desc()).first()
    words = (shipped.source, shipped.subject)
    if newest is None or (newest.source, newest.subject) != words:
        TemplateRevision.create(
            template=row.id,
            number=1 if newest is None else template_store.newest(row.id).number + 1,
            source=shipped.source,
            subject=shipped.subject,
            created_at=now,
        )


def _let_go() -> None:
    """What comes with the program no longer is the user's from now on: offers may follow it."""
    gone = Template.shipped.is_null(False) & Template.shipped.not_in(list(_files()))
    Template.update(shipped=None).where(gone & (Template.kind != "clause")).execute()
    Template.update(retired_at=clock.stamp()).where(gone & (Template.kind == "clause")).execute()


@functools.cache
def _files() -> dict[str, _File]:
    """Every shipped file by its plain name: letters as they say, all others as clauses."""
    found = {
        one.file_name: _File(one.name, one.kind, one.source, one.subject)
        for one in shipped_files.letters()
    }
    for file, source in shipped_files.sources().items():
        if file not in found:
            name = shipped_files.clause_name(file, shipped_files.head_of(source))
            found[file] = _File(name, "clause", source)
    return found


@functools.cache
def _state() -> str:
    """Which templates these are: the program's version and a checksum of all their words."""
    whole = "\0".join("\0".join(one) for one in sorted(shipped_files.sources().items()))
    return f"{__version__} {zlib.crc32(whole.encode()):08x}"
