"""What the command line declares, read for the man page and for shells that complete it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from tui.cli.arguments import parser

FILES = frozenset(("FILE", "NEW"))
"""What stands for a value that is a file."""
FOLDERS = frozenset(("FOLDER",))


class Word(NamedTuple):
    """An option (`names`) or an operand: what it takes, and what it is for."""

    names: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str
    most: int | None = 1
    """How many values at most; None is any number, 0 none."""
    optional: bool = False

    @property
    def takes_files(self) -> bool:
        """Whether a value is the name of a file."""
        return self.value in FILES

    @property
    def takes_folders(self) -> bool:
        """Whether a value is the name of a folder."""
        return self.value in FOLDERS


class Declared(NamedTuple):
    """The program, or one of its sub-commands."""

    name: str
    help: str
    options: tuple[Word, ...]
    operands: tuple[Word, ...]
    commands: tuple[Declared, ...] = ()


def program() -> Declared:
    """Everything that may be written, by sub-command."""
    return _declared("offerdesk", "", parser())


def _declared(name: str, help_text: str, made: argparse.ArgumentParser) -> Declared:
    plain = [one for one in made._actions if not isinstance(one, argparse._SubParsersAction)]
    words = [_word(one) for one in plain]
    return Declared(
        name,
        help_text or made.description or "",
        tuple(word for word in words if word.names),
        tuple(word for word in words if not word.names),
        tuple(_commands(made)),
    )


def _commands(made: argparse.ArgumentParser) -> Iterator[Declared]:
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            for name, command in action.choices.items():
                yield _declared(name, helps[name], command)


def _word(action: argparse.Action) -> Word:
    choices = tuple(str(one) for one in action.choices or ())
    most = {"*": None, "+": None}.get(str(action.nargs), 0 if action.nargs == 0 else 1)
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    value = metavar or (action.dest.upper() if not choices else "")
    return Word(
        tuple(action.option_strings),
        "" if most == 0 else value,
        choices,
        (action.help or "").replace("%%", "%") if action.help != argparse.SUPPRESS else "",
        most,
        action.nargs in ("?", "*"),
    )
