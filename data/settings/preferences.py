"""A person's own configuration, `config.toml`: every value declared once, read and checked.

It belongs to the person and the machine; the settings belong to the desk. A value that is wrong is
named with its line and what may stand there; the desk opens without it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from data.values.nearest import nearest
from data.values.text import one_line

KEYS = "keys"
"""The table with a person's own keys, by command."""
NAME = "config.toml"


class Preference(NamedTuple):
    """A value of the configuration: what it is for, an example, and what may be chosen."""

    key: str
    meaning: str
    example: str
    choices: tuple[str, ...] = ()


PREFERENCES = {
    one.key: one
    for one in (
        Preference(
            "theme", "how the desk looks: dark, light, ansi (16 colours), Textual's or your own",
            "light",
        ),
        Preference(
            "dates", "how days read: 15 Apr 2026, 2026-04-15, 15.04.2026 or 04/15/2026", "iso",
            ("words", "iso", "dmy", "mdy"),
        ),
        Preference("marks", "signs such as ○ ● ✓, or ASCII only", "ascii", ("signs", "ascii")),
        Preference(
            "columns", "the columns of the list of offers, with widths where you want others",
            "candidate, pay, status:14, expiry",
        ),
        Preference("editor", "edits letters and this file, instead of VISUAL and EDITOR", "nano"),
        Preference("pager", "shows what is printed into a terminal, page by page", "less -RFXS"),
        Preference("letters_folder", "where letters go, wherever the last ones went", "~/out"),
    )
}  # fmt: skip


class Preferences(NamedTuple):
    """What a person's file says; `keys` by command, `problems` in sentences."""

    path: Path
    text: str = ""
    values: Mapping[str, str] = {}
    keys: Mapping[str, tuple[str, ...]] = {}
    problems: tuple[str, ...] = ()

    def wrong(self, key: str, problem: str) -> str:
        """A problem with a value or with a command's keys, and where it stands."""
        return f"{where(self.text, key.rpartition('.')[2])}: {problem}"


def place() -> Path:
    """Where the file is, whether it is there or not: OFFERDESK_CONFIG, or the user's folder."""
    named = os.environ.get("OFFERDESK_CONFIG")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        from platformdirs import user_config_path

        return user_config_path("offerdesk", appauthor=False) / NAME
    # the same elsewhere, without the import: the first frame waits for this
    folder = os.environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config"
    try:
        return Path(folder).expanduser() / "offerdesk" / NAME
    except RuntimeError:  # the home of a person whom this machine does not know
        return Path(folder) / "offerdesk" / NAME


_current = Preferences(Path())


def load() -> Preferences:
    """Read the person's file and go by it."""
    global _current
    _current = read(place())
    return _current


def get(key: str) -> str:
    """What the file says, or nothing; raises KeyError for a value that is not declared."""
    return _current.values.get(PREFERENCES[key].key, "")


def problems() -> tuple[str, ...]:
    """What is wrong with the file that is gone by."""
    return _current.problems


def complain(found: Mapping[str, str]) -> None:
    """More that is wrong with it, by value or command: what only the terminal knows."""
    global _current
    more = (_current.wrong(key, problem) for key, problem in found.items())
    _current = _current._replace(problems=(*_current.problems, *more))


def read(path: Path) -> Preferences:
    """What a file says; none at all says nothing."""
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Preferences(path)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        return Preferences(path, problems=(f"{NAME} cannot be read: {why.lower()}.",))
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Preferences(path, problems=(f"{NAME}: {one_line(str(error))}.",))
    except RecursionError:
        return Preferences(path, problems=(f"{NAME} holds lists in lists, too deep to read.",))
    return _checked(path, text, table)


def _checked(path: Path, text: str, table: Mapping[str, Any]) -> Preferences:
    values: dict[str, str] = {}
    keys, wrong = _keys(table.get(KEYS, {}), text)
    for key, value in table.items():
        found = "" if key == KEYS else _wrong(key, value)
        if found:
            wrong.append(f"{where(text, key)}: {found}")
        elif key != KEYS:
            values[key] = value
    return Preferences(path, text, values, keys, tuple(wrong))


def _wrong(key: str, value: object) -> str:
    """What is wrong with a value, if anything is."""
    known = PREFERENCES.get(key)
    if known is None:
        return f"nothing is called {one_line(key)}; {nearest(key, [*PREFERENCES, KEYS])}"
    if not isinstance(value, str):
        return f'{key} is text in quotation marks, such as "{known.example}".'
    if known.choices and value not in known.choices:
        return f"{key} is {' or '.join(known.choices)}, not {one_line(value)}."
    return ""


def _keys(table: object, text: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The keys by command (`edit`, or `offers.edit` for one screen), and what is wrong."""
    if not isinstance(table, dict):
        return {}, [f"{where(text, KEYS)}: {KEYS} is a table: write [{KEYS}] on a line of its own."]
    found, wrong = {}, []
    for name, value in _flat(table):
        given = tuple(value) if isinstance(value, list) else (value,)
        if given and all(isinstance(one, str) for one in given):
            found[name] = given
        else:
            last = name.rpartition(".")[2]
            wrong.append(f'{where(text, last)}: {name} is a key such as "E", or several in [ ].')
    return found, wrong


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", key) for inner, key in value.items())
        else:
            yield name, value


def where(text: str, key: str) -> str:
    """The line of the file on which a key stands, for a sentence."""
    begins = re.compile(rf"\s*\[?[\w.\"']*?\b{re.escape(key)}\b")
    lines = enumerate(text.splitlines(), 1)
    return next((f"{NAME}, line {at}" for at, line in lines if begins.match(line)), NAME)


def template() -> str:
    """A file that says nothing yet: every value explained."""
    lines = ["# Your configuration of offerdesk; `offerdesk config` checks it.", ""]
    for one in PREFERENCES.values():
        choices = f" ({', '.join(one.choices)})" if one.choices else ""
        lines += [f"# {one.meaning}{choices}", f'# {one.key} = "{one.example}"', ""]
    lines += [
        "# Your own keys, by command: `offerdesk config --keys` lists them. One for a single",
        "# screen has its name before it: offers.edit. Several keys stand in [ ].",
        f"# [{KEYS}]", '# edit = "E"', '# offers.letter = ["p", "f4"]', "",
    ]  # fmt: skip
    return "\n".join(lines)
