"""Commands that several screens have, each said once."""

from __future__ import annotations

from tui.commands.command import Command

HELP = Command(
    "help", "Help", ("question_mark",), "What every key does here", "Everywhere", True,
    action="app.help",
)  # fmt: skip
PALETTE = Command(
    "palette", "Commands", ("ctrl+p",), "Find any command by its name", "Everywhere",
    action="app.command_palette",
)  # fmt: skip
QUIT = Command(
    "quit", "Quit", ("q", "ctrl+q"), "Leave the desk", "Everywhere", True, action="app.quit"
)  # fmt: skip
SUSPEND = Command(
    "suspend", "Suspend", ("ctrl+z",), "Leave the terminal to the shell; `fg` comes back",
    "Everywhere", action="app.suspend_process",
)  # fmt: skip
BACK = Command("back", "Back", ("escape",), "Go back to where you were", "Everywhere", True)
RELOAD = Command("reload", "Reload", ("ctrl+r",), "Read the records again", "Everywhere")
COPY = Command("copy", "Copy", ("y",), "Copy what is shown to the clipboard", "Everywhere")
COPY_VALUE = Command(
    "copy_value", "Copy a value", ("Y",), "Copy the letter, or a value of the pane you are in",
    "Everywhere",
)  # fmt: skip
ZOOM = Command("zoom", "Maximise", ("M",), "Make the pane the whole screen, and back", "Everywhere")
PANE = Command(
    "next_pane", "Next", ("tab",), "Go to the next pane", "Everywhere",
    action="app.focus_next",
)  # fmt: skip
PANE_BACK = Command(
    "previous_pane", "Previous", ("shift+tab",), "Go to the pane before", "Everywhere",
    action="app.focus_previous",
)  # fmt: skip

# In forms before the focused field sees the key: whoever types on at once types into the next one.
NEXT_FIELD = PANE._replace(id="next_field", help="Go to the next field", priority=True)
FIELD_BEFORE = PANE_BACK._replace(id="field_before", help="Go to the field before", priority=True)

PLACES = tuple(
    Command(f"go_{id}", id.capitalize(), (key,), words, "Places", action=f"app.go('{id}')")
    for id, key, words in (
        ("offers", "1", "Go to the offers"),
        ("jobs", "2", "Go to the jobs"),
        ("candidates", "3", "Go to the candidates"),
        ("fields", "4", "Go to the custom fields"),
        ("settings", "5", "Change the settings: company, signature, reasons"),
        ("templates", "6", "Go to the letter templates"),
    )
)
"""The places of the desk; `tui.screens.PLACES` says which screen each is."""

BOARD = Command(
    "board", "Board", ("b",), "Everything that needs a person", "Places", action="app.go('board')"
)
"""Left out of PLACES: it is a way of looking at the offers."""
THEME = Command(
    "theme", "Theme", ("ctrl+t",), "Try themes on; Esc takes that back", "Everywhere",
    action="app.themes",
)  # fmt: skip
IMPORT = Command(
    "import", "Import", ("I",), "Read records of other systems from files", "Places",
    action="app.go('import')",
)  # fmt: skip

HISTORY = Command(
    "history", "History", ("H",), "What happened on the desk, what was deleted too", "Places",
    action="app.go('history')",
)  # fmt: skip

NEW = Command("new", "New", ("n",), "Make a new one", "Records", True)
EDIT = Command(
    "edit", "Edit", ("e",), "Change it in a form", "Records", True, needs="has_selection"
)
OPEN = Command("open", "Open", ("enter",), "Open it", "Records")
FILTER = Command("filter", "Filter", ("slash",), "Show only what matches", "Records", True)
SAVE = Command("save", "Save", ("ctrl+s",), "Save what was entered", "Records", True)
"""Not before the focused field sees the key: what was typed right before is in it by then."""

STATUS = Command(
    "status",
    "Status",
    ("s",),
    "Send, accept, decline, withdraw …",
    "Offer",
    True,
    needs="has_selection",
)
LETTER = Command("letter", "Letter", ("p",), "Show or hide the letter", "Offer", True)
UNDO = Command(
    "undo_status", "Take back", ("U",), "Take back the last change of status", "Offer",
    needs="can_undo_status",
)  # fmt: skip
EXTEND = Command(
    "extend", "Extend", ("X",), "Move the expiry date on, and keep the offer sent", "Offer",
    needs="has_selection",
)  # fmt: skip
DELETE = Command(
    "delete", "Delete", ("D",), "Remove the offer for good", "Offer", needs="has_selection"
)
RESTORE = Command(
    "restore",
    "Restore",
    ("R",),
    "Make this version's terms the newest version",
    "Offer",
    True,
    needs="can_restore",
)
LETTER_OUT = Command(
    "letter_out", "Letter out", ("l",), "Make the letter a PDF, an email draft, a web page …",
    "Offer", needs="has_selection")  # fmt: skip
