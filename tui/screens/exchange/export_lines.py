"""Exports as lines: what a form cannot say, how far it is, what was written where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.exchange.exporting.export_run import Exported
from data.values.styled_text import Line, Span
from data.values.text import count, one_line
from tui import folders
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.text import glyphs

BAR = 40


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """How many offers leave, and what the form cannot say of them."""

    offers: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportDone:
    """What was written, and where."""

    exported: Exported
    place: Path


def lost(looked: ExportPreview, title: str, width: int) -> list[Line]:
    """What the form cannot say of these offers."""
    if not looked.offers:
        return detail_lines.wrapped("There is no offer to write.", width, "warn")
    if not looked.lost:
        wording = f"{glyphs().accepted} {title} can say everything that these offers hold."
        return detail_lines.wrapped(wording, width, "good")
    lines: list[Line] = [detail_lines.heading(f"What {title} cannot say", str(len(looked.lost)))]
    for sentence in looked.lost:
        lines += detail_lines.wrapped(one_line(sentence), width, "warn", 2)
    return lines


def progress(doing: str, done: int, total: int, width: int) -> list[Line]:
    """How far it is."""
    if not total:
        number = count(done, "offer") if done else "the offers"
        return [(Span(f" {doing} {number} {glyphs().ellipsis}", "info"),), ()]
    room = max(10, min(BAR, width - 8))
    full = room * done // total
    stops = f"{key_of('exporting', 'stop')} stops"
    wording = f" {doing} {done:,} of {total:,} offers {glyphs().ellipsis} {stops}"
    return [
        (Span(f" {'█' * full}", "info"), Span("░" * (room - full), "rule")),
        (Span(wording, "info"),),
    ]


def state(looked: ExportPreview | None, done: ExportDone | None, width: int) -> list[Line]:
    """What was written where, or what the next key does."""
    if done is not None:
        what = count(done.exported.offers, "offer")
        records = count(done.exported.records, "record")
        place = one_line(folders.shown(done.place.absolute()))
        wording = f"{glyphs().accepted} Written: {what}, {records}, to {place}"
        return detail_lines.wrapped(wording, width, "good strong")
    if looked is not None and looked.offers:
        return [
            (
                Span(
                    f" {key_of('exporting', 'save')} writes {count(looked.offers, 'offer')}.",
                    "muted",
                ),
            ),
            (),
        ]
    return [(), ()]
