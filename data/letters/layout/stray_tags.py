"""Shows as text what looks like a tag and is none, so that no word of a letter vanishes.

`<line manager>` is a note of a person's and also the name of an SVG element: a sanitiser drops
it with everything behind it. Here it becomes the text `<line manager>`. Drawings and formulas lose
their tags and keep their words, and what is never closed hides nothing.
"""

import re

_NAMES = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup data datalist dd del details
dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2
h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd label legend li link listing
main map mark marquee menu meta meter nav nobr noembed noframes noscript object ol optgroup option
output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section
select slot small source span strike strong style sub summary sup table tbody td template textarea
tfoot th thead time title tr track tt u ul var video wbr xml xmp
"""
_HTML = frozenset(_NAMES.split())
"""The elements that browsers know, old ones too; `xml` is what Word leaves in its HTML."""
_HIDING = frozenset(("script", "style", "title", "template", "iframe", "xml"))
"""Elements whose words nobody sees."""
_FLAG_NAMES = """
allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden
inert ismap itemscope loop multiple muted nohref noshade novalidate nowrap open readonly required
reversed selected
"""
_FLAGS = frozenset(_FLAG_NAMES.split())
"""Attributes that are written without a value."""
_START = re.compile(r"<(?:!--|(/?)([A-Za-z][^\s/<>]{0,60})|/|[!?])")
_NOTE = re.compile(r"((?:\s+[\w'’.,&#;-]{1,60}){1,12})\s*>")
_FOREIGN = frozenset(("svg", "math"))
_REST = re.compile(r"[^<>]{0,4000}>")


def stray_tags_shown(html: str) -> str:
    """`html` in which every `<` that begins no tag of HTML is text."""
    return _Reader(html).read() if "<" in html else html


class _Reader:
    """One walk over a source; `_ends` are the places where what hides words is closed last."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._folded = html.lower()
        self._ends = {name: self._folded.rfind(f"</{name}") for name in _HIDING | _FOREIGN}
        self._comments_end = html.rfind("-->")
        self._drawn_until = -1

    def read(self) -> str:
        """The source with text for what is no tag."""
        parts: list[str] = []
        at = 0
        for match in _START.finditer(self._html):
            if match.start() >= at:
                instead, behind = self._instead(match)
                parts += (self._html[at : match.start()], instead)
                at = behind
        return "".join((*parts, self._html[at:]))

    def _instead(self, match: re.Match[str]) -> tuple[str, int]:
        """What stands for the beginning of a tag, and where reading goes on."""
        start, name = match.start(), (match[2] or "").lower()
        if name in _FOREIGN and not match[1] and self._drawn_until < start < self._ends[name]:
            self._drawn_until = self._folded.find(f"</{name}", start)
        if start <= self._drawn_until and _is_drawing(name):
            rest = _REST.match(self._html, match.end())
            return " ", rest.end() if rest else match.end()
        is_tag = self._is_tag(match, name) if name else self._is_comment(match)
        return ("<" if is_tag else "&lt;"), start + 1

    def _is_comment(self, match: re.Match[str]) -> bool:
        """Whether it is a comment, or a note of a program's, that ends somewhere."""
        if match[0] == "<!--":
            return match.start() < self._comments_end
        return match[0] != "</" and _REST.match(self._html, match.end()) is not None

    def _is_tag(self, match: re.Match[str], name: str) -> bool:
        """Whether browsers take it for a tag, and what it hides ends somewhere."""
        if ":" in name or "-" in name:  # Word's own, and elements that pages define
            return _REST.match(self._html, match.end()) is not None
        if name not in _HTML:
            return False
        if name in _HIDING and not match[1] and self._ends[name] < match.start():
            return False
        note = _NOTE.match(self._html, match.end())
        return note is None or _FLAGS.issuperset(note[1].lower().split())


def _is_drawing(name: str) -> bool:
    """Whether a name inside a drawing or a formula is one of its own."""
    return name in _FOREIGN or bool(name and name not in _HTML)
