"""Every command once: its keys, its title, its help, and the screens that know it.

Bindings, the key bar, the help page and the palette are all made from this. The action of a
command is `action_<id>` of the screen (of the focused list for "list"), or what `action` says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from textual.command import Provider

MOST_KEYS = 7
"""The key bar never shows more entries than this."""


class Command(NamedTuple):
    """Something a person can do: `keys` as Textual names them, the first one is shown."""

    id: str
    title: str
    keys: tuple[str, ...]
    help: str
    group: str
    footer: bool = False
    action: str = ""
    priority: bool = False

    @property
    def run(self) -> str:
        """The action as Textual runs it."""
        return self.action or self.id

    @property
    def key_text(self) -> str:
        """The first key as people read it."""
        return key_text(self.keys[0])


_KEY_TEXT = {
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
    "f1": "F1",
    "plus": "+",
    "minus": "-",
}


def key_text(key: str) -> str:
    """A key as people read it: "?", "Esc", "^s"."""
    if key.startswith("ctrl+"):
        return "^" + _KEY_TEXT.get(key[5:], key[5:])
    return _KEY_TEXT.get(key, key)


HELP = Command(
    "help", "Help", ("question_mark",), "What every key does here", "Everywhere", True,
    action="app.help",
)  # fmt: skip
PALETTE = Command(
    "palette", "Commands", ("ctrl+p",), "Find any command by its name", "Everywhere",
    action="app.command_palette",
)  # fmt: skip
QUIT = Command(
    "quit", "Quit", ("q",), "Leave the desk", "Everywhere", True, action="app.quit"
)  # fmt: skip
BACK = Command("back", "Back", ("escape",), "Go back to where you were", "Everywhere", True)
RELOAD = Command("reload", "Reload", ("ctrl+r",), "Read the records again", "Everywhere")
COPY = Command("copy", "Copy", ("y",), "Copy what is shown to the clipboard", "Everywhere")
PANE = Command(
    "next_pane", "Next pane", ("tab",), "Go to the next pane", "Everywhere",
    action="app.focus_next",
)  # fmt: skip
PANE_BACK = Command(
    "previous_pane", "Previous pane", ("shift+tab",), "Go to the pane before", "Everywhere",
    action="app.focus_previous",
)  # fmt: skip

# In forms before the focused field sees the key: whoever types on at once types into the next one.
NEXT_FIELD = PANE._replace(
    id="next_field", title="Next field", help="Go to the next field", priority=True
)
FIELD_BEFORE = PANE_BACK._replace(
    id="field_before", title="Field before", help="Go to the field before", priority=True
)

PLACES = tuple(
    Command(f"go_{id}", id.capitalize(), (key,), words, "Places", action=f"app.go_{id}")
    for id, key, words in (
        ("offers", "1", "Go to the offers"),
        ("jobs", "2", "Go to the jobs"),
        ("candidates", "3", "Go to the candidates"),
        ("fields", "4", "Go to the custom fields"),
        ("settings", "5", "Change the settings: company, signature, reasons"),
    )
)
"""The places of the desk; their actions are the app's."""

NEW = Command("new", "New", ("n",), "Make a new one", "Records", True)
EDIT = Command("edit", "Edit", ("e",), "Change it in a form", "Records", True)
OPEN = Command("open", "Open", ("enter",), "Open it", "Records")
FILTER = Command("filter", "Filter", ("slash",), "Show only what matches", "Records", True)
SAVE = Command("save", "Save", ("ctrl+s",), "Save what was entered", "Records", True, priority=True)

STATUS = Command("status", "Status", ("s",), "Send, accept, decline, withdraw …", "Offer", True)
LETTER = Command("letter", "Letter", ("p",), "Show or hide the letter", "Offer", True)
UNDO = Command(
    "undo_status", "Take back", ("U",), "Take back the last change of status", "Offer"
)  # fmt: skip
DELETE = Command("delete", "Delete", ("D",), "Remove the offer for good", "Offer")
RESTORE = Command(
    "restore", "Restore", ("R",), "Make this version's terms the newest version", "Offer", True
)
REOFFER = Command(
    "reoffer", "Re-offer", ("O",), "Make a new offer from a declined or withdrawn one", "Offer"
)

_LIST = (
    Command("cursor_down", "Down", ("j", "down"), "One line down", "Moving"),
    Command("cursor_up", "Up", ("k", "up"), "One line up", "Moving"),
    Command("page_down", "Page down", ("pagedown",), "One page down", "Moving"),
    Command("page_up", "Page up", ("pageup",), "One page up", "Moving"),
    Command("half_page_down", "Half page down", ("ctrl+d",), "Half a page down", "Moving"),
    Command("half_page_up", "Half page up", ("ctrl+u",), "Half a page up", "Moving"),
    Command("first", "First", ("g", "home"), "To the first line", "Moving"),
    Command("last", "Last", ("G", "end"), "To the last line", "Moving"),
    Command("open", "Open", ("enter",), "Open the line under the cursor", "Moving"),
)


def _said(command: Command, help_text: str, *, footer: bool | None = None) -> Command:
    """The same command with words for one screen."""
    return command._replace(help=help_text, footer=command.footer if footer is None else footer)


