"""Styled lines of text, without any terminal in them."""

from typing import NamedTuple


class Span(NamedTuple):
    """A run of text on one line; `style` is words such as "strong", "em", "heading unset"."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
