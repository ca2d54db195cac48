"""Makes a letter's HTML safe, in this one place: structure stays, everything active goes.

Always before anything else reads it. A letter cannot hide text either: of its styles only those
in `css` stay, so what is on the screen is what everybody gets.
"""

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from data.letters.layout.css import safe_style
from data.letters.layout.stray_tags import stray_tags_shown
from data.letters.layout.unclosed_tags import bounded
from data.values.text import REPLACEMENT, plain

if TYPE_CHECKING:
    from nh3 import Cleaner

LIMIT = 512 * 1024
"""The longest HTML that is looked at, in characters; the rest is cut with a visible line."""

DEEPEST = 1_000
"""The most tags that are open at once."""

KEPT = 8
"""So many sources and safe letters are known again."""

_TAG = re.compile("<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>?")
_SHUT = frozenset(
    [
        *("br", "hr", "img", "wbr", "col", "input", "p", "li", "dt", "dd"),
        *("tr", "th", "td", "thead", "tbody", "tfoot"),
    ]
)
"""Tags that nest only inside others: the next of their kind ends them."""
_TAGS = frozenset(
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "br", "hr", "wbr", "center"),
        *("section", "article", "main", "header", "footer", "address", "blockquote", "pre"),
        *("a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"),
        *("q", "s", "samp", "small", "strike", "strong", "sub", "sup", "tt", "u", "var"),
        *("ul", "ol", "li", "dl", "dt", "dd", "img", "figure", "figcaption"),
        *("details", "summary", "input", "ruby", "rt", "rp"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    ]
)
_DROPPED = frozenset(["script", "style", "title", "template", "iframe", "svg", "math", "xml"])
_ATTRIBUTES = {
    "*": {"class", "align", "dir", "lang", "style"},
    "a": {"href"},
    "abbr": {"title"},
    "dfn": {"title"},
    "img": {"alt"},
    "input": {"value", "type", "checked"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value", "type"},
    "table": {"width", "role"},
    "col": {"width", "span"},
    "td": {"colspan", "rowspan", "width", "valign"},
    "th": {"colspan", "rowspan", "width", "valign", "scope"},
}
_STATED = {
    "dir": frozenset({"ltr", "rtl", "auto"}),
    "align": frozenset({"left", "right", "center", "justify"}),
    "valign": frozenset({"top", "middle", "bottom", "baseline"}),
    "role": frozenset({"presentation", "none"}),
}
"""What these attributes may say; anything else goes."""
_BOXES = frozenset({"text", "checkbox", "radio", "date", "number", "email", "tel"})

_AMPERSAND = re.compile(
    "&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.ASCII
)
_UNSET = re.compile(r'<mark class="unset">\[?([^<]*?)\]?</mark>')
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]")
"""Characters that show nothing and say only how a line runs: no words, so they go."""
_STRANGE = re.compile(
    "<(/?)(?:(form|fieldset|legend|nav|aside|search|hgroup|dialog|noscript|select|optgroup|option|"
    "datalist|button|textarea|label|output|body)|(dir|menu))(?=[\\s/>])[^<>]*>",
    re.IGNORECASE,
)
"""Blocks that letters do not have; without the block their words would run together."""


def clean(html: str) -> str:
    """`html` with only the structure of a letter left in it; cleaning twice changes nothing."""
    if html in _known:
        return _known[html]
    safe = _clean(html)
    if len(html) <= LIMIT // 8 and len(safe) <= LIMIT // 8:
        _known.update({html: safe, safe: safe})
        while len(_known) > KEPT:
            _known.pop(next(iter(_known)), None)
    return safe


_known: dict[str, str] = {}
"""Sources and what came of them, oldest first: a key asks for the same letter several times."""


def _clean(html: str) -> str:
    escaped = _AMPERSAND.sub(_known_entity, plain(_UNSEEN.sub("", html)))
    more = len(escaped) - LIMIT
    if more > 0:
        escaped = f"{escaped[:LIMIT]}<p>… {more:,} more characters</p>"
    shown = stray_tags_shown(escaped)
    return _cleaner().clean(bounded(_shallow(_STRANGE.sub(_ordinary, shown)))).strip()


def marked_unset(html: str) -> tuple[str, ...]:
    """What a letter still marks as unset, such as "start date"; for letters edited by hand."""
    return tuple(dict.fromkeys(_UNSET.findall(clean(html))))


def _ordinary(match: re.Match[str]) -> str:
    return f"<{match[1]}{'div' if match[2] else 'ul'}>"


def _shallow(html: str) -> str:
    """Tags beyond an absurd depth go: the sanitiser takes quadratic time on them."""
    if html.count("<") <= DEEPEST:
        return html
    depth = 0
    opened: dict[str, int] = {}

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        is_end, name = match[1], match[2].lower()
        if is_end and opened.get(name):
            opened[name] -= 1
            depth -= 1
        elif not is_end and name not in _SHUT:
            if depth >= DEEPEST:
                return " "
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        return match[0]

    return _TAG.sub(shallow, html)


def _known_entity(match: re.Match[str]) -> str:
    """An ampersand that starts nothing is escaped: the sanitiser takes quadratic time on them.

    What stands for a harmful character is made harmless here, like the character itself.
    """
    name = match[1]
    if not name:
        return "&amp;"
    char = unescape(match[0]) or REPLACEMENT
    if char == match[0]:
        return f"&amp;{name}"
    if _UNSEEN.fullmatch(char):
        return ""
    kept = plain(char)
    return match[0] if kept == char != REPLACEMENT else kept


@cache
def _cleaner() -> "Cleaner":
    # Imported late: the first screen shows no letter.
    from nh3 import Cleaner

    return Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value as it may stay, or None."""
    if name == "style":
        return safe_style(value) or None
    if tag == "input" and name == "type":
        return value.lower() if value.lower() in _BOXES else None
    if name == "width":
        length = value.strip().removesuffix("%")
        return value.strip() if length.isdigit() and 0 < int(length[:9]) < 5_000 else None
    stated = _STATED.get(name)
    return value if stated is None or value.strip().lower() in stated else None
