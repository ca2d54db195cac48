"""What needs a person at a glance: the few figures over the home list, by the board's rules.

Only rules that an index counts at once. One that is switched off is not counted, nor is what was
snoozed.
"""

from __future__ import annotations

from typing import NamedTuple

from data.board import board
from data.board.rules import RULES, Headline, Rule
from data.offers.rule import days_of
from data.storage import connection

WEEK = 7


class Figure(NamedTuple):
    """How many offers a rule finds, and what they are called, whole and in short."""

    rule: str
    offers: int
    words: str
    brief: str


class Attention(NamedTuple):
    """How many offers need a person, rule by rule, without those that find none."""

    figures: tuple[Figure, ...] = ()

    @property
    def total(self) -> int:
        """All of them; an offer counts as often as there are reasons."""
        return sum(figure.offers for figure in self.figures)

    def of(self, rule_id: str) -> int:
        """How many a rule finds."""
        return sum(figure.offers for figure in self.figures if figure.rule == rule_id)


def counts() -> Attention:
    """The figures now."""
    off = board.switched_off()
    asked = (rule for rule in RULES if rule.headline is not None and rule.id not in off)
    counted = ((rule, _count(rule)) for rule in asked)
    found = (figure(rule, offers, days_of(rule)) for rule, offers in counted if offers)
    return Attention(tuple(found))


def figure(rule: Rule, offers: int, days: int) -> Figure:
    """The offers of a rule in words."""
    headline = rule.headline or Headline(rule.title, rule.title)
    words = headline.weekly if headline.weekly and days == WEEK else headline.words
    return Figure(rule.id, offers, words.format(days=board.in_days(days)), headline.brief)


def _count(rule: Rule) -> int:
    """How many a rule finds, less those that are snoozed."""
    reader, given = connection.reader(), board.given(rule)
    found = reader.execute(f"SELECT count(*) FROM {rule.tables} WHERE {rule.where}", given)
    snoozed = reader.execute(
        f"SELECT count(*) FROM snoozes CROSS JOIN {rule.of_known_offers} WHERE {rule.where}"
        " AND offers.id = snoozes.offer_id AND snoozes.rule = :rule AND snoozes.until > :today",
        given,
    )
    return int(found.fetchone()[0]) - int(snoozed.fetchone()[0])
