"""Every key means one thing wherever it is heard, and every meaning has one word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tui.commands import COMMANDS, shared
from tui.commands.command import Command

TYPED = "f1", "ctrl+l", "ctrl+g", "ctrl+n", "f2", "f12"
"""Keys of commands that have a letter where nobody types: the same word, where one does."""


def declared() -> Iterator[tuple[str, Command]]:
    """Every command but the answers, whose keys stand beside what they choose."""
    for screen, known in COMMANDS.items():
        yield from ((screen, one) for one in known if not one.is_answer)


def test_a_key_means_one_thing_on_every_screen() -> None:
    words = defaultdict(set)
    for _, command in declared():
        for key in command.keys:
            words[key].add(command.title)
    assert {key: found for key, found in words.items() if len(found) > 1} == {}


def test_a_meaning_has_one_key_and_one_word() -> None:
    keys, words = defaultdict(set), defaultdict(set)
    for _, command in declared():
        keys[command.title] |= {command.keys} if command.keys[0] not in TYPED else set()
        words[command.id].add(command.title)
    assert {title: found for title, found in keys.items() if len(found) > 1} == {}
    assert {id: found for id, found in words.items() if len(found) > 1} == {}


def test_answers_use_no_key_that_leaves() -> None:
    answers = [one for known in COMMANDS.values() for one in known if one.is_answer]
    fixed = {*shared.BACK.keys, *shared.HELP.keys, *shared.QUIT.keys}
    assert not [one for one in answers if fixed.intersection(one.keys)]
