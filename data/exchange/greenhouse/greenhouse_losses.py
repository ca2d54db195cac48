"""What Greenhouse cannot say of offers."""

from data.exchange.exporting.common_losses import (
    APPROVALS_APART,
    CANDIDATE,
    EXPIRED,
    WITHDRAWN,
    all_terms_but,
)
from data.exchange.system import Loss

LOSSES = (
    WITHDRAWN,
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
        EXPIRED,
        "has expired: written as unresolved",
        "have expired: written as unresolved",
    ),
    *all_terms_but("salary", "currency", "pay_frequency", "start_date", "opening"),
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
        "salary_minor IS NOT NULL AND EXISTS (SELECT 1 FROM kept_records JOIN versions"
        " ON versions.id = version_id WHERE kept_records.offer_id = offers.id"
        " AND kind = 'version' AND +system = :system AND versions.salary_text <> '')",
        "has an amount where Greenhouse has text: written as text if the field holds text",
        "have an amount where Greenhouse has text: written as text if the field holds text",
    ),
    CANDIDATE,
    APPROVALS_APART,
)
