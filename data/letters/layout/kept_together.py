"""Keeps amounts, days, and names with their titles on one line, wherever a letter is laid out.

What is stored says spaces as everybody types them; only what goes out has other ones.
"""

import re

from data.letters.facts.mentions import CURRENCY, MONTH
from data.letters.language.field_units import WORDS

NO_BREAK = "\u00a0"
"""A space that no line ends at. A letter made safe has it as `&nbsp;`, never as itself."""
BEGIN, END = '<span class="od-one">', "</span>"
"""What stands around days of scripts that break anywhere."""
_TAG = r"<(?:\"[^\"]*\"|[^<>\"])*>"
_VERBATIM = r"<(?P<element>pre\b|\w+\b(?=[^<>]*white-space: ?pre))[^<>]*>(?s:.*?)</(?P=element)>"
"""Text whose spaces and ends of lines stand as they are."""
_INLINE = r"(?:</?(?:a|abbr|b|code|em|i|mark|s|small|span|strong|u)\b(?:\"[^\"]*\"|[^<>\"])*>)*"
_GAP = rf"{_INLINE}[ \t\r\n]{{1,40}}{_INLINE}"
_ANY_GAP = rf"(?:{_GAP}|&nbsp;|[\u00a0\u202f\u2009])"
_WORD = r"[^\W\d_]{3,14}"
_ORDINAL = "(?:st|nd|rd|th|er|º)?"
_TITLES = (
    "Mr Mrs Ms Mx Dr Prof Professor Sir Dame Rev Herr Herrn Frau Ing Mag Monsieur Madame"
    " Mademoiselle M Mme Mlle Mes Me Sr Sra Srta Señor Señora Señorita Don Doña Dra Dott Ir Drs"
)
_TITLE = rf"(?:{'|'.join(_TITLES.split())}|Dipl\.-[A-Z]\w{{1,9}})\b\.?"
_UNITS = (pair for words in WORDS.values() for name, pair in words.items() if name != "per cent")
_UNIT = "|".join(sorted({word.split()[0] for pair in _UNITS for word in pair}))
_PARTS = (
    # days, with their year or without
    rf"\d{{1,2}}{_ORDINAL}\.?{_ANY_GAP}(?:(?:of|de){_ANY_GAP})?{_WORD}\.?,?{_ANY_GAP}"
    rf"(?:del?{_ANY_GAP})?\d{{4}}\b",
    rf"\d{{1,2}}{_ORDINAL}\.?{_ANY_GAP}(?:(?:of|de){_ANY_GAP})?(?i:{MONTH})\b",
    rf"\b{_WORD}\.?{_ANY_GAP}\d{{1,2}}{_ORDINAL},{_ANY_GAP}\d{{4}}\b",
    rf"\b(?i:{MONTH})\b\.?{_ANY_GAP}\d{{1,2}}\b(?![.,]?\d)",
    rf"\b\d{{4}}\.{_ANY_GAP}{_WORD}\.?{_ANY_GAP}\d{{1,2}}\.",
    rf"\b\d{{1,4}}\.{_ANY_GAP}\d{{1,2}}\.{_ANY_GAP}\d{{1,4}}\b\.?",
    rf"\b\d{{4}}년{_ANY_GAP}\d{{1,2}}월{_ANY_GAP}\d{{1,2}}일",
    # amounts, and numbers with what they count
    rf"(?:(?:{CURRENCY}){_ANY_GAP}?)?(?<![\w.,])\d+(?:[.,'’]\d+|{_ANY_GAP}\d{{3}}(?!\d))*"
    rf"(?:{_ANY_GAP}(?:(?:{CURRENCY})|%|(?:{_UNIT})\b))?",
    # names with their titles, and with initials
    rf"\b(?:{_TITLE}{_ANY_GAP})+(?=[^\W\d_a-zß-öø-ÿ])",
    rf"\b(?:[^\W\d_a-zß-öø-ÿ]\.{_ANY_GAP})+(?=[^\W\d_a-zß-öø-ÿ])",
)
_TOGETHER = re.compile(
    rf"(?P<tag>{_VERBATIM}|{_TAG})|(?P<day>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)|" + "|".join(_PARTS)
)
_SPACES = re.compile(rf"({_TAG})|[ \t\r\n]+")


def kept_together(html: str) -> str:
    """The letter with no line to end inside an amount, a day, or a name and its title."""
    return _TOGETHER.sub(_joined, html)


def _joined(match: re.Match[str]) -> str:
    if match["tag"]:
        return match[0]
    if match["day"]:
        return f"{BEGIN}{match[0]}{END}"
    return _SPACES.sub(lambda found: found[1] or NO_BREAK, match[0])
