"""What a number in a custom field counts, by the field's own key or name, and the words for it.

A name may say it in brackets: "Notice period (weeks)". What the well-known keys count stands here,
once for all letters.
"""

import re
from decimal import Decimal

from data.letters.language.common_fields import COMMON
from data.values.field_values import NumberRange

HOURS_A_WEEK, DAYS_A_YEAR = "hours a week", "days a year"
WEEKLY_HOURS, DURATION = COMMON["weekly_hours"], COMMON["duration"]
"""The keys under which desks keep working time and the length of a contract."""
_BY_KEY = {
    **dict.fromkeys(WEEKLY_HOURS, HOURS_A_WEEK),
    **dict.fromkeys(COMMON["leave"], DAYS_A_YEAR),
    **dict.fromkeys((*COMMON["probation"], *COMMON["notice"], *DURATION), "months"),
    **dict.fromkeys(COMMON["stock_options"], "options"),
    **dict.fromkeys(COMMON["rsus"], "units"),
    **dict.fromkeys(COMMON["shares"], "shares"),
}
_BY_WORD = {
    **dict.fromkeys(("hour", "hours", "stunden", "std", "heures", "horas"), "hours"),
    **dict.fromkeys(("day", "days", "tage", "jours", "dias", "días"), "days"),
    **dict.fromkeys(("week", "weeks", "wochen", "semaines", "semanas"), "weeks"),
    **dict.fromkeys(("month", "months", "monate", "mois", "meses"), "months"),
    **dict.fromkeys(("year", "years", "jahre", "ans", "années", "años"), "years"),
    **dict.fromkeys(("%", "percent", "per cent", "prozent"), "per cent"),
}
_BRACKETS = re.compile(r"[(\[]\s*(?:in\s+)?([^()\[\]]{1,12}?)\.?\s*[)\]]\s*$")

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        HOURS_A_WEEK: ("hour a week", "hours a week"), DAYS_A_YEAR: ("day a year", "days a year"),
        "hours": ("hour", "hours"), "days": ("day", "days"), "weeks": ("week", "weeks"),
        "months": ("month", "months"), "years": ("year", "years"),
        "per cent": ("per cent", "per cent"), "options": ("stock option", "stock options"),
        "units": ("restricted stock unit", "restricted stock units"), "shares": ("share", "shares"),
    },
    "de": {
        HOURS_A_WEEK: ("Stunde pro Woche", "Stunden pro Woche"),
        DAYS_A_YEAR: ("Tag pro Jahr", "Tage pro Jahr"),
        "hours": ("Stunde", "Stunden"), "days": ("Tag", "Tage"), "weeks": ("Woche", "Wochen"),
        "months": ("Monat", "Monate"), "years": ("Jahr", "Jahre"),
        "per cent": ("Prozent", "Prozent"), "options": ("Aktienoption", "Aktienoptionen"),
        "units": ("Restricted Stock Unit", "Restricted Stock Units"),
        "shares": ("Aktie", "Aktien"),
    },
    "fr": {
        HOURS_A_WEEK: ("heure par semaine", "heures par semaine"),
        DAYS_A_YEAR: ("jour par an", "jours par an"),
        "hours": ("heure", "heures"), "days": ("jour", "jours"), "weeks": ("semaine", "semaines"),
        "months": ("mois", "mois"), "years": ("an", "ans"),
        "per cent": ("pour cent", "pour cent"), "options": ("stock-option", "stock-options"),
        "units": ("action gratuite", "actions gratuites"), "shares": ("action", "actions"),
    },
    "es": {
        HOURS_A_WEEK: ("hora semanal", "horas semanales"),
        DAYS_A_YEAR: ("día al año", "días al año"),
        "hours": ("hora", "horas"), "days": ("día", "días"), "weeks": ("semana", "semanas"),
        "months": ("mes", "meses"), "years": ("año", "años"),
        "per cent": ("por ciento", "por ciento"),
        "options": ("opción sobre acciones", "opciones sobre acciones"),
        "units": ("acción restringida", "acciones restringidas"),
        "shares": ("acción", "acciones"),
    },
}  # fmt: skip
"""The words for one and for many, by language."""


class Measure(Decimal):
    """A number of a custom field that knows what it counts."""

    unit: str

    @classmethod
    def of(cls, number: Decimal, unit: str) -> "Measure":
        """The number with its unit."""
        measure = cls(number)
        measure.unit = unit
        return measure


class MeasureRange(NumberRange):
    """A range of numbers of a custom field that knows what it counts."""

    unit: str

    @classmethod
    def of(cls, numbers: NumberRange, unit: str) -> "MeasureRange":
        """The range with its unit."""
        measure = cls(numbers.minimum, numbers.maximum)
        object.__setattr__(measure, "unit", unit)
        return measure


def unit(key: str, name: str) -> str:
    """What numbers in a field count: as its name says in brackets, or by its key; or nothing."""
    stated = _BRACKETS.search(name)
    if stated and stated[1].lower() in _BY_WORD:
        return _BY_WORD[stated[1].lower()]
    return _BY_KEY.get(key) or _BY_WORD.get(key.rpartition("_")[2], "")


def unit_word(unit: str, number: Decimal | None, language: str) -> str:
    """The word for so many of a unit."""
    words = WORDS.get(language, WORDS["en"]).get(unit)
    if words is None:
        return ""
    is_one = number is not None and (abs(number) == 1 or (language == "fr" and abs(number) < 2))
    return words[0] if is_one else words[1]
