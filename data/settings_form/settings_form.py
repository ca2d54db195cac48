"""The settings as a form collects them, made of their declarations."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from data.board.rules import RULES
from data.delivery import letterhead_files, paper, picture_files
from data.drafts import approval_steps
from data.errors import Invalid, Problem
from data.letters.language import letter_number, locales, words
from data.people import users
from data.settings import exchange_rates, paper_files, settings
from data.settings.settings import SECTIONS, SETTINGS, Entry, Kind
from data.storage.database import transaction
from data.values import money
from data.values.text import one_line, plain

LINE_LENGTH = 300
FOOTER_LINES = 4
TEXT_LENGTH = 4000

Entered = str | int | None
"""A setting as entered: text, whether it is so, or the id of a user (None: nobody)."""

OWN = ("own_name", "own_email", "own_title")
"""The settings that say who works at the desk."""

_LONG = (Kind.TEXT, Kind.LIST, Kind.LINES, Kind.DAYS, Kind.RATES)
"""Kinds of several lines."""


def entries() -> dict[str, Entry]:
    """Every setting that is entered, by its key, in the order of the form."""
    of_rules = {rule.days.key: rule.days for rule in RULES if rule.days is not None}
    known = [(key, setting.entry) for key, setting in (SETTINGS | of_rules).items()]
    entered = [(key, entry) for key, entry in known if entry is not None]
    return dict(sorted(entered, key=lambda item: SECTIONS.index(item[1].section)))


def is_long(entry: Entry) -> bool:
    """Whether the setting has several lines."""
    return entry.kind in _LONG


@dataclass(frozen=True, slots=True)
class SettingsDraft:
    """The settings as entered, by their keys; lists have one entry a line.

    Numbers are text, so that nothing typed is lost.
    """

    entered: Mapping[str, Entered]

    def __getitem__(self, key: str) -> Entered:
        return self.entered[key]

    def changed(self, **entered: Entered) -> "SettingsDraft":
        """The draft with other things entered."""
        return replace(self, entered={**self.entered, **entered})


def current() -> SettingsDraft:
    """The settings as they are, for a form to start with."""
    return SettingsDraft({key: _typed(key, entry) for key, entry in entries().items()})


def _typed(key: str, entry: Entry) -> Entered:
    value: Entered = settings.get(key) if entry.kind is not Kind.RATES else ""
    match entry.kind:
        case Kind.LIST | Kind.LINES | Kind.DAYS:
            return "\n".join(settings.get(key))
        case Kind.RATES:
            return exchange_rates.entered()
        case Kind.NUMBER:
            return str(value)
        case Kind.PICTURE | Kind.PDF:
            return paper_files.label(str(value))
    return value


def check(draft: SettingsDraft) -> tuple[Problem, ...]:
    """Everything that is wrong with the draft."""
    return tuple(
        problem for key, entry in entries().items() for problem in _problems(key, entry, draft[key])
    )


def _problems(key: str, entry: Entry, value: Entered) -> Iterator[Problem]:
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
    number = _whole(str(value))
    if number is None or not entry.least <= number <= entry.most:
        return f"a number of {entry.unit} from {entry.least} to {entry.most:,}."
    return ""


def _list(entry: Entry, value: Entered) -> str:
    return "" if _lines(str(value)) else "at least one reason, one a line."


def _days_off(entry: Entry, value: Entered) -> str:
    """A day a line, of one year or of every year, and what it is called."""
    for line in _lines(str(value)):
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


_READ = {Kind.PICTURE: picture_files.read, Kind.PDF: letterhead_files.read}
"""What reads the file of a setting, and makes it safe."""


def _picture(entry: Entry, value: Entered) -> str:
    text = one_line(str(value))
    if not text or _kept(text):
        return ""
    try:
        _READ[entry.kind](text)
    except picture_files.BadPicture as error:
        return error.text
    return ""


def _kept(text: str) -> str:
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
        if _lines(text):
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


def _whole(text: str) -> int | None:
    typed = one_line(text)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def save(draft: SettingsDraft, opened: SettingsDraft | None = None) -> tuple[str, ...]:
    """Store what is not as the form opened with (as it is now, unless said); raises Invalid.

    What another window changed meanwhile stays, and so does what was wrong before. Gives what was
    left out of pictures.
    """
    opened = opened or current()
    changed = {key: entry for key, entry in entries().items() if draft[key] != opened[key]}
    problems = tuple(one for one in check(draft) if one.field in changed)
    if problems:
        raise Invalid(problems)
    notes: list[str] = []
    with transaction():
        before = _own()
        for key, entry in changed.items():
            settings.put(key, _stored(entry, draft[key], notes))
        _take_in_paths()
        if any(entry.kind in _READ for entry in changed.values()):
            paper_files.forget_unused()
        if before != _own():
            users.introduce(*_own())
    return tuple(notes)


def _own() -> tuple[str, str]:
    """Name and email of the person at the desk."""
    return settings.get("own_name"), settings.get("own_email")


def _stored(entry: Entry, value: Entered, notes: list[str]) -> object:
    text = value if isinstance(value, str) else ""
    match entry.kind:
        case Kind.LINE:
            return one_line(text)
        case Kind.TEXT:
            return plain(text).strip()
        case Kind.LIST | Kind.LINES | Kind.DAYS:
            return _lines(text)
        case Kind.NUMBER:
            return _whole(text)
        case Kind.RATES:
            return exchange_rates.read(text)
        case Kind.PICTURE | Kind.PDF:
            return _taken_in(entry.kind, one_line(text), notes)
        case Kind.CHOICE:
            return next(choice for choice, _ in entry.choices if choice == value)
    return value


def _taken_in(kind: Kind, text: str, notes: list[str]) -> str:
    """The SHA-256 of the picture that is meant: one of the desk, or of a file, kept from now on."""
    if not text or _kept(text):
        return _kept(text)
    picture, left_out = _READ[kind](text)
    if left_out:
        notes.append(f"left out of {picture.name}: {', '.join(left_out)}")
    return paper_files.keep(picture)


def _take_in_paths() -> None:
    """Keep pictures that were named by their path before the desk kept them; one gone stays so."""
    for key in paper_files.PICTURES.values():
        named = settings.get(key)
        if named and not paper_files.is_kept(named):
            with suppress(picture_files.BadPicture):
                settings.put(key, _taken_in(Kind.PICTURE, named, []))


def _lines(text: str) -> list[str]:
    lines = (one_line(line) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
