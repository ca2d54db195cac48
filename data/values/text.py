"""The one place that makes text harmless: no control or direction character passes unseen.

Applied to whatever comes in (forms, files) and again on the way to the screen.
"""

import re
from functools import lru_cache

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
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
        return text
    return " ".join(plain(text).split())


def caseless(name: str) -> str:
    """A name as names are told apart: on one line and in small letters; no other sign is lost."""
    import unicodedata

    return unicodedata.normalize("NFC", one_line(name).casefold())


def folded(text: str) -> str:
    """`text` as people search it: no case, no accents."""
    if text.isascii():
        return text.lower()
    import unicodedata

    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def spoken(text: str) -> str:
    """The words of `text` as people search them, a blank before and behind each: " full time "."""
    return " ".join(["", *re.findall(r"[^\W_]+", folded(text)), ""])


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """The name by which fields are joined: as `slug`, but with the letters of every script.

    An accent goes only where it stands on a Latin letter; elsewhere it makes another letter.
    """
    import unicodedata

    kept: list[str] = []
    for sign in unicodedata.normalize("NFKD", name.casefold()):
        if not (unicodedata.combining(sign) and kept and kept[-1].isascii()):
            kept.append(sign)
    text = unicodedata.normalize("NFC", "".join(kept))
    return re.sub(r"[\W_]+", "_", text).strip("_") or " ".join(name.split())


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """The normalised name: letters, digits and underscores, as keys are written."""
    return re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_") or "field"


def count(number: int, noun: str) -> str:
    """How many there are: "1 offer", "2,000 offers"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
