"""Words that letters write by themselves, in the language of the letter."""

from data.records.pay import PayFrequency

LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
"""The languages that letters know words in."""

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
