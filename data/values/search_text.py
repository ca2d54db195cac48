"""What search compares: texts and typed words as runs of letters, in one form.

Case, accents, widths and punctuation do not count. Scripts that put no blanks between words are cut
into pairs of letters that overlap, so that any part of a text is found as words are: 田中太郎 is
"田中 中太 太郎 郎". A part of a text is then a part of what stands here.

The search index of every desk holds texts in this form: whoever changes it brings a migration that
makes the index anew.
"""

import re
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "([\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007"
    "\u3041-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f"
    "\ua9e0-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\U00016fe0-\U00018fff"
    "\U0001aff0-\U0001b2ff\U00020000-\U0003ffff]+)"
)
"""Thai, Lao, Tibetan, Burmese, Khmer and their like, kana, Chinese characters, Hangul, Yi."""
_VOICED = "\u3099\u309a"
"""Marks that make another letter: ハ, バ and パ are three."""
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
"""Letters that Unicode does not take apart, as people without such keys type them."""


@lru_cache(maxsize=8192)
def sought(text: str) -> str:
    """The words of a text as search compares them, a blank between them."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    return " ".join(_pieces(text, is_open=False))


def needle(text: str, *, is_whole: bool = False) -> str:
    """What stands in `sought`, a blank put before and behind that, of every text with these words.

    Without `is_whole` they may begin and end inside words. Empty when there is nothing to look for.
    """
    words = " ".join(_pieces(text, is_open=True))
    if not words or not is_whole:
        return words
    return f" {words}" if is_unspaced(words[-1]) else f" {words} "


def is_unspaced(word: str) -> bool:
    """Whether it is of a script without blanks: words have neither beginning nor end there."""
    return _UNSPACED.match(word) is not None


def _pieces(text: str, *, is_open: bool) -> list[str]:
    """The words, those of scripts without blanks in pairs; `is_open` when the last may go on."""
    runs = [run for word in _WORD.findall(_bare(text)) for run in _UNSPACED.split(word) if run]
    pieces: list[str] = []
    for place, run in enumerate(runs):
        if not is_unspaced(run):
            pieces.append(run)
            continue
        pieces += map("".join, pairwise(run))
        if len(run) == 1 or not (is_open and place == len(runs) - 1):
            pieces.append(run[-1])
    return pieces


def _bare(text: str) -> str:
    """Small letters without their marks."""
    if text.isascii():
        return text.lower()
    import unicodedata

    parts = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = (one for one in parts if not unicodedata.combining(one) or one in _VOICED)
    return unicodedata.normalize("NFC", "".join(kept))
