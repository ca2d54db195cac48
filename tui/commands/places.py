"""The commands of jobs, candidates, custom fields, their forms, and of small dialogs."""

from __future__ import annotations

from tui.commands.command import Command
from tui.commands.shared import (
    BACK,
    EDIT,
    EVERYWHERE,
    EXPORT,
    FIELD_BEFORE,
    FILTER,
    HELP,
    NEW,
    NEXT_FIELD,
    NOTE,
    OPEN,
    PALETTE,
    PANE,
    PANE_BACK,
    SAVE,
    with_help,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "jobs": (
        HELP,
        with_help(NEW, "Make a new job"),
        with_help(EDIT, "Change the job"),
        Command("openings", "Openings", ("o",), "Go to the openings of the job", "Openings", True),
        FILTER,
        with_help(BACK, "Leave the openings, then the filter, then the jobs"),
        NOTE._replace(help="Add a note on the job", group="Records"),
        with_help(OPEN, "Change the job, or the opening under the cursor"),
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
        *EVERYWHERE,
    ),
    "candidates": (
        HELP,
        with_help(NEW, "Add a candidate"),
        with_help(EDIT, "Change the candidate"),
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
        with_help(BACK, "Leave the offers, then the filter, then the candidates"),
        NOTE._replace(help="Add a note on the candidate", group="Records"),
        Command("erase", "Erase", ("D",), "Remove the person for good, keep figures", "Records"),
        with_help(OPEN, "Go to the candidate's offers; open the offer under the cursor"),
        EXPORT._replace(help="Write the offers of all listed candidates into a file"),
        PANE,
        PANE_BACK,
        *EVERYWHERE,
    ),
    "fields": (
        HELP,
        with_help(NEW, "Make a new custom field"),
        with_help(EDIT, "Change the field: name, options, required"),
        Command("switch", "On/off", ("x",), "Switch the field on or off", "Fields", True),
        Command("move_up", "Move up", ("K",), "Move the field up", "Fields", True),
        Command("move_down", "Move down", ("J",), "Move the field down", "Fields", True),
        with_help(FILTER, "Show only fields that match", footer=False),
        with_help(BACK, "Leave the detail, then the filter, then the fields"),
        with_help(OPEN, "Change the field"),
        PANE,
        PANE_BACK,
        *EVERYWHERE,
    ),
    "form": (
        HELP._replace(keys=("f1",)),
        SAVE,
        NEXT_FIELD,
        FIELD_BEFORE,
        with_help(BACK, "Leave the form; asks when something was changed"),
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
