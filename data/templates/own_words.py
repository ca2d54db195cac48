"""Words of the user's own in the place of what comes with the program: given up, or kept.

`templates.revise` gives a shipped template or clause such words. An update of the program goes on
coming beside them, as a revision that no letter is made from; what it changed is compared then.
"""

from data.errors import NotAllowed
from data.people import users
from data.records.template_records import TemplateRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.templates import template_store, templates


def of_program(template_id: int) -> str:
    """What the program says: the source that `take_back` would bring; raises NotFound."""
    return template_store.newest_of_program(template_id).source


def take_back(template_id: int, actor: Actor | None = None) -> TemplateRecord:
    """Say again what the program says; raises NotAllowed where it says nothing else.

    Ours stay as a revision, and can be brought back.
    """
    _refuse_untouched(template_id)
    theirs = template_store.newest_of_program(template_id)
    with transaction():
        templates.revise(template_id, theirs.source, theirs.subject, actor=actor)
        template_store.hold_own(template_id, None)  # the same words make no revision
        _record(template_id, "taken back", actor)
    return templates.get(template_id)


def keep(template_id: int, actor: Actor | None = None) -> TemplateRecord:
    """Ours were held against what an update changed, and stay; raises NotAllowed as `take_back`."""
    _refuse_untouched(template_id)
    with transaction():
        template_store.hold_own(template_id, template_store.newest_of_program(template_id).number)
        _record(template_id, "kept", actor)
    return templates.get(template_id)


def _record(template_id: int, kind: str, actor: Actor | None) -> None:
    events.record(events.TEMPLATE, template_id, kind, actor or users.current())


def _refuse_untouched(template_id: int) -> None:
    template = templates.get(template_id)
    if not template.is_overridden:
        raise NotAllowed(f"{template.name} says what it says by itself; there is nothing of ours.")
