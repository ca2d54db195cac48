"""The rules of the board, each one small declaration: adding one is adding a few lines here.

A rule is a condition on an offer in SQL, asked by `board`. What it asks of live offers is answered
by the index `offers_live`, which has the columns that the conditions name.
"""

from data.offers import approval_rules, warning_rules
from data.offers.rule import (
    BY_EXPIRY,
    EXPIRED,
    EXPIRES,
    LIVE,
    WITH_CANDIDATE,
    Headline,
    Rule,
    day_words,
    days_setting,
    other_words,
)
from data.settings.settings import declare

__all__ = ["RULES", "Headline", "Rule"]

_UNSET = (
    "FROM custom_fields WHERE belongs_to = 'offer' AND required = 1 AND active = 1 AND NOT EXISTS ("
    " SELECT 1 FROM versions JOIN version_values ON version_values.version_id = versions.id"
    " WHERE versions.offer_id = offers.id AND versions.number = offers.version"
    " AND version_values.field_id = custom_fields.id AND version_values.value IS NOT NULL)"
)
_EMPTY_NAMES = f"(SELECT group_concat(name, ', ') {_UNSET})"


RULES: tuple[Rule, ...] = (
    warning_rules.EXPIRED_RULE,
    Rule(
        "expiring", "Expiring soon", "with the candidate, expires within {days}", "edit",
        f"{EXPIRES} AND offers.expiry_date BETWEEN :today AND :until",
        "offers.expiry_date", day_words("expires"),
        days_setting(
            "board_expiring_days", 7, "the board has what expires within so many days",
            "Expiring within", "the board has offers that expire so soon",
        ),
        BY_EXPIRY, looks_ahead=True,
        headline=Headline("expiring within {days}", "expiring", "expiring this week"),
    ),
    warning_rules.MAIL,
    warning_rules.START,
    warning_rules.CLOSED_DAY,
    Rule(
        "unfilled", "Opening still open", "accepted, its opening is still open",
        "close_opening",
        "openings.is_open = 1 AND offers.standing = 'accepted'",
        "offers.resolved_at", day_words("accepted"),
        tables="openings JOIN offers INDEXED BY offers_by_opening"
        " ON offers.opening_id = openings.id",
        headline=Headline("accepted, opening still open", "opening still open"),
    ),
    Rule(
        "filled_twice", "Opening filled twice", "two accepted offers for one opening", "status",
        "offers.standing = 'accepted'",
        "openings.opening_id", other_words("opening"),
        tables="(SELECT opening_id AS id FROM offers INDEXED BY offers_by_opening"
        " WHERE opening_id IS NOT NULL"
        " AND standing = 'accepted' GROUP BY opening_id HAVING count(*) > 1) AS twice"
        " JOIN openings ON openings.id = twice.id JOIN offers ON offers.opening_id = twice.id",
        is_late=True,
    ),
    approval_rules.APPROVAL_MISSING,
    approval_rules.APPROVAL_WAITS,
    warning_rules.SEVERAL,
    warning_rules.OUT,
    warning_rules.HIRED_ELSEWHERE,
    warning_rules.JOB_CLOSED,
    Rule(
        "unanswered", "Unanswered", "sent, no answer for more than {days}", "status",
        f"{WITH_CANDIDATE} AND offers.sent_at < :until AND NOT ({EXPIRED})",
        "offers.sent_at", day_words("sent"),
        days_setting(
            "board_unanswered_days", 7, "the board has what is unanswered for so many days",
            "Unanswered for", "the board has offers that were sent so long ago",
        ),
    ),
    Rule(
        "required", "Required field empty", "a field that must have a value has none",
        "edit", f"{LIVE} AND EXISTS (SELECT 1 {_UNSET})", _EMPTY_NAMES,
        lambda since, today: f"{since} is empty",
    ),
    warning_rules.PAY,
    warning_rules.NO_OPENING,
    warning_rules.OPENING_CLOSED,
    warning_rules.SALUTATION,
    Rule(
        "flags", "Flags", "something that came in contradicts itself", "settle",
        "offers.flags > 0",
        "-offers.flags",
        lambda since, today: "1 flag" if since == "-1" else f"{since[1:]} flags",
        tables="offers INDEXED BY offers_flagged",
        headline=Headline("flagged", "flagged"),
    ),
    warning_rules.DRIFT,
    Rule(
        "drafts", "Old drafts", "nobody changed them for more than {days}", "edit",
        f"{LIVE} AND offers.standing = 'draft' AND offers.updated_at < :until",
        "offers.updated_at", day_words("untouched since"),
        days_setting(
            "board_draft_days", 14, "the board has drafts untouched for so many days",
            "Draft untouched", "the board has drafts that nobody changed for so long",
        ),
    ),
)  # fmt: skip
"""Every rule, most urgent first."""

declare(*(rule.days for rule in RULES if rule.days is not None))
