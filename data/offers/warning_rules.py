"""The rules that are warnings: what a person has to have seen before an offer is sent or accepted.

Each is also a rule of the board (data.board.rules) and is said in the form while it is typed.
"""

import json
from datetime import date

from data.offers import pay_band
from data.offers.approval_rules import APPROVAL_MISSING, APPROVAL_WAITS
from data.offers.pay_sql import HAS_RANGE, JOB_LEAST, JOB_MOST, RATE
from data.offers.pay_sql import PAY as YEARLY_PAY
from data.offers.rule import (
    BY_EXPIRY,
    EXPIRED,
    LIVE,
    SENDING,
    WITH_CANDIDATE,
    Headline,
    Rule,
    day_words,
    days_setting,
    holidays,
    other_words,
    words,
)
from data.records.pay import JobPay, PayFrequency, PayKind
from data.settings.settings import BOARD, Entry, Kind, Setting, declare
from data.storage import connection
from data.values import amounts, dates
from data.values.money import Money
from data.values.status import Status
from data.values.text import one_line

ACCEPTING = frozenset({Status.ACCEPTED})
BOTH = SENDING | ACCEPTING
_WITH_JOB = "offers INDEXED BY offers_live CROSS JOIN jobs ON jobs.id = offers.job_id"

# ---------------------------------------------------------------- pay


def _pay_words(since: str, today: date) -> str:
    """Where the pay stands in the job's range, in words."""
    _, minor, currency, frequency, salary, least, most, of_job, paid = json.loads(since)
    kind = PayKind.FIXED if salary is not None else PayKind.RANGE
    fixed, lower, upper = (
        None if end is None else Money(end, of_job) for end in (salary, least, most)
    )
    pay = JobPay(kind, fixed, lower, upper, of_job, PayFrequency(paid) if paid else None)
    offered = PayFrequency(frequency) if frequency else None
    found = pay_band.band(Money(minor, currency), offered, pay, pay_band.measure())
    return f"pay {found.words}"


# ---------------------------------------------------------------- days

_START = "json_array(offers.start_date, offers.expiry_date)"
_HOLIDAY = (
    "(SELECT key FROM json_each(:holidays) WHERE key IN"
    " (offers.start_date, substr(offers.start_date, 6)))"
)


def _start_words(since: str, today: date) -> str:
    start, expiry = (dates.read_date(day or "") for day in json.loads(since))
    if start is None:
        return "starts"
    if start < today:
        return f"starts {dates.relative(start, today)}"
    expires = f", before it expires on {dates.show(expiry)}" if expiry else ""
    return f"starts on {dates.show(start)}{expires}"


def _mail_words(since: str, today: date) -> str:
    day = dates.read_date(since)
    if day is None:
        return "expires too soon"
    if day < today:
        return f"expired {dates.relative(day, today)}"
    return f"expires {dates.relative(day, today)}, before a letter of today arrives"


def _closed_day_words(since: str, today: date) -> str:
    day = dates.read_date(since)
    if day is None:
        return "starts on a day without work"
    known = holidays()
    name = known.get(since, known.get(since[5:]))
    if name is None:
        return f"starts on a {day:%A}"
    return f"starts on a holiday, {name}" if name else "starts on a holiday"


def _greeting_words(since: str, today: date) -> str:
    first, full = json.loads(since)
    return f"the greeting takes {one_line(first)} of {one_line(full)} for the first name"


def _says_guess(offer_id: int) -> bool:
    """Whether the letter has a part of the name without the rest; one not written yet may."""
    from data.offers import letter_facts, offers

    return offer_id == 0 or letter_facts.says_part_of_name(offers.get(offer_id))


def _has_drifted(offer_id: int) -> bool:
    """Whether the template would say something else now than the letter as sent."""
    from data.offers import letter_drift, offers

    offer = offers.get(offer_id)
    version = next(one for one in offer.versions if one.number == offer.version)
    return version.letter is not None and letter_drift.drift(offer, offer.version).has_drifted


_SHOWN = 3
"""So many other offers are named in words, at most."""


def _several_words(since: str, today: date) -> str:
    """The other live offers: what for, how they stand, and what they pay."""
    numbers = since.split(", ")[:_SHOWN]
    found = connection.reader().execute(
        "SELECT coalesce(nullif(jobs.title, ''), 'no job'), offers.standing, offers.salary_minor,"
        " offers.currency, offers.pay_frequency FROM main.offers AS offers"
        " LEFT JOIN jobs ON jobs.id = offers.job_id"
        " WHERE offers.id IN (SELECT value FROM json_each(?)) ORDER BY offers.id",
        (json.dumps([int(one) for one in numbers]),),
    )
    return f"another live offer: {'; '.join(_in_short(*row) for row in found)}"


