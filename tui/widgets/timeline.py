"""The versions and the events of an offer as lines: what happened, when, by whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from data.letters.layout.wrapping import prefixed, wrap
from data.records.offer_records import EventRecord, OfferRecord, VersionRecord
from data.values.status import Status
from data.values.styled_text import Span
from data.values.text import plain
from tui.text import cells, glyphs, status_mark, when
from tui.widgets.lines_view import Item

WHEN = 10
"""Cells of the time before an event."""
INDENT = Span(" " * (WHEN + 1))
FOLD = 3
"""A run of so many versions that were never sent is folded into one line that opens."""


def version_items(
    offer: OfferRecord, opened: frozenset[int], width: int, *, marked: Sequence[int] = ()
) -> list[Item]:
    """The versions, newest first, two or more lines each; runs that were never sent are folded.

    `opened` holds the numbers of the versions whose run is unfolded, `marked` those to compare.
    """
    items: list[Item] = []
    for run in _runs(offer, opened):
        if len(run) > 1:
            items += _folded(run, width)
        else:
            items += _version(run[0], offer, width, is_marked=run[0].number in marked)
    return items


def _runs(offer: OfferRecord, opened: frozenset[int]) -> list[list[VersionRecord]]:
    """Versions newest first, in runs: several together where they are folded, else one by one."""
    runs: list[list[VersionRecord]] = []
    unsent: list[VersionRecord] = []

    def close() -> None:
        folds = len(unsent) >= FOLD and not opened & {version.number for version in unsent}
        runs.extend([list(unsent)] if folds else [[version] for version in unsent])
        unsent.clear()

    for version in reversed(offer.versions):
        if version.was_sent or version.number == offer.version:
            close()
            runs.append([version])
        else:
            unsent.append(version)
    close()
    return runs


def _folded(run: list[VersionRecord], width: int) -> list[Item]:
    newest, oldest = run[0], run[-1]
    text = f"v{oldest.number}–v{newest.number}  {len(run)} versions never sent"
    key = newest.number
    return [
        Item((Span(cells(f"▸ {text}", width), "muted"),), key),
        Item((Span(cells("  Enter shows them", width), "muted"),), key),
        Item(()),
    ]


def _version(
    version: VersionRecord, offer: OfferRecord, width: int, *, is_marked: bool
) -> list[Item]:
    current = version.number == offer.version
    mark = status_mark(offer.status.value if current else version.status)
    by = f"{when(version.created_at)} · {version.created_by or 'unknown'}"
    if version.on_behalf_of:
        by += f" for {version.on_behalf_of}"
    wording = "" if version.was_sent else ", never sent"
    state = f"{mark.glyph} {mark.word}" + ("" if current else wording)
    head = (
        Span(f"v{version.number}", "strong"),
        Span("  "),
        Span(state, mark.style),
        Span("  current" if current else "", "accent"),
        Span("  marked" if is_marked else "", "strong warn"),
    )
    lines = [
        Item(head, version.number),
        Item((Span(cells(f"  {by}", width), "muted"),), version.number),
    ]
    notes = [version.note] if version.note else []
    approval = offer.approval_of(version.number)
    notes += [approval.words] if approval is not None else []
    for text in (*notes, *(version.changes or (("first version",) if version.number == 1 else ()))):
        lines.append(Item((Span(cells(f"  {text}", width), "value"),), version.number))
    return [*lines, Item(())]


WORDS = {
    "created": "created",
    "version": "new version",
    "restored": "restored",
    "correction": "corrected, kept sent",
    "undone": "taken back",
    "imported": "imported",
    "settled": "flag settled",
    "letter": "letter out",
    "flagged": "flag",
    "note": "note",
    "candidate note": "note on the candidate",
    "job note": "note on the job",
    "negotiation": "negotiated",
    "attached": "attached",
    "removed": "attached file removed",
    "snoozed": "snoozed",
    "woken": "shown on the board again",
    "deleted": "deleted",
}
_OF_APPROVALS = (
    "approval asked", "approved", "not approved", "approval taken back", "approval void",
)  # fmt: skip
_OF_NOTES = (
    "note", "candidate note", "job note", "negotiation", "attached", "removed", "snoozed", "woken",
)  # fmt: skip
WORDS |= {kind: kind for kind in _OF_APPROVALS}


KINDS = (
    ("", "Everything", ""),
    ("versions", "Versions", "new, restored, corrected and imported ones"),
    ("status", "Status", "every move, and what was taken back"),
    ("forced", "Forced moves", "moves that asked for a reason"),
    ("letters", "Letters", "what was sent, and what went out of the house"),
    ("approvals", "Approvals", "who was asked, and what they said"),
    ("notes", "Notes and files", "what was noted, negotiated, attached or snoozed"),
    ("imports", "Imports and flags", "what came in, what was flagged, what was settled"),
)
"""What the history can be narrowed to: a word, its title, and what it shows."""
_OF_KIND = {
    "versions": frozenset({"created", "version", "restored", "correction", "imported"}),
    "letters": frozenset({"letter"}),
    "notes": frozenset(_OF_NOTES),
    "approvals": frozenset(_OF_APPROVALS),
    "imports": frozenset({"imported", "changed", "flagged", "settled"}),
}


def is_of_kind(event: EventRecord, kind: str) -> bool:
    """Whether an event is shown when the history is narrowed to a kind (empty: to nothing)."""
    if kind == "forced":
        return event.forced
    if kind == "status":
        return event.to_status is not None and event.to_status != event.from_status
    if kind == "letters" and event.kind in ("status", "correction"):
        return event.to_status == Status.SENT or event.kind == "correction"
    return not kind or event.kind in _OF_KIND[kind]


def event_items(events: Sequence[EventRecord], width: int) -> list[Item]:
    """The events, newest first: when, what, by whom, and why; wrapped beside the time."""
    items: list[Item] = []
    for event in reversed(events):
        ago = when(event.at).removesuffix(" ago")  # all of it is past
        when_text = Span(cells(ago, WHEN) + " ", "muted")
        lines = prefixed(wrap(_event_spans(event), max(10, width - WHEN - 1)), when_text, INDENT)
        items += [Item(line) for line in lines]
    return items


def _event_spans(event: EventRecord) -> list[Span]:
    by = plain(event.actor) or "unknown"
    if event.on_behalf_of:
        by += f" for {plain(event.on_behalf_of)}"
    version = f" v{event.version}" if event.version is not None and event.kind != "status" else ""
    parts = [
        Span(WORDS.get(event.kind, "" if event.kind == "status" else event.kind) + version),
        *_move(event),
        Span(" forced" if event.forced else "", "bad"),
        Span(f" · {by}", "muted"),
    ]
    seen = f"seen: {'; '.join(event.seen)}" if event.seen else ""
    why = " · ".join(filter(None, (event.reason, event.text, seen)))
    return [*parts, Span(f" · {plain(why)}", "value")] if why else parts


def _move(event: EventRecord) -> tuple[Span, ...]:
    if event.to_status is None or event.from_status == event.to_status:
        return ()
    if event.from_status is None:
        return (Span(f" as {event.to_status}", "muted"),)
    lead = "" if event.kind == "status" else " "
    arrow = "->" if glyphs().dash == "-" else "→"
    return (
        Span(f"{lead}{event.from_status} {arrow} ", "muted"),
        Span(event.to_status, event.to_status),
    )
