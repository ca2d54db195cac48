"""What several systems cannot say: which offers it is about, and what becomes of it."""

from data.exchange.system import Loss
from data.records.offer_terms import TERMS, TEXT, Term

_VERSIONS = "SELECT 1 FROM versions WHERE offer_id = offers.id"
_HAS_FIELDS = (
    # the one called Salary is the pay
    "EXISTS (SELECT 1 FROM versions JOIN version_values ON version_id = versions.id"
    " JOIN custom_fields ON custom_fields.id = field_id AND lower(custom_fields.name) <> 'salary'"
    " WHERE offer_id = offers.id AND number = offers.version"
    " AND coalesce(version_values.value, raw) IS NOT NULL)"
)
EXPIRED = "standing IN ('sent', 'pending') AND expiry_date IS NOT NULL AND expiry_date < :today"
WITHDRAWN = Loss(
    "standing = 'withdrawn'",
    "is withdrawn: written as rejected, which may mean declined too",
    "are withdrawn: written as rejected, which may mean declined too",
)
SUPERSEDED = Loss(
    "superseded = 1", "only ever was superseded: left out", "only ever were superseded: left out"
)
PAY_AS_TEXT = Loss(
    "salary_minor IS NULL AND salary_text <> ''",
    "has a salary that is text, not an amount: written without it",
    "have a salary that is text, not an amount: written without it",
)
FIELDS = Loss(_HAS_FIELDS, "has custom fields", "have custom fields")
OLDER = Loss(
    f"superseded = 0 AND EXISTS ({_VERSIONS} AND number <> offers.version)",
    "has earlier versions: only the current one is written",
    "have earlier versions: only the current one is written",
)
ATTACHED = Loss(
    "EXISTS (SELECT 1 FROM attachments WHERE offer_id = offers.id)",
    "has attached files: they stay at the desk",
    "have attached files: they stay at the desk",
)
"""What every system but the desk's own dump leaves out."""
_ASKED = "SELECT 1 FROM approvals WHERE offer_id = offers.id"
APPROVALS = Loss(
    f"EXISTS ({_ASKED})", "was put up for approval", "were put up for approval", is_usual=True
)
APPROVERS = Loss(
    "EXISTS (SELECT 1 FROM approvals JOIN approval_steps ON approval_id = approvals.id"
    " WHERE offer_id = offers.id)",
    "was put up for approval: who was asked is not written",
    "were put up for approval: who was asked is not written",
)
APPROVALS_APART = Loss(
    f"EXISTS ({_ASKED})",
    "was put up for approval: that is a record of its own, among approvals and all",
    "were put up for approval: those are records of their own, among approvals and all",
    is_usual=True,
)
CANDIDATE = Loss(
    "EXISTS (SELECT 1 FROM candidates WHERE candidates.id = offers.candidate_id"
    " AND candidates.name || email || phone <> '')",
    "names its candidate: only the number is written",
    "name their candidates: only the numbers are written",
    is_usual=True,
)


def all_terms_but(*carried: str) -> tuple[Loss, ...]:
    """The terms that a system's records do not have: every declared one but these, by key."""
    return tuple(_loss(term) for term in TERMS if term.key not in carried)


def _loss(term: Term) -> Loss:
    is_set = f"{term.stored_in} <> ''" if term.type is TEXT else f"{term.stored_in} IS NOT NULL"
    if not term.is_mirrored:
        is_set = f"EXISTS ({_VERSIONS} AND number = offers.version AND {is_set})"
    return Loss(is_set, f"has {term.one}", f"have {term.one}")
