"""Made-up desks: a small one that shows everything, and one of any size for benchmarks."""

from collections.abc import Callable


def fill_demo() -> None:
    """Fill the open, empty desk with about 40 offers that show every side of it.

    The same on every run at the same moment; days count from `clock.today()`. All or nothing.
    """
    from data.made_up import demo as sample_demo

    sample_demo.fill_demo()


def fill_many(count: int, progress: Callable[[int], None] | None = None) -> None:
    """Fill the open, empty desk with `count` offers; `progress` hears how many are written.

    The same for the same count and moment. Raises NotAllowed when there are offers already.
    """
    from data.made_up import many as sample_many

    sample_many.fill_many(count, progress)
