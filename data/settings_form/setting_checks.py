"""What is wrong with a setting as it was entered, by its kind and by its key."""

from collections.abc import Callable, Iterator
from datetime import date

from data.delivery import letterhead_files, paper, picture_files
from data.drafts import approval_steps
from data.errors import Problem
from data.letters.language import letter_number, locales, words
from data.people import users
from data.settings import exchange_rates, paper_files
from data.settings.settings import Entry, Kind
from data.values import money
from data.values.text import one_line

LINE_LENGTH = 300
FOOTER_LINES = 4
TEXT_LENGTH = 4000

Entered = str | int | None
"""A setting as entered: text, whether it is so, or the id of a user (None: nobody)."""

_LONG = (Kind.TEXT, Kind.LIST, Kind.LINES, Kind.DAYS, Kind.RATES)
"""Kinds of several lines."""


def is_long(entry: Entry) -> bool:
    """Whether the setting has several lines."""
    return entry.kind in _LONG


def problems(key: str, entry: Entry, value: Entered) -> Iterator[Problem]:
    """What is wrong with one setting."""
    text = value if isinstance(value, str) else ""
    longest = TEXT_LENGTH if is_long(entry) else LINE_LENGTH
    if len(text) > longest:
        yield Problem(key, entry.label, f"at most {longest:,} characters.")
    wrong = _OF_KIND[entry.kind](entry, value) or _OF_KEY.get(key, _nothing)(text)
    if wrong:
        yield Problem(key, entry.label, wrong)


def _nothing(text: str) -> str:
    return ""


def _right(entry: Entry, value: Entered) -> str:
    return ""


def _choice(entry: Entry, value: Entered) -> str:
    known = [choice for choice, _ in entry.choices]
    return "" if value in known else f"{' or '.join(map(str, known))}."


def _number(entry: Entry, value: Entered) -> str:
    number = whole(str(value))
    if number is None or not entry.least <= number <= entry.most:
        return f"a number of {entry.unit} from {entry.least} to {entry.most:,}."
    return ""


def _list(entry: Entry, value: Entered) -> str:
    return "" if lines(str(value)) else "at least one reason, one a line."


def _days_off(entry: Entry, value: Entered) -> str:
    """A day a line, of one year or of every year, and what it is called."""
    for line in lines(str(value)):
        day = line.split()[0]
        try:
            date.fromisoformat(day if len(day) > len("12-25") else f"2000-{day}")
        except ValueError:
            return f"{line} begins with no day such as 12-25 or 2027-03-29."
    return ""


def _user(entry: Entry, value: Entered) -> str:
    known = {None, *(user.id for user in users.everyone())}
    return "" if value in known else "choose a user."


def _rates(entry: Entry, value: Entered) -> str:
    try:
        exchange_rates.read(str(value))
    except exchange_rates.RatesError as error:
        return str(error)
    return ""


READ = {Kind.PICTURE: picture_files.read, Kind.PDF: letterhead_files.read}
"""What reads the file of a setting, and makes it safe."""


def _picture(entry: Entry, value: Entered) -> str:
    text = one_line(str(value))
    if not text or kept(text):
        return ""
    try:
        READ[entry.kind](text)
    except picture_files.BadPicture as error:
        return error.text
    return ""


def kept(text: str) -> str:
    """The file of the desk that is shown like this; empty when none is."""
    return next((one.sha256 for one in paper_files.kept() if one.label == text), "")


_OF_KIND: dict[Kind, Callable[[Entry, Entered], str]] = {
    Kind.LINE: _right,
    Kind.TEXT: _right,
    Kind.LIST: _list,
    Kind.LINES: _right,
    Kind.DAYS: _days_off,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.USER: _user,
    Kind.THEME: _right,
    Kind.RATES: _rates,
    Kind.PICTURE: _picture,
    Kind.PDF: _picture,
}
"""What is wrong with a setting by what it is; empty when nothing is."""


def _email(text: str) -> str:
    email = one_line(text)
    return "an address such as offers@example.com." if email and "@" not in email else ""


def _font(text: str) -> str:
    font = one_line(text)
    return "" if not font or paper.FONT.fullmatch(font) else "a name such as Noto Serif."


def _locale(text: str) -> str:
    try:
        locales.locale_format(one_line(text))
    except locales.LocaleProblem as error:
        return str(error)
    return ""


def _amount(text: str) -> str:
    try:
        if one_line(text):
            money.parse_money(one_line(text), None)
    except money.AmountError as error:
        return str(error)
    return ""


def _approvers(text: str) -> str:
    try:
        if lines(text):
            approval_steps.read(text)
    except approval_steps.StepsError as error:
        return str(error)
    return ""


def _languages(text: str) -> str:
    wrong = [one for one in words.tags(text) if one not in words.KNOWN]
    return f"{wrong[0]} is none of {', '.join(words.KNOWN)}." if wrong else ""


def _footer(text: str) -> str:
    return f"at most {FOOTER_LINES} lines." if text.count("\n") >= FOOTER_LINES else ""


def _reference(text: str) -> str:
    return letter_number.flaw(one_line(text))


_OF_KEY: dict[str, Callable[[str], str]] = {
    "approval_above": _amount,
    "approvers": _approvers,
    "company_email": _email,
    "own_email": _email,
    "letter_font": _font,
    "letter_locale": _locale,
    "more_languages": _languages,
    "letter_footer": _footer,
    "letter_header": _footer,
    "letter_reference": _reference,
}
"""What else can be wrong with some settings."""


def whole(text: str) -> int | None:
    """The number that was typed; None for anything else."""
    typed = one_line(text)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def lines(text: str) -> list[str]:
    """The lines that say something, each once."""
    found = (one_line(line) for line in text.splitlines())
    return list(dict.fromkeys(line for line in found if line))
