"""What several systems cannot say: which offers it is about, and what becomes of it."""

from data.exchange.system import Loss

_VERSIONS = "SELECT 1 FROM versions WHERE offer_id = offers.id"
_HAS_FIELDS = (
    # the one called Salary is the pay
    "EXISTS (SELECT 1 FROM versions JOIN version_values ON version_id = versions.id"
    " JOIN custom_fields ON custom_fields.id = field_id AND lower(custom_fields.name) <> 'salary'"
    " WHERE offer_id = offers.id AND number = offers.version"
    " AND coalesce(version_values.value, raw) IS NOT NULL)"
)
_LETTER = f"EXISTS ({_VERSIONS} AND number = offers.version AND letter_html IS NOT NULL)"
EXPIRED = "standing IN ('sent', 'pending') AND expiry_date IS NOT NULL AND expiry_date < :today"
WITHDRAWN = Loss(
    "standing = 'withdrawn'",
    "is withdrawn: written as rejected, which may mean declined too",
    "are withdrawn: written as rejected, which may mean declined too",
)
SUPERSEDED = Loss(
    "superseded = 1", "only ever was superseded: left out", "only ever were superseded: left out"
)
TEXT = Loss(
    "salary_minor IS NULL AND salary_text <> ''",
    "has a salary that is text, not an amount: written without it",
    "have a salary that is text, not an amount: written without it",
)
FREQUENCY = Loss("pay_frequency IS NOT NULL", "has a pay frequency", "have a pay frequency")
TEMPLATE = Loss("template_id IS NOT NULL", "has a letter template", "have a letter template")
HAND = Loss(_LETTER, "has a letter written by hand", "have a letter written by hand")
OPENING = Loss("opening_id IS NOT NULL", "has an opening", "have an opening")
EXPIRES = Loss("expiry_date IS NOT NULL", "has an expiry date", "have an expiry date")
FIELDS = Loss(_HAS_FIELDS, "has custom fields", "have custom fields")
OLDER = Loss(
    f"superseded = 0 AND EXISTS ({_VERSIONS} AND number <> offers.version)",
    "has superseded versions: only the current one is written",
    "have superseded versions: only the current one is written",
)
CANDIDATE = Loss(
    "EXISTS (SELECT 1 FROM candidates WHERE candidates.id = offers.candidate_id"
    " AND first_name || last_name || email || phone <> '')",
    "names its candidate: only the number is written",
    "name their candidates: only the numbers are written",
    is_usual=True,
)