def _in_short(
    job: str, standing: str, minor: int | None, currency: str | None, frequency: str | None
) -> str:
    pay = amounts.pay(minor, currency, frequency)
    return ", ".join(filter(None, (one_line(job), standing, pay)))


_OTHERS = (
    "FROM main.offers AS other WHERE other.id <> offers.id"
    " AND other.standing IN ('draft', 'sent', 'pending')"
    " AND other.{column} = offers.{column}"
)
_OF_CANDIDATE = _OTHERS.format(column="candidate_id")
_OF_APPLICATION = _OTHERS.format(column="application_id")
_HIRED_ELSEWHERE = (
    "FROM applications AS other LEFT JOIN jobs ON jobs.id = other.job_id"
    " WHERE other.candidate_id = offers.candidate_id AND other.status = 'hired'"
    " AND other.job_id IS NOT offers.job_id"
)

EXPIRED_RULE = Rule(
    "expired", "Expired", "with the candidate, past the expiry date", "edit",
    EXPIRED,
    "offers.expiry_date", day_words("expired"), tables=BY_EXPIRY,
    headline=Headline("expired", "expired"), warns_of=ACCEPTING, field="expiry_date", is_late=True,
)  # fmt: skip
MAIL = Rule(
    "mail", "Expires too soon", "a draft that expires within {days} of being sent", "edit",
    f"{LIVE} AND offers.standing = 'draft' AND offers.expiry_date < :until",
    "offers.expiry_date", _mail_words,
    days_setting(
        "board_mail_days", 1, "a letter is so many days on its way",
        "Letters arrive after", "warns of an expiry date before a letter of today arrives",
    ),
    looks_ahead=True, warns_of=SENDING, field="expiry_date",
)  # fmt: skip
START = Rule(
    "start", "Start date", "starts in the past, or before the offer expires", "edit",
    f"{LIVE} AND offers.start_date IS NOT NULL AND (offers.start_date < :today"
    " OR offers.start_date < offers.expiry_date)",
    _START, _start_words, warns_of=SENDING, field="start_date",
)  # fmt: skip
CLOSED_DAY = Rule(
    "closed_day", "Starts on a day off", "starts on a weekend or a holiday of the office", "edit",
    f"{LIVE} AND offers.start_date IS NOT NULL"
    f" AND (instr(:weekend, strftime('%w', offers.start_date)) > 0 OR {_HOLIDAY} IS NOT NULL)",
    "offers.start_date", _closed_day_words, warns_of=SENDING, field="start_date",
)  # fmt: skip
SEVERAL = Rule(
    "several", "Several live offers", "another offer to the same person is live", "status",
    f"{LIVE} AND (EXISTS (SELECT 1 {_OF_CANDIDATE}) OR EXISTS (SELECT 1 {_OF_APPLICATION}))",
    f"coalesce((SELECT group_concat(other.id, ', ') {_OF_CANDIDATE}),"
    f" (SELECT group_concat(other.id, ', ') {_OF_APPLICATION}))",
    _several_words, warns_of=SENDING, field="candidate",
)  # fmt: skip
OUT = Rule(
    "closed", "Candidate is out", "a live offer to a rejected or hired candidate", "status",
    f"{LIVE} AND applications.status <> 'active'",
    "applications.status", other_words("the candidate is"),
    tables="offers INDEXED BY offers_live"
    " CROSS JOIN applications ON applications.id = offers.application_id",
    warns_of=BOTH, field="candidate",
)  # fmt: skip
HIRED_ELSEWHERE = Rule(
    "hired_elsewhere", "Hired elsewhere", "a live offer to a person hired for another job",
    "status",
    f"{LIVE} AND EXISTS (SELECT 1 {_HIRED_ELSEWHERE})",
    f"(SELECT coalesce(nullif(jobs.title, ''), 'another job') {_HIRED_ELSEWHERE})",
    other_words("the candidate is hired for"), warns_of=BOTH, field="candidate",
)  # fmt: skip
SALUTATION = Rule(
    "salutation", "Salutation guessed", "a letter to a name that came in one text", "go_candidates",
    f"{LIVE} AND offers.standing = 'draft' AND candidates.name_is_guessed",
    "json_array(candidates.first_name, candidates.full_name)", _greeting_words,
    tables="candidates INDEXED BY candidates_guessed"
    " CROSS JOIN offers INDEXED BY offers_by_candidate ON offers.candidate_id = candidates.id",
    confirm=_says_guess, warns_of=SENDING, field="candidate",
)  # fmt: skip
JOB_CLOSED = Rule(
    "job_closed", "Job is closed", "a live offer for a job that is closed", "status",
    f"{LIVE} AND jobs.is_open = 0",
    "offers.updated_at", words("the job is closed"),
    tables=_WITH_JOB,
    warns_of=BOTH, field="job",
)  # fmt: skip
PAY = Rule(
    "pay", "Pay outside the job's", "below or above what the job pays, or not comparable", "edit",
    f"{LIVE} AND offers.salary_minor IS NOT NULL AND {HAS_RANGE}"
    f" AND ({YEARLY_PAY} < {JOB_LEAST} OR {YEARLY_PAY} > {JOB_MOST} OR ({RATE}) IS NULL)",
    f"json_array(CASE WHEN {YEARLY_PAY} < {JOB_LEAST} THEN 1 WHEN ({RATE}) IS NULL THEN 2"
    " ELSE 0 END, offers.salary_minor, offers.currency, offers.pay_frequency, jobs.salary_minor,"
    " jobs.minimum_minor, jobs.maximum_minor, jobs.currency, jobs.pay_frequency)",
    _pay_words,
    tables=_WITH_JOB,
    warns_of=BOTH, field="salary",
)  # fmt: skip
NO_OPENING = Rule(
    "opening", "No opening", "a live offer that names no opening", "edit",
    f"{LIVE} AND offers.opening_id IS NULL", "offers.updated_at",
    say=words("no opening"), warns_of=BOTH, field="opening",
    warns_if="EXISTS (SELECT 1 FROM openings WHERE openings.job_id = offers.job_id)",
)  # fmt: skip
OPENING_CLOSED = Rule(
    "opening_closed", "Opening is closed", "a live offer that names a closed opening", "edit",
    f"{LIVE} AND openings.is_open = 0",
    "coalesce(nullif(openings.opening_id, ''), openings.id)",
    lambda since, today: f"the opening {since} is closed",
    tables="openings CROSS JOIN offers INDEXED BY offers_by_opening"
    " ON offers.opening_id = openings.id",
    warns_of=BOTH, field="opening",
)  # fmt: skip
DRIFT = Rule(
    "drift", "Letter drifted", "its template says something else by now",
    "drift",
    f"{WITH_CANDIDATE} AND newer.id IS NOT NULL",
    "offers.sent_at", day_words("the letter drifted since it was sent"),
    tables="offers INDEXED BY offers_live CROSS JOIN versions ON versions.offer_id = offers.id"
    " AND versions.number = offers.version JOIN letters ON letters.id = (SELECT max(id)"
    " FROM letters WHERE version_id = versions.id)"
    " JOIN template_revisions AS used ON used.id = letters.template_revision_id"
    " JOIN template_revisions AS newer ON newer.template_id = used.template_id"
    " AND newer.number = (SELECT max(number) FROM template_revisions"
    " WHERE template_id = used.template_id AND problem = '') AND newer.number > used.number",
    confirm=_has_drifted, warns_of=ACCEPTING, field="template",
)  # fmt: skip

WARNINGS: tuple[Rule, ...] = (
    OUT, HIRED_ELSEWHERE, APPROVAL_MISSING, APPROVAL_WAITS, SEVERAL, EXPIRED_RULE, MAIL, START,
    CLOSED_DAY, PAY, JOB_CLOSED, NO_OPENING, OPENING_CLOSED, SALUTATION, DRIFT,
)  # fmt: skip
"""Every rule that is a warning, the gravest first."""

declare(
    Setting(
        "weekend", "06", "the days of the week on which the office is closed",
        Entry(
            BOARD, "Weekend", Kind.CHOICE, "warns of a start date on such a day",
            choices=(
                ("06", "Saturday and Sunday"), ("0", "Sunday"), ("56", "Friday and Saturday"),
                ("5", "Friday"), ("", "none"),
            ),
        ),
    ),
    Setting(
        "holidays", [], "the days on which the office is closed",
        Entry(
            BOARD, "Holidays", Kind.DAYS,
            "one a line: 12-25 Christmas of every year, or 2027-03-29 Easter Monday",
        ),
    ),
    *(rule.days for rule in WARNINGS if rule.days is not None),
)  # fmt: skip
