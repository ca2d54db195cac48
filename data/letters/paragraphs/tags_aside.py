"""Takes the tags of the language of letters out of plain paragraphs, and puts them back.

While the paragraphs are read, a tag is one sign that stands for a word: nothing in it is Markdown.
"""

import re
from collections.abc import Iterator

from data.values.text import REPLACEMENT

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a tag. They belong to nobody; those in a source are shown as unreadable."""
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_BEGIN = re.compile(r"\{[{%#]")
_ASIDE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_BLOCK, _END_BLOCK = re.compile(r"\{%[-+]?\s*block\b"), re.compile(r"\{%[-+]?\s*endblock\b")
_OWN = re.compile(f"[{OPEN}{CLOSE}]")


class TagsAside:
    """A source whose tags stand aside; `lines` has for each of its lines that of the source."""

    def __init__(self, source: str) -> None:
        self._tags: list[str] = []
        safe = _OWN.sub(REPLACEMENT, source)
        self.text = "".join(self._standing_aside(safe))
        self.lines = list(self._numbered())

    def _standing_aside(self, source: str) -> Iterator[str]:
        """The text between the tags and a sign for each; a tag that nothing closes is text."""
        at = 0
        for start, end in _tags(source):
            self._tags.append(source[start:end])
            yield f"{source[at:start]}{OPEN}{len(self._tags) - 1}{CLOSE}"
            at = end
        yield source[at:]

    def _numbered(self) -> Iterator[int]:
        number = 0
        for line in self.text.split("\n"):
            yield number
            number += 1 + self.back(line).count("\n")

    def back(self, text: str) -> str:
        """The text with its tags in it again."""
        return _ASIDE.sub(lambda one: self._tags[int(one[1])], text)

    def stands_alone(self, line: str) -> bool:
        """Whether a line is no paragraph: only tags, or one block of the layout."""
        return self.is_tags(line) or self.is_block(line)

    def is_tags(self, text: str) -> bool:
        """Whether there are only tags in it that write nothing by themselves, and at least one."""
        found = _ASIDE.findall(text)
        rest = _ASIDE.sub("", text).strip()
        return bool(found) and not rest and not any(self._writes(int(one)) for one in found)

    def is_block(self, text: str) -> bool:
        """Whether it is one block of a layout with its words in the same line."""
        found = _ASIDE.findall(text)
        line = text.strip()
        return (
            len(found) > 1
            and line.startswith(OPEN)
            and line.endswith(CLOSE)
            and _BLOCK.match(self._tags[int(found[0])]) is not None
            and _END_BLOCK.match(self._tags[int(found[-1])]) is not None
        )

    def goes_on(self, text: str) -> bool:
        """Whether the text begins with a tag that takes away the space before it: `{%-`, `{{-`."""
        found = _ASIDE.match(text)
        return found is not None and self._tags[int(found[1])][2] == "-"

    def _writes(self, number: int) -> bool:
        return self._tags[number].startswith("{{")


def _tags(source: str) -> Iterator[tuple[int, int]]:
    """Where tags begin and end; a sign that nothing closes is sought once."""
    at = 0
    unclosed: set[str] = set()
    while (begin := _BEGIN.search(source, at)) is not None:
        sign = begin[0]
        end = -1 if sign in unclosed else source.find(_ENDS[sign], begin.end())
        if end < 0:
            unclosed.add(sign)
            at = begin.end()
        else:
            at = end + 2
            yield begin.start(), at


def same_tag(html: str, source: str, column: int) -> int:
    """The column in a line of the source, from 1, for one in its HTML: that of the same tag."""
    before = [one.start() for one in _BEGIN.finditer(html)]
    there = [one.start() for one in _BEGIN.finditer(source)]
    at = sum(start < column for start in before)
    if not 0 < at <= len(there):
        return 1
    return there[at - 1] + column - before[at - 1]
