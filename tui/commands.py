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
    "asterisk": "*",
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
        ("templates", "6", "Go to the letter templates"),
    )
)
"""The places of the desk; their actions are the app's."""

BOARD = Command(
    "board", "Board", ("b",), "Everything that needs a person", "Places", action="app.board"
)  # fmt: skip
"""Left out of PLACES: it is a way of looking at the offers."""
IMPORT = Command(
    "import", "Import", ("I",), "Read records of other systems from files", "Places",
    action="app.import_files",
)  # fmt: skip

NEW = Command("new", "New", ("n",), "Make a new one", "Records", True)
EDIT = Command("edit", "Edit", ("e",), "Change it in a form", "Records", True)
OPEN = Command("open", "Open", ("enter",), "Open it", "Records")
FILTER = Command("filter", "Filter", ("slash",), "Show only what matches", "Records", True)
SAVE = Command("save", "Save", ("ctrl+s",), "Save what was entered", "Records", True)
"""Not before the focused field sees the key: what was typed right before is in it by then."""

STATUS = Command("status", "Status", ("s",), "Send, accept, decline, withdraw …", "Offer", True)
LETTER = Command("letter", "Letter", ("p",), "Show or hide the letter", "Offer", True)
UNDO = Command(
    "undo_status", "Take back", ("U",), "Take back the last change of status", "Offer"
)  # fmt: skip
DELETE = Command("delete", "Delete", ("D",), "Remove the offer for good", "Offer")
RESTORE = Command(
    "restore", "Restore", ("R",), "Make this version's terms the newest version", "Offer", True
)
LETTER_OUT = Command(
    "letter_out", "Letter out", ("l",), "Make the letter a PDF, an email draft, a web page …",
    "Offer",
)  # fmt: skip
BY_HAND = Command("by_hand", "By hand", ("h",), "Edit the letter by hand", "Offer")
FOLLOW = Command(
    "follow", "Follow template", ("T",), "Let the letter follow its template again", "Offer"
)  # fmt: skip
DRIFT = Command(
    "drift", "Drift", ("d",), "The letter as sent against what its template says now", "Offer"
)
COMPARE = Command(
    "compare", "Compare", ("c",), "What differs between two versions, or two offers", "Offer", True
)
COMPARE_PAY = Command(
    "compare_pay", "Pay and job", ("C",), "The pay beside what the job has", "Offer"
)
NOTE = Command("note", "Note", ("N",), "Add a note to the history", "Offer")
NEGOTIATE = Command(
    "negotiate", "Negotiation", ("A",), "Write down who asked for what, and where it led", "Offer"
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


EXPORT = Command(
    "export", "Export", ("x",), "Write all listed offers (or the marked) into a file", "Offer"
)
DECIDE = Command(
    "decide", "Which side", ("w",), "Decide about what was changed here and in its system", "Offer"
)

_EVERYWHERE = (PALETTE, RELOAD, BOARD, IMPORT, *PLACES)

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
        LETTER_OUT,
        Command(
            "letters_out", "Letters out", ("L",), "Write the letters of all listed offers", "Offer"
        ),
        EXPORT,
        COPY,
        Command("jobs_pane", "Jobs pane", ("J",), "Show or hide the jobs at the left", "Offer"),
        Command("mark", "Mark", ("space",), "Mark the offer, or not", "List"),
        Command("mark_all", "Mark all", ("asterisk",), "Mark all listed offers, or none", "List"),
        COMPARE._replace(
            help="Two marked offers, or the offer's version with its predecessor", footer=False
        ),
        Command("bulk", "With many", ("B",), "Change all marked or listed offers at once", "List"),
        Command("sort", "Sort", ("o",), "Order the list by a column", "List"),
        Command("views", "Views", ("v",), "Open a saved view, or save this one", "List"),
        Command("columns", "Columns", ("w",), "Choose columns, their order and width", "List"),
        NOTE,
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
        LETTER_OUT,
        BY_HAND,
        FOLLOW,
        Command("settle", "Settle flags", ("F",), "The flags were looked at and are done", "Offer"),
        DECIDE,
        DRIFT,
        COMPARE._replace(footer=False),
        COMPARE_PAY,
        Command("mark", "Mark", ("space",), "Mark a version, to compare it with another", "Offer"),
        NOTE,
        NEGOTIATE,
        Command("history_kind", "Filter history", ("H",), "Show only one kind of lines", "Offer"),
        COPY,
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "board": (
        HELP,
        EDIT._replace(help="Change the terms of the offer"),
        STATUS,
        Command(
            "snooze", "Snooze", ("z",), "Leave this out until a day, with a reason", "Board", True
        ),
        Command(
            "settle", "Settle flags", ("F",), "The flags were looked at and are done", "Board", True
        ),
        BACK,
        DECIDE,
        DRIFT,
        Command(
            "close_opening",
            "Close opening",
            ("c",),
            "Close the opening as filled by this offer",
            "Board",
        ),
        Command("asleep", "Show again", ("Z",), "Show a snoozed matter again", "Board"),
        Command("rules", "Rules", ("x",), "Choose what the board looks for", "Board"),
        _said(OPEN, "Open the offer with its versions and history"),
        PANE,
        PANE_BACK,
        PALETTE,
        RELOAD,
        IMPORT,
        *PLACES,
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
        BY_HAND._replace(keys=("ctrl+g",)),
        PALETTE,
    ),
    "letter_out": (
        HELP._replace(action="help"),
        Command(
            "choose",
            "Make it",
            ("ctrl+s",),
            "Take the way out under the cursor",
            "Letter",
            True,
            priority=True,
        ),
        *(
            Command(f"way_{key}", title, (key,), words, "Letter", action=f"way('{key}')")
            for key, title, words in (
                ("p", "PDF", "Write a PDF"),
                ("m", "Email", "Begin an email in your mail program"),
                ("b", "Browser", "Open it in the browser, to print it there"),
                ("h", "Web page", "Write a web page"),
                ("t", "Text", "Write plain text"),
                ("e", "Email file", "Write an email that is not sent yet into a file"),
            )
        ),
        Command(
            "mark_sent",
            "Mark as sent",
            ("s",),
            "Mark the offer as sent; asks as usual",
            "Letter",
            True,
        ),
        _said(BACK, "Leave it; what was made stays"),
    ),
    "letters_out": (
        HELP._replace(keys=("f1",), action="help"),
        Command(
            "write",
            "Write them",
            ("ctrl+s",),
            "Write the letters that are ready",
            "Letters",
            True,
            priority=True,
        ),
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; what was written stays",
            "Letters",
            True,
            priority=True,
        ),
        _said(BACK, "Leave it; stops what is going on"),
    ),
    "letter_edit": (
        HELP._replace(keys=("f1",)),
        _said(SAVE, "Save it as the letter of a new version"),
        LETTER._replace(keys=("ctrl+l",), help="Show or hide how it reads"),
        Command("correction", "Correction", ("ctrl+t",), "Keep the offer sent", "Letter", True),
        Command(
            "follow",
            "Follow template",
            ("ctrl+r",),
            "Give this up and follow the template again",
            "Letter",
            True,
        ),
        Command(
            "editor",
            "Own editor",
            ("ctrl+o",),
            "Edit it in the program that EDITOR names",
            "Letter",
        ),
        NEXT_FIELD,
        FIELD_BEFORE,
        _said(BACK, "Leave it; asks when something was changed"),
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
        NOTE._replace(help="Add a note on the job", group="Records"),
        _said(OPEN, "Change the job, or the opening under the cursor"),
        Command("new_opening", "Add opening", ("a",), "Add an opening to the job", "Openings"),
        Command(
            "toggle_opening",
            "Close opening",
            ("x",),
            "Close the opening under the cursor, or open it again",
            "Openings",
        ),
        EXPORT._replace(
            keys=("X",), help="Write the offers of all listed jobs into a file", group="Records"
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
        NOTE._replace(help="Add a note on the candidate", group="Records"),
        Command("erase", "Erase", ("D",), "Remove the person for good, keep figures", "Records"),
        _said(OPEN, "Go to the candidate's offers; open the offer under the cursor"),
        EXPORT._replace(help="Write the offers of all listed candidates into a file"),
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
        _said(FILTER, "Show only fields that match", footer=False),
        _said(BACK, "Leave the detail, then the filter, then the fields"),
        _said(OPEN, "Change the field"),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "templates": (
        HELP,
        _said(NEW, "Make a new template or clause, from another one or blank"),
        _said(EDIT, "Change the words; what comes with the program is cloned first"),
        Command(
            "clone", "Clone", ("c",), "Make one of our own with the same words", "Templates", True
        ),
        Command("compare", "Revisions", ("v",), "Compare two revisions", "Templates", True),
        Command(
            "check_all",
            "Check all",
            ("C",),
            "Make every letter that could be sent now, and list what is missing or broken",
            "Templates",
            True,
        ),
        _said(BACK, "Leave the letter, then the filter, then the templates"),
        Command("rename", "Rename", ("r",), "Call it something else", "Templates"),
        Command(
            "retire", "Retire", ("R",), "Offer it for new letters no longer, or again", "Templates"
        ),
        Command(
            "make_default",
            "Default",
            ("d",),
            "Let new letters of its kind start with it",
            "Templates",
        ),
        Command(
            "limits",
            "Only for …",
            ("l",),
            "Say for which jobs, departments and values of custom fields it is",
            "Templates",
        ),
        Command(
            "try_on",
            "Try on …",
            ("o",),
            "Choose the offer that letters are tried on, or the made-up one",
            "Templates",
        ),
        LETTER._replace(group="Templates", footer=False),
        _said(FILTER, "Show only what matches", footer=False),
        _said(OPEN, "Change the words"),
        PANE,
        PANE_BACK,
        *_EVERYWHERE,
    ),
    "template_editor": (
        HELP._replace(keys=("f1",)),
        _said(SAVE, "Save the words as a revision"),
        Command(
            "names",
            "Names",
            ("ctrl+n",),
            "Put in a name, a filter or a clause: what each means and says now",
            "Writing",
            True,
            priority=True,
        ),
        Command(
            "find", "Find", ("ctrl+f",), "Find text in the source", "Writing", True, priority=True
        ),
        Command(
            "try_on",
            "Try on …",
            ("ctrl+t",),
            "Choose the offer that the letter is tried on",
            "Letter",
            True,
        ),
        LETTER._replace(keys=("ctrl+l",), help="Show or hide the letter"),
        _said(BACK, "Leave the editor; asks when something is not saved"),
        Command("to_mistake", "To the mistake", ("f8",), "Go to the first mistake", "Writing"),
        Command(
            "next_match",
            "Next found",
            ("ctrl+g", "f3"),
            "To the next place of what was found",
            "Writing",
        ),
        Command(
            "match_before",
            "Found before",
            ("ctrl+b", "shift+f3"),
            "To the place before of what was found",
            "Writing",
        ),
        Command(
            "external",
            "Own editor",
            ("ctrl+o",),
            "Write in the program that EDITOR names",
            "Writing",
        ),
        NEXT_FIELD,
        FIELD_BEFORE,
        PALETTE,
    ),
    "template_compare": (
        HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command(
            "mark",
            "Compare with",
            ("space",),
            "Compare the others with this revision",
            "Changes",
            True,
        ),
        Command(
            "as_letters",
            "As letters",
            ("l",),
            "Compare what the letters say, or the source",
            "Changes",
            True,
        ),
        Command("beside", "Side by side", ("v",), "Side by side, or both in one", "Changes"),
        BACK,
        Command(
            "bring_back",
            "Bring back",
            ("R",),
            "Make the words of this revision the newest",
            "Changes",
        ),
        PANE,
        PANE_BACK,
        PALETTE,
    ),
    "check_letters": (
        HELP,
        Command("stop", "Stop", ("x",), "Stop; what was found stays", "Check", True),
        Command("group", "By offer", ("b",), "By offer, or by template", "Check", True),
        _said(OPEN, "Open the offer", footer=True),
        _said(EDIT, "Change the template"),
        Command("again", "Again", ("a",), "Begin anew", "Check", True),
        _said(BACK, "Leave the check; stops what is going on"),
        PANE,
        PANE_BACK,
        PALETTE,
    ),
    "columns": (
        HELP,
        Command(
            "show_hide", "Show/hide", ("space",), "Show the column, or hide it", "Columns", True
        ),
        Command(
            "move_up",
            "Left",
            ("K",),
            "Move the column to the left",
            "Columns",
            True,
            action="move(-1)",
        ),
        Command(
            "move_down",
            "Right",
            ("J",),
            "Move the column to the right",
            "Columns",
            True,
            action="move(1)",
        ),
        Command(
            "wider", "Wider", ("plus",), "Make the column wider", "Columns", True, action="size(1)"
        ),
        Command(
            "narrower",
            "Narrower",
            ("minus",),
            "Make the column narrower",
            "Columns",
            action="size(-1)",
        ),
        Command("reset", "Reset", ("r",), "The columns as they come with the desk", "Columns"),
        SAVE._replace(help="Keep the columns so"),
        BACK,
    ),
    "views": (
        HELP,
        _said(NEW, "Save what the list shows as a view"),
        _said(EDIT, "Change the view"),
        Command("remove", "Remove", ("D",), "Forget the view", "Views", True),
        _said(OPEN, "Show what the view shows", footer=True),
        BACK,
    ),
    "bulk": (
        HELP,
        Command("do_it", "Do it", ("ctrl+s",), "Do what is shown", "Offers", True, priority=True),
        Command(
            "stop", "Stop", ("ctrl+x",), "Stop; nothing is kept", "Offers", True, priority=True
        ),
        _said(BACK, "Leave it; stops what is going on"),
    ),
    "importing": (
        HELP,
        Command("mark", "Pick", ("space",), "Pick the file, or not", "Files", True),
        Command(
            "plan", "Plan", ("ctrl+s",), "See what would become of every record", "Files", True
        ),
        Command("path", "Path", ("slash",), "Type a folder or file; Tab completes", "Files", True),
        Command(
            "columns", "Columns", ("m",), "Say what the columns of a table mean", "Files", True
        ),
        Command(
            "options",
            "Options",
            ("o",),
            "The system, what requests are for, and which side wins",
            "Files",
            True,
        ),
        BACK,
        Command("up", "Folder above", ("backspace",), "Go to the folder above", "Files"),
        Command(
            "about", "What is in it", ("p",), "Show what is in the file, on narrow screens", "Files"
        ),
        _said(OPEN, "Into the folder; or on to the plan"),
        PANE,
        PANE_BACK,
        PALETTE,
        RELOAD,
        BOARD,
        *PLACES,
    ),
    "import_run": (
        HELP._replace(keys=("f1",), action="help"),
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; nothing of the file is kept",
            "Import",
            True,
            priority=True,
        ),
        _said(BACK, "Leave it; stops what is going on"),
    ),
    "import_report": (
        HELP,
        Command("import_now", "Import", ("ctrl+s",), "Do what the plan says", "Import", True),
        DECIDE._replace(group="Import", footer=True),
        Command(
            "only(1)",
            "Show only",
            ("f",),
            "New, changed, the same, flagged or refused lines",
            "Import",
            True,
        ),
        Command("only(-1)", "Show before", ("F",), "The kind of lines before", "Import"),
        Command("keep", "Save", ("S",), "Write the report into a file, as JSON", "Import", True),
        _said(COPY, "Copy the report as text"),
        Command("about", "In full", ("p",), "Show the line in full, on narrow screens", "Import"),
        _said(OPEN, "Open the offer of the line"),
        BACK,
        PANE,
        PANE_BACK,
        PALETTE,
        BOARD,
        *PLACES,
    ),
    "exporting": (
        HELP._replace(keys=("f1",), action="help"),
        Command("write", "Write it", ("ctrl+s",), "Write the file", "Offers", True, priority=True),
        Command(
            "stop", "Stop", ("ctrl+x",), "Stop; nothing is kept", "Offers", True, priority=True
        ),
        _said(BACK, "Leave it; stops what is going on"),
    ),
    "compare": (
        HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command(
            "everything", "All terms", ("a",), "All terms, or only what differs", "Changes", True
        ),
        Command(
            "beside",
            "Side by side",
            ("v",),
            "Letters side by side, or both in one",
            "Changes",
            True,
        ),
        _said(COPY, "Copy both letters in one, with what changed marked"),
        BACK,
        PANE,
        PANE_BACK,
        PALETTE,
    ),
    "letter_compare": (
        HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command("beside", "Side by side", ("v",), "Side by side, or both in one", "Changes", True),
        _said(COPY, "Copy both letters in one, with what changed marked", footer=True),
        BACK,
        PALETTE,
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
