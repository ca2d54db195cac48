"""Writes a letter as the source of a template: our names where its placeholders were.

Every word of the letter is written as text: no tag, and nothing that the language of templates
would run, gets from it into the source.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from data.letters.foreign.foreign_letter import LINE, TEXT, Block, ForeignLetter, Part, Slot, Text
from data.letters.foreign.letter_language import language_of
from data.values.text import plain

RULE = "_" * 24
"""A line to sign on."""
_BRACES = {"{": "&#123;", "}": "&#125;"}
_MARKS = frozenset(("strong", "em", "u", "s", "sup", "sub"))
_TAGS = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"),
        *("table", "thead", "tbody", "tfoot", "tr", "td", "th"),
    ]
)
_ATTRIBUTES = {
    "align": re.compile("center|right|justify"),
    "style": re.compile("page-break-before:always"),
    "colspan": re.compile("[0-9]{1,3}"),
    "rowspan": re.compile("[0-9]{1,3}"),
    "start": re.compile("[0-9]{1,4}"),
    "value": re.compile("[0-9]{1,4}"),
    "type": re.compile("[AaIi1]"),
}
_ON_LINES = frozenset(("ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "blockquote"))
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"'<>{}]{1,500}")


def source(letter: ForeignLetter, chosen: Mapping[int, str]) -> str:
    """The template; `chosen` is the expression of each placeholder, LINE, or TEXT to keep it."""
    lines = [text for block in letter.blocks for text in _block(block, chosen)]
    language = language_of(letter)
    head = f"{{# locale: {language} #}}\n" if language else ""
    return head + "\n".join(lines) + "\n"


def _block(block: Block, chosen: Mapping[int, str]) -> Iterator[str]:
    """A block on lines of its own, one for each row and item."""
    tag = block.tag if block.tag in _TAGS else "p"
    if tag == "hr":
        yield "<hr>"
        return
    opened = f"<{tag}{''.join(_attributes(block))}>"
    if tag in _ON_LINES:
        yield opened
        for part in block.parts:
            if isinstance(part, Block):
                yield from _block(part, chosen)
        yield f"</{tag}>"
    else:
        yield opened + "".join(_inside(part, chosen) for part in block.parts) + f"</{tag}>"


def _attributes(block: Block) -> Iterator[str]:
    for name, value in block.attributes:
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value):
            yield f' {name}="{value}"'


def _inside(part: Part, chosen: Mapping[int, str]) -> str:
    match part:
        case Block():
            return "\n" + "\n".join(_block(part, chosen)) + "\n"
        case Slot():
            return _marked(_slot(part, chosen.get(part.number, TEXT)), part.marks)
        case Text():
            written = _marked(_escaped(part.text), part.marks)
            is_link = _LINK.fullmatch(part.link) is not None
            return f'<a href="{escape(part.link)}">{written}</a>' if is_link else written


def _slot(slot: Slot, value: str) -> str:
    if value == LINE:
        return RULE
    return _escaped(slot.spelled) if value in (TEXT, "") else f"{{{{ {value} }}}}"


def _marked(text: str, marks: tuple[str, ...]) -> str:
    for tag in reversed([mark for mark in marks if mark in _MARKS]):
        text = f"<{tag}>{text}</{tag}>"
    return text


def _escaped(text: str) -> str:
    """Text as HTML in which no brace is left that could begin a tag of the language."""
    safe = escape(plain(text), quote=False)
    return re.sub("[{}]", lambda match: _BRACES[match[0]], safe).replace("\n", "<br>\n")
