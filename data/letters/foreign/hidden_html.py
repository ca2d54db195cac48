"""Marks what a page hides, before it is made safe: what makes safe shows all text that is left."""

import re

from data.letters.layout.html_tree import Element

_MARK = "brought-in-hidden"
_START = re.compile(r"<([A-Za-z][\w:-]*)((?:\s|/)[^<>]*)>")
_ANY = re.compile(r"<(/?)([A-Za-z][\w:-]*)(?=[\s/>])")
_HIDES = re.compile(
    r"(?:^|[;\"'\s])(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)\b",
    re.IGNORECASE,
)
_STYLE = re.compile(r"\sstyle\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|$)", re.IGNORECASE)
_INPUT = re.compile(r"\stype\s*=\s*[\"']?hidden\b", re.IGNORECASE)
_SAFE = (
    "p div span center section article main header footer address blockquote pre a abbr b bdi cite "
    "code del dfn em i ins kbd mark q s samp small strike strong sub sup tt u var ul ol li dl dt "
    "dd figure figcaption details summary input ruby rt rp h1 h2 h3 h4 h5 h6 table caption thead "
    "tbody tfoot tr th td"
)
_FORMED = frozenset(_SAFE.split())
"""Elements that keep their class when they are made safe; any other becomes a span."""
_GONE = "script style title template iframe svg math xml head html body img br"
_DROPPED = frozenset(_GONE.split())


def with_hidden_marked(html: str) -> str:
    """The page with a class at each element that it hides, which `is_hidden` knows."""
    others: set[str] = set()

    def marked(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in _DROPPED or not _hides(match[2]):
            return match[0]
        if name not in _FORMED:
            others.add(name)
        return f'<{match[1]} class="{_MARK}">'

    def formed(match: re.Match[str]) -> str:
        return f"<{match[1]}span" if match[2].lower() in others else match[0]

    made = _START.sub(marked, html)
    return _ANY.sub(formed, made) if others else made


def is_hidden(element: Element) -> bool:
    """Whether the page hid this element."""
    return element.has_class(_MARK)


def _hides(attributes: str) -> bool:
    style = _STYLE.search(attributes)
    if style and _HIDES.search(style[1]):
        return True
    return bool(_HIDDEN.search(_QUOTED.sub("=", attributes)) or _INPUT.search(attributes))
