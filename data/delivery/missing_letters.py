"""Names the letters that no installed font has, by their scripts, and the fonts that have them."""

import re
import unicodedata
from collections.abc import Iterable

CJK = "Noto Serif CJK {}", "Source Han Serif {}", "Noto Sans CJK {}", "Source Han Sans {}"
"""Families of Chinese, Japanese and Korean, each with the letters of all three."""
_SYSTEMS = {
    "JP": ("IPAexMincho", "Hiragino Mincho ProN", "Yu Mincho", "MS Mincho"),
    "KR": ("NanumMyeongjo", "AppleMyungjo", "Batang"),
    "TC": ("PMingLiU", "Songti TC", "AR PL UMing TW"),
    "SC": ("SimSun", "Songti SC", "AR PL UMing CN", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
}
"""Families that come with systems."""
_PACKAGES = (
    (("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC"),
     "Noto CJK (Debian: apt install fonts-noto-cjk)"),
    (("EMOJI",), "Noto Emoji (Debian: apt install fonts-noto-color-emoji)"),
)  # fmt: skip
_OTHERS = "Noto (Debian: apt install fonts-noto)"
_MOST = 12
_EASTERN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def fallback(language: str, text: str) -> tuple[str, ...]:
    """Families for Chinese, Japanese and Korean, those of the letter first: one face for a name.

    None for a text that has nothing of them.
    """
    if not _EASTERN.search(text):
        return ()
    own = _place(language, text)
    order = sorted(_SYSTEMS, key=lambda place: place != own)
    families = (name.format(place) for place in order for name in (*CJK, *_SYSTEMS[place]))
    return tuple(families)


def _place(language: str, text: str) -> str:
    """Where letters look as they should: by the language, else by letters that only one has."""
    tag = language.lower()
    stated = {"ja": "JP", "ko": "KR", "zh": "SC"}.get(tag.partition("-")[0], "")
    if stated == "SC" and any(part in tag for part in ("hant", "-tw", "-hk", "-mo")):
        return "TC"
    if stated:
        return stated
    if any("\u3041" <= letter <= "\u30ff" for letter in text):
        return "JP"
    return "KR" if any("\uac00" <= letter <= "\ud7a3" for letter in text) else ""


def sentence(letters: Iterable[str]) -> str:
    """A sentence about letters that no font here has."""
    missing = sorted(set(letters))
    shown = " ".join(missing[:_MOST]) + (" …" if len(missing) > _MOST else "")
    fonts = dict.fromkeys(_font(letter) for letter in missing)
    return f"No font here has {shown}: install {' and '.join(fonts)}."


def _font(letter: str) -> str:
    script = _script(letter)
    return next((package for scripts, package in _PACKAGES if script in scripts), _OTHERS)


def _script(letter: str) -> str:
    if ord(letter) >= 0x1F000 and unicodedata.category(letter) == "So":
        return "EMOJI"
    return unicodedata.name(letter, "").partition(" ")[0]
