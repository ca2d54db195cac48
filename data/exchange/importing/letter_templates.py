"""Letter templates of other systems: read like any other letter, kept up to date, never clobbered.

Placeholders that are known get our names. Any other stays as it is written, which stops a letter.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path

from data.errors import DataError
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.parsed_offer import ImportFlag
from data.exchange.parsed_records import ParsedTemplate
from data.exchange.record_reader import Refused
from data.letter_checks import foreign_templates
from data.records.template_records import TemplateDraft
from data.templates import template_store, templates
from data.values.text import one_line

_TAGS = re.compile(r"</?p>")


def bring_in(
    context: ImportContext, template: ParsedTemplate, before: ParsedTemplate | None
) -> PartResult:
    """A new template, or a new revision of one that nobody changed here; raises Refused."""
    try:
        return _bring_in(context, template, before)
    except DataError as error:
        raise Refused("template", error.text) from None


def _bring_in(
    context: ImportContext, template: ParsedTemplate, before: ParsedTemplate | None
) -> PartResult:
    known = context.store.find("template", template.remote_id)
    number = known.local_id if known is not None else 0
    flags: tuple[ImportFlag, ...] = ()
    with context.written():
        draft, unknown = _draft(template)
        if not number or number not in templates.names():
            number = _create(context, draft)
        else:
            flags = _revise(context, number, draft, before)
    context.templates.add(template.remote_id)
    flags += tuple(
        ImportFlag("template", f"Template {draft.name}: {one} is no name here; it stays as it is.")
        for one in unknown
    )
    return PartResult(f"letter template {draft.name}", None, number, True, flags)


def _create(context: ImportContext, draft: TemplateDraft) -> int:
    name = foreign_templates.name_for(Path(draft.name.replace("/", " ")), draft.kind)
    made = TemplateDraft(name, draft.kind, draft.source, draft.subject)
    return templates.create(made, context.actor).id


def _revise(
    context: ImportContext, number: int, draft: TemplateDraft, before: ParsedTemplate | None
) -> tuple[ImportFlag, ...]:
    """What changed there becomes a revision; what was changed here too stays, and is named."""
    newest = template_store.newest(number)
    last = _draft(before)[0] if before is not None else draft
    ours, theirs, known = ((one.source, one.subject) for one in (newest, draft, last))
    if theirs in (ours, known):
        return ()
    if ours != known:
        title = context.system.title
        text = f"Template {draft.name} was changed here and in {title}: not changed."
        return (ImportFlag("template", text),)
    templates.revise(number, draft.source, draft.subject, actor=context.actor)
    return ()


def _draft(template: ParsedTemplate) -> tuple[TemplateDraft, tuple[str, ...]]:
    """The template in our language, and the placeholders that are no names here."""
    source, unknown = _translated(template.html, template.names)
    subject = f"<p>{escape(template.subject)}</p>" if template.subject else ""
    subject, odd = _translated(subject, template.names) if subject else ("", ())
    line = one_line(unescape(_TAGS.sub("", subject))) if not odd else ""
    name = template.name or f"Template {template.remote_id}"
    return TemplateDraft(name, template.kind, source, line), unknown + odd


def _translated(html: str, names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    letter = foreign_templates.read_bytes(html.encode())
    chosen = foreign_templates.proposed(letter)
    for one in letter.placeholders:
        chosen[one.number] = names.get(one.spelled.strip("{} "), chosen[one.number])
    unknown = foreign_templates.open_placeholders(letter, chosen)
    spelled = tuple(dict.fromkeys(one.spelled for one in unknown))
    return foreign_templates.source(letter, chosen), spelled
