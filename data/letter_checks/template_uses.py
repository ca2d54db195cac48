"""Where a template is used, and how a change would alter letters that are not sent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from data.letter_checks import preview_offers
from data.letter_checks.preview_offers import PreviewOffer
from data.letters import rendering
from data.records.template_records import TemplateRecord
from data.storage import connection
from data.storage.models import Job
from data.templates import mistakes, templates

LOOKED_AT = 5
"""Unsent offers whose letters are compared word for word when a template is saved."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How many offers follow a template, and how many of them are drafts.

    `jobs` start with it; `templates` include it, directly or not (clauses only).
    """

    offers: int = 0
    unsent: int = 0
    jobs: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """How the letter of one unsent offer would change."""

    offer_id: int
    candidate: str
    job: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """What saving would change: of `unsent` offers, `looked` were compared and these differ."""

    unsent: int = 0
    looked: int = 0
    differences: tuple[Difference, ...] = field(default_factory=tuple)


_counted: tuple[object, dict[int, tuple[int, int]]] = ((), {})


def counts() -> dict[int, tuple[int, int]]:
    """Offers and unsent offers by template, counted again only after something was written."""
    global _counted
    key = connection.state()
    known = _counted
    if known[0] != key:
        known = _counted = (key, _counts())
    return known[1]


def uses(template_id: int) -> Uses:
    """Where a template is used; raises NotFound."""
    template = templates.get(template_id)
    users = including(template)
    count = _count_some([one.id for one in users] or [template_id])
    rows = Job.select(Job.title).where(Job.template == template_id).order_by(Job.title)
    return Uses(*count, tuple(row.title for row in rows), tuple(one.name for one in users))


def including(clause: TemplateRecord) -> tuple[TemplateRecord, ...]:
    """The letter templates that say what a clause says, by name; none for a letter template."""
    if clause.kind != "clause":
        return ()
    known = templates.clauses()
    return tuple(
        one
        for one in templates.all_templates(retired=True)
        if one.kind != "clause" and clause.include in mistakes.includes_all(one.source, known)
    )


def would_change(template_id: int, source: str, looked: int = LOOKED_AT) -> TemplateChange:
    """What this source would change in the letters of drafts; the newest ones are compared."""
    template = templates.get(template_id)
    users = including(template) if template.kind == "clause" else (template,)
    if not users:
        return TemplateChange()
    ids = tuple(one.id for one in users)
    unsent = _count_some(ids)[1]
    sources = {one.id: one.source for one in users}
    found, number = [], 0
    for tried in islice(preview_offers.unsent(ids), looked):
        number += 1
        before = sources.get(tried.template_id or 0, "")
        difference = _difference(tried, before, template, source)
        if difference is not None:
            found.append(difference)
    return TemplateChange(unsent, number, tuple(found))


def _difference(
    tried: PreviewOffer, source: str, template: TemplateRecord, after: str
) -> Difference | None:
    known = templates.clauses()
    before = rendering.render(source, tried.inputs, known).html
    if template.kind == "clause":
        then = rendering.render(source, tried.inputs, known | {template.include: after}).html
    else:
        then = rendering.render(after, tried.inputs, known).html
    if before == then:
        return None
    return Difference(tried.id, tried.candidate, tried.job, before, then)


def _count_some(template_ids: Iterable[int]) -> tuple[int, int]:
    known = counts()
    found = [known[one] for one in template_ids if one in known]
    return sum(offers for offers, _ in found), sum(unsent for _, unsent in found)


_ALL = "SELECT count(*) FROM offers WHERE template_id = ?"
_DRAFTS = f"{_ALL} AND status = 'draft' AND superseded = 0"


def _counts() -> dict[int, tuple[int, int]]:
    """Out of the index alone; templates without offers are left out."""
    found = {}
    for template_id in templates.names():
        offers = _count(_ALL, template_id)
        if offers:
            found[template_id] = (offers, _count(_DRAFTS, template_id))
    return found


def _count(sql: str, template_id: int) -> int:
    return int(connection.reader().execute(sql, (template_id,)).fetchone()[0])
