"""Keeps unclosed emphasis from multiplying.

HTML opens every `<b>` that was left open again in each paragraph that follows: 20 kB of it become
20 MB, and half a megabyte all the memory there is. Where that could happen emphasis goes, the
words stay.
"""

import re

FEW = 600
"""With at most so many tags nothing can grow much."""
DEEPEST = 16
"""So many kinds of emphasis may be open at once."""
MOST = 300_000
"""So many elements may come out; each takes some 200 bytes while it is looked at."""

_NAMES = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_EMPHASIS = re.compile(rf"<(/?)({_NAMES})(?=[\s/>])", re.IGNORECASE)
_KINDS = re.compile(rf"<(?:{_NAMES})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_HIDING = re.compile(
    r"<[!?]|<(?:style|script|title|textarea|xmp|iframe|noembed|noframes|plaintext)(?=[\s/>])"
    r"|<[A-Za-z/][^<>]*<",
    re.IGNORECASE,
)
"""What can hold a tag that is none, so that counting tags is not enough."""


def bounded(html: str) -> str:
    """`html` without its emphasis if that could multiply, else as it is."""
    tags = html.count("<")
    if tags <= FEW or _is_closed(html) or _kinds(html) * 3 * tags <= MOST:
        return html
    return _EMPHASIS.sub(r"<\1span", html)


def _is_closed(html: str) -> bool:
    """Whether all emphasis is closed soon, as far as its tags alone show."""
    if _HIDING.search(html):
        return False
    opened: list[str] = []
    for tag in _EMPHASIS.finditer(html):
        name = tag[2].lower()
        if not tag[1]:
            opened.append(name)
            if len(opened) > DEEPEST:
                return False
        elif name in opened:
            opened.remove(name)
    return True


def _kinds(html: str) -> int:
    """How many different tags of emphasis there are; at most three of each stay open at once."""
    whole = _KINDS.findall(html)
    starts = sum(1 for tag in _EMPHASIS.finditer(html) if not tag[1])
    return len(set(whole)) + starts - len(whole)
