"""What a system cannot say of the wanted offers: counted and named before anything is written.

What goes out as it is kept loses nothing, so only offers that are new to the system, or were
changed here, are looked at.
"""

import sqlite3
from typing import NamedTuple

from data.values import clock

_EXAMPLES = 3


class Loss(NamedTuple):
    """Something that gets lost: which offers it is about, as SQL, and what becomes of it.

    `is_usual`: the system's own records do not say it either, so it is lost only with other ones.
    """

    where: str
    one: str
    many: str
    is_usual: bool = False


_VERSIONS = "SELECT 1 FROM versions WHERE offer_id = offers.id"
_HAS_FIELDS = (
    # the one called Salary is the pay
    "EXISTS (SELECT 1 FROM versions JOIN version_values ON version_id = versions.id"
    " JOIN custom_fields ON custom_fields.id = field_id AND lower(custom_fields.name) <> 'salary'"
    " WHERE offer_id = offers.id AND number = offers.version"
    " AND coalesce(version_values.value, raw) IS NOT NULL)"
)
_LETTER = f"EXISTS ({_VERSIONS} AND number = offers.version AND letter_html IS NOT NULL)"
_EXPIRED = "standing IN ('sent', 'pending') AND expiry_date IS NOT NULL AND expiry_date < :today"
_WITHDRAWN = Loss(
    "standing = 'withdrawn'",
    "is withdrawn: written as rejected, which may mean declined too",
    "are withdrawn: written as rejected, which may mean declined too",
)
_SUPERSEDED = Loss(
    "superseded = 1", "only ever was superseded: left out", "only ever were superseded: left out"
)
_TEXT = Loss(
    "salary_minor IS NULL AND salary_text <> ''",
    "has a salary that is text, not an amount: written without it",
    "have a salary that is text, not an amount: written without it",
)
_FREQUENCY = Loss("pay_frequency IS NOT NULL", "has a pay frequency", "have a pay frequency")
_TEMPLATE = Loss("template_id IS NOT NULL", "has a letter template", "have a letter template")
_HAND = Loss(_LETTER, "has a letter written by hand", "have a letter written by hand")
_OPENING = Loss("opening_id IS NOT NULL", "has an opening", "have an opening")
_EXPIRES = Loss("expiry_date IS NOT NULL", "has an expiry date", "have an expiry date")
_FIELDS = Loss(_HAS_FIELDS, "has custom fields", "have custom fields")
_OLDER = Loss(
    f"superseded = 0 AND EXISTS ({_VERSIONS} AND number <> offers.version)",
    "has superseded versions: only the current one is written",
    "have superseded versions: only the current one is written",
)
_CANDIDATE = Loss(
    "EXISTS (SELECT 1 FROM candidates WHERE candidates.id = offers.candidate_id"
    " AND first_name || last_name || email || phone <> '')",
    "names its candidate: only the number is written",
    "name their candidates: only the numbers are written",
    is_usual=True,
)

