"""The board: everything that needs a person, most urgent first.

Each rule of `board_rules` counts its offers up to MOST and lists the most urgent of them. Offers
that were snoozed for a rule are left out until their day. Of letters that may have drifted only
LOOKED_AT are looked at: each has to be made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from data.board.rules import RULES, Rule
from data.errors import Invalid, NotFound, Problem
from data.lists.offer_list import COLUMNS
from data.offers.rule import days_of, until
from data.offers.rule import given as rule_given
from data.records.list_rows import OfferRow
from data.settings import settings
from data.storage import connection
from data.storage.database import transaction
from data.values import clock, dates
from data.values.status import LIVE
from data.values.text import one_line

if TYPE_CHECKING:
    from data.records.user_records import Actor

MOST = 10_000
"""A rule counts at most so many offers."""
SHOWN = 200
"""A rule lists at most so many offers, the most urgent ones."""
LOOKED_AT = 200
"""So many letters are made anew to see whether they drifted, those sent first."""
REASON_LENGTH = 500
_BY_ID = {rule.id: rule for rule in RULES}


class Matter(NamedTuple):
    """One line of the board: the rule, the offer, and what is the matter in words."""

    rule: str
    row: OfferRow
    text: str


class Section(NamedTuple):
    """What one rule found: how many (`more`: at least so many), and the most urgent of them.

    `meaning` says what the rule looks for, with the days that are set.
    """

    rule: Rule
    offers: int
    more: bool
    matters: tuple[Matter, ...]
    meaning: str = ""


class Snoozed(NamedTuple):
    """A matter that waits: of which rule and offer, whose, until which day, and why."""

    rule: str
    offer_id: int
    candidate_name: str
    until: date
    reason: str


class Board(NamedTuple):
    """Everything that needs a person, by rule, most urgent first; as of `day`."""

    sections: tuple[Section, ...]
    day: date

    @property
    def is_clear(self) -> bool:
        """Whether nothing needs a person."""
        return not self.sections


def look(shown: int = SHOWN) -> Board:
    """What every rule that is on finds now; rules that find nothing are left out."""
    return Board(tuple(sections(shown)), clock.today())


def sections(shown: int = SHOWN) -> Iterator[Section]:
    """The same, rule by rule as each is answered: for a screen that shows them as they come."""
    off = switched_off()
    for rule in RULES:
        if rule.id not in off:
            found = _ask(rule, shown)
            if found.offers:
                yield found


def switched_off() -> frozenset[str]:
    """The rules that are not asked."""
    return frozenset(settings.get("board_off"))


def switch(rule_id: str, on: bool) -> None:
    """Ask a rule, or ask it no more; raises KeyError for a rule that is none."""
    wanted = switched_off() - {rule(rule_id).id} if on else switched_off() | {rule(rule_id).id}
    settings.put("board_off", [one.id for one in RULES if one.id in wanted])


def snooze(
    rule_id: str, offer_id: int, until: str, reason: str, actor: Actor | None = None
) -> date:
    """Leave an offer out of a rule until a day, with the reason in its history; gives the day.

    Raises Invalid (no day after today, no reason) and NotFound.
    """
    # nothing that only looks needs the rules of forms, or Peewee
    from data.drafts import entry_reader
    from data.storage.models import Offer, Snooze

    known, today = rule(rule_id), clock.today()
    reading = entry_reader.EntryReader(today)
    day = reading.day("until", "Until", until)
    problems = list(reading.problems)
    if not problems and (day is None or day <= today):
        problems.append(Problem("until", "Until", "name a day after today, such as +3d."))
    why = one_line(reason)[:REASON_LENGTH]
    if not why:
        problems.append(Problem("reason", "Reason", "say why this can wait."))
    if problems or day is None:
        raise Invalid(tuple(problems))
    with transaction():
        if Offer.get_or_none(Offer.id == offer_id) is None:
            raise NotFound(f"There is no offer {offer_id}.")
        Snooze.insert(rule=known.id, offer=offer_id, until=day.isoformat(), reason=why).on_conflict(
            conflict_target=(Snooze.rule, Snooze.offer), preserve=(Snooze.until, Snooze.reason)
        ).execute()
        text = f"{known.title}: until {dates.show(day)}"
        _note(offer_id, "snoozed", actor, reason=why, text=text)
    return day


def wake(rule_id: str, offer_id: int, actor: Actor | None = None) -> None:
    """Show a snoozed matter again; raises NotFound when it was not snoozed."""
    from data.storage.models import Snooze

    with transaction():
        is_it = (Snooze.rule == rule(rule_id).id) & (Snooze.offer == offer_id)
        if not Snooze.delete().where(is_it).execute():
            raise NotFound("That was not snoozed.")
        _note(offer_id, "woken", actor, text=rule(rule_id).title)


def snoozed() -> tuple[Snoozed, ...]:
    """What is snoozed now, the soonest to come back first.

    What only live offers have is left out of decided ones.
    """
    rows = connection.reader().execute(
        "SELECT rule, offer_id, candidate_name, until, reason, standing FROM snoozes"
        " JOIN offers ON offers.id = offer_id WHERE until > ? ORDER BY until, offer_id, rule",
        (clock.today().isoformat(),),
    )
    return tuple(
        Snoozed(rule, offer_id, name, date.fromisoformat(until), reason)
        for rule, offer_id, name, until, reason, standing in rows
        if rule in _BY_ID and (standing in LIVE or not _BY_ID[rule].is_of_live)
    )


def _note(
    offer_id: int, kind: str, actor: Actor | None, *, reason: str = "", text: str = ""
) -> None:
    from data.people import users  # Peewee, which nothing that only looks needs
    from data.storage import events

    by = actor or users.current()
    events.record(events.OFFER, offer_id, kind, by, reason=reason, text=text)


def rule(rule_id: str) -> Rule:
    """The rule of this id; raises KeyError."""
    return _BY_ID[rule_id]


def meaning(rule: Rule) -> str:
    """What a rule looks for, with the days that are set: "expires within 7 days"."""
    return rule.meaning.format(days=in_days(days_of(rule)))


def in_days(days: int) -> str:
    """Days in words: "1 day"."""
    return "1 day" if days == 1 else f"{days:,} days"


def _ask(rule: Rule, shown: int) -> Section:
    rows = _rows(rule, shown if rule.confirm is None else LOOKED_AT)
    count, more = len(rows), False
    if rule.confirm is not None:
        more = count == LOOKED_AT
        rows = [row for row in rows if rule.confirm(row[1])]
        count, rows = len(rows), rows[:shown]
    elif count == shown:
        count = _count(rule)
        count, more = min(count, MOST), count > MOST
    today = clock.today()
    matters = tuple(
        Matter(rule.id, OfferRow._make(row[1:]), rule.say(str(row[0]), today)) for row in rows
    )
    return Section(rule, count, more, matters, meaning(rule))


def _rows(rule: Rule, most: int) -> list[Any]:
    """By what the most urgent comes first, and the offer, of as many as are wanted."""
    sql = (
        f"SELECT since, {COLUMNS} FROM (SELECT {rule.since} AS since, offers.id AS found"
        f"{_awake(rule)} ORDER BY 1, 2 LIMIT :most) JOIN offers ON offers.id = found"
        " ORDER BY since, found"
    )
    return connection.reader().execute(sql, given(rule) | {"most": most}).fetchall()


def _count(rule: Rule) -> int:
    """How many there are, counted up to one more than MOST."""
    sql = f"SELECT count(*) FROM (SELECT 1{_awake(rule)} LIMIT :most)"
    args = given(rule) | {"most": MOST + 1}
    return int(connection.reader().execute(sql, args).fetchone()[0])


def _awake(rule: Rule) -> str:
    """What the rule finds and nobody snoozed."""
    return (
        f" FROM {rule.tables} WHERE {rule.where} AND NOT EXISTS (SELECT 1 FROM snoozes"
        " WHERE snoozes.offer_id = offers.id AND snoozes.rule = :rule AND snoozes.until > :today)"
    )


def given(rule: Rule) -> dict[str, object]:
    """What the conditions of a rule are given."""
    today = clock.today()
    named = rule_given(today, f"{rule.since} {rule.where}")
    return named | {"rule": rule.id, "until": until(rule, today)}
