"""What the status dialog says: its title, the moves with what they miss, what accepting touches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from data.offers import send_checks
from data.records.candidate_records import ApplicationStatus
from data.records.list_rows import OfferRow
from data.records.offer_records import OfferRecord
from data.records.status_records import MoveOption, Moves
from data.values import money
from data.values.status import MEANING, Status
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.text import cell_len, cells, glyphs, pay, status_mark, status_spans
from tui.widgets.lines_view import Item

LETTERS: dict[Status, str] = {
    Status.SENT: "s",
    Status.PENDING: "p",
    Status.ACCEPTED: "a",
    Status.DECLINED: "d",
    Status.WITHDRAWN: "w",
}
"""The keys that choose a move."""

HIRE, CLOSE_OPENING, WITHDRAW_OTHERS = 1, 2, 3
"""The keys of what accepting does besides."""
SEEN = 4
"""The key of the box that says that the warnings were seen."""

_WORD = 11
_INDENT = 8


def title(offer: OfferRecord, option: MoveOption | None) -> str:
    """What will happen: "Mark John Doe's offer as accepted"."""
    if option is None:
        return f"{offer.candidate_name}'s offer is {offer.status}"
    if option.forced:
        return f"{sentence(offer, option)}, as an exception"
    if option.missing:
        return f"{offer.candidate_name}'s offer cannot be sent yet"
    return sentence(offer, option)


def sentence(offer: OfferRecord, option: MoveOption) -> str:
    """The move as something one does."""
    if option.to is Status.WITHDRAWN:
        return f"Withdraw {offer.candidate_name}'s offer"
    word = "a draft again" if option.to is Status.DRAFT else option.to.value
    return f"Mark {offer.candidate_name}'s offer as {word}"


def about(
    offer: OfferRecord, on_behalf_of: str, width: int, standing: Sequence[str] = ()
) -> list[Line]:
    """Which offer it is, how it stands, how its pay stands, and for whom one acts."""
    mark = status_mark(offer.status)
    here = f" {mark.glyph} {mark.word} now"
    rest = f" · version {offer.version} · {offer.job_title}"
    lines: list[Line] = [(Span(here, mark.style), Span(cells(rest, max(1, width - len(here)))))]
    if offer.approval is not None:
        lines += detail_lines.wrapped(offer.approval.sentence, width, "muted")
    if standing and offer.terms.salary is not None:
        terms = offer.terms
        amount = money.pay(offer.terms.salary.minor, terms.currency, terms.pay_frequency)
        text = " · ".join((amount, *standing))
        lines += detail_lines.wrapped(text, width, "muted")
    if on_behalf_of:
        lines += detail_lines.wrapped(f"You act on behalf of {on_behalf_of}.", width, "info")
    return [*lines, ()]


# ---------------------------------------------------------------- the moves


def shown_moves(moves: Moves, *, forced: bool) -> tuple[MoveOption, ...]:
    """The moves to choose from; the forced ones, and sending in spite of the gate, on request."""
    ordinary = tuple(option for option in moves.options if not option.forced)
    if not forced:
        return ordinary
    gated = tuple(replace(option, forced=True) for option in ordinary if option.missing)
    return (*ordinary, *gated, *(option for option in moves.options if option.forced))


def move_items(options: Sequence[MoveOption], forced: bool, width: int) -> list[Item]:
    """The moves, by their place among the options; what is missing stands under a move."""
    items: list[Item] = []
    if not any(not option.forced for option in options):
        items.append(Item((Span(" This is final: no ordinary move is left.", "muted"),)))
    for at, option in enumerate(options):
        if option.forced and (at == 0 or not options[at - 1].forced):
            items += [Item(()), Item((Span(" As an exception, with a reason", "heading accent"),))]
        items += [Item(line, at) for line in _move(option, width)]
    return items


def _move(option: MoveOption, width: int) -> list[Line]:
    mark = status_mark(option.to)
    blocked = bool(option.missing) and not option.forced
    letter = "" if option.forced else LETTERS.get(option.to, "")
    style = "muted" if blocked else mark.style
    head = f" {letter or ' '}  {mark.glyph} {cells(mark.word, _WORD)}"
    meaning = "in spite of what is missing" if option.missing else MEANING[option.to]
    wording = f"not possible yet, {len(option.missing)} missing:" if blocked else meaning
    room = max(1, width - cell_len(head))
    lines: list[Line] = [
        (
            Span(head[:3], "accent strong"),
            Span(head[3:], style if blocked else f"strong {style}"),
            Span(cells(wording, room), "warn" if blocked else "muted"),
        )
    ]
    if blocked:
        for problem in option.missing:
            text = f"{glyphs().declined} {problem.text}"
            lines += detail_lines.wrapped(text, width, "bad", _INDENT)
        for warning in option.warnings:
            lines += detail_lines.wrapped(f"! {warning.sentence}", width, "warn", _INDENT)
        where = "settings" if send_checks.is_of_settings(option.missing[0]) else "form"
        edit, force = key_of("status", "edit"), key_of("status", "force")
        how = f"{edit} goes to the {where}; {force} sends it all the same, with a reason."
        lines += detail_lines.wrapped(how, width, "muted", _INDENT)
    return lines


# ---------------------------------------------------------------- what has to be seen


def seen_items(option: MoveOption | None, *, ticked: bool, width: int) -> list[Item]:
    """The warnings of the chosen move, and the box that says that they were seen."""
    if option is None or not option.warnings:
        return []
    items = [Item((Span(f" To be seen before it is {option.to}", "heading accent"),))]
    for warning in option.warnings:
        lines = detail_lines.wrapped(f"! {warning.sentence}", width, "warn", 3)
        items += [Item(line) for line in lines]
    count = len(option.warnings)
    wording = "this is seen" if count == 1 else f"all {count} are seen"
    return [*items, *_tick(SEEN, wording, {SEEN} if ticked else (), width)]


# ---------------------------------------------------------------- what accepting does besides


def tick_items(offer: OfferRecord, moves: Moves, ticked: Collection[int], width: int) -> list[Item]:
    """The three things accepting does besides, each to tick, naming what is affected."""
    items = [Item((Span(" Accepting also", "heading accent"),))]
    job = f" for {offer.job_title}" if offer.job else ""
    if offer.application_status is ApplicationStatus.HIRED:
        items += _nothing("the application is marked hired already", width)
    else:
        text = f"marks {offer.candidate_name}'s application{job} hired"
        items += _tick(HIRE, text, ticked, width)
    if moves.opening is None:
        items += _nothing("closes no opening: none is set, or it is closed", width)
    else:
        text = f"closes the opening {moves.opening.name} as filled by {offer.candidate_name}"
        items += _tick(CLOSE_OPENING, text, ticked, width)
    if not moves.others:
        items += _nothing("withdraws nothing: there is no other live offer", width)
    else:
        items += _tick(WITHDRAW_OTHERS, f"withdraws {_count(moves.others)}:", ticked, width)
        items += [Item(_other(row, width), WITHDRAW_OTHERS) for row in moves.others]
    return items


def can_tick(offer: OfferRecord, moves: Moves) -> bool:
    """Whether accepting could do anything besides."""
    hired = offer.application_status is ApplicationStatus.HIRED
    return not hired or moves.opening is not None or bool(moves.others)


def _count(others: Sequence[OfferRow]) -> str:
    return "the other live offer" if len(others) == 1 else f"{len(others)} other live offers"


def _tick(key: int, text: str, ticked: Collection[int], width: int) -> list[Item]:
    box = Span("   [x] ", "accent") if key in ticked else Span("   [ ] ", "muted")
    first, *rest = detail_lines.wrapped(text, width, indent=7)
    line = (box, Span("".join(span.text for span in first)[7:]))
    return [Item(line, key), *(Item(line, key) for line in rest)]


def _nothing(text: str, width: int) -> list[Item]:
    first, *rest = detail_lines.wrapped(text, width, "muted", 7)
    dash = f"    {glyphs().dash}  "
    line = (Span(dash + "".join(span.text for span in first)[7:], "muted"),)
    return [Item(line), *map(Item, rest)]


def _other(row: OfferRow, width: int) -> Line:
    """One of the other offers: its id, job, pay and status."""
    status = status_spans(row)[0]
    wording = f"{' ' * 7}#{row.id} {one_line(row.job_title)} · {pay(row)} · "
    room = max(1, min(cell_len(wording), width - cell_len(status.text)))
    return (Span(cells(wording, room)), status)


# ---------------------------------------------------------------- doing it, taking back


def do_items(offer: OfferRecord, option: MoveOption | None, width: int) -> list[Item]:
    """The line that does it."""
    if option is None or (option.missing and not option.forced):
        return []
    text = f" {glyphs().marker} {title(offer, option)} "
    keys = f"Enter or {key_of('status', 'do_it')} "
    room = max(1, width - len(keys))
    return [Item((Span(cells(text, room), "strong info"), Span(keys, "muted")), 1)]


def undo_line(can_undo: str) -> Line:
    """Which change U takes back."""
    return (Span(" U", "accent strong"), Span(f"  takes back the change {can_undo}", "muted"))
