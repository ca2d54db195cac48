"""The one place where a letter's HTML is made safe: structure stays, everything active goes.

Always before `html.parser`, which takes quadratic time on hostile text.
"""

import re
from functools import cache
from html.entities import html5
from typing import TYPE_CHECKING

from data.plain import plain

if TYPE_CHECKING:
    from nh3 import Cleaner

LIMIT = 512 * 1024
"""The longest HTML that is looked at, in characters; the rest is cut with a visible line."""

DEEPEST = 1_000
"""The most tags that are open at once."""

_TAG = re.compile("<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>?")
_SHUT = frozenset(
    [
        *("br", "hr", "img", "wbr", "col", "p", "li", "dt", "dd"),
        *("tr", "th", "td", "thead", "tbody", "tfoot"),
    ]
)
"""Tags that nest only inside others: the next of their kind ends them."""
_TAGS = frozenset(
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "br", "hr", "wbr", "center"),
        *("section", "article", "main", "header", "footer", "address", "blockquote", "pre"),
        *("a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"),
        *("s", "samp", "small", "strike", "strong", "sub", "sup", "tt", "u", "var"),
        *("ul", "ol", "li", "dl", "dt", "dd", "img", "figure", "figcaption"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
    ]
)
_DROPPED = frozenset(
    ["script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"]
)
_ATTRIBUTES = {
    "*": {"class", "align", "dir", "lang"},
    "a": {"href"},
    "img": {"alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_AMPERSAND = re.compile(
    "&(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.ASCII
)
_UNSET = re.compile(r'<mark class="unset">\[?([^<]*?)\]?</mark>')


def clean(html: str) -> str:
    """`html` with only the structure of a letter left in it; cleaning twice changes nothing."""
    escaped = _AMPERSAND.sub(_known_entity, plain(html))
    more = len(escaped) - LIMIT
    if more > 0:
        escaped = f"{escaped[:LIMIT]}<p>… {more:,} more characters</p>"
    return _cleaner().clean(_shallow(escaped)).strip()


def marked_unset(html: str) -> tuple[str, ...]:
    """What a letter still marks as unset, such as "start date"; for letters edited by hand."""
    return tuple(dict.fromkeys(_UNSET.findall(clean(html))))


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
    """An ampersand that starts nothing is escaped: the sanitiser takes quadratic time on them."""
    name = match[1]
    if name and (name[0] == "#" or name in html5):
        return match[0]
    return f"&amp;{name or ''}"


@cache
def _cleaner() -> "Cleaner":
    # Imported late: the first screen shows no letter.
    from nh3 import Cleaner

    return Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative="deny",
    )
