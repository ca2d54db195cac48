"""What a person asks of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import DataError
from data.exchange.exporting import kept_records

if TYPE_CHECKING:
    from data.filters.nodes import Node

MOST_PER_PAGE = 500
USUAL_PER_PAGE = 100


class Impossible(DataError):
    """What was asked of an export makes no sense; the text says what would."""

    title = "Export"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How offers leave.

    `page` (from 1) with `per_page` (1 to 500) for machines; `versions` and `bom` (a byte order
    mark) for CSV; `records` which kept records of the system, by the words of `kept`; `lines` one
    object a line instead of one array; `force` replaces a file. `links` counts the pages behind
    the one that is written; `asked` is what every record has to pass (`record_filter`).
    """

    page: int | None = None
    per_page: int | None = None
    versions: bool = False
    bom: bool = False
    records: str = kept_records.OFFERS
    lines: bool = False
    force: bool = False
    links: bool = False
    asked: tuple[Node, ...] = ()
