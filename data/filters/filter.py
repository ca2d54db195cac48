"""The filter language that lists (`/`), the command line and saved views understand.

Words search; `name:value` and `name<value` are terms (data.filters.vocabulary lists them); `-`
negates what follows it; `or` and parentheses; what stands side by side must all hold. This module
says what a filter is; how it is read is in data.filters.parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from data.filters.completion import Completions, ValueSource
    from data.filters.nodes import Node
    from data.filters.vocabulary import Vocabulary


class Filter(NamedTuple):
    """A filter as read; without a root everything passes. Its `str()` reads the same."""

    root: Node | None = None

    def __str__(self) -> str:
        from data.filters.parser import written

        return "" if self.root is None else written(self.root)

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self.root is not None

    @property
    def parts(self) -> tuple[Node, ...]:
        """What must all hold."""
        if self.root is None:
            return ()
        from data.filters.nodes import And

        return self.root.parts if isinstance(self.root, And) else (self.root,)


def parse(text: str, *, vocabulary: Vocabulary | None = None, typing: bool = False) -> Filter:
    """Read a filter; raises FilterError with the place and what would be right.

    `vocabulary` says which terms there are (those of offers, if none). With `typing` quotes and
    parentheses that are open at the end count as closed, and a last term that may become right is
    an error that says so (`is_unfinished`).
    """
    if not text.strip():
        return Filter()
    from data.filters.parser import read

    return Filter(read(text, vocabulary, typing=typing))


def complete(
    text: str, cursor: int, source: ValueSource, vocabulary: Vocabulary | None = None
) -> Completions:
    """What could stand at the cursor, best first; `source` knows the values there are."""
    from data.filters.completion import completions

    return completions(text, cursor, source, vocabulary)
