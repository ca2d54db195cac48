"""What a command is, and how its keys read."""

from __future__ import annotations

import re
from typing import NamedTuple

MOST_KEYS = 7
"""The key bar never shows more entries than this."""


class Command(NamedTuple):
    """Something a person can do: `keys` as Textual names them, the first one is shown.

    `needs` and `only_if` name properties of the screen: while the first is false the command is
    there but cannot run, while the second is false it is not there at all. An answer has a key of
    its own: it stands beside what it chooses. Every other key means the same on every screen.
    """

    id: str
    title: str
    keys: tuple[str, ...]
    help: str
    group: str
    footer: bool = False
    action: str = ""
    priority: bool = False
    needs: str = ""
    only_if: str = ""
    is_answer: bool = False

    @property
    def run(self) -> str:
        """The action as Textual runs it."""
        return self.action or self.id

    @property
    def action_name(self) -> str:
        """The action without its target and its arguments."""
        return self.run.partition("(")[0].rpartition(".")[2]

    @property
    def key_text(self) -> str:
        """The first key as people read it."""
        return key_text(self.keys[0])


FUNCTION_KEY = re.compile("f([1-9]|1[0-2])")
KEY_TEXT = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "Space",
    "delete": "Del",
    "shift+f3": "Shift+F3",
    "f15": "F15",
    "backspace": "Backspace",
    "plus": "+",
    "asterisk": "*",
    "minus": "-",
    "equals_sign": "=",
    "exclamation_mark": "!",
    "number_sign": "#",
    "dollar_sign": "$",
    "vertical_line": "|",
    "full_stop": ".",
    "comma": ",",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
}


def is_character(key: str) -> bool:
    """Whether a key is typed where there is something to type into."""
    sign = KEY_TEXT.get(key, key)
    return key == "space" or (len(sign) == 1 and sign not in "↑↓←→")


def key_text(key: str) -> str:
    """A key as people read it: "?", "Esc", "^s"."""
    if key.startswith("ctrl+"):
        return "^" + KEY_TEXT.get(key[5:], key[5:])
    return KEY_TEXT.get(key, key.upper() if FUNCTION_KEY.fullmatch(key) else key)
