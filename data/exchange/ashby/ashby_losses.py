"""What Ashby cannot say of offers."""

from data.exchange.exporting.common_losses import APPROVERS, PAY_AS_TEXT, SUPERSEDED, all_terms_but
from data.exchange.system import Loss

LOSSES = (
    SUPERSEDED,
    Loss(
        "standing = 'pending'",
        "is being considered: written as waiting for the candidate",
        "are being considered: written as waiting for the candidate",
    ),
    PAY_AS_TEXT,
    *all_terms_but("salary", "currency", "start_date", "opening"),
    Loss("sent_at IS NOT NULL", "has a date of sending", "have dates of sending"),
    Loss(
        "job_id IS NOT NULL OR candidate_id IS NOT NULL",
        "names its job or candidate: only the application's number is written",
        "name their job or candidate: only the application's number is written",
        is_usual=True,
    ),
    APPROVERS,
)
