"""A rarer look for garbage while many records go in or out.

Records hold no cycles, and looking through all that a batch holds takes a tenth of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 200_000
"""Objects made since the last look that let Python look again."""


@contextmanager
def looked_for_rarely() -> Iterator[None]:
    """Inside, Python looks for garbage only after many new objects."""
    thresholds = gc.get_threshold()
    gc.set_threshold(max(_OBJECTS, thresholds[0]), *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
