"""What Lever cannot say of offers."""

from data.exchange.exporting.common_losses import APPROVERS, OLDER, SUPERSEDED, all_terms_but
from data.exchange.system import Loss

LOSSES = (
    SUPERSEDED,
    OLDER,
    Loss(
        "standing IN ('declined', 'withdrawn')",
        "was declined or withdrawn: written as sent",
        "were declined or withdrawn: written as sent",
    ),
    *all_terms_but("salary", "currency", "pay_frequency", "start_date", "expiry_date"),
    APPROVERS,
)