LOSSES: dict[str, tuple[Loss, ...]] = {
    "greenhouse": (
        _WITHDRAWN,
        Loss(
            "standing = 'pending'",
            "is pending: written as unresolved with its date of sending, like a sent one",
            "are pending: written as unresolved with their date of sending, like sent ones",
        ),
        Loss(
            "standing IN ('sent', 'pending') AND sent_at IS NULL",
            "is sent without a date: written as unresolved, like a draft",
            "are sent without a date: written as unresolved, like drafts",
        ),
        Loss(
            _EXPIRED,
            "has expired: written as unresolved",
            "have expired: written as unresolved",
        ),
        _EXPIRES,
        Loss(
            "salary_minor IS NULL AND currency IS NOT NULL",
            "has a currency without an amount",
            "have a currency without an amount",
        ),
        Loss(
            "salary_minor IS NULL AND pay_frequency IS NOT NULL",
            "has a pay frequency without an amount",
            "have a pay frequency without an amount",
        ),
        Loss(
            "salary_minor IS NOT NULL AND EXISTS (SELECT 1 FROM remote_refs JOIN versions"
            " ON versions.id = local_id WHERE remote_refs.offer_id = offers.id"
            " AND kind = 'version' AND +system = :system AND versions.salary_text <> '')",
            "has an amount where Greenhouse has text: written as text if the field holds text",
            "have an amount where Greenhouse has text: written as text if the field holds text",
        ),
        _TEMPLATE,
        _HAND,
        _CANDIDATE,
    ),
    "openats": (
        _SUPERSEDED,
        _OLDER,
        _TEXT,
        _OPENING,
        _FIELDS,
        Loss(
            "status IN ('accepted', 'declined', 'withdrawn') AND resolved_at IS NULL",
            "was decided without a known moment",
            "were decided without a known moment",
        ),
        Loss(
            "candidate_id IS NULL OR job_id IS NULL",
            "has no known candidate or job, which OpenATS requires",
            "have no known candidate or job, which OpenATS requires",
        ),
    ),
    "stackone": (
        _SUPERSEDED,
        Loss(
            "standing = 'sent'",
            "is sent: written as pending, with Sent as the source's word",
            "are sent: written as pending, with Sent as the source's word",
        ),
        Loss(
            _EXPIRED,
            "has expired: written as pending, with Expired as the source's word",
            "have expired: written as pending, with Expired as the source's word",
        ),
        _EXPIRES,
        _TEXT,
        _FREQUENCY,
        _OPENING,
        _FIELDS,
        _TEMPLATE,
        _HAND,
        Loss(
            "sent_at IS NOT NULL OR resolved_at IS NOT NULL",
            "has dates of sending or deciding",
            "have dates of sending or deciding",
            is_usual=True,
        ),
        Loss(
            "job_id IS NOT NULL OR candidate_id IS NOT NULL",
            "names its job or candidate: only the application's number is written",
            "name their job or candidate: only the application's number is written",
            is_usual=True,
        ),
    ),
    "csv": (
        _OLDER,
        _HAND,
        Loss(
            "flags > 0", "has flags that wait for a person", "have flags that wait for a person"
        ),
    ),
}  # fmt: skip


def sentences(desk: sqlite3.Connection, system: str, *, versions: bool = False) -> tuple[str, ...]:
    """One sentence for each thing that the system cannot say of the offers in `wanted`.

    `versions`: every version is written, not only the current one.
    """
    said = []
    for loss in LOSSES.get(system, ()):
        if loss is _OLDER and versions:
            continue
        where = f"FROM wanted JOIN offers ON offers.id = wanted.id WHERE ({loss.where})"
        if system in _LEAVING_OUT and loss is not _SUPERSEDED:
            where += " AND superseded = 0"
        if system != "csv":
            where += f" AND ({_IS_NEW if loss.is_usual else _IS_NEW_OR_CHANGED})"
        bound = {"system": system, "today": clock.today().isoformat()}
        count = desk.execute(f"SELECT count(*) {where}", bound).fetchone()[0]
        if count:
            rows = desk.execute(f"SELECT offers.id {where} ORDER BY place LIMIT {_EXAMPLES}", bound)
            said.append(_sentence(loss, count, [row[0] for row in rows]))
    return tuple(said)


def _sentence(loss: Loss, count: int, examples: list[int]) -> str:
    named = ", ".join(map(str, examples))
    if count == 1:
        return f"1 offer {loss.one} ({named})."
    more = ", …" if count > len(examples) else ""
    return f"{count:,} offers {loss.many} ({named}{more})."


_LEAVING_OUT = ("openats", "stackone")
"""Systems to which offers that only ever were superseded do not go."""
_IS_NEW = (
    "NOT EXISTS (SELECT 1 FROM remote_refs WHERE remote_refs.offer_id = offers.id"
    " AND +kind IN ('version', 'offer', 'request') AND +system = :system AND raw IS NOT NULL)"
)
"""The system keeps no copy of it."""
_IS_NEW_OR_CHANGED = (
    f"{_IS_NEW} OR EXISTS (SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = offers.id"
    " AND kind NOT IN ('imported', 'settled'))"
)
