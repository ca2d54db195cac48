"""The settings as a form collects them: company, letters, acting for, the board, comparing pay."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from data.delivery import paper
from data.errors import Invalid, Problem
from data.letters.language import locales as letter_locale
from data.people import users
from data.settings import exchange_rates as rates
from data.settings import settings
from data.storage.database import transaction
from data.values.text import one_line, plain

LINE_LENGTH = 300
FOOTER_LINES = 4
TEXT_LENGTH = 4000

LABELS: dict[str, str] = {
    "company_name": "Company",
    "company_address": "Address",
    "company_email": "Email",
    "company_phone": "Phone",
    "company_website": "Website",
    "signatory_name": "Signed by",
    "signatory_title": "Signed as",
    "logo_file": "Logo",
    "letter_footer": "Foot of pages",
    "page_size": "Page size",
    "letter_font": "Font",
    "letter_locale": "Language",
    "on_behalf_of": "Acting for",
    "decline_reasons": "Declined: why",
    "withdraw_reasons": "Withdrawn: why",
    "ascii_glyphs": "Marks",
    "board_expiring_days": "Expiring within",
    "board_unanswered_days": "Unanswered for",
    "board_draft_days": "Draft untouched",
    "hours_per_year": "Hours a year",
    "days_per_year": "Days a year",
    "exchange_rates": "Exchange rates",
}
"""What the settings are called, wherever a person reads their names."""

_TEXTS = (
    "company_address", "letter_footer", "decline_reasons", "withdraw_reasons", "exchange_rates",
)  # fmt: skip
NUMBERS: dict[str, tuple[int, int, str]] = {
    "board_expiring_days": (0, 365, "days"),
    "board_unanswered_days": (0, 365, "days"),
    "board_draft_days": (0, 365, "days"),
    "hours_per_year": (1, 8784, "hours"),
    "days_per_year": (1, 366, "days"),
}
"""Settings that are whole numbers: the least, the most, and of what."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings as typed; lists have one entry a line. `on_behalf_of` None: for oneself.

    Numbers are text, so that nothing typed is lost.
    """

    company_name: str = ""
    company_address: str = ""
    company_email: str = ""
    company_phone: str = ""
    company_website: str = ""
    signatory_name: str = ""
    signatory_title: str = ""
    logo_file: str = ""
    letter_footer: str = ""
    page_size: str = "A4"
    letter_font: str = ""
    letter_locale: str = "en"
    on_behalf_of: int | None = None
    decline_reasons: str = ""
    withdraw_reasons: str = ""
    ascii_glyphs: bool = False
    board_expiring_days: str = "7"
    board_unanswered_days: str = "7"
    board_draft_days: str = "14"
    hours_per_year: str = "2080"
    days_per_year: str = "260"
    exchange_rates: str = ""


def current() -> Preferences:
    """The settings as they are, for a form to start with."""
    values = {field.name: settings.get(field.name) for field in fields(Preferences)}
    for key in ("decline_reasons", "withdraw_reasons"):
        values[key] = "\n".join(values[key])
    values |= {key: str(values[key]) for key in NUMBERS}
    values["exchange_rates"] = rates.entered()
    return Preferences(**values)


def check(draft: Preferences) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft."""
    problems = []
    for key, label in LABELS.items():
        value = getattr(draft, key)
        longest = TEXT_LENGTH if key in _TEXTS else LINE_LENGTH
        if isinstance(value, str) and len(value) > longest:
            problems.append(Problem(key, f"{label}: at most {longest:,} characters."))
    email = one_line(draft.company_email)
    if email and "@" not in email:
        text = f"{LABELS['company_email']}: an address such as offers@example.com."
        problems.append(Problem("company_email", text))
    problems += _letter_problems(draft)
    problems += _figure_problems(draft)
    for key in ("decline_reasons", "withdraw_reasons"):
        if not _entries(getattr(draft, key)):
            problems.append(Problem(key, f"{LABELS[key]}: at least one reason, one a line."))
    known = {user.id for user in users.everyone()}
    if draft.on_behalf_of is not None and draft.on_behalf_of not in known:
        problems.append(Problem("on_behalf_of", f"{LABELS['on_behalf_of']}: choose a user."))
    return tuple(problems)


def _letter_problems(draft: Preferences) -> Iterator[Problem]:
    """What is wrong with the paper that letters are put on."""
    if draft.page_size not in paper.SIZES:
        yield Problem("page_size", f"{LABELS['page_size']}: {' or '.join(paper.SIZES)}.")
    font = one_line(draft.letter_font)
    if font and not paper.FONT.fullmatch(font):
        yield Problem("letter_font", f"{LABELS['letter_font']}: a name such as Noto Serif.")
    try:
        letter_locale.tongue(one_line(draft.letter_locale))
    except letter_locale.LocaleProblem as error:
        yield Problem("letter_locale", f"{LABELS['letter_locale']}: {error}")
    if draft.letter_footer.count("\n") >= FOOTER_LINES:
        text = f"{LABELS['letter_footer']}: at most {FOOTER_LINES} lines."
        yield Problem("letter_footer", text)
    if one_line(draft.logo_file):
        try:
            paper.read_logo(draft.logo_file)
        except paper.BadLogo as error:
            yield Problem("logo_file", f"{LABELS['logo_file']}: {error.text}")


def _figure_problems(draft: Preferences) -> Iterator[Problem]:
    """What is wrong with days, hours and rates."""
    for key, (least, most, unit) in NUMBERS.items():
        number = _number(getattr(draft, key))
        if number is None or not least <= number <= most:
            yield Problem(key, f"{LABELS[key]}: a number of {unit} from {least} to {most:,}.")
    try:
        rates.read(draft.exchange_rates)
    except Invalid as error:
        yield from error.problems


def _number(text: str) -> int | None:
    typed = one_line(text)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def save(draft: Preferences) -> None:
    """Store the settings; raises Invalid with everything that is wrong."""
    problems = check(draft)
    if problems:
        raise Invalid(problems)
    with transaction():
        for field in fields(Preferences):
            settings.put(field.name, _stored(field.name, getattr(draft, field.name)))


def _stored(key: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if key in ("decline_reasons", "withdraw_reasons"):
        return _entries(value)
    if key in NUMBERS:
        return _number(value)
    if key == "exchange_rates":
        return rates.read(value)
    return plain(value).strip() if key in _TEXTS else one_line(value)


def _entries(text: str) -> list[str]:
    lines = (one_line(line) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
