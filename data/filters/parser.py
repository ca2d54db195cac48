"""Parses filters, and writes them as text again.

    filter := all ("or" all)*     all   := part+
    part   := "-"* (group | phrase | term | word)
    group  := "(" filter ")"      term  := name sign value ("," value)*
    value  := phrase | characters other than blanks, quotes and parentheses

"or" and "and" (which says nothing) are words of the language unless in quotes. A quote inside
quotes is written twice. Dates and amounts may be of several words: `starts<next monday`.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from data.filters import operands
from data.filters.filter_error import FilterError
from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word
from data.filters.operands import OperandError
from data.filters.vocabulary import (
    COMPARED,
    FREQUENCIES,
    IS_WORDS,
    NONE,
    OFFERS,
    STATUS_WORDS,
    TermKind,
    TermName,
    Vocabulary,
)
from data.values.status import Status
from data.values.text import one_line

LONGEST = 500
"""The most characters a filter may have."""
DEEPEST = 20
"""Parentheses inside parentheses."""
MOST_PARTS = 60
"""Words and terms of one filter."""
_MOST_WORDS = 4
"""Words of which a date may be made."""

_SIGNS = r'[^\s()"]+'
_TERM = r"([A-Za-z][A-Za-z0-9_.]*)(<=|>=|<|>|:|=)"
_APART = r"([A-Za-z][A-Za-z0-9_.]*)\s+(<=|>=|<|>|=)"
_QUOTED = r'"((?:[^"]|"")*)("|$)'
_SEVERAL = frozenset({TermKind.DAY, TermKind.MOMENT, TermKind.MONEY})
"""Kinds whose values may have blanks in them."""


def read(text: str, vocabulary: Vocabulary | None = None, *, typing: bool = False) -> Node | None:
    """The filter that the text says; raises FilterError."""
    if len(text) > LONGEST:
        raise FilterError(f"A filter has at most {LONGEST} characters.", LONGEST)
    return _Reader(text, vocabulary or OFFERS, typing=typing).read()


class _Value(NamedTuple):
    """A value as it stands in the text."""

    operand: Operand
    place: int
    length: int


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary, *, typing: bool) -> None:
        self._text = text
        self._words = vocabulary
        self._typing = typing
        self._at = 0
        self._depth = 0
        self._parts = 0

    # ------------------------------------------------------------ the grammar

    def read(self) -> Node | None:
        """The whole text."""
        found = self._either()
        if self._at < len(self._text):
            raise FilterError("There is no ( for this ).", self._at)
        return found

    def _either(self) -> Node | None:
        """Parts with `or` between them, up to a parenthesis or the end."""
        sides: list[Node] = []
        while True:
            place = self._at
            side = self._all()
            more = self._takes_word("or")
            if side is None and (sides or more):
                self._nothing_beside(place, more=more)
            elif side is not None:
                sides.append(side)
            if not more:
                return _either(sides)

    def _nothing_beside(self, place: int, *, more: bool) -> None:
        at_end = not self._text[self._at :].strip()
        if not (self._typing and at_end and not more):
            raise FilterError("Write something on both sides of “or”.", min(place, len(self._text)))

    def _all(self) -> Node | None:
        """Parts side by side."""
        parts: list[Node] = []
        while self._skips_blanks() and self._text[self._at] != ")" and not self._is_word("or"):
            if self._takes_word("and"):
                continue
            part = self._part()
            if part is not None:
                parts.append(part)
        return _all(parts)

    def _part(self) -> Node | None:
        """A word, phrase, term or group, with its minus signs."""
        start = self._at
        while self._text[self._at : self._at + 1] == "-":
            self._at += 1
        minus = self._at - start
        after = self._text[self._at : self._at + 1]
        if minus and (not after.strip() or after == ")"):
            if not self._text[self._at :].strip() and self._typing:
                return None  # the minus of something that is still to come
            return self._counted(Word("-"))
        found = self._bare()
        if found is None or minus % 2 == 0:
            return found
        return found.part if isinstance(found, Not) else Not(found)

    def _bare(self) -> Node | None:
        sign = self._text[self._at]
        if sign == "(":
            return self._group()
        if sign == '"':
            return self._phrase()
        return self._term() or self._word()

    def _group(self) -> Node | None:
        place = self._at
        self._at += 1
        self._depth += 1
        if self._depth > DEEPEST:
            raise FilterError(f"Parentheses go at most {DEEPEST} deep.", place)
        found = self._either()
        self._depth -= 1
        if self._text[self._at : self._at + 1] == ")":
            self._at += 1
            if found is None:
                raise FilterError("There is nothing between the parentheses.", place, 2)
        elif not self._typing:
            raise FilterError("There is no ) for this (.", place)
        return found

    def _phrase(self) -> Node | None:
        place, (words, is_open) = self._at, self._quoted()
        if not words:
            if is_open and self._typing:
                return None
            raise FilterError("There is nothing between the quotes.", place, 2)
        return self._counted(Phrase(words, is_open))

    def _word(self) -> Node:
        found = re.compile(_SIGNS).match(self._text, self._at)
        signs = found[0] if found else self._text[self._at]
        self._at += len(signs)
        text = one_line(signs)
        is_plain = text.lower() not in ("or", "and") and text[0] not in "<>="
        return self._counted(Word(text) if is_plain else Phrase(text))

    # ------------------------------------------------------------ terms

    def _term(self) -> Node | None:
        found = re.compile(_TERM).match(self._text, self._at)
        apart = None if found else re.compile(_APART).match(self._text, self._at)
        if apart is not None and self._words.find(apart[1]) is not None:
            found = apart
        if found is None or self._text.startswith("//", found.end()):
            return None
        word, sign = found.groups()
        name = self._words.find(word)
        if name is None:
            raise FilterError(_unknown(word, self._words), self._at, len(word))
        sign = ":" if sign == "=" else sign
        if sign != ":" and (name.kind not in COMPARED or name.operator):
            raise FilterError(
                f"{name.name} takes a colon: {name.example}.", found.start(2), len(found[2])
            )
        self._at = found.end()
        return self._counted(self._compared(name, sign))

    def _compared(self, name: TermName, sign: str) -> Term:
        """The term with its values; what they cannot be is said."""
        place = self._at
        self._skips_blanks()
        values = self._values(name, place)
        operands = [self._checked(name, sign, value, values[-1] is value) for value in values]
        sign = name.operator or sign
        return Term(name.of or name.name, sign, tuple(dict.fromkeys(operands)), values[0].place)

    def _values(self, name: TermName, place: int) -> list[_Value]:
        """What stands behind the sign; several with commas between them."""
        if name.kind in _SEVERAL and self._text[self._at : self._at + 1] not in ("", '"', "(", ")"):
            return [self._several(name)]
        found = []
        while True:
            start = self._at
            if self._text[self._at : self._at + 1] == '"':
                words, is_open = self._quoted()
                operand = Operand(words, not is_open or not self._typing)
            else:
                signs = re.compile(r'[^\s()",]+').match(self._text, self._at)
                self._at = signs.end() if signs else self._at
                operand = Operand(one_line(signs[0]) if signs else "")
            if not operand.text:
                self._refuse(f"Write a value: {name.example}.", place, 1)
            found.append(_Value(operand, start, self._at - start))
            if self._text[self._at : self._at + 1] != ",":
                return found
            self._at += 1

    def _several(self, name: TermName) -> _Value:
        """A date or an amount: as many of the next words as make one."""
        words: list[tuple[str, int]] = []
        at = self._at
        pattern = re.compile(r"\s*(" + _SIGNS + ")")
        while len(words) < _MOST_WORDS and (found := pattern.match(self._text, at)):
            words.append((one_line(found[1]), found.end()))
            at = found.end()
        start = self._at
        for number in range(len(words), 1, -1):
            text = " ".join(word for word, _ in words[:number])
            if _reads(name, text):
                self._at = words[number - 1][1]
                return _Value(Operand(text), start, self._at - start)
        self._at = words[0][1]
        return _Value(Operand(words[0][0]), start, self._at - start)

    def _checked(self, name: TermName, sign: str, value: _Value, is_last: bool) -> Operand:
        """The value as it is kept; raises FilterError when the term does not take it."""
        text = value.operand.text
        if name.empty and sign == ":" and text.lower() == NONE and not value.operand.is_exact:
            return Operand(NONE)
        if name.kind in (TermKind.TEXT, TermKind.FIELD):
            return value.operand
        try:
            return Operand(_kept(name, text))
        except OperandError as error:
            may_become = is_last and _may_become(name, text)
            self._refuse(str(error), value.place, value.length, still=may_become)
            raise

    # ------------------------------------------------------------ signs

    def _skips_blanks(self) -> bool:
        """Go to the next sign; says whether there is one."""
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _is_word(self, word: str) -> bool:
        end = self._at + len(word)
        after = self._text[end : end + 1]
        return self._text[self._at : end].lower() == word and (
            not after or after.isspace() or after in '()"'
        )

    def _takes_word(self, word: str) -> bool:
        if self._skips_blanks() and self._is_word(word):
            self._at += len(word)
            return True
        return False

    def _quoted(self) -> tuple[str, bool]:
        """What stands in quotes, on one line, and whether the closing one is missing."""
        found = re.compile(_QUOTED).match(self._text, self._at)
        if found is None:  # the place is a quote, so there always is one
            raise FilterError("The quotes are not closed.", self._at)
        is_open = not found[2]
        if is_open and not self._typing:
            raise FilterError("The quotes are not closed.", self._at)
        self._at = found.end()
        return one_line(found[1].replace('""', '"')), is_open

    def _refuse(self, text: str, place: int, length: int, *, still: bool = True) -> None:
        """Raise it; as unfinished when somebody is typing at its end."""
        unfinished = self._typing and still and self._at >= len(self._text)
        raise FilterError(text, min(place, len(self._text)), length, is_unfinished=unfinished)

    def _counted(self, part: Node) -> Node:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FilterError(f"A filter has at most {MOST_PARTS} words and terms.", self._at - 1)
        return part


# ---------------------------------------------------------------- values


def _reads(name: TermName, text: str) -> bool:
    try:
        _kept(name, text)
    except OperandError:
        return False
    return True


def _kept(name: TermName, text: str) -> str:
    """The value as a filter keeps it; relative dates stay relative. Raises OperandError."""
    match name.kind:
        case TermKind.STATUS:
            return _one_of(text, tuple(STATUS_WORDS), name)
        case TermKind.IS:
            return _one_of(text, tuple(IS_WORDS), name)
        case TermKind.CHOICE:
            return _one_of(text, tuple(name.choices), name)
        case TermKind.FREQUENCY:
            return _one_of(text, FREQUENCIES, name)
        case TermKind.CURRENCY:
            return operands.currency(text)
        case TermKind.ID:
            return operands.identity(text)
        case TermKind.COUNT:
            return str(operands.count(text))
        case TermKind.DAY:
            operands.days(text)
        case TermKind.MOMENT:
            operands.span(text)
        case TermKind.MONEY:
            operands.amount(text)
    return " ".join(text.split())


def _one_of(text: str, words: tuple[str, ...], name: TermName) -> str:
    word = text.lower()
    if word in words:
        return word
    if name.kind is TermKind.STATUS and word == "expired":
        raise OperandError("Expired is no status: write is:expired.")
    if name.kind is TermKind.STATUS:
        words = (*Status, "replaced")
    near = get_close_matches(word, words, 1)
    what = "status" if name.kind is TermKind.STATUS else f"value of {name.name}:"
    wrong = f"{one_line(text)} is no {what}"
    if near:
        raise OperandError(f"{wrong}; {name.name}:{near[0]}?")
    raise OperandError(f"{wrong}; it takes {', '.join(words)}.")


def _may_become(name: TermName, text: str) -> bool:
    """Whether the value may be right when more is typed."""
    begins: tuple[str, ...] = ()
    match name.kind:
        case TermKind.STATUS:
            begins = (*STATUS_WORDS, "expired")
        case TermKind.IS:
            begins = tuple(IS_WORDS)
        case TermKind.CHOICE:
            begins = tuple(name.choices)
        case TermKind.FREQUENCY:
            begins = FREQUENCIES
        case TermKind.CURRENCY:
            return len(text) < 3 and text.isalpha()
        case TermKind.COUNT:
            return not text
        case _:
            return True
    return any(word.startswith(text.lower()) for word in begins)


def _unknown(word: str, vocabulary: Vocabulary) -> str:
    near = get_close_matches(word.lower(), [*vocabulary.names, *vocabulary.aliases], 1)
    if near:
        return f"There is no term {word}: {near[0]}?"
    if vocabulary.fields and word.lower().rstrip(".") == "field":
        return "Write the key of a custom field: field.employment_type:Contractor."
    return f"There is no term {word}: to search for the text itself, put it in quotes."


# ---------------------------------------------------------------- one form for the same


def _all(parts: list[Node]) -> Node | None:
    """All of these, in one form: nothing inside itself, nothing twice.

    A word without any letter or digit says nothing beside others ("R & D").
    """
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    heard = [part for part in flat if not _is_mute(part)] or flat[:1]
    once = tuple(dict.fromkeys(heard))
    return And(once) if len(once) > 1 else next(iter(once), None)


def _either(sides: list[Node]) -> Node | None:
    """One of these, in one form."""
    flat: list[Node] = []
    for side in sides:
        flat.extend(side.parts if isinstance(side, Or) else (side,))
    once = tuple(dict.fromkeys(flat))
    return Or(once) if len(once) > 1 else next(iter(once), None)


def _is_mute(part: Node) -> bool:
    return isinstance(part, Word) and not any(sign.isalnum() for sign in part.text)


# ---------------------------------------------------------------- written


def written(node: Node) -> str:
    """The text that reads as this."""
    match node:
        case Word(text=text):
            return text
        case Phrase(text=text, is_open=is_open):
            return in_quotes(text)[: -1 if is_open else None]
        case Term():
            return f"{node.name}{node.operator}{','.join(map(_operand_text, node.values))}"
        case Not(part=part):
            return f"-({written(part)})" if _is_mute(part) else f"-{_inside(part)}"
        case And(parts=parts):
            return " ".join(map(_inside, parts))
        case Or(parts=parts):
            return " or ".join(map(written, parts))


def _inside(part: Node) -> str:
    return f"({written(part)})" if isinstance(part, And | Or) else written(part)


def _operand_text(operand: Operand) -> str:
    plain = re.fullmatch(r'[^\s()",]+', operand.text) and operand.text.lower() != NONE
    if operand.is_exact or not (plain or operand == Operand(NONE)):
        return in_quotes(operand.text)
    return operand.text


def in_quotes(text: str) -> str:
    """A text in quotes, as a filter has it."""
    return '"' + text.replace('"', '""') + '"'
