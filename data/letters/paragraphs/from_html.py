"""Writes a template in HTML as plain paragraphs, where they can say the same.

What comes out is made into HTML again and held against the source: where a part would be another,
nothing is written, and the part is named.
"""

import re
from collections.abc import Iterator
from html import unescape

from data.errors import NotAllowed
from data.letters.language.compiler import PLAIN_SOURCE
from data.letters.language.template_header import header
from data.letters.paragraphs import plain_words
from data.letters.paragraphs.tags_aside import TagsAside
from data.values.text import one_line

_PART = re.compile(r"<[^<>]*>|[^<]+|<")
_KNOWN = re.compile(r"<(/?)(h[2-4]|p|[uo]l|li|table|thead|tbody|t[rhd]|strong|b|em|i|br) ?/?>")
_ALIKE = {"b": "strong", "i": "em"}
_INLINE = {"strong": "**", "em": "*"}
_SPACE = re.compile(r"[ \t\n]+")
_SIGN = re.compile(r"([\\*_|])")
_BEGINS = re.compile(r"^([0-9]*)(#+|[-+]|(?<=[0-9])[.)])(?=[ \t]|$)", re.MULTILINE)
"""What would begin a heading or an item."""
_LINES = re.compile(r"\n{3,}")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TIGHT = re.compile(r"[ \t\n]+(?=\{[{%]-)|(?<=-[%}]\})[ \t\n]+")
_HEADER_END = re.compile(r"\s*[-+]?#\}")


def paragraphs(source: str) -> str:
    """The same template in plain paragraphs; raises NotAllowed, which names what they cannot."""
    aside = TagsAside(source)
    written = _with_header(aside.back(_Writer(aside).written()))
    if len(written) > PLAIN_SOURCE:
        raise NotAllowed(f"It stays HTML: paragraphs are at most {PLAIN_SOURCE // 1024} kB long.")
    before, after = list(_parts(source)), list(_parts(plain_words.html(written)))
    for one, other in zip([*before, ""], [*after, ""], strict=False):
        if one != other:
            raise _only_in_html(one or other)
    return written


def _with_header(text: str) -> str:
    """The source says of itself that it is plain, in the comment in which it says the rest."""
    stated = header(text)
    if stated == type(stated)():
        return "{# written: plain #}\n" + text.lstrip()
    return _HEADER_END.sub(r" | written: plain #}", text, count=1)


def _only_in_html(part: str) -> NotAllowed:
    return NotAllowed(f"It stays HTML: paragraphs cannot say {one_line(part)[:60]}")


class _Writer:
    """The paragraphs of one source."""

    def __init__(self, aside: TagsAside) -> None:
        self._aside = aside
        self._lists: list[str] = []
        self._in = ""
        self._text = ""
        self._out: list[str] = []
        self._cells = 0

    def written(self) -> str:
        """All of them; raises NotAllowed."""
        for part in _PART.findall(self._aside.text):
            known = _KNOWN.fullmatch(part)
            if known:
                name = _ALIKE.get(known[2], known[2])
                self._end(name) if known[1] else self._begin(name)
            elif part.startswith("<"):
                raise _only_in_html(self._aside.back(part))
            else:
                self._say(part)
        return _LINES.sub("\n\n", "".join(self._out)).strip("\n") + "\n"

    def _begin(self, name: str) -> None:
        if name in _INLINE:
            self._text += _INLINE[name]
        elif name == "br":
            self._text = f"{self._text.rstrip(' ')}\n"
        elif name in ("ul", "ol"):
            self._flush()
            self._lists.append("- " if name == "ul" else "1. ")
        elif name == "tr":
            self._cells = 0
        elif name not in ("table", "thead", "tbody"):
            self._flush()
            self._in = name

    def _end(self, name: str) -> None:
        if name in _INLINE:
            self._text += _INLINE[name]
            return
        self._flush()
        if name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if name == "tr":
            self._out.append(f"|\n{'| --- ' * self._cells}|\n" if self._in == "th" else "|\n")
        elif name in ("ul", "ol", "table"):
            self._out.append("\n")
        if name not in ("th", "td", "thead", "tbody"):
            self._in = ""

    def _say(self, text: str) -> None:
        if self._in:
            words = _SIGN.sub(r"\\\1", unescape(_SPACE.sub(" ", text)))
            self._text += words.lstrip(" ") if self._text[-1:] in ("", "\n") else words
            return
        for line in filter(str.strip, text.split("\n")):
            if not self._aside.stands_alone(line):
                raise _only_in_html(self._aside.back(line).strip())
            before = "" if self._out and self._out[-1].endswith("\n") else "\n"
            self._out.append(f"{before}{unescape(line.strip())}\n")

    def _flush(self) -> None:
        """Write the block that was read."""
        text, self._text = _BEGINS.sub(r"\1\\\2", self._text.strip()), ""
        if not self._in or (not text and self._in not in ("td", "th")):
            return
        if self._in in ("td", "th"):
            self._cells += 1
            self._out.append(f"| {text} ")
        elif self._in == "li":
            indent = " " * sum(map(len, self._lists[:-1]))
            self._out.append(f"\n{indent}{self._lists[-1] if self._lists else ''}{text}")
        else:
            sign = "#" * (int(self._in[1]) - 1) + " " if self._in != "p" else ""
            text = f"\\{text}" if self._aside.stands_alone(text) else text
            self._out.append(f"\n\n{sign}{text}\n\n")


def _parts(html: str) -> Iterator[str]:
    """Tags and words of a template, without what shows nothing."""
    shown = _TIGHT.sub("", _COMMENT.sub("", html))
    for part in _PART.findall(shown):
        known = _KNOWN.fullmatch(part)
        if known is None:
            text = _SPACE.sub(" ", unescape(part)).strip()
            yield from filter(None, [text])
        elif known[2] not in ("thead", "tbody"):
            yield f"<{known[1]}{_ALIKE.get(known[2], known[2])}>"
