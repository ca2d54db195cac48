"""Encodings of text: told from the bytes, stated by a person, or guessed and said so.

Bytes that are not UTF-8 are Windows-1252 when that makes words of them: letters that stand where
letters stand in the languages of Western Europe. For all others charset-normalizer is asked.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from data.exchange.files.text_file import TextFile, Unreadable, is_regular
from data.exchange.files.text_oddness import oddness
from data.values.text import one_line

WESTERN = "cp1252"
KNOWN: dict[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    WESTERN: "Windows-1252 (Western Europe)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp866": "DOS 866 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp874": "Windows-874 (Thai)",
    "cp932": "Shift_JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
}
"""Encodings that are offered, by the names that Python has for them."""
_GUESSED = tuple(name for name in KNOWN if not name.startswith(("utf", "cp8")))
_NOT_TEXT = ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape")
_SAMPLE = 1 << 16
"""Bytes of lines beyond ASCII that a guess looks at."""
_MOST_ODD = 0.125
"""The share of words that may be odd in a text that is Western."""


class Guess(NamedTuple):
    """The encoding of a file that is not UTF-8, and some of its lines as they are."""

    name: str
    sample: bytes

    @property
    def words(self) -> str:
        """What is said of it."""
        return f"encoding {label(self.name)}, guessed"

    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """Every encoding in which the sample is text: its name, label, and how a line reads."""
        names = (name for name in KNOWN if not name.startswith("utf"))
        found = ((name, label(name), _line(self.sample, name)) for name in names)
        return tuple(choice for choice in found if choice[2])


def label(name: str) -> str:
    """What people call an encoding."""
    return KNOWN.get(name, name)


def stated(name: str) -> str:
    """The encoding that a person names, as Python calls it; raises Unreadable."""
    wanted = name.strip().lower()
    by_label = {text.partition(" (")[0].lower(): known for known, text in KNOWN.items()}
    found = by_label.get(wanted, wanted)
    try:
        is_text = found not in _NOT_TEXT and b"ab".decode(found) != ""
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        names = ", ".join(KNOWN)
        raise Unreadable(f"is in no encoding called {one_line(name)}: there are {names}.")
    return found


def guess(path: Path) -> Guess | None:
    """The encoding of a table that is not what its first bytes say; None when it is that.

    Raises Unreadable.
    """
    if not is_regular(path):
        return None
    with closing(TextFile(path)) as file:
        try:
            while file.read():
                pass
            return None
        except Unreadable:
            if file.encoding != "utf-8":
                return None
    sample = b"".join(dict.fromkeys(_beyond_ascii(path)))
    return Guess(_best(sample), sample)


def _best(sample: bytes) -> str:
    if oddness(sample, WESTERN) <= _MOST_ODD:
        return WESTERN
    from charset_normalizer import from_bytes

    found = [one.encoding for one in from_bytes(sample, cp_isolation=[*_GUESSED])]
    return min(found, key=lambda name: oddness(sample, name), default=WESTERN)


def _beyond_ascii(path: Path) -> Iterator[bytes]:
    """Lines that are not ASCII, from the beginning of a file, not too many."""
    size, rest = 0, ""
    with closing(TextFile(path, "latin-1")) as file:
        while size < _SAMPLE and (piece := file.read()):
            *lines, rest = (rest[-_SAMPLE:] + piece).split("\n")
            for line in lines if size < _SAMPLE else ():
                if not line.isascii():
                    size += len(line)
                    yield line.encode("latin-1") + b"\n"
    if not rest.isascii():
        yield rest[:_SAMPLE].encode("latin-1")


def _line(sample: bytes, name: str) -> str:
    """How the first line reads; empty when it cannot be that encoding."""
    try:
        text = sample.decode(name).strip()
    except UnicodeError:
        return ""
    return one_line(text.splitlines()[0]) if text else ""
