"""Words that letters write by themselves, in the language of the letter."""

import re

from data.records.pay import PayFrequency

LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
"""The languages that letters know words in."""
COUNTRIES = {
    "en-US": "the United States", "en-GB": "the United Kingdom", "de-DE": "Germany",
    "de-CH": "Switzerland", "fr-FR": "France", "es-ES": "Spain",
}  # fmt: skip
"""The countries whose customs have clauses that come with the program, by language and country."""

YES_NO = {"en": ("yes", "no"), "de": ("ja", "nein"), "fr": ("oui", "non"), "es": ("sí", "no")}
PERIODS: dict[str, dict[PayFrequency, str]] = {
    language: dict(zip(PayFrequency, words, strict=True))
    for language, words in {
        "en": ("hour", "day", "week", "month", "year"),
        "de": ("Stunde", "Tag", "Woche", "Monat", "Jahr"),
        "fr": ("heure", "jour", "semaine", "mois", "an"),
        "es": ("hora", "día", "semana", "mes", "año"),
    }.items()
}
"""What pay is counted by, after "per"."""
_PER = {
    "en": "per", "de": "pro", "fr": "par",
    "es": '{{ "por" if offer.pay_frequency in ("hourly", "weekly") else "al" }}',
}  # fmt: skip

KNOWN = (*LANGUAGES, *COUNTRIES)
"""Every language with and without a country, as settings and templates name them."""


def tags(text: str) -> tuple[str, ...]:
    """The languages that somebody named: "de-CH, fr"."""
    return tuple(one for one in re.split(r"[,;\s]+", text) if one)


CONFIDENTIAL = {
    "en": "Private and confidential",
    "de": "Persönlich und vertraulich",
    "fr": "Personnel et confidentiel",
    "es": "Personal y confidencial",
}
LOGO = {"en": "Logo", "de": "Logo", "fr": "Logo", "es": "Logotipo"}
SIGNED = {"en": "Signature", "de": "Unterschrift", "fr": "Signature", "es": "Firma"}
DATED = {"en": "Date", "de": "Datum", "fr": "Date", "es": "Fecha"}
"""What pictures and fields are called for those who do not see them."""


def language_of(tag: str) -> str:
    """The language of a locale, if letters know words in it; else nothing."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else ""


def spelled(text: str, tag: str) -> str:
    """A text of the program's own as it is spelled in a country: Swiss letters have no ß."""
    return text.replace("ß", "ss") if tag == "de-CH" else text


def called(tag: str) -> str:
    """A language with or without a country for people: "German, Switzerland"."""
    language = LANGUAGES.get(language_of(tag), tag)
    return f"{language}, {COUNTRIES[tag].removeprefix('the ')}" if tag in COUNTRIES else language


def paid(tag: str) -> str:
    """The pay and what it is counted by, as a template in a language writes it."""
    return f"{{{{ offer.salary }}}} {_PER[language_of(tag) or 'en']} {{{{ offer.pay_period }}}}"
