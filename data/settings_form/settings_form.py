"""The settings as a form collects them, made of their declarations."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from data.board.rules import RULES
from data.delivery import picture_files
from data.errors import Invalid, Problem
from data.people import users
from data.settings import exchange_rates, paper_files, settings
from data.settings.settings import SECTIONS, SETTINGS, Entry, Kind
from data.settings_form import setting_checks
from data.settings_form.setting_checks import READ, Entered, kept, lines, whole
from data.storage.database import transaction
from data.values.text import one_line, plain

OWN = ("own_name", "own_email", "own_title")
"""The settings that say who works at the desk."""


def entries() -> dict[str, Entry]:
    """Every setting that is entered, by its key, in the order of the form."""
    of_rules = {rule.days.key: rule.days for rule in RULES if rule.days is not None}
    known = [(key, setting.entry) for key, setting in (SETTINGS | of_rules).items()]
    entered = [(key, entry) for key, entry in known if entry is not None]
    return dict(sorted(entered, key=lambda item: SECTIONS.index(item[1].section)))


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
        problem
        for key, entry in entries().items()
        for problem in setting_checks.problems(key, entry, draft[key])
    )


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
        if any(entry.kind in READ for entry in changed.values()):
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
            return lines(text)
        case Kind.NUMBER:
            return whole(text)
        case Kind.RATES:
            return exchange_rates.read(text)
        case Kind.PICTURE | Kind.PDF:
            return _taken_in(entry.kind, one_line(text), notes)
        case Kind.CHOICE:
            return next(choice for choice, _ in entry.choices if choice == value)
    return value


def _taken_in(kind: Kind, text: str, notes: list[str]) -> str:
    """The SHA-256 of the picture that is meant: one of the desk, or of a file, kept from now on."""
    if not text or kept(text):
        return kept(text)
    picture, left_out = READ[kind](text)
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
