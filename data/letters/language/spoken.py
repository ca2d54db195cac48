"""Which language a letter speaks, and how it writes numbers and days.

The language of the words and the way to write numbers are two things: an English letter may write
92.500,00 €, but never "15. März". Days follow the words wherever a language is said.
"""

from typing import NamedTuple

from data.letters.language.words import language_of
from data.letters.letter_records import Header

ENGLISH = "en"


class Spoken(NamedTuple):
    """The language of words, the locale of amounts and numbers, and that of days and lists.

    `tag` is the language with its country, as far as one is said: "de-CH".
    """

    language: str = ENGLISH
    numbers: str = ENGLISH
    days: str = ENGLISH
    tag: str = ENGLISH


def spoken(own: Header, locale: str, language: str) -> Spoken:
    """What a template says of itself, and where it says nothing, what the desk says."""
    words = language_of(own.language or own.locale) or language_of(language) or ENGLISH
    usual = _usual(own, language, words)
    numbers = own.locale or locale or usual
    chosen = language_of(own.language) or (language_of(language) and not own.locale)
    tag = usual if chosen else numbers
    return Spoken(words, numbers, numbers if language_of(numbers) == words else tag, tag)


def _usual(own: Header, language: str, words: str) -> str:
    """The locale of a language: of the template's country, else of the desk's."""
    if own.country:
        return f"{words}-{own.country}"
    return language if language_of(language) == words else words
