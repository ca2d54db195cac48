"""The error of a filter that cannot be parsed; the first screen loads it before any parser."""

from data.errors import DataError


class FilterError(DataError):
    """The filter cannot be read: `place` is where the wrong part begins, `length` how long it is.

    `is_unfinished` says that it stands where somebody is still typing and may become right.
    """

    title = "Filter"

    def __init__(
        self, text: str, place: int, length: int = 1, *, is_unfinished: bool = False
    ) -> None:
        super().__init__(text)
        self.place = place
        self.length = max(1, length)
        self.is_unfinished = is_unfinished
