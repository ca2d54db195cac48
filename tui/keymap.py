"""A person's own keys: put into the declarations of the commands before screens are made of them.

Key bars, help, palette and the sentences that name keys follow by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from data.values.nearest import nearest
from data.values.text import one_line
from tui.commands import COMMANDS
from tui.commands.command import KEY_TEXT, Command, is_character, key_text

_SENT_AS = {"h": "Backspace", "i": "Tab", "j": "Enter", "m": "Enter"}
"""What terminals send for Ctrl and these letters."""
_FIXED = {"ctrl+q", "ctrl+c", "ctrl+z"}
_NAMED = {shown: name for name, shown in KEY_TEXT.items()} | {name: name for name in KEY_TEXT}
LIST = "list"
"""What every list knows, beside the commands of its screen."""


def use(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give commands these keys; those that cannot have them stay as they were, and it says why."""
    wrong: dict[str, str] = {}
    planned: dict[str, list[_Change]] = {}
    for name, given in keys.items():
        try:
            planned[name] = _changes(name, given)
        except ValueError as error:
            wrong[name] = str(error)
    before = dict(COMMANDS)
    _apply(planned)
    while clash := _first_clash(planned):
        wrong[clash[0]] = f"{clash[0]}: {clash[1]}"
        del planned[clash[0]]
        COMMANDS.update(before)
        _apply(planned)
    return wrong


class _Change(NamedTuple):
    """The keys that a command of a screen is to have, and those of them that it had not."""

    screen: str
    command_id: str
    keys: tuple[str, ...]
    fresh: tuple[str, ...]


def _changes(name: str, given: tuple[str, ...]) -> list[_Change]:
    """What a line of the configuration means; raises ValueError with a sentence."""
    screens, command_id = _meant(name)
    if not screens:
        raise ValueError(f"no command is called {one_line(name)}; {nearest(name, _names())}")
    try:
        wanted = tuple(_key(one) for one in given)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    known = [(screen, _find(screen, command_id)) for screen in screens]
    if "." not in name:
        known = [(screen, one) for screen, one in known if _can_have(one, wanted)]
    if not known:
        raise ValueError(f"{name}: where it is one types, and {key_text(wanted[0])} is a letter.")
    return [_change(screen, one, wanted) for screen, one in known]


def _change(screen: str, command: Command, wanted: tuple[str, ...]) -> _Change:
    """Escape always leaves: what has it keeps it."""
    keeps = "escape" in command.keys and "escape" not in wanted
    fresh = tuple(key for key in wanted if key not in command.keys)
    return _Change(screen, command.id, (*wanted, "escape") if keeps else wanted, fresh)


def _apply(planned: Mapping[str, list[_Change]]) -> None:
    for change in (one for changes in planned.values() for one in changes):
        COMMANDS[change.screen] = tuple(
            one._replace(keys=change.keys) if one.id == change.command_id else one
            for one in COMMANDS[change.screen]
        )


def _first_clash(planned: Mapping[str, list[_Change]]) -> tuple[str, str] | None:
    """Whose new keys somebody else has, and who; of two new ones the later gives way."""
    for name in reversed(list(planned)):
        for change in planned[name]:
            if clash := _clash(change):
                return name, clash
    return None


def _meant(name: str) -> tuple[list[str], str]:
    """The screens whose command is meant, and its id."""
    screen, _, command_id = name.rpartition(".")
    return [one for one in COMMANDS if screen in ("", one) and _has(one, command_id)], command_id


def _has(screen: str, command_id: str) -> bool:
    return any(one.id == command_id for one in COMMANDS[screen])


def _find(screen: str, command_id: str) -> Command:
    return next(one for one in COMMANDS[screen] if one.id == command_id)


def _names() -> list[str]:
    return sorted({one.id for known in COMMANDS.values() for one in known})


def _can_have(command: Command, wanted: Iterable[str]) -> bool:
    """A letter goes where there was a letter: elsewhere it is typed."""
    return any(map(is_character, command.keys)) or not any(map(is_character, wanted))


def _clash(change: _Change) -> str:
    """Who has one of the keys already where the command is."""
    for where in COMMANDS if change.screen == LIST else (change.screen, LIST):
        for one in COMMANDS[where]:
            taken = [key for key in one.keys if key in change.fresh]
            if taken and one.id != change.command_id:
                return f"{key_text(taken[0])} is {one.title} already ({where}.{one.id})."
    return ""


def _key(written: str) -> str:
    """A key as Textual names it; raises ValueError with a sentence."""
    key = written.strip()
    key = f"ctrl+{key[1:]}" if re.fullmatch(r"\^.", key) else key
    if key in _FIXED:
        raise ValueError(f"{key_text(key)} cannot be changed.")
    if re.fullmatch(r"ctrl\+[a-z]", key):
        if sent := _SENT_AS.get(key[-1]):
            raise ValueError(f"for {key_text(key)} terminals send {sent}.")
        return key
    if re.fullmatch(r"[A-Za-z0-9]|f([1-9]|1[0-2])", key):
        return key
    if key in _NAMED:
        return _NAMED[key]
    raise ValueError(f"{one_line(written)} is no key: a letter, ^x, f1 to f12, or one of "
                     f"{', '.join(KEY_TEXT)}.")  # fmt: skip


def listed() -> Iterator[tuple[str, Command]]:
    """Every command with the screen that has it."""
    return ((screen, command) for screen, known in COMMANDS.items() for command in known)
