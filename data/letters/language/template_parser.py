"""Parses a template into its syntax tree and keeps the place of every node.

Jinja2 knows lines only. Here every token's line is a `Place`, a number that knows its column too,
and so every node and every error has one. Reading is counted and stops in time.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import Token, TokenStream, describe_token_expr
from jinja2.parser import Parser

from data.letters.language.render_limits import TOKENS, ForbiddenError, current, nearest_of

TAGS = (
    *("if", "for", "set", "block", "extends", "include", "macro", "call", "filter", "with"),
    *("from", "raw"),
)
"""The tags of the language, without those that close them."""

_BEGINNING = frozenset({"variable_begin", "block_begin", "comment_begin", "raw_begin", "raw_end"})
_NUMBERS = frozenset({"integer", "float"})
_LONGEST_NUMBER = 40
_MIDDLES = {"elif": "if", "else": "if"}
_SIGNS = {
    "end of print statement": "}}",
    "begin of print statement": "{{",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "template data / text": "text",
}
_SIGN = re.compile("|".join(_SIGNS))
_SENTENCES = (
    (r"expected token 'end of template', got '(.+)'", r"'\1' is not expected here"),
    (r"expected token '(.+)', got 'end of template'", r"'\1' is missing at the end"),
    (r"expected token '(.+)', got '(.+)'", r"'\1' is expected here, not '\2'"),
    (r"[Ee]xpected an expression, got '(.+)'", r"a value is missing before '\1'"),
    (r"unexpected '(.+)', expected '(.+)'", r"'\2' is expected here, not '\1'"),
    (r"unexpected '(.+)'", r"'\1' is not expected here"),
    (r"unexpected char ['\"](.+)['\"] at \d+", r"'\1' is not expected here"),
    (r"expected name or number", r"a name is missing after '.'"),
    (r"unexpected end of template, expected '(.+)'\.", r"'\1' is missing at the end"),
    (r"Missing end of comment tag", r"the comment is never closed: '#}' is missing"),
    (r"Missing end of raw directive", r"'{% raw %}' is never closed: '{% endraw %}' is missing"),
)
"""Messages of Jinja2 and the sentences that replace them."""


class Place(int):
    """A line, from 1, that knows the column in it, from 1."""

    column: int = 1

    @classmethod
    def at(cls, line: int, column: int) -> "Place":
        """The place in this line and column."""
        place = cls(line)
        place.column = column
        return place


def read(environment: Environment, source: str, name: str | None) -> nodes.Template:
    """The syntax tree of a template; raises TemplateSyntaxError with a Place for its line."""
    return _Reader(environment, source, name).parse()


def tokens(environment: Environment, source: str, name: str | None) -> TokenStream:
    """The tokens of a template, each with its place; counted."""
    placed = _placed(environment, source, name)
    return TokenStream(environment.lexer.wrap(placed, name), name, None)


def without(source: str, place: int) -> str | None:
    """The source with the `{{ … }}` at a place blanked out, so that reading can go on after it.

    None when the place is in no such tag.
    """
    if not isinstance(place, Place):
        return None
    lines = source.split("\n")
    at = sum(len(line) + 1 for line in lines[: place - 1]) + place.column - 1
    start = source.rfind("{{", 0, at + 2)
    end = source.find("}}", max(start, at - 1))
    inside = source[start:at]
    if start < 0 or end < 0 or "%}" in inside or "{%" in inside or "}}" in inside[:-2]:
        return None
    blank = re.sub(r"[^\n]", " ", source[start : end + 2])
    return source[:start] + blank + source[end + 2 :]


def sentence(message: str) -> str:
    """What Jinja2 says of a mistake, in the words of letters."""
    for pattern, words in _SENTENCES:
        found = re.fullmatch(pattern, message)
        if found:
            return _SIGN.sub(lambda sign: _SIGNS[sign[0]], found.expand(words))
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], message)


class _Reader(Parser):
    """The parser, saying what is wrong in the words of letters."""

    def __init__(self, environment: Environment, source: str, name: str | None) -> None:
        self._opened: list[Token] = []
        super().__init__(environment, source, name)

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        """One statement; those that are open are remembered, for the one that stays so."""
        self._opened.append(self.stream.current)
        statement = super().parse_statement()
        self._opened.pop()
        return statement

    def fail_unknown_tag(self, name: str, lineno: int | None = None) -> NoReturn:
        """Name a tag that does not exist, or not in this place."""
        if name not in _MIDDLES and not name.startswith("end"):
            close = nearest_of(name, TAGS)
            hint = f"; did you mean '{close}'?" if close else ""
            self.fail(f"there is no tag '{name}'{hint}", lineno)
        opened = self._opened[-2] if len(self._opened) > 1 else None
        hint = f"; '{{% {opened.value} %}}' of line {opened.lineno} is open" if opened else ""
        self.fail(f"'{{% {name} %}}' closes nothing here{hint}", lineno)

    def fail_eof(
        self, end_tokens: tuple[str, ...] | None = None, lineno: int | None = None
    ) -> NoReturn:
        """Say which tag is never closed, at the tag itself."""
        tag = self._opened[-1]
        ends = [describe_token_expr(one) for one in end_tokens or ()]
        end = next((one for one in ends if one.startswith("end")), f"end{tag.value}")
        self.fail(f"'{{% {tag.value} %}}' is never closed: '{{% {end} %}}' is missing", tag.lineno)


def _placed(
    environment: Environment, source: str, name: str | None
) -> Iterator[tuple[int, str, str]]:
    """What the lexer finds, with places for lines; raises when it is too much.

    Inside a tag nothing is left out, so a token stands where the one before it ends. Text between
    the tags may have lost spaces, and the next tag has to be found.
    """
    letter = current.get()
    at = line_start = count = 0
    try:
        for line, kind, text in environment.lexer.tokeniter(source, name):
            count += 1
            if count > TOKENS:
                raise ForbiddenError(f"the template has more than {TOKENS:,} words in its tags")
            if not count & 63:
                letter.tick()
            if kind == "data":
                yield line, kind, text
                continue
            if kind in _BEGINNING:
                before, at = at, max(at, source.find(text, at))
                line_start = source.rfind("\n", before, at) + 1 or line_start
            elif kind in _NUMBERS and len(text) > _LONGEST_NUMBER:
                raise TemplateSyntaxError("the number is too long", line, name)
            place = Place(line)
            place.column = at - line_start + 1
            yield place, kind, text
            at += len(text)
            if "\n" in text:
                line_start = at - len(text) + text.rfind("\n") + 1
    except TemplateSyntaxError as error:
        error.lineno = Place.at(error.lineno, at - line_start + 1)
        raise
