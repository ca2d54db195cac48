"""A template's line in coloured parts: tags, attributes, text, and what Jinja reads.

One line at a time, with what is open where it begins, so that a key never colours more than the
lines in view.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 4_000
"""Lines are coloured up to so many characters."""


class State(NamedTuple):
    """What is open at the beginning of a line.

    `html` is "text", "tag", "comment", or the quotation mark of an attribute's value; `jinja` is
    what ends the tag of Jinja that is open, or empty.
    """

    html: str = "text"
    jinja: str = ""


class Token(NamedTuple):
    """A part of a line, by characters, and the style word of its colour."""

    start: int
    end: int
    style: str


TAG, ATTRIBUTE, VALUE, COMMENT, ENTITY = "info", "info", "good", "muted", "accent"
BRACE, KEYWORD, NAME, FILTER, STRING = "accent", "accent strong", "warn", "warn strong", "good"

_OPENERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_IN_TEXT = re.compile(r"\{\{|\{%|\{#|<!--|</?[A-Za-z][A-Za-z0-9]*|&#?\w{1,32};")
_IN_TAG = re.compile(r"""\{\{|\{%|\{#|/?>|["']|[^\s"'<>/={]+""")
_IN_JINJA = re.compile(
    r"""(?P<end>[-+]?(?:%\}|\}\}))|(?P<string>"[^"]*"?|'[^']*'?)|(?P<filter>\|\s*[A-Za-z_]\w*)"""
    r"""|(?P<word>[A-Za-z_][\w.]*)|(?P<number>\d[\d.]*)"""
)
_KEYWORDS = frozenset(
    [
        *("if", "elif", "else", "endif", "for", "endfor", "in", "is", "not", "and", "or"),
        *("set", "endset", "block", "endblock", "extends", "include", "macro", "endmacro"),
        *("call", "endcall", "filter", "endfilter", "with", "endwith", "import", "from"),
        *("ignore", "missing", "raw", "endraw", "true", "false", "none", "scoped", "required"),
    ]
)


def tokens(line: str, state: State) -> tuple[list[Token], State]:
    """The coloured parts of a line, and what is open where the next one begins."""
    scanner = _Scanner(line[:LONGEST], state)
    return scanner.scan()


def inside_jinja(line: str, state: State) -> str:
    """What would end the tag of Jinja that is open at the end of this text, or empty."""
    return tokens(line, state)[1].jinja


class _Scanner:
    """Reads one line from left to right."""

    def __init__(self, line: str, state: State) -> None:
        self._line = line
        self._html, self._jinja = state
        self._at = 0
        self._found: list[Token] = []

    def scan(self) -> tuple[list[Token], State]:
        """The parts and the state at the end."""
        while self._at < len(self._line):
            if self._jinja == "#}":
                self._until(self._jinja, COMMENT, "jinja")
            elif self._jinja:
                self._expression()
            elif self._html == "text":
                self._text()
            elif self._html == "tag":
                self._tag()
            elif self._html == "comment":
                self._until("-->", COMMENT, "html")
            else:
                self._value()
        return self._found, State(self._html, self._jinja)

    def _add(self, end: int, style: str) -> None:
        if end > self._at and style:
            self._found.append(Token(self._at, end, style))
        self._at = end

    def _until(self, closer: str, style: str, what: str) -> None:
        """Everything up to what ends a comment."""
        end = self._line.find(closer, self._at)
        if end < 0:
            self._add(len(self._line), style)
            return
        self._add(end + len(closer), style)
        if what == "jinja":
            self._jinja = ""
        else:
            self._html = "text"

    def _open(self, opener: str) -> None:
        """A tag of Jinja begins."""
        self._jinja = _OPENERS[opener]
        comment = opener == "{#"
        end = self._at + 2 + (self._line[self._at + 2 : self._at + 3] in ("-", "+"))
        self._add(end, COMMENT if comment else BRACE)

    def _text(self) -> None:
        found = _IN_TEXT.search(self._line, self._at)
        if found is None:
            self._at = len(self._line)
            return
        self._at, word = found.start(), found[0]
        if word in _OPENERS:
            self._open(word)
        elif word == "<!--":
            self._html = "comment"
        elif word.startswith("<"):
            self._html = "tag"
            self._add(found.end(), TAG)
        else:
            self._add(found.end(), ENTITY)

    def _tag(self) -> None:
        found = _IN_TAG.search(self._line, self._at)
        if found is None:
            self._at = len(self._line)
            return
        self._at, word = found.start(), found[0]
        if word in _OPENERS:
            self._open(word)
        elif word in (">", "/>"):
            self._html = "text"
            self._add(found.end(), TAG)
        elif word in ('"', "'"):
            self._html = word
            self._add(found.end(), VALUE)
        else:
            self._add(found.end(), ATTRIBUTE)

    def _value(self) -> None:
        """The value of an attribute, to its end or to a tag of Jinja in it."""
        quote = self._html
        found = re.compile(r"\{\{|\{%|\{#|" + quote).search(self._line, self._at)
        if found is None:
            self._add(len(self._line), VALUE)
        elif found[0] == quote:
            self._html = "tag"
            self._add(found.end(), VALUE)
        else:
            self._add(found.start(), VALUE)
            self._open(found[0])

    def _expression(self) -> None:
        found = _IN_JINJA.search(self._line, self._at)
        if found is None:
            self._at = len(self._line)
            return
        self._at = found.start()
        kind = found.lastgroup
        if kind == "end":
            self._jinja = ""
            self._add(found.end(), BRACE)
        elif kind == "word":
            self._add(found.end(), KEYWORD if found[0].lower() in _KEYWORDS else NAME)
        else:
            styles = {"string": STRING, "number": STRING, "filter": FILTER}
            self._add(found.end(), styles[kind or "string"])
