"""Tells by its commonest words which language a letter is in, where that is certain enough."""

import re
from collections.abc import Iterator

from data.letters.foreign.foreign_letter import Block, ForeignLetter, Part, Text

NAMES = {
    "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch",
    "pt": "Portuguese",
}  # fmt: skip
"""The languages whose way to write amounts and dates a letter takes, by their locale."""
LEAST = 0.08
"""So much of a letter has to be common words of its language."""
MARGIN = 1.25
"""So many times as many common words as any other language it has to have, and two more."""
_COMMON = {
    "de": "der die das den dem des und wir ihnen ihr ihre ihren sie mit nicht für ist zu zum zur "
    "im in auf bei von ein eine einen einer als uns wird werden haben auch sehr geehrte am",
    "fr": "le la les l et nous vous de des du d un une votre vos est en à au aux pour avec dans "
    "sur par que qui ce cette sera notre nos madame monsieur cher chère",
    "es": "el la los las y e que usted su sus de del un una para con nos es en al por se le lo "
    "como nuestra nuestro será estimado estimada desde",
    "pt": "o a os as e que um uma de do da dos das no na nos nas em com para por ao à é não você "
    "seu sua lhe se será nosso nossa pelo pela como caro prezado prezada",
    "it": "il lo la i gli le l e che di del della dello dei delle un uno una per con in nel nella "
    "a al alla da dal dalla è non si lei suo sua sarà nostra nostro gentile come",
    "nl": "de het een en van in is wij we je u uw jouw zijn niet voor op met dat die aan bij te "
    "ons onze als om wordt zal geachte beste hierbij deze ook per",
    "en": "the and you of to your we will is a in for with be our on as this that are by at it "
    "or from have not dear",
    "ca": "el la els les l i que de del dels d un una per amb en al als a ens és no seva seu us "
    "com aquest aquesta serà benvolgut benvolguda nostra",
    "gl": "o a os as e que un unha de do da dos das no na nos nas en con para por ao é non "
    "vostede seu súa lle se será noso nosa polo pola como",
    "ro": "de la cu și si în in un o pentru pe din este vă va dumneavoastră să că al a ale ne "
    "noastră nu mai ca stimate stimată",
    "da": "og i at det den der de en et er til på med af for vi du dig din dit dine har som vil "
    "ikke os vores fra kan kære",
    "sv": "och i att det den de en ett är till på med av för vi du dig din ditt dina har som "
    "kommer inte oss vår från kan kära",
    "af": "die en n van in is ons jou jy u het nie vir op met dat aan by te as om word sal dit "
    "hierdie ook per geagte beste",
}  # fmt: skip
"""What is common in each language; of those without a name above a letter takes nothing."""
_KNOWN = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_of(letter: ForeignLetter) -> str:
    """The locale of the language that a letter is clearly in, one of NAMES; empty for any other."""
    words = re.findall(r"[^\W\d_]+", " ".join(_texts(letter.blocks)).lower())
    counts = {one: sum(word in known for word in words) for one, known in _KNOWN.items()}
    best, second = sorted(counts, key=lambda one: counts[one], reverse=True)[:2]
    is_common = counts[best] > LEAST * len(words)
    is_clear = counts[best] >= max(MARGIN * counts[second], counts[second] + 2)
    return best if best in NAMES and is_common and is_clear else ""


def sentence(letter: ForeignLetter) -> str:
    """Which language a letter takes, for people; empty when it takes none."""
    found = language_of(letter)
    return f"Amounts and dates as in {NAMES[found]} (locale {found})." if found else ""


def _texts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Block):
            yield from _texts(part.parts)
        elif isinstance(part, Text):
            yield part.text
