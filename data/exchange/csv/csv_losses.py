"""What a table cannot say of offers."""

from data.exchange.exporting.common_losses import APPROVALS, OLDER, all_terms_but
from data.exchange.system import Loss
from data.records.offer_terms import TERMS

LOSSES = (
    OLDER,
    *all_terms_but(*(term.key for term in TERMS if term.table)),
    Loss("flags > 0", "has flags that wait for a person", "have flags that wait for a person"),
    APPROVALS,
)
