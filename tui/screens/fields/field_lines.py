"""Custom fields as lines: the columns of their list, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.records.field_records import Counted, FieldDraft, FieldRecord, OptionDraft
from data.values.field_values import FieldType
from data.values.styled_text import Line, Span
from tui.screens.base import detail_lines
from tui.text import glyphs
from tui.widgets.columns import Column
from tui.widgets.lines_view import Item
from tui.widgets.virtual_table import ListRows

FIXED = "Key and type stay as they are: stored values, letters and other systems rely on them."

TYPE_WORDS: dict[FieldType, tuple[str, str]] = {
    FieldType.SHORT_TEXT: ("Short text", "one line, up to 255 characters"),
    FieldType.LONG_TEXT: ("Long text", "several lines"),
    FieldType.YES_NO: ("Yes or no", ""),
    FieldType.SINGLE_SELECT: ("One of a list", "you say which options there are"),
    FieldType.MULTI_SELECT: ("Several of a list", "you say which options there are"),
    FieldType.DATE: ("Date", "such as 15 apr or +2w"),
    FieldType.CURRENCY: ("Money", "an amount with its currency"),
    FieldType.CURRENCY_RANGE: ("Money range", "from, to, or both"),
    FieldType.NUMBER: ("Number", "such as 1250 or 0.5"),
    FieldType.NUMBER_RANGE: ("Number range", "from, to, or both"),
    FieldType.URL: ("Link", "an address on the web"),
    FieldType.USER: ("Person", "a name with an email address"),
}
"""What the types are called, and a note on each."""


PACKAGE_WORDS: dict[Counted, tuple[str, str]] = {
    Counted.NOT: ("no part of it", ""),
    Counted.YEARLY: ("paid every year", "such as a target bonus or an allowance"),
    Counted.ONCE: ("paid once", "such as a signing bonus"),
}
"""How a field counts in what an offer costs, and a note on each."""


class FieldLine(NamedTuple):
    """A line of the list: a field, or (without one) a heading, its key below zero."""

    key: int
    title: str
    field: FieldRecord | None = None


HEADINGS = {"offer": "Fields of offers", "job": "Fields of jobs"}


def with_headings(fields: Sequence[FieldRecord]) -> ListRows[FieldLine]:
    """The fields of offers, then those of jobs, each under a heading."""
    lines: list[FieldLine] = []
    for at, (owner, title) in enumerate(HEADINGS.items()):
        own = [FieldLine(field.id, field.name, field) for field in fields
               if field.belongs_to == owner]  # fmt: skip
        lines += [FieldLine(-1 - at, title), *own] if own else []
    return ListRows(lines, lambda line: line.key)


def draft_of(field: FieldRecord) -> FieldDraft:
    """The draft that a form starts with."""
    return FieldDraft(
        name=field.name,
        type=field.type,
        key=field.key,
        belongs_to=field.belongs_to,
        required=field.required,
        active=field.active,
        description=field.description,
        options=tuple(OptionDraft(one.name, one.id, one.active) for one in field.options),
        package=field.package,
    )


def type_words(field: FieldRecord) -> str:
    """What the type is called."""
    return TYPE_WORDS[field.type][0]


# ---------------------------------------------------------------- the list


def _name(line: FieldLine) -> tuple[Span, ...]:
    if line.field is None:
        return (Span(line.title, "strong muted"),)
    return (Span(f" {line.title}", "" if line.field.active else "muted"),)


def _type(line: FieldLine) -> str:
    return type_words(line.field) if line.field else ""


def _required(line: FieldLine) -> tuple[Span, ...]:
    return (Span("required", "warn"),) if line.field and line.field.required else ()


def _active(line: FieldLine) -> tuple[Span, ...]:
    return active_spans(line.field) if line.field else ()


def active_spans(field: FieldRecord) -> tuple[Span, ...]:
    """Whether the field is in use, as sign and word."""
    signs = glyphs()
    if field.active:
        return (Span(f"{signs.accepted} on", "good"),)
    return (Span(f"{signs.withdrawn} off", "muted"),)


def _options(line: FieldLine) -> str:
    if line.field is None:
        return ""
    return ", ".join(option.name for option in line.field.options if option.active)


COLUMNS = (
    Column[FieldLine]("name", "Field", 24, _name, 16, flex=True, priority=9),
    Column[FieldLine]("type", "Type", 17, _type, priority=8),
    Column[FieldLine]("required", "Required", 8, _required, priority=6),
    Column[FieldLine]("active", "In use", 6, _active, priority=7),
    Column[FieldLine]("options", "Options", 20, _options, 12, flex=True, priority=2, style="muted"),
)


# ---------------------------------------------------------------- the detail


def field_items(field: FieldRecord, width: int) -> list[Item]:
    """Everything about a field."""
    kind, note = TYPE_WORDS[field.type]
    where = "offers" if field.belongs_to == "offer" else "jobs"
    lines: list[Line] = [*detail_lines.name(field.name, width)]
    if field.description:
        lines += detail_lines.wrapped(field.description, width)
    lines += [(), *detail_lines.pair("Type", f"{kind}, {note}" if note else kind, width)]
    lines += detail_lines.pair("Key", field.key, width)
    lines += detail_lines.wrapped(FIXED, width, "muted", detail_lines.indent(width))
    lines += detail_lines.pair("Belongs to", where, width)
    lines += detail_lines.pair("Required", _required_words(field), width)
    lines += detail_lines.pair("In use", _active_words(field), width)
    if field.package:
        lines += detail_lines.pair("Package", PACKAGE_WORDS[field.package][0], width)
    if field.options:
        lines += [(), detail_lines.heading("Options", str(len(field.options)))]
        for option in field.options:
            off = "" if option.active else "  (off)"
            style = "" if option.active else "muted"
            lines += detail_lines.wrapped(f"{option.name}{off}", width, style, 3)
    return [Item(line) for line in lines]


def _required_words(field: FieldRecord) -> str:
    if not field.required:
        return "no"
    return "yes, sending an offer asks for it" if field.belongs_to == "offer" else "yes"


def _active_words(field: FieldRecord) -> str:
    return "yes" if field.active else "no: forms leave it out, values stay (x switches it on)"
