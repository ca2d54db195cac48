"""The rules of the board, each one small declaration: adding one is adding a few lines here.

A rule is a condition on an offer in SQL, asked by `board`. What it asks of live offers is answered
by the index `offers_live`, which has the columns that the conditions name.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from data.settings.settings import BOARD, Entry, Kind, Setting, declare
from data.values import dates
from data.values.status import expired_sql, expires_sql

_LIVE = "offers.standing IN ('draft', 'sent', 'pending')"
_WITH_CANDIDATE = f"{_LIVE} AND offers.standing <> 'draft'"
_EXPIRES, _EXPIRED = expires_sql("offers"), expired_sql("offers", ":today")
_BY_EXPIRY = "offers INDEXED BY offers_by_expiry"


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

    @property
    def is_of_live(self) -> bool:
        """Whether only offers that are not decided have it."""
        return _LIVE in self.where or _EXPIRES in self.where

    @property
    def of_known_offers(self) -> str:
        """Its tables for asking about a few offers that are known."""
        return re.sub(r" INDEXED BY \w+", "", self.tables)


def _day_words(lead: str) -> Callable[[str, date], str]:
    def say(since: str, today: date) -> str:
        day = dates.read_date(since)
        return f"{lead} {dates.relative(day, today)}" if day else lead

    return say


def _words(text: str) -> Callable[[str, date], str]:
    return lambda since, today: text


def _other_words(text: str) -> Callable[[str, date], str]:
    return lambda since, today: f"{text} {since}"


_YEARLY = (
    "CASE {0}.pay_frequency WHEN 'hourly' THEN :hours WHEN 'daily' THEN :workdays"
    " WHEN 'weekly' THEN 52 WHEN 'monthly' THEN 12 ELSE 1 END"
)
_PAY = f"offers.salary_minor * {_YEARLY.format('offers')}"
_JOB_LEAST = f"coalesce(jobs.minimum_minor, jobs.salary_minor) * {_YEARLY.format('jobs')}"
_JOB_MOST = f"coalesce(jobs.maximum_minor, jobs.salary_minor) * {_YEARLY.format('jobs')}"

_UNSET = (
    "FROM custom_fields WHERE belongs_to = 'offer' AND required = 1 AND active = 1 AND NOT EXISTS ("
    " SELECT 1 FROM versions JOIN version_values ON version_values.version_id = versions.id"
    " WHERE versions.offer_id = offers.id AND versions.number = offers.version"
    " AND version_values.field_id = custom_fields.id AND version_values.value IS NOT NULL)"
)
_EMPTY_NAMES = f"(SELECT group_concat(name, ', ') {_UNSET})"


def _days(key: str, default: int, meaning: str, label: str, hint: str) -> Setting:
    """A setting of days that the board goes by."""
    return Setting(key, default, meaning, Entry(BOARD, label, Kind.NUMBER, hint, 0, 365, "days"))


def _has_drifted(offer_id: int) -> bool:
    """Whether the template would say something else now than the letter as sent."""
    from data.offers import letter_drift, offers

    offer = offers.get(offer_id)
    return letter_drift.drift(offer, offer.version).has_drifted


RULES: tuple[Rule, ...] = (
    Rule(
        "expired", "Expired", "with the candidate, past the expiry date", "edit",
        _EXPIRED,
        "offers.expiry_date", _day_words("expired"), tables=_BY_EXPIRY,
        headline=Headline("expired", "expired"),
    ),
    Rule(
        "expiring", "Expiring soon", "with the candidate, expires within {days}", "edit",
        f"{_EXPIRES} AND offers.expiry_date BETWEEN :today AND :until",
        "offers.expiry_date", _day_words("expires"),
        _days(
            "board_expiring_days", 7, "the board has what expires within so many days",
            "Expiring within", "the board has offers that expire so soon",
        ),
        _BY_EXPIRY, looks_ahead=True,
        headline=Headline("expiring within {days}", "expiring", "expiring this week"),
    ),
    Rule(
        "start", "Start date", "starts in the past, or before the offer expires", "edit",
        f"{_LIVE} AND offers.start_date IS NOT NULL AND (offers.start_date < :today"
        " OR offers.start_date < offers.expiry_date)",
        "offers.start_date", _day_words("starts"),
    ),
    Rule(
        "unfilled", "Opening still open", "accepted, its opening is still open",
        "close_opening",
        "openings.is_open = 1 AND offers.standing = 'accepted'",
        "offers.resolved_at", _day_words("accepted"),
        tables="openings JOIN offers INDEXED BY offers_by_opening"
        " ON offers.opening_id = openings.id",
        headline=Headline("accepted, opening still open", "opening still open"),
    ),
    Rule(
        "filled_twice", "Opening filled twice", "two accepted offers for one opening", "status",
        "offers.standing = 'accepted'",
        "openings.opening_id", _other_words("opening"),
        tables="(SELECT opening_id AS id FROM offers INDEXED BY offers_by_opening"
        " WHERE opening_id IS NOT NULL"
        " AND standing = 'accepted' GROUP BY opening_id HAVING count(*) > 1) AS twice"
        " JOIN openings ON openings.id = twice.id JOIN offers ON offers.opening_id = twice.id",
    ),
    Rule(
        "several", "Several live offers", "another offer of the application is live", "status",
        _LIVE,
        "offers.application_id", _other_words("application"),
        tables="(SELECT application_id FROM offers INDEXED BY offers_live"
        f" WHERE {_LIVE} GROUP BY application_id HAVING count(*) > 1) AS crowded"
        " JOIN offers ON offers.application_id = crowded.application_id",
    ),
    Rule(
        "closed", "Candidate is out", "a live offer to a rejected or hired candidate", "status",
        f"{_LIVE} AND applications.status <> 'active'",
        "applications.status", _other_words("the candidate is"),
        tables="offers INDEXED BY offers_live"
        " CROSS JOIN applications ON applications.id = offers.application_id",
    ),
    Rule(
        "unanswered", "Unanswered", "sent, no answer for more than {days}", "status",
        f"{_WITH_CANDIDATE} AND offers.sent_at < :until AND NOT ({_EXPIRED})",
        "offers.sent_at", _day_words("sent"),
        _days(
            "board_unanswered_days", 7, "the board has what is unanswered for so many days",
            "Unanswered for", "the board has offers that were sent so long ago",
        ),
    ),
    Rule(
        "required", "Required field empty", "a field that must have a value has none",
        "edit", f"{_LIVE} AND EXISTS (SELECT 1 {_UNSET})", _EMPTY_NAMES,
        lambda since, today: f"{since} is empty",
    ),
    Rule(
        "pay", "Pay outside the job's", "below or above what the job pays", "edit",
        f"{_LIVE} AND offers.salary_minor IS NOT NULL AND offers.currency = jobs.currency"
        f" AND ({_PAY} < {_JOB_LEAST} OR {_PAY} > {_JOB_MOST})",
        f"CASE WHEN {_PAY} < {_JOB_LEAST} THEN 'below' ELSE 'above' END",
        lambda since, today: f"pay {since} the job's",
        tables="offers INDEXED BY offers_live CROSS JOIN jobs ON jobs.id = offers.job_id",
    ),
    Rule(
        "opening", "No opening", "a live offer that names no opening", "edit",
        f"{_LIVE} AND offers.opening_id IS NULL", "offers.updated_at",
        say=_words("no opening"),
    ),
    Rule(
        "flags", "Flags", "something that came in contradicts itself", "settle",
        "offers.flags > 0",
        "-offers.flags",
        lambda since, today: "1 flag" if since == "-1" else f"{since[1:]} flags",
        tables="offers INDEXED BY offers_flagged",
        headline=Headline("flagged", "flagged"),
    ),
    Rule(
        "drift", "Letter drifted", "its template says something else by now",
        "drift",
        f"{_WITH_CANDIDATE} AND newer.id IS NOT NULL",
        "offers.sent_at", _day_words("sent"),
        tables="offers INDEXED BY offers_live CROSS JOIN versions ON versions.offer_id = offers.id"
        " AND versions.number = offers.version JOIN letters ON letters.id = (SELECT max(id)"
        " FROM letters WHERE version_id = versions.id)"
        " JOIN template_revisions AS used ON used.id = letters.template_revision_id"
        " JOIN template_revisions AS newer ON newer.template_id = used.template_id"
        " AND newer.number = (SELECT max(number) FROM template_revisions"
        " WHERE template_id = used.template_id AND problem = '') AND newer.number > used.number",
        confirm=_has_drifted,
    ),
    Rule(
        "drafts", "Old drafts", "nobody changed them for more than {days}", "edit",
        f"{_LIVE} AND offers.standing = 'draft' AND offers.updated_at < :until",
        "offers.updated_at", _day_words("untouched since"),
        _days(
            "board_draft_days", 14, "the board has drafts untouched for so many days",
            "Draft untouched", "the board has drafts that nobody changed for so long",
        ),
    ),
)  # fmt: skip
"""Every rule, most urgent first."""

declare(*(rule.days for rule in RULES if rule.days is not None))
