"""`offerdesk config`: where the configuration is, what it says, what is wrong, and the editor."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator

from data.errors import NotAllowed
from data.settings import preferences
from data.settings.preferences import KEYS, PREFERENCES, Preferences
from tui.cli.open_desk import print_lines, say


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print it, or edit it first; 1 when something in it is wrong."""
    from tui import keymap

    if args.keys:
        print_lines(_keys())
        return 0
    if args.edit:
        _edit()
    found = preferences.load()
    preferences.complain(_wrong_names(found) | keymap.use(found.keys))
    print_lines(_lines(found))
    for problem in preferences.problems():
        say(f"offerdesk: {problem}")
    return 1 if preferences.problems() else 0


def _lines(found: Preferences) -> Iterator[str]:
    yield f"{found.path}{'' if found.path.exists() else ' (not there yet; --edit makes it)'}"
    yield ""
    for one in PREFERENCES.values():
        value = found.values.get(one.key)
        shown = "not set" if value is None else f'"{value}"'
        choices = f" ({', '.join(one.choices)})" if one.choices else ""
        yield f"{one.key:<15} {shown:<12} {one.meaning}{choices}"
    for name, keys in found.keys.items():
        yield f"{KEYS}.{name} = {', '.join(keys)}"


def _wrong_names(found: Preferences) -> dict[str, str]:
    """What only the terminal knows to be wrong: themes and columns that there are not."""
    from tui import theme_choice
    from tui.widgets import offer_table

    checks = {"theme": theme_choice.problem, "columns": offer_table.problem}
    wrong = {key: check(found.values.get(key, "")) for key, check in checks.items()}
    return {key: problem for key, problem in wrong.items() if problem}


def _keys() -> Iterator[str]:
    from tui import keymap

    for screen, command in keymap.listed():
        keys = ", ".join(command.keys)
        yield f"{f'{screen}.{command.id}':<34} {keys:<20} {command.help}"


def _edit() -> None:
    """The editor on the file, which is made when there is none."""
    from tui import external_editor

    path = preferences.load().path
    command = external_editor.command_of_editor()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(preferences.template(), "utf-8")
        status = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        raise NotAllowed(f"{path} cannot be edited: {error.strerror}.") from None
    if status:
        raise NotAllowed(f"{command[0]} ended with {status}.")
