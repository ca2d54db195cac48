"""`offerdesk man`: the manual page, made of what the command line declares."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from data.version import __version__
from tui.cli.declared import Declared, Word, program
from tui.cli.open_desk import print_lines

ENVIRONMENT = {
    "OFFERDESK_DB": "the desk's file, where --db names none",
    "OFFERDESK_CONFIG": "the configuration, instead of config.toml in the user's folder",
    "XDG_CONFIG_HOME": "the user's folder of configurations",
    "VISUAL, EDITOR": "the editor, where the configuration names none",
    "NO_COLOR": "if it is set, nothing is told by colour",
    "COLORTERM, TERM, TERM_PROGRAM, COLORFGBG": "what the terminal can do, and whether it is light",
    "ESCDELAY": "milliseconds that Escape waits for the rest of a key (25; over ssh 100)",
    "DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME": "where the system's clipboard is",
    "SSH_CONNECTION": "whether the terminal is reached over ssh",
    "TEXTUAL_DRIVER": "what the desk is drawn with; set by offerdesk serve",
    "TZ": "the time zone",
}
"""What the program reads of the environment."""
EXIT_STATUS = {
    "0": "It is done.",
    "1": "It did not work, or what was looked for is there: something due, something wrong.",
    "2": "It makes no sense as written, there is no terminal, or nothing of a file can be read.",
    "130": "It was stopped with Ctrl+C.",
}


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the page."""
    print_lines(page(program()))
    return 0


def page(found: Declared) -> Iterator[str]:
    """The lines of the page, for man(1)."""
    yield f'.TH OFFERDESK 1 "" "offerdesk {_quoted(__version__)}" "User Commands"'
    yield from (".SH NAME", f"offerdesk \\- {_plain(found.help).removesuffix('.')}")
    yield from (".SH SYNOPSIS", _usage(found), ".br", ".B offerdesk", ".I COMMAND \\fR[...]")
    yield from (".SH DESCRIPTION", "Without a command the desk opens in the terminal; there")
    yield from (".B ?", "shows every key, and", ".B Ctrl+P", "finds any command by its name.")
    yield from (".SH OPTIONS", *_words(found.options))
    yield ".SH COMMANDS"
    for command in found.commands:
        yield from (f".SS {_plain(command.name)}", _usage(command), ".PP", _sentence(command.help))
        own = [word for word in command.options if "--help" not in word.names]
        yield from _words((*command.operands, *own))
    yield from (".SH EXIT STATUS", *_table(EXIT_STATUS))
    yield from (".SH ENVIRONMENT", *_table(ENVIRONMENT))
    yield from (".SH SEE ALSO", "less(1), sqlite3(1)")


def _usage(one: Declared) -> str:
    words = " ".join(_operand(word) for word in one.operands)
    name = "" if one.commands else f" {one.name}"
    return f"\\fBofferdesk{_plain(name)}\\fR [\\fIOPTION\\fR ...] {words}".rstrip()


def _operand(word: Word) -> str:
    named = f"\\fI{_plain(word.value or ' | '.join(word.choices))}\\fR"
    dots = " ..." if word.most is None else ""
    return f"[{named}{dots}]" if word.optional else f"{named}{dots}"


def _words(words: Iterable[Word]) -> Iterator[str]:
    for word in words:
        yield ".TP"
        yield ", ".join(f"\\fB{_plain(name)}\\fR" for name in word.names) + _value(word)
        yield _sentence(word.help) or "\\&"


def _value(word: Word) -> str:
    if word.most == 0:
        return ""
    value = f"\\fI{_plain(word.value or ' | '.join(word.choices))}\\fR"
    space = " " if word.names else ""
    return f"{space}[{value}]" if word.optional and word.names else f"{space}{value}"


def _table(rows: dict[str, str]) -> Iterator[str]:
    for name, meaning in rows.items():
        yield from (".TP", f"\\fB{_plain(name)}\\fR", _sentence(meaning))


def _sentence(text: str) -> str:
    """A text as a line of its own: its first letter large, a full stop at its end."""
    ends = "" if not text or text.endswith((".", "…", ")")) else "."
    return _plain(text[:1].upper() + text[1:] + ends)


def _plain(text: str) -> str:
    """Text in which nothing is an instruction to the formatter."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    escaped = "".join(one if one.isascii() else f"\\[u{ord(one):04X}]" for one in escaped)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _quoted(text: str) -> str:
    return text.replace('"', "")
