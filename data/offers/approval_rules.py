"""The rules about approvals: sending needs one that is not there, or one was asked and waits.

When sending needs one is in the settings (`data.settings.approval_needs`).
"""

from datetime import date

from data.offers.pay_sql import JOB_LEAST, JOB_MOST, OFFER_YEARLY, PAY, rate
from data.offers.rule import LIVE, SENDING, Rule, day_words
from data.storage.approval_state import state_sql

_SAYS = "json_extract(:approval, '$.{}')".format
# pay of which nobody can say whether it is above needs an approval
_ABOVE = (
    f"({_SAYS('minor')} IS NOT NULL AND offers.salary_minor IS NOT NULL AND coalesce("
    f"offers.salary_minor * {OFFER_YEARLY} * ({rate(_SAYS('currency'))}) > {_SAYS('minor')}, 1))"
)
_OUTSIDE = (
    f"{_SAYS('outside')} = 1 AND jobs.pay_kind = 'range' AND offers.salary_minor IS NOT NULL"
    f" AND ({PAY} < {JOB_LEAST} OR {PAY} > {JOB_MOST})"
)
_DEPARTMENT = "jobs.department IN (SELECT value FROM json_each(:approval, '$.departments'))"
_JOB = "EXISTS (SELECT 1 FROM jobs WHERE jobs.id = offers.job_id AND ({}))"
_OF_JOB = _JOB.format(f"{_OUTSIDE} OR {_DEPARTMENT}")
NEEDED = (
    f"CASE {_SAYS('when')} WHEN 'always' THEN 1 WHEN 'cases' THEN {_ABOVE} OR {_OF_JOB} ELSE 0 END"
)
"""Whether sending this offer needs an approval."""
_STATE = state_sql("offers")


def _missing_words(since: str, today: date) -> str:
    return "approval was not given" if since == "refused" else "approval is needed, nobody is asked"


APPROVAL_MISSING = Rule(
    "approval", "Approval missing", "a draft that needs an approval, or was not approved",
    "approve",
    f"{LIVE} AND offers.standing = 'draft'"
    f" AND ({_STATE} = 'refused' OR {_STATE} = 'none' AND {NEEDED})",
    _STATE, _missing_words, warns_of=SENDING, field="approval",
)  # fmt: skip
APPROVAL_WAITS = Rule(
    "waits", "Waits for approval", "a draft that others were asked to approve", "approve",
    f"{LIVE} AND offers.standing = 'draft'",
    "approvals.asked_at", day_words("waits for approval, asked"),
    tables="approvals INDEXED BY approvals_by_state CROSS JOIN offers"
    " ON offers.id = approvals.offer_id AND offers.version = approvals.version"
    " AND approvals.is_current = 1 AND approvals.state = 'asked'",
    warns_of=SENDING, field="approval",
)  # fmt: skip
