"""What needs a person at a glance: the few figures over the home list, by the board's rules.

Only rules that an index counts at once. One that is switched off is not counted, nor is what was
snoozed.
"""

from __future__ import annotations

from typing import NamedTuple

from data.board import board
from data.board.rules import Rule
from data.settings import settings
from data.storage import connection


class Attention(NamedTuple):
    """How many offers need a person, by why; `days` is how soon `expiring` is."""

    expired: int = 0
    expiring: int = 0
    unfilled: int = 0
    flags: int = 0
    days: int = 7

    @property
    def total(self) -> int:
        """All of them; an offer counts as often as there are reasons."""
        return self.expired + self.expiring + self.unfilled + self.flags


_COUNTED = ("expired", "expiring", "unfilled", "flags")
"""The rules that are counted, called like the figures."""


def counts() -> Attention:
    """The figures now."""
    off = board.switched_off()
    return Attention(
        **{rule_id: _count(board.rule(rule_id)) for rule_id in _COUNTED if rule_id not in off},
        days=settings.get("board_expiring_days"),
    )


def _count(rule: Rule) -> int:
    """How many a rule finds, less those that are snoozed."""
    reader, given = connection.reader(), board.given(rule)
    found = reader.execute(f"SELECT count(*) FROM {rule.tables} WHERE {rule.where}", given)
    asleep = reader.execute(
        f"SELECT count(*) FROM snoozes CROSS JOIN {rule.of_known_offers} WHERE {rule.where}"
        " AND offers.id = snoozes.offer_id AND snoozes.rule = :rule AND snoozes.until > :today",
        given,
    )
    return int(found.fetchone()[0]) - int(asleep.fetchone()[0])
