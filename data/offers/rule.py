"""What a rule about offers is: a condition in SQL, with the words for what it finds.

The board asks the rules about the whole desk; those that are warnings are also asked about one
offer as it is typed, sent or accepted (data.offers.warnings).
"""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from data.settings import approval_needs, exchange_rates, settings
from data.settings.settings import BOARD, Entry, Kind, Setting
from data.values import dates, money
from data.values.status import Status, expired_sql, expires_sql

LIVE = "offers.standing IN ('draft', 'sent', 'pending')"
WITH_CANDIDATE = f"{LIVE} AND offers.standing <> 'draft'"
EXPIRES, EXPIRED = expires_sql("offers"), expired_sql("offers", ":today")
BY_EXPIRY = "offers INDEXED BY offers_by_expiry"
SENDING = frozenset({Status.SENT})
"""The move before which most warnings are to be seen."""


class Headline(NamedTuple):
    """What a rule's offers are called in the line over the home list, whole and in short.

    `{days}` in the words are those that are set; `weekly` are the words for seven.
    """

    words: str
    brief: str
    weekly: str = ""


class Rule(NamedTuple):
    """What needs a person: a condition on an offer, and the command that settles it.

    `where` is SQL over `offers`; `since` is the day, moment or other value by which the most urgent
    comes first. `say` makes the words from that value and today.

    `days` is a setting of days, which stands in `meaning` for `{days}`: the rule looks so far back,
    or (`looks_ahead`) ahead, at the day `:until`. `confirm` is asked about each offer found when
    SQL cannot say it all; it takes its time. `headline` is what the line over the home list calls
    its offers, for rules that an index counts at once.

    `warns_of` are the moves before which a person has to see it, where `warns_if` (SQL) holds too;
    `field` is what of a form it is about. A warning names other offers as `main.offers`: `offers`
    may be one as it is typed. `is_late` is what should not have come about: it is past its day.
    """

    id: str
    title: str
    meaning: str
    command: str
    where: str
    since: str = "offers.created_at"
    say: Callable[[str, date], str] = lambda since, today: ""
    days: Setting | None = None
    tables: str = "offers INDEXED BY offers_live"
    looks_ahead: bool = False
    confirm: Callable[[int], bool] | None = None
    headline: Headline | None = None
    warns_of: frozenset[Status] = frozenset()
    field: str = ""
    warns_if: str = "true"
    is_late: bool = False

    @property
    def is_of_live(self) -> bool:
        """Whether only offers that are not decided have it."""
        return LIVE in self.where or EXPIRES in self.where

    def about(self, since: str) -> str:
        """What of a finding is the same as long as the matter is: not when an offer was changed."""
        return "" if self.since in (Rule._field_defaults["since"], "offers.updated_at") else since

    @property
    def of_known_offers(self) -> str:
        """Its tables for asking about a few offers that are known."""
        return re.sub(r" INDEXED BY \w+", "", self.tables)


def day_words(lead: str) -> Callable[[str, date], str]:
    """Words that end in how far away a day is: "expires in 5 d"."""

    def say(since: str, today: date) -> str:
        day = dates.read_date(since)
        return f"{lead} {dates.relative(day, today)}" if day else lead

    return say


def words(text: str) -> Callable[[str, date], str]:
    """The same words whatever was found."""
    return lambda since, today: text


def other_words(text: str) -> Callable[[str, date], str]:
    """Words that end in what was found."""
    return lambda since, today: f"{text} {since}"


def days_setting(key: str, default: int, meaning: str, label: str, hint: str) -> Setting:
    """A setting of days that the board goes by."""
    return Setting(key, default, meaning, Entry(BOARD, label, Kind.NUMBER, hint, 0, 365, "days"))


def days_of(rule: Rule) -> int:
    """The days that are set for a rule; 0 for one that has none."""
    return int(settings.get(rule.days.key)) if rule.days is not None else 0


def until(rule: Rule, today: date) -> str:
    """The day up to which, or since which, the rule looks."""
    days = timedelta(days=days_of(rule))
    return (today + days if rule.looks_ahead else today - days).isoformat()


def given(today: date, sql: str) -> dict[str, object]:
    """What conditions name of what all rules are given, apart from a rule's own days.

    The rest is not read: the line over the home list asks its rules each time it is shown.
    """
    named = {name: read() for name, read in _GIVEN.items() if f":{name}" in sql}
    return {"today": today.isoformat(), **named}


def _worth() -> str:
    """What a minor unit of each currency is worth, by the rates entered, as JSON."""
    known = exchange_rates.known()
    return json.dumps(
        {code: float(rate.scaleb(-money.decimals(code))) for code, rate in known.items()}
    )


_GIVEN: dict[str, Callable[[], object]] = {
    "hours": lambda: settings.get("hours_per_year"),
    "workdays": lambda: settings.get("days_per_year"),
    "worth": _worth,
    "weekend": lambda: settings.get("weekend"),
    "holidays": lambda: json.dumps(holidays()),
    "approval": lambda: json.dumps(approval_needs.needs()),
}


def holidays() -> dict[str, str]:
    """The days on which the office is closed, with their names: "2026-12-24", or "12-25" of every
    year."""
    lines = (str(line).split(None, 1) for line in settings.get("holidays"))
    return {day: "".join(name) for day, *name in filter(None, lines)}
