"""What a table cannot say of offers."""

from data.exchange.exporting.common_losses import HAND, OLDER
from data.exchange.system import Loss

LOSSES = (
    OLDER,
    HAND,
    Loss("flags > 0", "has flags that wait for a person", "have flags that wait for a person"),
)
