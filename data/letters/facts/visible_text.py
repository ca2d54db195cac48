"""The text of a letter as people see it, line by line, without how it is laid out."""

import re
from html import unescape

from data.letters.layout.sanitizer import clean

_TAG = r"<(?:\"[^\"]*\"|[^<>\"])*>"
_UNSET = re.compile(r'<mark class="unset">[^<]*</mark>')
_LINE = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th|br|hr|header"
    r"|footer|section|article|main|address|blockquote|pre|figure|figcaption|center|details|summary)"
    r"\b(?:\"[^\"]*\"|[^<>\"])*>"
)
_ANY = re.compile(_TAG)
_BLANKS = re.compile("[^\\S\n]+")
_WITH_CLASS = r'<(p|h1)\b[^<>]*class="[^"]*\b{}\b[^"]*"[^<>]*>(.*?)</\1>'


def visible_text(html: str) -> str:
    """Every line of a letter's text; what is marked as unset is left out."""
    marked = _ANY.sub("", _LINE.sub("\n", _UNSET.sub("", clean(html))))
    lines = (_BLANKS.sub(" ", line).strip() for line in unescape(marked).split("\n"))
    return "\n".join(filter(None, lines))


def part(html: str, name: str) -> str:
    """The text of the first paragraph or heading of a class: "date", "recipient", "subject"."""
    found = re.search(_WITH_CLASS.format(name), clean(html), re.DOTALL)
    return visible_text(found[2]) if found else ""
