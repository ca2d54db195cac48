"""The versions and the events of an offer as lines: what happened, when, by whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from data.letters.layout.wrapping import prefixed, wrap
from data.records.offer_records import EventRecord, OfferRecord, VersionRecord
from data.values.status import Status
from data.values.styled_text import Span
from data.values.text import plain
from tui.text import cells, status_mark, when
from tui.widgets.lines_view import Item

WHEN = 10
"""Cells of the time before an event at most."""
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
    text = f"Versions {oldest.number} to {newest.number}  {len(run)} never sent"
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
    if not (current or version.was_sent):
        by += " · never sent"
    state = f"{mark.glyph} {mark.word}"
    head = (
        Span(f"Version {version.number}", "strong"),
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


SENTENCES = {
    "created": "created {version}",
    "version": "saved {version}",
    "restored": "made {version}",
    "correction": "corrected it as {version}",
    "undone": "took that back",
    "imported": "read in {version}",
    "changed": "changed it",
    "settled": "settled a flag",
    "letter": "took out a letter of {version}",
    "flagged": "raised a flag on {version}",
    "note": "noted",
    "candidate note": "noted on the candidate",
    "job note": "noted on the job",
    "negotiation": "negotiated {version}",
    "attached": "attached to {version}",
    "removed": "removed from {version}",
    "snoozed": "put it off on the board",
    "woken": "showed it on the board again",
    "deleted": "deleted it",
    "approval asked": "asked for approval of {version}",
    "approved": "took down an approval of {version}",
    "not approved": "took down that {version} is not approved",
    "approval taken back": "took an answer to {version} back",
    "approval void": "ended the approval of {version}",
    "status": "",
}
"""What somebody did, as it goes on behind their name."""
_MOVES = {
    "draft": ("made it a ", "draft", " again"),
    "sent": ("", "sent", " {version}"),
    "pending": ("marked it as ", "pending", ""),
    "accepted": ("marked it as ", "accepted", ""),
    "declined": ("marked it as ", "declined", ""),
    "withdrawn": ("marked it as ", "withdrawn", ""),
}
"""How a change of status reads, before, in and behind the colour of the new one."""
_OF_NOTES = (
    "note", "candidate note", "job note", "negotiation", "attached", "removed", "snoozed", "woken",
)  # fmt: skip
_OF_APPROVALS = (
    "approval asked", "approved", "not approved", "approval taken back", "approval void",
)  # fmt: skip


KINDS = (
    ("", "Everything", ""),
    ("versions", "Versions", "new, restored, corrected and imported ones"),
    ("status", "Status", "every move, and what was taken back"),
    ("forced", "Exceptions", "moves that asked for a reason"),
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
    """The events, newest first: when, and who did what and why; wrapped beside the time."""
    items: list[Item] = []
    times = [when(event.at).removesuffix(" ago") for event in events]  # all of it is past
    column = min(WHEN, max(map(len, times), default=0))
    indent = Span(" " * (column + 1))
    for event, ago in reversed(tuple(zip(events, times, strict=True))):
        first = Span(cells(ago, column) + " ", "muted")
        lines = prefixed(wrap(_sentence(event), max(10, width - column - 1)), first, indent)
        items += [Item(line) for line in lines]
    return items


def _sentence(event: EventRecord) -> list[Span]:
    """Who did what, for whom; then why, and what was seen."""
    by = plain(event.actor) or "Somebody"
    behind = f" for {plain(event.on_behalf_of)}" if event.on_behalf_of else ""
    parts = [Span(f"{by} ", "muted"), *done_words(event), Span(behind, "muted")]
    parts.append(Span(", as an exception" if event.forced else "", "bad"))
    seen = f"seen: {'; '.join(event.seen)}" if event.seen else ""
    why = " · ".join(filter(None, (event.reason, event.text, seen)))
    return [*parts, Span(f": {plain(why)}", "value")] if why else parts


def done_words(event: EventRecord) -> tuple[Span, ...]:
    """What was done, a new status in its colour."""
    version = "it" if event.version is None else f"version {event.version}"
    if event.kind == "status" and event.to_status in _MOVES:
        before, status, after = _MOVES[event.to_status]
        return Span(before), Span(status, event.to_status), Span(after.format(version=version))
    if event.kind == "status" and event.to_status:
        return Span("marked it as "), Span(event.to_status)
    words = SENTENCES.get(event.kind, event.kind).replace("{version}", version)
    if event.to_status is None or event.from_status == event.to_status:
        return (Span(words),)
    link = ", it is " if event.from_status else " as "
    again = " again" if event.from_status else ""
    return Span(words + link), Span(event.to_status, event.to_status), Span(again)
