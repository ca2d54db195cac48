"""Reads the first comment of a template, in which it describes itself.

`{# name: Permanent employment | kind: offer | subject: Our offer, {{ job.title }} | locale: de #}`
`language` and `country` say whose words and customs it has, `check` what a lawyer should look at;
`written: plain` says that it is no HTML, but plain paragraphs.
The parts may come in any order and on several lines; each may be left out.
"""

import functools
import re

from data.letters.letter_records import Header
from data.values.text import one_line

_COMMENT = re.compile(r"\s*\{#[-+]?(.{0,2000}?)[-+]?#\}", re.DOTALL)
_PART = re.compile(r"(?:^|\|)\s*(name|kind|subject|locale|language|country|check|written)\s*:")


@functools.lru_cache(maxsize=64)
def header(source: str) -> Header:
    """What the first comment says; all of it empty when there is none, or it says nothing."""
    comment = _COMMENT.match(source)
    marks = list(_PART.finditer(comment[1])) if comment else []
    if comment is None or not marks:
        return Header()
    ends = [mark.start() for mark in marks[1:]] + [len(comment[1])]
    parts = {
        mark[1]: one_line(comment[1][mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    }
    return Header(**parts)


def as_html(source: str) -> str:
    """The source in HTML, line by line, whichever way it is written."""
    if not header(source).is_plain:
        return source
    from data.letters.paragraphs import plain_words  # most templates are HTML

    return plain_words.html(source)
