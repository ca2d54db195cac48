"""A person's name in one text, taken apart only where that is certain.

What is not certain stays whole as the last name: a letter then greets by the whole name, and the
name is shown as it was written. The text itself is kept beside both as the whole name.
"""

import re
import unicodedata

from data.values.text import one_line, spoken

_PARTICLES = frozenset(
    (
        *("van", "von", "vom", "zu", "zur", "zum", "der", "den", "de", "del", "della", "di", "du"),
        *("da", "das", "dos", "do", "la", "le", "los", "las", "ter", "ten", "tot", "te", "af"),
        *("av", "al", "el", "bin", "ibn", "ben", "bint", "st."),
    )
)
"""Small words with which a last name may begin."""
_TITLES = frozenset(
    (
        *("dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev", "hon", "ing", "mag"),
        *("dipl", "phd", "dphil", "md", "mba", "msc", "bsc", "jd", "esq", "jr", "sr", "ii", "iii"),
        *("iv", "herr", "frau", "hr", "fr", "mme", "mlle", "dott", "dra", "ir", "drs", "cpa"),
    )
)
"""What stands before or behind a name, without its points."""
_GIVEN_FIRST = frozenset(("LATIN", "CYRILLIC", "GREEK"))
"""Scripts in which most people write the given name first."""
_EASTERN = re.compile(
    "[\u3005\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Names in Chinese, Japanese and Korean letters, the family name first."""
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ơưƠƯ]")
"""Letters of Vietnamese, which puts the family name first."""


def split(text: str) -> tuple[str, str]:
    """First and last name; no first name where nobody can tell which it is."""
    whole = one_line(text)
    turned = _turned(whole)
    if turned is not None:
        return turned
    words = whole.split()
    place = _place(words) if _is_plain(words) else 0
    return " ".join(words[:place]), " ".join(words[place:])


def whole(first: str, last: str, text: str) -> tuple[str, str, str]:
    """First, last and whole name of a person who is named apart, in one text, or both.

    What is said apart counts; a whole name that says nothing else is none.
    """
    if not (first or last):
        return (*split(text), one_line(text))
    return first, last, "" if text == plain_name(first, last) else text


def called(first: str, last: str, full: str) -> str:
    """What a person is called: as written in one text, but for `Smith, John`, which is an order.

    The column `candidates.name` says the same in SQL.
    """
    is_plain = full in ("", f"{last}, {first}")
    return plain_name(first, last) if is_plain else full


def in_letters(first: str, last: str, full: str) -> str:
    """What a letter calls a person: `called`, but names of the East in their order, as one word."""
    name = called(first, last, full)
    is_eastern = _EASTERN.fullmatch(first) and _EASTERN.fullmatch(last)
    return f"{last}{first}" if is_eastern and name == plain_name(first, last) else name


def plain_name(first: str, last: str) -> str:
    """First and last name, one behind the other."""
    return f"{first} {last}".strip(" ")


def is_guessed(first: str, last: str, full: str) -> bool:
    """Whether nothing but the order of two words says which is the first name.

    The rule `salutation` of the board says the same in SQL.
    """
    return bool(first) and " " not in last and full == plain_name(first, last)


def is_within(words: str, full: str) -> bool:
    """Whether a whole name has all these words."""
    return set(spoken(words).split()) <= set(spoken(full).split())


def _turned(whole: str) -> tuple[str, str] | None:
    """`Smith, John` the other way round; None for what is written otherwise."""
    last, sign, first = whole.partition(",")
    words = [*last.split(), *first.split()]
    if not sign or "," in first or not (last.strip() and first.strip()):
        return None
    return (first.strip(), last.strip()) if _is_plain(words) else None


def _is_plain(words: list[str]) -> bool:
    """Whether these are names of people who write the given name first, without titles."""
    return not any("," in word or _is_title(word) for word in words) and all(map(_is_given, words))


def _is_title(word: str) -> bool:
    """Whether it stands before or behind a name and is none; a capital alone is an initial."""
    return word.replace(".", "").casefold() in _TITLES or word.casefold().startswith("dipl.-")


def _is_given(word: str) -> bool:
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in word if sign.isalpha()}
    return (
        scripts <= _GIVEN_FIRST and _VIETNAMESE.search(unicodedata.normalize("NFC", word)) is None
    )


def _place(words: list[str]) -> int:
    """Where the last name begins: with its particle, or with the second of two words."""
    found = (at for at, word in enumerate(words) if word.casefold() in _PARTICLES)
    particle = next(found, 0)
    if particle and words[particle].islower():
        return particle
    return 1 if len(words) == 2 and words[0].casefold() not in _PARTICLES else 0
