"""Copying: what is shown, or one value of the pane that has the keys; and saying where it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from data.errors import NotAllowed
from tui import clipboard, folders, report
from tui.clipboard import Went
from tui.screens.base.picker import Picked, Picker
from tui.screens.base.save_file import SaveText
from tui.text import glyphs
from tui.widgets.choice import Option
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from textual.app import App

FILE = "copied.txt"


def copy(app: App[Any], text: str, what: str) -> None:
    """Copy a text and say where it went; with no clipboard at all, ask for a file."""
    if not text.strip():
        raise NotAllowed(f"There is nothing to copy of {what}.")
    went = clipboard.copy(app, text)
    if went is Went.NOWHERE:
        place = folders.usual("") / FILE
        app.push_screen(SaveText(f"No clipboard here: {what} into a file", place, text))
    elif went is Went.TERMINAL:
        report.say(app, f"Copied {what}: it went {went.value}")
    else:
        report.say(app, f"Copied {what}")


def copy_letter(app: App[Any], html: str, what: str) -> None:
    """Copy a letter as text: its own words alone, no line broken."""
    from data.letters.layout import letter_lines

    copy(app, letter_lines.unbroken(html), what)


def copy_formatted(app: App[Any], html: str, what: str) -> None:
    """Copy HTML for programs that take it, such as one for mail; raises NotAllowed."""
    if not html.strip():
        raise NotAllowed(f"There is nothing to copy of {what}.")
    if clipboard.copy(app, html, is_html=True) is Went.NOWHERE:
        raise NotAllowed(
            "Formatted text needs wl-copy or xclip here. `l` makes a web page of the letter."
        )
    report.say(app, f"Copied {what}, formatted")


def values(app: App[Any]) -> Sequence[tuple[str, str]]:
    """What can be copied of the pane that has the keys: each value with its name."""
    pane = app.focused
    found: Sequence[tuple[str, str]] = ()
    if isinstance(pane, VirtualTable):
        found = pane.values_under_cursor()
    elif isinstance(pane, LinesView):
        found = pane.values()
    return [one for one in found if one[1] != glyphs().dash]


def ask(app: App[Any], html: str) -> None:
    """Let one thing be chosen, and copy it; the letter comes first where there is one."""
    found = values(app)
    options = [Option(at, text, name) for at, (name, text) in enumerate(found)]
    if html:
        options = [
            Option(-1, "The letter as text", "as it is, its lines not broken"),
            Option(-2, "The letter, formatted", "for a mail program"),
            *options,
        ]

    def chosen(picked: Picked | None) -> None:
        if picked is None or not picked.values:
            return
        at = picked.values[0]
        with report.reported(app):
            if at == -2:
                copy_formatted(app, html, "the letter")
            elif at == -1:
                copy_letter(app, html, "the letter")
            else:
                name, text = found[int(at or 0)]
                copy(app, text, name.lower() or "the line")

    app.push_screen(Picker("Copy", options, empty="This pane shows no values"), chosen)
