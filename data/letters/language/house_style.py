"""House rules for formats on which releases of Babel disagree.

Babel 2.18 wrote 92’500.00 in a Swiss letter, Babel 2.19 writes 92'500.00 and leaves ordinary
numbers without groups. A letter must not depend on that.
"""

from babel import Locale
from babel.localedata import LocaleDataDict

_SWISS = {"group": "\u2019", "decimal": "."}
"""92’500.00: the apostrophe that Swiss typography asks for, and a point."""
_SWISS_FRENCH = {"group": "\u202f", "decimal": ","}
"""92 500,00: a narrow space that does not break, as in France, and a comma."""
_MARKS = {
    ("de", "CH"): _SWISS,
    ("de", "LI"): _SWISS,
    ("en", "CH"): _SWISS,
    ("gsw", "CH"): _SWISS,
    ("gsw", "LI"): _SWISS,
    ("it", "CH"): _SWISS,
    ("rm", "CH"): _SWISS,
    ("fr", "CH"): _SWISS_FRENCH,
}
_SIGNS = {"da": {"USD": "US$"}}
"""Signs of currencies, by language."""


class HouseLocale(Locale):
    """A locale of Babel's that writes numbers by our rules where we have some."""

    @property
    def number_symbols(self) -> LocaleDataDict:
        """The marks between groups and before decimals."""
        symbols = super().number_symbols.copy()
        marks = _MARKS.get((self.language, self.territory or ""), {})
        symbols["latn"] = {**symbols["latn"], **marks}
        return symbols

    @property
    def currency_symbols(self) -> LocaleDataDict:
        """The symbols of currencies."""
        symbols = super().currency_symbols.copy()
        symbols.update(_SIGNS.get(self.language, {}))
        return symbols
