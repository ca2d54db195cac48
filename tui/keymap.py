"""A person's own keys: put into the declarations of the commands before screens are made of them.

Key bars, help, palette and the sentences that name keys follow by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from data.values.nearest import nearest
from data.values.text import one_line
from tui.commands import COMMANDS
from tui.commands.command import KEY_TEXT, Command, key_text

_SENT_AS = {"h": "Backspace", "i": "Tab", "j": "Enter", "m": "Enter"}
"""What terminals send for Ctrl and these letters."""
_FIXED = {"ctrl+q", "ctrl+c", "ctrl+z"}
_NAMED = {shown: name for name, shown in KEY_TEXT.items()} | {name: name for name in KEY_TEXT}
LIST = "list"
"""What every list knows, beside the commands of its screen."""


def use(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give commands these keys; those that cannot have them stay as they were, and it says why."""
    return {name: wrong for name, given in keys.items() if (wrong := _give(name, given))}


def _give(name: str, given: tuple[str, ...]) -> str:
    screens, command_id = _meant(name)
    if not screens:
        return f"no command is called {one_line(name)}; {nearest(name, _names())}"
    try:
        wanted = tuple(_key(one) for one in given)
    except ValueError as error:
        return f"{name}: {error}"
    changed = {}
    for screen in screens:
        if "." not in name and not _can_have(_find(screen, command_id), wanted):
            continue  # where one types a letter is text
        changed[screen] = _changed(screen, command_id, wanted)
        if clash := _clash(screen, command_id, wanted):
            return f"{name}: {clash}"
    COMMANDS.update(changed)
    return ""


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
    return any(map(_is_typed, command.keys)) or not any(map(_is_typed, wanted))


def _is_typed(key: str) -> bool:
    return len(key) == 1 or key in ("question_mark", "slash", "asterisk", "plus", "minus")


def _changed(screen: str, command_id: str, wanted: tuple[str, ...]) -> tuple[Command, ...]:
    return tuple(
        one._replace(keys=wanted) if one.id == command_id else one for one in COMMANDS[screen]
    )


def _clash(screen: str, command_id: str, wanted: tuple[str, ...]) -> str:
    """Who has one of the keys already where the command is."""
    for where in COMMANDS if screen == LIST else (screen, LIST):
        for one in COMMANDS[where]:
            if one.id != command_id and (taken := [key for key in one.keys if key in wanted]):
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
