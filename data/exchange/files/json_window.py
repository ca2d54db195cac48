"""A window over text that comes in pieces, and how to step over JSON without keeping it."""

import re
from collections.abc import Callable

from data.exchange.files.text_file import Unreadable
from data.values.text import one_line

_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\[\]{}\"]*")
_MARK = re.compile(r'["\[\]{}]')
_SHOWN = 40
_IN_TEXT = re.compile(r'\\.|"', re.DOTALL)


class Feed:
    """A window of text that moves forwards over the pieces; `at` is where reading goes on."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._lines = 0
        self._column = 0
        self.text = ""
        self.at = 0
        self.is_all = False

    def more(self) -> bool:
        """Drop what was read and add as much again as is left, at least a piece."""
        self._count(self.text[: self.at])
        left = self.text[self.at :]
        pieces, wanted = [left], max(1, len(left))
        while wanted > 0 and not self.is_all:
            piece = self._read()
            self.is_all = not piece
            wanted -= len(piece)
            pieces.append(piece)
        self.text, self.at = "".join(pieces), 0
        return len(self.text) > len(left)

    def ahead(self, signs: int) -> None:
        """Have so many signs in the window, if there are so many."""
        while len(self.text) - self.at < signs and self.more():
            pass

    def sign(self) -> str:
        """Go to the next sign that is no space and give it; empty at the end."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def place(self, index: int | None = None) -> str:
        """Line and column of an index into the window (where reading is, if none), in words."""
        index = min(self.at if index is None else index, len(self.text))
        breaks = self.text.count("\n", 0, index)
        before = self.text.rfind("\n", 0, index)
        column = index - before if breaks else self._column + index + 1
        return f"line {self._lines + breaks + 1:,}, column {column:,}"

    def quoted(self) -> str:
        """How the text goes on, short enough for a sentence."""
        words = one_line(self.text[self.at : self.at + 200])
        return f"“{words[:_SHOWN]}…”" if len(words) > _SHOWN else f"“{words}”"

    def has_lines(self) -> bool:
        """Whether there are more lines than this one, before it or behind it."""
        return self._lines > 0 or len(self.text.strip().splitlines()) > 1

    def step_over_line(self) -> int:
        """Go behind the end of this line; gives its size."""
        size = 0
        while True:
            end = self.text.find("\n", self.at)
            size += self._go(end + 1 if end >= 0 else len(self.text))
            if end >= 0 or not self.more():
                return size

    def _count(self, done: str) -> None:
        breaks = done.count("\n")
        self._lines += breaks
        self._column = len(done) - done.rfind("\n") - 1 if breaks else self._column + len(done)

    # ------------------------------------------------------------ over

    def step_over(self) -> int:
        """Go behind the value that begins here, whatever its size; gives its size.

        Raises Unreadable when it does not end.
        """
        if self.text[self.at] not in '"[{':
            return self._over_scalar()
        depth = size = 0
        while True:
            found = _MARK.search(self.text, self.at)
            size += self._go(found.end() if found else len(self.text))
            if found is None:
                self._need_more()
                continue
            if found[0] == '"':
                size += self._over_text()
            else:
                depth += 1 if found[0] in "[{" else -1
            if depth <= 0:
                return size

    def _over_scalar(self) -> int:
        size = 0
        while True:
            found = _SCALAR.match(self.text, self.at)
            size += self._go(found.end() if found else self.at)
            if self.at < len(self.text) or not self.more():
                return size

    def _over_text(self) -> int:
        """Go behind the text of which the opening mark was passed."""
        size = 0
        while True:
            found = _IN_TEXT.search(self.text, self.at)
            if found is None:
                # a backslash at the end of the window belongs to the sign behind it
                size += self._go(len(self.text) - self.text.endswith("\\", self.at))
                self._need_more()
                continue
            size += self._go(found.end())
            if found[0] == '"':
                return size

    def _go(self, to: int) -> int:
        gone, self.at = to - self.at, to
        return gone

    def _need_more(self) -> None:
        if not self.more():
            raise Unreadable(f"is not JSON: it ends in the middle of a record, {self.place()}.")
