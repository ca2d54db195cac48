"""Templates as lines: the columns of their list, and what is known about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.letter_checks.template_list import TemplateRow
from data.letter_checks.template_uses import Uses
from data.records.template_records import TemplateRecord
from data.templates.templates import KINDS
from data.values.styled_text import Line, Span
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.text import glyphs
from tui.widgets.columns import Column
from tui.widgets.virtual_table import ListRows

HEADINGS = {
    "offer": "Offer letters",
    "withdrawal": "Withdrawals",
    "reminder": "Reminders",
    "clause": "Clauses",
    "retired": "Retired",
}


UPDATED = (
    f"the program's own words are others since this was changed · {key_of('templates', 'compare')}"
    f" compares, {key_of('templates', 'keep_own')} keeps ours,"
    f" {key_of('templates', 'reset')} takes the program's"
)


class TemplateLine(NamedTuple):
    """A line of the list: a template, or (without one) a heading, its key below zero.

    `problem` is what is wrong with it whatever the offer; None while nobody has looked.
    """

    key: int
    title: str
    row: TemplateRow | None = None
    problem: str | None = None


def with_headings(
    rows: Sequence[TemplateRow], problems: Mapping[int, str]
) -> ListRows[TemplateLine]:
    """The templates of each kind under a heading, retired ones under the last."""
    lines: list[TemplateLine] = []
    before = ""
    for row in rows:
        group = "retired" if row.template.retired else row.template.kind
        if group != before:
            before = group
            lines.append(TemplateLine(-1 - len(lines), HEADINGS[group]))
        problem = problems.get(row.id)
        lines.append(TemplateLine(row.id, row.template.name, row, problem))
    return ListRows(lines, lambda line: line.key)


def is_heading(line: TemplateLine) -> bool:
    """Whether the line is a heading."""
    return line.row is None


# ---------------------------------------------------------------- the list


def _name(line: TemplateLine) -> tuple[Span, ...]:
    if line.row is None:
        return (Span(line.title, "strong muted"),)
    name = Span(f" {line.title}", "muted" if line.row.template.retired else "")
    return (name, Span(" (default)", "accent")) if line.row.is_default else (name,)


def _kind(line: TemplateLine) -> str:
    return KINDS[line.row.template.kind] if line.row else ""


def _origin(line: TemplateLine) -> tuple[Span, ...]:
    if line.row is None:
        return ()
    if line.row.template.update:
        return (Span("update", "warn"),)
    if line.row.template.is_overridden:
        return (Span("changed", "accent"),)
    if line.row.template.shipped:
        return (Span("shipped", "muted"),)
    return (Span("ours"),)


def _used(line: TemplateLine) -> tuple[Span, ...]:
    row = line.row
    if row is None:
        return ()
    if row.template.kind == "clause":
        words = f"in {row.included}" if row.included else glyphs().dash
        return (Span(words, "" if row.included else "muted"),)
    if not row.offers:
        return (Span(glyphs().dash, "muted"),)
    return (Span(f"{row.offers:,}", "value"),)


def _unsent(line: TemplateLine) -> tuple[Span, ...]:
    row = line.row
    if row is None or row.template.kind == "clause":
        return ()
    if not row.unsent:
        return (Span(glyphs().dash, "muted"),)
    return (Span(f"{row.unsent:,}", "value"),)


def _revision(line: TemplateLine) -> str:
    return str(line.row.template.revision) if line.row else ""


def _problem(line: TemplateLine) -> tuple[Span, ...]:
    if line.row is None or line.problem is None:
        return ()
    if line.problem:
        return (Span(f"{glyphs().declined} {line.problem}", "bad"),)
    return (Span(f"{glyphs().accepted} none", "good"),)


COLUMNS = (
    Column[TemplateLine]("name", "Template", 32, _name, 30, flex=True, priority=9),
    Column[TemplateLine]("kind", "Kind", 10, _kind, priority=2),
    Column[TemplateLine]("origin", "From", 7, _origin, priority=3),
    Column[TemplateLine]("used", "Used by", 7, _used, align="right", priority=8),
    Column[TemplateLine]("unsent", "Unsent", 7, _unsent, align="right", priority=6),
    Column[TemplateLine]("revision", "Rev.", 4, _revision, align="right", priority=7),
    Column[TemplateLine]("problem", "Problems", 44, _problem, 8, priority=5),
)


# ---------------------------------------------------------------- about one


class About(NamedTuple):
    """What is said about a template above its letter; `limits` are in words."""

    template: TemplateRecord
    uses: Uses
    is_default: bool = False
    problem: str = ""
    limits: tuple[str, ...] = ()
    changed: str = ""
    to_check: str = ""


def about(known: About, width: int) -> list[Line]:
    """A few lines: what it is, where it is used, what it is for, what is wrong with it."""
    template = known.template
    parts = [
        KINDS[template.kind],
        f"revision {template.revision}",
        _origin_words(template),
        known.changed,
    ]
    if template.retired:
        parts.append("retired")
    lines: list[Line] = [*detail_lines.name(template.name, width)]
    lines += detail_lines.wrapped(" · ".join(part for part in parts if part), width, "muted")
    lines += detail_lines.pair("Used by", _uses(known.uses, template), width)
    if template.key or template.kind == "clause":
        lines += detail_lines.pair(
            "Include", f'{{% include "{template.include}" %}}', width, "code"
        )
    if template.update:
        lines += detail_lines.pair("Update", UPDATED, width, "warn")
    if known.is_default:
        lines += detail_lines.pair("Default", f"new {KINDS[template.kind].lower()} letters", width)
    if known.uses.jobs:
        lines += detail_lines.pair("Jobs", _listed(known.uses.jobs), width)
    if known.limits:
        lines += detail_lines.pair("Only for", _listed(known.limits), width)
    if known.to_check:
        lines += detail_lines.pair("Law", known.to_check, width, "warn")
    if known.problem:
        words = f"{glyphs().declined} {known.problem}"
        lines += detail_lines.pair("Problem", words, width, "bad")[:4]
    return lines


def _origin_words(template: TemplateRecord) -> str:
    if template.is_overridden:
        key = key_of("templates", "reset")
        return f"comes with the program, changed here ({key} takes it back)"
    return "comes with the program" if template.shipped else "ours"


def _uses(uses: Uses, template: TemplateRecord) -> str:
    offers = f"{uses.offers:,} {'offer' if uses.offers == 1 else 'offers'}"
    wording = f"{offers}, {uses.unsent:,} not sent" if uses.offers else "no offer"
    if template.kind != "clause":
        return wording
    if not uses.templates:
        return "no template"
    return f"{_listed(uses.templates)}; {wording}"


def _listed(names: Sequence[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
