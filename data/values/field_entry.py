"""Values of custom fields as they are typed: what a form starts with, and what it is read as."""

import re
from datetime import date
from decimal import Decimal

from data.values import dates, money
from data.values.field_texts import figures, from_to, if_given, plain_figures, show_value
from data.values.field_values import (
    ID,
    NUMBER_LIMIT,
    FieldType,
    FieldValue,
    MoneyRange,
    NumberRange,
    UserRef,
    Value,
    read_number,
)
from data.values.money import AmountError, Money
from data.values.text import one_line, plain


class ValueProblem(ValueError):
    """Something entered that the field cannot hold; the message says what would be right."""


SHORT_TEXT_LIMIT = 255
LONG_TEXT_LIMIT = 20_000
_URL_LIMIT = 2_048
_RANGE_LIMIT = 128

_GROUPED = r"-?[1-9][0-9]{0,2}([, ])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?"
# A minus sign opens a number where a number is expected, and is a dash behind one.
_RANGE = r"(?i:([-−]?[^-–—−]+?)\s*(?:-|–|—|\bto\b)\s*([-−]?[^-–—−]+))"
_THOUSANDS = r"(?i:[0-9]\s*[km](?:\s|$|[a-z]{3}$))"
_SMALL = r"(?i:[^0-9]*[1-9][0-9]{0,2}(?:[.,][0-9]{1,2})?[^0-9km]*)"
_LINK = r"(?i:https?://[^\s/?#]+|mailto:[^\s@]+@)[^\s]*"

_PERSON = r"([^<>#]*?)\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*(?:#([^\s/]*)(?:/(.*))?)?"


def entered(type: FieldType, value: FieldValue) -> tuple[str, tuple[str, ...]]:
    """What a form's control starts with, text or chosen options; read_entered reads the same back.

    Both are empty for a value that could not be read.
    """
    read = value.value
    match read:
        case None:
            return "", ()
        case tuple():
            return "", read
        case date():
            return read.isoformat(), ()
        case Money():
            return _typed(read), ()
        case MoneyRange(minimum=low, maximum=high):
            if low and high and low.currency == high.currency:
                return f"{money.entered(low)} - {_typed(high)}", ()
            return from_to(if_given(_typed, low), if_given(_typed, high), " - "), ()
        case NumberRange(minimum=least, maximum=most):
            return from_to(if_given(plain_figures, least), if_given(plain_figures, most)), ()
        case Decimal():
            return plain_figures(read), ()
        case UserRef():
            return _typed_person(read), ()
    return show_value(read), ()


def _typed(amount: Money) -> str:
    return f"{money.entered(amount)} {amount.currency}"


def _typed_person(user: UserRef) -> str:
    if user == UserRef(user.user_id) and re.fullmatch(ID, user.user_id):
        return user.user_id
    email = f"<{user.email}>" if user.email else ""
    number = f"#{user.user_id}" if user.user_id or user.employee_id else ""
    employee = f"/{user.employee_id}" if user.employee_id else ""
    return " ".join(part for part in (user.name, email, number + employee) if part)


def read_entered(
    type: FieldType,
    text: str,
    chosen: tuple[str, ...],
    options: tuple[str, ...],
    today: date,
    currency: str | None,
) -> Value | None:
    """What a person entered, None for nothing; raises ValueProblem with a sentence for the person.

    `currency` is the one meant by an amount that names none.
    """
    if type is FieldType.MULTI_SELECT:
        return tuple(dict.fromkeys(_offered(one, options) for one in chosen)) or None
    if not text.strip():
        return None
    match type:
        case FieldType.SHORT_TEXT | FieldType.LONG_TEXT:
            limit = SHORT_TEXT_LIMIT if type is FieldType.SHORT_TEXT else LONG_TEXT_LIMIT
            return _at_most(limit, plain(text).strip())
        case FieldType.SINGLE_SELECT:
            return _offered(text, options)
        case FieldType.YES_NO:
            return _typed_yes_no(text)
        case FieldType.URL:
            return _typed_link(text.strip())
        case FieldType.USER:
            return _typed_user(text.strip())
        case FieldType.NUMBER:
            return _typed_number(text)
        case FieldType.NUMBER_RANGE:
            return _typed_number_range(text)
    try:
        if type is FieldType.DATE:
            return dates.parse_date(text, today)
        if type is FieldType.CURRENCY:
            return money.parse_money(text, None, fallback=currency)
        return _typed_money_range(text, currency)
    except (dates.DateError, AmountError) as error:
        raise ValueProblem(str(error)) from error