_EVERYWHERE = (PALETTE, RELOAD, *PLACES)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "list": _LIST,
    "offers": (
        HELP,
        _said(NEW, "Make a new offer"),
        _said(EDIT, "Change the terms of the offer"),
        STATUS,
        FILTER,
        LETTER,
        QUIT,
        _said(BACK, "Leave the filter, or go back to the list", footer=False),
        UNDO,
        REOFFER,
        DELETE,
        COPY,
        Command("jobs_pane", "Jobs pane", ("b",), "Show or hide the jobs at the left", "Offer"),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "offer": (
        HELP,
        _said(EDIT, "Change the terms of the offer"),
        STATUS,
        LETTER,
        RESTORE,
        _said(REOFFER, "Make a new offer from this version", footer=True),
        BACK,
        UNDO,
        DELETE,
        Command("settle", "Settle flags", ("F",), "The flags were looked at and are done", "Offer"),
        COPY,
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "form": (
        HELP._replace(keys=("f1",)),
        SAVE,
        NEXT_FIELD,
        FIELD_BEFORE,
        _said(BACK, "Leave the form; asks when something was changed"),
        PALETTE,
    ),
    "offer_form": (
        HELP._replace(keys=("f1",)),
        SAVE,
        NEXT_FIELD,
        FIELD_BEFORE,
        _said(BACK, "Leave the form; asks when something was changed"),
        LETTER._replace(keys=("ctrl+l",), help="Show or hide the letter beside the form"),
        Command("correction", "Correction", ("ctrl+t",), "Keep the offer sent", "Offer", True),
        PALETTE,
    ),
    "status": (
        HELP._replace(action="help"),
        Command(
            "choose", "Do it", ("ctrl+s",), "Make the chosen move", "Move", True, priority=True
        ),
        Command("force", "By force", ("f",), "Show the moves that ask for a reason", "Move", True),
        _said(UNDO, "Take back the last change of status", footer=True)._replace(group="Move"),
        *(
            Command(f"to_{to}", title, (key,), words, "Move", action=f"to('{to}')")
            for to, key, title, words in (
                ("sent", "s", "Send", "Choose to send it"),
                ("pending", "p", "Pending", "Choose: the candidate is considering it"),
                ("accepted", "a", "Accept", "Choose: accepted by the candidate"),
                ("declined", "d", "Decline", "Choose: declined by the candidate"),
                ("withdrawn", "w", "Withdraw", "Choose: withdrawn by the company"),
            )
        ),
        _said(BACK, "Leave everything as it is"),
    ),
    "jobs": (
        HELP,
        _said(NEW, "Make a new job"),
        _said(EDIT, "Change the job"),
        Command("openings", "Openings", ("o",), "Go to the openings of the job", "Openings", True),
        FILTER,
        _said(BACK, "Leave the openings, then the filter, then the jobs"),
        _said(OPEN, "Change the job, or the opening under the cursor"),
        Command("new_opening", "Add opening", ("a",), "Add an opening to the job", "Openings"),
        Command(
            "toggle_opening",
            "Close opening",
            ("x",),
            "Close the opening under the cursor, or open it again",
            "Openings",
        ),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "candidates": (
        HELP,
        _said(NEW, "Add a candidate"),
        _said(EDIT, "Change the candidate"),
        Command(
            "new_offer", "New offer", ("o",), "Make an offer for the application", "Offers", True
        ),
        FILTER,
        Command(
            "application_status",
            "Hired …",
            ("h",),
            "Mark the application active, hired or rejected",
            "Offers",
            True,
        ),
        _said(BACK, "Leave the offers, then the filter, then the candidates"),
        Command("erase", "Erase", ("D",), "Remove the person for good, keep figures", "Records"),
        _said(OPEN, "Go to the candidate's offers; open the offer under the cursor"),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "fields": (
        HELP,
        _said(NEW, "Make a new custom field"),
        _said(EDIT, "Change the field: name, options, required"),
        Command("switch", "On/off", ("x",), "Switch the field on or off", "Fields", True),
        Command("move_up", "Move up", ("K",), "Move the field up", "Fields", True),
        Command("move_down", "Move down", ("J",), "Move the field down", "Fields", True),
        _said(BACK, "Leave the detail, then the fields"),
        _said(OPEN, "Change the field"),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "letter": (
        HELP,
        LETTER._replace(title="Close", help="Close the letter"),
        COPY,
        BACK,
        PALETTE,
    ),
    "help": (BACK._replace(title="Close", keys=("escape", "q", "question_mark")),),
    "picker": (
        Command("choose", "Choose", ("enter",), "Take the line under the cursor", "Picker", True),
        Command("mark", "Mark", ("space",), "Mark the line, or not", "Picker", True, priority=True),
        Command("new", "New", ("ctrl+n",), "Make a new one", "Picker", True),
        BACK,
    ),
}
"""The commands of every screen, in the order of the key bar; "list" is what every list knows."""


def bindings(screen: str) -> list[BindingType]:
    """The commands of a screen as Textual binds them, with ids for a person's own keys."""
    return [
        Binding(
            ",".join(command.keys),
            command.run,
            command.title,
            show=command.footer,
            key_display=command.key_text,
            id=command.id,
            priority=command.priority,
        )
        for command in COMMANDS[screen]
    ]


def footer(screen: str) -> tuple[Command, ...]:
    """What the key bar shows for a screen: at most seven entries, help first."""
    shown = [command for command in COMMANDS[screen] if command.footer]
    return tuple(sorted(shown, key=lambda command: command.id != HELP.id))[:MOST_KEYS]


def for_help(screen: str) -> tuple[Command, ...]:
    """Everything the help page lists for a screen: its own commands, then moving about."""
    own = COMMANDS[screen]
    known = {command.id for command in own}
    return own + tuple(command for command in COMMANDS["list"] if command.id not in known)


def palette_provider() -> Callable[[], type[Provider]]:
    """For `App.COMMANDS`: the palette's provider, imported when the palette opens."""

    def load() -> type[Provider]:
        from tui.palette import CommandProvider

        return CommandProvider

    return load
