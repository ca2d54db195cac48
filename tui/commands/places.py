"""The commands of jobs, candidates, custom fields, their forms, and of small dialogs."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

_SAVE = (shared.HELP._replace(keys=("f1",)), shared.SAVE)
_FIELDS = (
    shared.NEXT_FIELD,
    shared.FIELD_BEFORE,
    shared.with_help(shared.BACK, "Leave the form; asks when something was changed"),
    shared.PALETTE,
)
"""With _SAVE before them, what every form knows."""

COMMANDS: dict[str, tuple[Command, ...]] = {
    "jobs": (
        shared.HELP,
        shared.with_help(shared.NEW, "Make a new job"),
        shared.with_help(shared.EDIT, "Change the job"),
        shared.IN_FULL._replace(
            help="Go to the job in full, and to its openings",
            group="Openings",
            footer=True,
            action="openings",
            needs="has_selection",
        ),
        shared.FILTER,
        shared.with_help(shared.BACK, "Leave the openings, then the filter, then the jobs"),
        shared.NOTE._replace(help="Add a note on the job", group="Records", needs="has_selection"),
        shared.with_help(shared.OPEN, "Change the job, or the opening under the cursor")._replace(
            needs="has_selection"
        ),
        shared.ATTACH._replace(
            id="new_opening", help="Add an opening to the job", group="Openings"
        ),
        shared.CLOSE_OPENING._replace(
            help="Close the opening under the cursor, or open it again",
            group="Openings",
            action="toggle_opening",
            needs="has_opening",
        ),
        shared.EXPORT._replace(
            help="Write the offers of all listed jobs into a file", group="Records"
        ),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        *shared.EVERYWHERE,
    ),
    "candidates": (
        shared.HELP,
        shared.with_help(shared.NEW, "Add a candidate"),
        shared.with_help(shared.EDIT, "Change the candidate"),
        shared.REOFFER._replace(
            help="Make an offer for the application",
            group="Offers",
            footer=True,
            action="new_offer",
            needs="has_selection",
        ),
        shared.FILTER,
        shared.STATUS._replace(
            help="Mark the application active, hired or rejected",
            group="Offers",
            action="application_status",
        ),
        shared.with_help(shared.BACK, "Leave the offers, then the filter, then the candidates"),
        shared.NOTE._replace(
            help="Add a note on the candidate", group="Records", needs="has_selection"
        ),
        Command(
            "join",
            "Join",
            ("m",),
            "Join the candidate with another one who is the same person",
            "Records",
            needs="has_selection",
        ),
        shared.UNDO._replace(
            id="undo_join",
            help="Take the last joining of the candidate back",
            group="Records",
            needs="can_undo_join",
        ),
        shared.DELETE._replace(
            id="erase", help="Delete the person for good; figures stay", group="Records"
        ),
        shared.with_help(
            shared.OPEN, "Go to the candidate's offers; open the offer under the cursor"
        )._replace(needs="has_selection"),
        shared.EXPORT._replace(help="Write the offers of all listed candidates into a file"),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        *shared.EVERYWHERE,
    ),
    "history": (
        shared.HELP,
        shared.with_help(shared.OPEN, "Open the offer, or show all of the line")._replace(
            footer=True, needs="has_selection"
        ),
        shared.with_help(shared.FILTER, "Show only lines that match"),
        shared.EXPORT._replace(
            help="Write all listed lines into a file: a table, or lines of JSON",
            group="Records",
            footer=True,
        ),
        shared.with_help(shared.BACK, "Leave the line, then the filter, then the history"),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        *shared.EVERYWHERE,
    ),
    "fields": (
        shared.HELP,
        shared.with_help(shared.NEW, "Make a new custom field"),
        shared.with_help(shared.EDIT, "Change the field: name, options, required"),
        shared.with_help(shared.ON_OFF, "Switch the field on or off"),
        shared.MOVE_UP._replace(help="Move the field up", group="Fields", needs="has_selection"),
        shared.MOVE_DOWN._replace(
            help="Move the field down", group="Fields", needs="has_selection"
        ),
        shared.with_help(shared.FILTER, "Show only fields that match", footer=False),
        shared.with_help(shared.BACK, "Leave the detail, then the filter, then the fields"),
        shared.with_help(shared.OPEN, "Change the field")._replace(needs="has_selection"),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        *shared.EVERYWHERE,
    ),
    "form": (*_SAVE, *_FIELDS),
    "settings": (
        *_SAVE,
        Command(
            "safekeeping",
            "Copies",
            ("ctrl+b",),
            "Copy the desk, look it through, go back to a copy, save what can be read of a file",
            "Records",
            True,
        ),
        shared.NEXT_FIELD._replace(
            action="next_field", help="Complete a path, or go to the next field"
        ),
        *_FIELDS[1:],
    ),
    "safekeeping": (
        shared.HELP._replace(keys=("f1",)),
        shared.DO_IT._replace(
            help="Do what was chosen", group="Records", action="keep_safe", needs="can_keep_safe"
        ),
        shared.with_help(shared.BACK, "Leave it, when what goes on has ended"),
    ),
    "help": (
        shared.HELP._replace(help="Close the help", action="back"),
        shared.BACK,
        shared.FILTER,
    ),
    "picker": (
        Command(
            "choose",
            "Choose",
            ("enter",),
            "Take the line under the cursor",
            "Picker",
            True,
            is_answer=True,
        ),
        shared.MARK._replace(
            help="Mark the line, or not", group="Picker", priority=True, only_if="is_multiple"
        ),
        shared.NEW._replace(keys=("ctrl+n",), group="Picker", only_if="can_make_new"),
        shared.BACK,
    ),
}
