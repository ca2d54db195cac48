"""What a person has to have seen before an offer is sent or accepted, asked about one offer.

The rules are those of the board (data.offers.warning_rules); here each is asked about an offer as
it is, or as it is being typed.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from data.offers import offer_draft_checks
from data.offers.rule import Rule, given, until
from data.offers.warning_rules import PAY, WARNINGS
from data.records import offer_terms
from data.records.offer_records import OfferRecord, Terms
from data.records.offer_warnings import OfferWarning
from data.storage import connection, events
from data.values import clock
from data.values.status import Status
from data.values.text import one_line

EVERY = frozenset(rule.id for rule in WARNINGS)
"""The ids of all warnings."""
OF_PAY = PAY.id
"""The warning that says where pay stands outside its range."""
_STANDS = {Status.SENT: Status.DRAFT, Status.ACCEPTED: Status.SENT}
"""How an offer stands as far as the rules go that are asked before a move."""
_OF_SENDING = tuple(rule.id for rule in WARNINGS if Status.SENT in rule.warns_of)
_BY_ID = {rule.id: rule for rule in WARNINGS}
_COLUMNS = (
    "id", "application_id", "candidate_id", "job_id", "version", "standing", "sent_at",
    "updated_at", *offer_terms.MIRRORED,
)  # fmt: skip


def before(
    offer: OfferRecord, to: Status, named: Iterable[str] = (), today: date | None = None
) -> tuple[OfferWarning, ...]:
    """What has to be seen before a move; nothing before moves that can be taken as they come.

    What stands in the way of it anyway (`named`, by field) is left out. `today` is the day of it.
    """
    rules = tuple(rule.id for rule in WARNINGS if to in rule.warns_of)
    if not rules:
        return ()
    row = _of_offer(offer) | {"standing": _STANDS[to]}
    found = _ask(rules, row, today or clock.today())
    left_out = frozenset(named)
    return tuple(one for one in found if one.field not in left_out)


def while_typing(
    terms: Terms,
    *,
    application_id: int | None,
    candidate_id: int | None,
    job_id: int | None,
) -> tuple[OfferWarning, ...]:
    """What would have to be seen before a new offer with these terms is sent."""
    row = {
        "id": 0,
        "application_id": application_id,
        "candidate_id": candidate_id,
        "job_id": job_id,
        "version": 0,
        "standing": Status.DRAFT,
    }
    return _ask(_OF_SENDING, _row(terms) | row, clock.today())


def of_terms(offer: OfferRecord, terms: Terms) -> tuple[OfferWarning, ...]:
    """What would have to be seen before an offer is sent with these terms."""
    row = _of_offer(offer) | offer_terms.columns(terms, mirrored=True)
    if not offer_draft_checks.same_terms(offer.terms, terms):
        row["version"] = offer.next_version  # which nobody approved
    return _ask(_OF_SENDING, row | {"standing": Status.DRAFT}, clock.today())


def passed(offer: OfferRecord) -> dict[str, str]:
    """What the warnings were about that were passed for the current version, by rule."""
    about: dict[str, str] = {}
    for event in events.events_of(events.OFFER, offer.id):
        if event.version == offer.version:
            for name, seen in json.loads(event.details).get(events.WARNINGS, {}).items():
                about[name] = seen["about"]
    return about


def passed_with(
    offer: OfferRecord, terms: Terms, seen: Collection[str]
) -> tuple[OfferWarning, ...]:
    """What is passed with a correction to these terms: what was seen, what was passed already."""
    before = passed(offer)
    found = of_terms(offer, terms)
    return tuple(one for one in found if one.rule in seen or before.get(one.rule) == one.about)


def as_passed(found: Iterable[OfferWarning]) -> dict[str, dict[str, str]]:
    """Warnings as the details of the event keep them with which they were passed."""
    return {one.rule: {"about": one.about, "text": one.text} for one in found}


def new_with(offer: OfferRecord, terms: Terms) -> tuple[OfferWarning, ...]:
    """What these terms would be warned of that the offer is not warned of as it is."""
    before = {(one.rule, one.text) for one in of_terms(offer, offer.terms)}
    return tuple(one for one in of_terms(offer, terms) if (one.rule, one.text) not in before)


def _of_offer(offer: OfferRecord) -> dict[str, object]:
    return _row(offer.terms) | {
        "id": offer.id,
        "application_id": offer.application_id,
        "candidate_id": offer.candidate.id if offer.candidate else None,
        "job_id": offer.job.id if offer.job else None,
        "version": offer.version,
        "sent_at": offer.sent_at.isoformat() if offer.sent_at else None,
    }


def _row(terms: Terms) -> dict[str, object]:
    now = {"sent_at": None, "updated_at": clock.stamp()}
    return now | offer_terms.columns(terms, mirrored=True)


def _ask(
    rules: tuple[str, ...], row: Mapping[str, object], today: date
) -> tuple[OfferWarning, ...]:
    days = {f"until_{name}": until(_BY_ID[name], today) for name in rules}
    sql = _sql(rules)
    args = given(today, sql) | days | {f"o_{name}": row[name] for name in _COLUMNS}
    found = connection.reader().execute(sql, args)
    return tuple(_warnings(found, int(str(row["id"])), today))


def _warnings(
    found: Iterable[tuple[str, object]], offer_id: int, today: date
) -> Iterator[OfferWarning]:
    for name, since in found:
        rule = _BY_ID[name]
        if rule.confirm is None or rule.confirm(offer_id):
            text = one_line(rule.say(str(since), today))
            yield OfferWarning(rule.id, rule.title, text, rule.field, rule.about(str(since)))


@cache
def _sql(rules: tuple[str, ...]) -> str:
    """The rules asked about one row, given as parameters, in place of the table of offers."""
    columns = ", ".join(f":o_{name} AS {name}" for name in _COLUMNS)
    asked = " UNION ALL ".join(_asked(_BY_ID[name]) for name in rules)
    return f"WITH offers AS (SELECT {columns}) {asked}"


def _asked(rule: Rule) -> str:
    where = f"{rule.where} AND {rule.warns_if}".replace(":until", f":until_{rule.id}")
    return f"SELECT '{rule.id}', {rule.since} FROM {rule.of_known_offers} WHERE {where}"
