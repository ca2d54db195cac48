"""What StackOne cannot say of offers."""

from data.exchange.exporting.common_losses import (
    APPROVERS,
    EXPIRED,
    FIELDS,
    PAY_AS_TEXT,
    SUPERSEDED,
    all_terms_but,
)
from data.exchange.system import Loss

LOSSES = (
    SUPERSEDED,
    Loss(
        "standing = 'sent'",
        "is sent: written as pending, with Sent as the source's word",
        "are sent: written as pending, with Sent as the source's word",
    ),
    Loss(
        EXPIRED,
        "has expired: written as pending, with Expired as the source's word",
        "have expired: written as pending, with Expired as the source's word",
    ),
    PAY_AS_TEXT,
    *all_terms_but("salary", "currency", "start_date"),
    FIELDS,
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
    APPROVERS,
)