SHOW_ONLY = Command("show_only", "Show only", ("f",), "Show only one kind of lines", "Everywhere")
COMPARE_CHANGES = (
    Command("next_change", "Next change", ("full_stop", "]"), "To the next change", "Changes",
            True),
    Command("previous_change", "Change before", ("comma", "["), "To the change before", "Changes",
            True),
    Command("beside", "Side by side", ("vertical_line",), "Letters side by side, or both in one",
            "Changes", True),
)  # fmt: skip
STOP = Command(
    "stop", "Stop", ("ctrl+x",), "Stop; nothing is kept", "Everywhere", True, priority=True,
    only_if="is_working",
)  # fmt: skip
DO_IT = Command(
    "do_it", "Do it", ("ctrl+s",), "Do what is shown", "Everywhere", True, is_answer=True
)
BY_HAND = Command("by_hand", "By hand", ("h",), "Edit the letter by hand", "Offer")
FOLLOW = Command(
    "follow", "Follow template", ("T",), "Let the letter follow its template again", "Offer",
    needs="is_by_hand",
)  # fmt: skip
DRIFT = Command(
    "drift",
    "Drift",
    ("d",),
    "The letter as sent against what its template says now",
    "Offer",
    needs="has_sent_letter",
)
COMPARE = Command(
    "compare", "Compare", ("c",), "What differs between two versions, or two offers", "Offer", True
)
COMPARE_PAY = Command(
    "compare_pay", "Pay and job", ("dollar_sign",), "The pay beside what the job has", "Offer"
)
NOTE = Command("note", "Note", ("N",), "Add a note to the history", "Offer")
NEGOTIATE = Command(
    "negotiate", "Negotiation", ("A",), "Write down who asked for what, and where it led", "Offer"
)
APPROVE = Command(
    "approve", "Approval", ("P",), "Put it up for approval, or write down what they said", "Offer",
    needs="has_selection",
)  # fmt: skip
ATTACH = Command(
    "attach", "Add", ("a",), "Keep a file with the offer: a signed copy, a mail …", "Offer",
    needs="has_selection",
)  # fmt: skip
ATTACHED = (
    Command(
        "save_attached", "Save file", ("S",), "Write a copy of the attached file", "Offer",
        needs="has_attached",
    ),
    Command(
        "remove_attached", "Delete file", ("delete",), "Remove the attached file for good", "Offer",
        needs="has_attached",
    ),
)  # fmt: skip
REOFFER = Command(
    "reoffer",
    "New from this",
    ("O",),
    "Make a new offer from a declined or withdrawn one",
    "Offer",
    needs="can_reoffer",
)

LIST = (
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


def with_help(command: Command, help_text: str, *, footer: bool | None = None) -> Command:
    """The same command with words for one screen."""
    return command._replace(help=help_text, footer=command.footer if footer is None else footer)


EXPORT = Command(
    "export", "Export", ("x",), "Write all listed offers (or the marked) into a file", "Offer"
)
DECIDE = Command(
    "decide",
    "Which side",
    ("W",),
    "Decide about what was changed here and in its system",
    "Offer",
    needs="has_conflict",
)

CLOSE_OPENING = Command(
    "close_opening", "Close opening", ("C",), "Close the opening as filled by this offer", "Board",
    needs="can_close_opening",
)  # fmt: skip
OPTIONS = Command("options", "Options", ("equals_sign",), "Choose what is looked for", "Board")
ON_OFF = Command(
    "switch", "On/off", ("exclamation_mark",), "Switch it on or off", "Records", True,
    needs="has_selection",
)  # fmt: skip
RESET = Command("reset", "Reset", ("u",), "Take it again as it came", "Records")
MOVE_UP = Command(
    "move_up", "Move up", ("less_than_sign",), "Move it up", "Records", True, action="move(-1)"
)
MOVE_DOWN = Command(
    "move_down", "Move down", ("greater_than_sign",), "Move it down", "Records", True,
    action="move(1)",
)  # fmt: skip
MARK = Command("mark", "Mark", ("space",), "Mark it, or not", "List", True)
SORT = Command("sort", "Sort", ("o",), "Order the list by a column", "List")
COLUMNS = Command("columns", "Columns", ("w",), "Choose columns, their order and width", "List")
TRY_ON = Command(
    "try_on", "Try on …", ("t",),
    "Choose the offer that letters are tried on, or the made-up one", "Templates",
)  # fmt: skip
CORRECTION = Command(
    "correction", "Correction", ("f7",), "Keep the offer sent", "Offer", True,
    priority=True, only_if="can_correct",
)  # fmt: skip
EDITOR = Command(
    "editor", "Own editor", ("f5",), "Write in the program that EDITOR names", "Writing"
)
SETTLE = Command(
    "settle", "Settle flags", ("F",), "The flags were looked at and are done", "Offer",
    needs="has_flags",
)  # fmt: skip
IN_FULL = Command("about", "In full", ("i",), "Show it in full, on narrow screens", "Everywhere")

EVERYWHERE = (PALETTE, RELOAD, COPY_VALUE, THEME, SUSPEND, BOARD, IMPORT, *PLACES)
