"""The one place that makes text harmless: no control or direction character passes unseen.

Applied to whatever comes in (forms, files) and again on the way to the screen.
"""

import re

_HARMFUL = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n?|\u2028|\u2029|\u0085")
REPLACEMENT = "\ufffd"


def plain(text: str) -> str:
    """`text` with every harmful character replaced visibly; tabs and newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` made harmless and put on one line."""
    return " ".join(plain(text).split()) if text else ""


def folded(text: str) -> str:
    """`text` as people search it: no case, no accents."""
    import unicodedata

    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
