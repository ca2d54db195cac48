"""What OpenATS cannot say of offers."""

from data.exchange.exporting.common_losses import (
    APPROVALS,
    FIELDS,
    OLDER,
    PAY_AS_TEXT,
    SUPERSEDED,
    all_terms_but,
)
from data.exchange.system import Loss

LOSSES = (
    SUPERSEDED,
    OLDER,
    PAY_AS_TEXT,
    *all_terms_but(
        *("salary", "currency", "pay_frequency", "start_date", "expiry_date"),
        *("template", "letter_html"),
    ),
    FIELDS,
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
    APPROVALS,
)
