"""Amounts as lists show them: all that the first frame and `offerdesk list` know of money."""

_DECIMALS = {
    **dict.fromkeys(
        (
            *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI"),
            *("VND", "VUV", "XAF", "XOF", "XPF"),
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}

_PERIODS = {
    "hourly": " an hour", "daily": " a day", "weekly": " a week", "monthly": " a month",
    "yearly": " a year",
}  # fmt: skip
_SHORT = {"hourly": "/h", "daily": "/d", "weekly": "/w", "monthly": "/m", "yearly": "/y"}


def decimals(code: str) -> int:
    """How many decimals the currency has; 2 for every code not listed otherwise by ISO 4217."""
    return _DECIMALS.get(code, 2)


def show_amount(minor: int, currency: str) -> str:
    """The amount without its currency: "92,500", "31,000.50"."""
    places = decimals(currency)
    whole, rest = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:,}.{rest:0{places}d}" if rest else f"{sign}{whole:,}"


def pay(
    minor: int | None, currency: str | None, frequency: str | None, *, long: bool = False
) -> str:
    """Pay in a list: "92,500 EUR/y", or `long`: "92,500 EUR a year"; empty when there is none."""
    if minor is None:
        return ""
    amount = show_amount(minor, currency or "")
    period = (_PERIODS if long else _SHORT).get(frequency or "", "")
    return f"{amount} {currency or ''}".rstrip() + period