def _at_most(limit: int, text: str) -> str:
    if len(text) > limit:
        raise ValueProblem(f"At most {limit:,} characters; this has {len(text):,}.")
    return text


def _quoted(text: str) -> str:
    shown = one_line(text)
    return f"“{shown if len(shown) <= 40 else shown[:39] + '…'}”"


def _offered(name: str, options: tuple[str, ...]) -> str:
    if name in options:
        return name
    some = ", ".join(one_line(option) for option in options[:5])
    if not some:
        raise ValueProblem(f"{_quoted(name)} cannot be chosen: the field has no options.")
    more = f" (of {len(options)})" if len(options) > 5 else ""
    raise ValueProblem(f"{_quoted(name)} is not one of the options: choose from {some}{more}.")


def _typed_yes_no(text: str) -> bool:
    word = text.strip().lower()
    if word not in ("yes", "y", "true", "no", "n", "false"):
        raise ValueProblem(f"{_quoted(text)} is neither: write yes or no.")
    return word in ("yes", "y", "true")


def _typed_link(text: str) -> str:
    _at_most(_URL_LIMIT, text)
    if not re.fullmatch(_LINK, text) or plain(text) != text:
        raise ValueProblem(
            f"{_quoted(text)} is not a link: it starts with https://, http:// or mailto: "
            "and has no spaces."
        )
    return text


def _typed_user(text: str) -> UserRef:
    text = plain(_at_most(SHORT_TEXT_LIMIT, text))
    if re.fullmatch(ID, text):
        return UserRef(text)
    if re.fullmatch(r"[^<>\s#]+@[^<>\s#]+", text):
        return UserRef("", email=text)
    found = re.fullmatch(_PERSON, text)
    name, email, number, employee = (part or "" for part in found.groups()) if found else [""] * 4
    user = UserRef(number, name, email, employee)
    if user == UserRef(""):
        raise ValueProblem(
            f"{_quoted(text)} is not a person: write Name <name@example.com> or the user's number."
        )
    return user


def _typed_number(text: str) -> Decimal:
    tidy = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    if len(tidy) > NUMBER_LIMIT:
        raise ValueProblem(f"That is too long for a number: at most {NUMBER_LIMIT} characters.")
    if re.fullmatch(_GROUPED, tidy):
        tidy = tidy.replace(",", "").replace(" ", "")
    number = read_number(tidy)
    if number is None:
        raise ValueProblem(f"{_quoted(text)} is not a number: write it like 1250 or 0.5.")
    return number


def _halves(text: str) -> tuple[str, str]:
    """The texts of the two ends of a typed range, an open end empty; raises ValueProblem."""
    tidy = " ".join(text.split())
    if len(tidy) > _RANGE_LIMIT:
        raise ValueProblem(f"That is too long for a range: at most {_RANGE_LIMIT} characters.")
    word = tidy.lower()
    if word.startswith("up to "):
        return "", tidy[6:]
    rest = tidy[5:] if word.startswith("from ") else tidy
    found = re.fullmatch(_RANGE, rest)
    if found is None and rest != tidy:
        return rest, ""
    if found is None or re.search(r"(?i:\bto\b)", found[2]):
        raise ValueProblem(
            f"{_quoted(text)} is not a range: write it like 80 - 120, from 80 or up to 120."
        )
    return found[1], found[2]


def _typed_number_range(text: str) -> NumberRange:
    low, high = (_typed_number(end) if end else None for end in _halves(text))
    if low is not None and high is not None and low > high:
        raise ValueProblem(f"The range runs backwards: write {figures(high)} - {figures(low)}.")
    return NumberRange(low, high)


def _typed_money_range(text: str, currency: str | None) -> MoneyRange:
    low_text, high_text = _halves(text)
    if re.search(_THOUSANDS, high_text) and re.fullmatch(_SMALL, low_text):
        raise ValueProblem(f"Is {_quoted(low_text)} meant in thousands? Write both ends alike.")
    named = _first_currency(low_text, high_text) or currency
    low, high = (
        money.parse_money(end, None, fallback=named) if end else None
        for end in (low_text, high_text)
    )
    if low and high and low.currency != high.currency:
        raise ValueProblem(f"One end is {low.currency}, the other {high.currency}: use one.")
    if low and high and low.minor > high.minor:
        raise ValueProblem(f"The range runs backwards: write {_typed(high)} - {_typed(low)}.")
    return MoneyRange(low, high)


def _first_currency(*ends: str) -> str | None:
    """The currency that the first end names that names one."""
    for end in ends:
        try:
            return money.parse_money(end, None).currency
        except AmountError:
            continue
    return None
