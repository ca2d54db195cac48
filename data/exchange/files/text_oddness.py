"""How odd a text is when its bytes are read in one encoding or another: less is likelier.

Words are odd in which signs stand between letters, capitals follow small letters, or letters of
several scripts meet. Ideographs are odd that hardly anybody is called by.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_WORD = re.compile(r"[^\s,;|\"()/@.:&+]*[^\s\x00-\x7f][^\s,;|\"()/@.:&+]*")
_AROUND = "’‘“”„«»‹›–—…·•°ºª¡¿€§²³™©®×・"
_INSIDE = re.compile(r"’|[–—](?=[A-ZÀ-ÖØ-Þ0-9])|[゛-ゞ・-ー]")
"""Signs between letters that are none of a wrong encoding: O’Brien, Café–Bar."""
_CAPITAL_WITHIN = re.compile(
    r"[a-zß-öø-ÿšœžа-я][A-ZÀ-ÖØ-ÞŠŒŽŸА-Я]|[A-Z][À-ÖØ-ÞŠŒŽŸ][a-zß-ÿ]|Ÿ[a-z]"
)
_MARKS_IN_A_ROW = re.compile(r"[À-ÖØ-öø-ÿŠŒŽŸšœž]{3}")
_EAST_ASIAN = ({"CJK", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"})
_FREQUENT = {
    "gb18030": ("gb2312", 0xD7),
    "big5": ("big5", 0xC6),
    "euc_jp": ("euc_jp", 0xCF),
    "cp932": ("euc_jp", 0xCF),
    "cp949": ("euc_kr", 0xC8),
}
"""Where the frequent signs of an encoding end: those that come first in its standard."""


def oddness(sample: bytes, encoding: str) -> float:
    """From 0 for words to 1 for none; 1 as well when the bytes cannot be that encoding."""
    try:
        text = sample.decode(encoding)
    except UnicodeError:
        return 1
    words = [word.strip(_AROUND) for word in _WORD.findall(text)]
    found = [word for word in words if not word.isascii()]
    signs = [sign for word in found for sign in word if not sign.isascii()]
    return max(_share(map(_is_odd, found)), _share(_is_rare(sign, encoding) for sign in signs))


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return sum(every) / len(every) if every else 0


def _is_odd(word: str) -> bool:
    """Whether it is no word as people write them; what has no letters is none at all."""
    inner = _INSIDE.sub("", word)
    scripts = {_script(sign) for sign in inner if sign.isalpha()}
    if not scripts:
        return False
    strange = any(
        not sign.isascii() and not sign.isalpha() and not _is_mark(sign) for sign in inner
    )
    mixed = len(scripts) > 1 and not any(scripts <= known for known in _EAST_ASIAN)
    patterns = _CAPITAL_WITHIN.search(word) or _MARKS_IN_A_ROW.search(word)
    return strange or mixed or patterns is not None


def _is_mark(sign: str) -> bool:
    """A vowel or tone above or below a letter of a script that writes them so."""
    return unicodedata.category(sign) == "Mn" and _script(sign) == "THAI"


@cache
def _script(sign: str) -> str:
    return unicodedata.name(sign, "?").split(" ")[0].partition("-")[0]


def _is_rare(sign: str, encoding: str) -> bool:
    """Whether an ideograph or a syllable is none of the frequent ones of its encoding."""
    if encoding not in _FREQUENT or not sign.isalpha():
        return False
    standard, last = _FREQUENT[encoding]
    written = sign.encode(standard, "replace")
    return written == b"?" or written[0] > last
