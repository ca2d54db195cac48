"""Help for filters, made from the terms themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from data.filters.vocabulary import (
    CANDIDATES,
    OFFERED_IS,
    OFFERED_STATUSES,
    OFFERS,
    TermKind,
    TermName,
    Vocabulary,
)


class HelpEntry(NamedTuple):
    """Something a filter can say, and what it means."""

    example: str
    meaning: str


class HelpSection(NamedTuple):
    """Entries of one kind."""

    title: str
    entries: tuple[HelpEntry, ...]


def sections(vocabulary: Vocabulary | None = None) -> tuple[HelpSection, ...]:
    """Everything that a filter in this vocabulary can say."""
    words = vocabulary or OFFERS
    names = tuple(words.names.values())
    own = tuple(HelpEntry(name.example, _meaning(name)) for name in names if not name.of)
    others = tuple(HelpEntry(name.example, _meaning(name)) for name in names if name.of)
    found = [
        HelpSection("Words and signs", tuple(_signs(words))),
        HelpSection("Terms", own),
        HelpSection("As Greenhouse calls them", others),
    ]
    if any(name.kind in (TermKind.DAY, TermKind.MOMENT) for name in names):
        found.insert(2, HelpSection("Days and moments", _DAYS))
    return tuple(section for section in found if section.entries)


_DAYS = (
    HelpEntry("starts<2027-04-15", "before the day; > after it, <= and >= with it, : on it"),
    HelpEntry("starts:2027-04", "in the month; a year alone likewise"),
    HelpEntry('resolved:"this month"', "likewise last month and this year"),
    HelpEntry(
        "expires<=+7d", "counted from today: d, w, m, y, bd; today, next monday, end of month"
    ),
    HelpEntry("updated>=2026-11-01T10:00Z", "a moment; without Z or an offset it is your own time"),
)


def _signs(words: Vocabulary) -> Iterator[HelpEntry]:
    how = "by their beginning" if words is CANDIDATES else "or parts of them"
    yield HelpEntry("zoe mül", f"all words, {how}, in {words.words}")
    yield HelpEntry('"data engineer"', "these words side by side, whole")
    yield HelpEntry("-status:draft" if words is OFFERS else "-zoe", "not this")
    yield HelpEntry("zoe or (john doe)", "either; what stands side by side must all hold")
    if any(name.empty for name in words.names.values()):
        empty = next(name.name for name in words.names.values() if name.empty)
        yield HelpEntry(f"{empty}:none", "without any; likewise for all that may be empty")


def _meaning(name: TermName) -> str:
    match name.kind:
        case TermKind.STATUS:
            return f"{name.meaning}: {', '.join(OFFERED_STATUSES)}"
        case TermKind.IS:
            return ", ".join(OFFERED_IS)
        case TermKind.CHOICE:
            return ", ".join(name.choices)
    return name.meaning


def brief(vocabulary: Vocabulary | None = None) -> str:
    """All examples in a few lines, for the command line."""
    words = vocabulary or OFFERS
    examples = [name.example for name in words.names.values() if not name.of]
    signs = [entry.example for entry in _signs(words)]
    return ", ".join([*signs, *examples])
