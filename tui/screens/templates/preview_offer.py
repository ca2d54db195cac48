"""What a template is tried on: a made-up offer, or one of the desk's."""

from __future__ import annotations

from typing import NamedTuple

from data.errors import NotFound
from data.filters import filter
from data.filters.filter_error import FilterError
from data.letter_checks import preview_offers
from data.letters.letter_records import LetterInputs
from data.lists import offer_list
from data.records.list_rows import OfferRow
from data.records.row_list import RowList
from tui.screens.base.picker import Picked, Picker
from tui.text import status_spans
from tui.widgets.choice import New, Source
from tui.widgets.columns import Column
from tui.widgets.virtual_table import ListRows

MADE_UP = "a made-up offer"


class PreviewOffer(NamedTuple):
    """An offer that a template is tried on, in words and as inputs; `id` None: made up."""

    id: int | None
    words: str
    inputs: LetterInputs


def made_up() -> PreviewOffer:
    """A made-up offer with everything set."""
    return PreviewOffer(None, MADE_UP, preview_offers.made_up())


def offer(offer_id: int | None) -> PreviewOffer:
    """An offer as it is now; the made-up one when there is none or it has gone."""
    if offer_id is None:
        return made_up()
    try:
        tried = preview_offers.of_offer(offer_id)
    except NotFound:
        return made_up()
    return PreviewOffer(tried.id, f"{tried.candidate}, {tried.job}".rstrip(", "), tried.inputs)


def picker(chosen: int | None) -> Picker:
    """The list of offers to choose from; a line above it takes the made-up one (see `taken`)."""
    columns = (
        Column[OfferRow]("candidate", "", 26, lambda row: row.candidate_name, 14, flex=True,
                         priority=3),
        Column[OfferRow]("job", "", 24, lambda row: row.job_title, 10, priority=2, style="muted"),
        Column[OfferRow]("status", "", 12, status_spans, priority=1),
    )  # fmt: skip
    source = Source(_offers, columns, lambda row: row.candidate_name)
    new = New("The made-up offer, with everything set", _nothing)
    value = () if chosen is None else (chosen,)
    return Picker("Try the template on which offer?", source=source, new=new, value=value)


def taken(picked: Picked | None, chosen: int | None) -> int | None:
    """The offer that was picked; None for the made-up one, `chosen` when nothing was."""
    if picked is None:
        return chosen
    first = next(iter(picked.values), None)
    return first if isinstance(first, int) and not picked.new else None


def _nothing(typed: str) -> None:
    """Who asked sees by what was picked that it is the made-up one."""


def _offers(text: str) -> RowList[OfferRow]:
    try:
        return offer_list.offers(None, filter.parse(text))
    except FilterError:
        return ListRows((), lambda row: row.id)
