"""What a system cannot say of the wanted offers: counted and named before anything is written.

What goes out as it is kept loses nothing, so only offers that are new to the system, or were
changed here, are looked at.
"""

import sqlite3

from data.exchange.exporting.common_losses import ATTACHED, OLDER, SUPERSEDED
from data.exchange.system import Loss, System
from data.values import clock

_EXAMPLES = 3


def sentences(
    desk: sqlite3.Connection, system: System, *, versions: bool = False
) -> tuple[str, ...]:
    """One sentence for each thing that the system cannot say of the offers in `wanted`.

    `versions`: every version is written, not only the current one.
    """
    found = []
    for loss in (*system.losses, ATTACHED) if system.losses else ():
        if loss is OLDER and versions:
            continue
        where = f"FROM wanted JOIN offers ON offers.id = wanted.id WHERE ({loss.where})"
        if system.leaves_out_superseded and loss is not SUPERSEDED:
            where += " AND superseded = 0"
        if not system.has_rows:
            where += f" AND ({_IS_NEW if loss.is_usual else _IS_NEW_OR_CHANGED})"
        bound = {"system": system.name, "today": clock.today().isoformat()}
        count = desk.execute(f"SELECT count(*) {where}", bound).fetchone()[0]
        if count:
            rows = desk.execute(f"SELECT offers.id {where} ORDER BY place LIMIT {_EXAMPLES}", bound)
            found.append(_sentence(loss, count, [row[0] for row in rows]))
    return tuple(found)


def _sentence(loss: Loss, count: int, examples: list[int]) -> str:
    named = ", ".join(map(str, examples))
    if count == 1:
        return f"1 offer {loss.one} ({named})."
    more = ", …" if count > len(examples) else ""
    return f"{count:,} offers {loss.many} ({named}{more})."


_IS_NEW = (
    "NOT EXISTS (SELECT 1 FROM kept_records WHERE kept_records.offer_id = offers.id"
    " AND +kind IN ('version', 'offer', 'request') AND +system = :system AND raw IS NOT NULL)"
)
"""The system keeps no copy of it."""
_IS_NEW_OR_CHANGED = (
    f"{_IS_NEW} OR EXISTS (SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = offers.id"
    " AND kind NOT IN ('imported', 'settled'))"
)
