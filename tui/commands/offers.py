"""The commands of the offers: their list, one of them, its form and its status."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "offers": (
        shared.HELP,
        shared.with_help(shared.NEW, "Make a new offer"),
        shared.with_help(shared.EDIT, "Change the terms of the offer"),
        shared.STATUS,
        shared.FILTER,
        shared.LETTER,
        shared.QUIT,
        shared.with_help(shared.BACK, "Leave the filter, or go back to the list", footer=False),
        shared.UNDO,
        shared.APPROVE,
        shared.REOFFER,
        shared.EXTEND,
        shared.DELETE,
        shared.LETTER_OUT,
        Command(
            "letters_out", "Letters out", ("L",), "Write the letters of all listed offers", "Offer"
        ),
        shared.EXPORT,
        shared.COPY._replace(needs="has_selection"),
        Command("jobs_pane", "Jobs pane", ("J",), "Show or hide the jobs at the left", "Offer"),
        Command("mark", "Mark", ("space",), "Mark the offer, or not", "List"),
        Command("mark_all", "Mark all", ("asterisk",), "Mark all listed offers, or none", "List"),
        shared.COMPARE._replace(
            help="Two marked offers, or the offer's version with its predecessor", footer=False
        ),
        Command("bulk", "With many", ("B",), "Change all marked or listed offers at once", "List"),
        Command("sort", "Sort", ("o",), "Order the list by a column", "List"),
        Command("views", "Views", ("v",), "Open a saved view, or save this one", "List"),
        Command("columns", "Columns", ("w",), "Choose columns, their order and width", "List"),
        shared.NOTE,
        Command(
            "demo",
            "Demo",
            ("d",),
            "Look at a desk of made-up offers",
            "Everywhere",
            only_if="is_empty_desk",
        ),
        shared.PANE,
        shared.PANE_BACK,
        *shared.EVERYWHERE,
    ),
    "offer": (
        shared.HELP,
        shared.with_help(shared.EDIT, "Change the terms of the offer"),
        shared.STATUS,
        shared.LETTER,
        shared.RESTORE,
        shared.with_help(shared.REOFFER, "Make a new offer from this version", footer=True),
        shared.BACK,
        shared.UNDO,
        shared.APPROVE,
        shared.EXTEND,
        shared.DELETE,
        shared.LETTER_OUT,
        shared.BY_HAND,
        shared.FOLLOW,
        Command(
            "settle",
            "Settle flags",
            ("F",),
            "The flags were looked at and are done",
            "Offer",
            needs="has_flags",
        ),
        shared.DECIDE,
        shared.DRIFT,
        shared.COMPARE._replace(footer=False, needs="has_other_versions"),
        shared.COMPARE_PAY,
        Command("mark", "Mark", ("space",), "Mark a version, to compare it with another", "Offer"),
        shared.NOTE,
        shared.NEGOTIATE,
        shared.ATTACH,
        *shared.ATTACHED,
        Command("history_kind", "Filter history", ("H",), "Show only one kind of lines", "Offer"),
        shared.COPY,
        shared.PANE,
        shared.PANE_BACK,
        *shared.EVERYWHERE,
    ),
    "offer_form": (
        shared.HELP._replace(keys=("f1",)),
        shared.SAVE,
        shared.NEXT_FIELD,
        shared.FIELD_BEFORE,
        shared.with_help(shared.BACK, "Leave the form; asks when something was changed"),
        shared.LETTER._replace(keys=("ctrl+l",), help="Show or hide the letter beside the form"),
        Command(
            "correction",
            "Correction",
            ("ctrl+t",),
            "Keep the offer sent",
            "Offer",
            True,
            only_if="can_correct",
        ),
        shared.BY_HAND._replace(keys=("ctrl+g",)),
        shared.PALETTE,
    ),
    "status": (
        shared.HELP,
        Command("choose", "Do it", ("ctrl+s",), "Make the chosen move", "Move", True),
        Command(
            "choose_and_write",
            "With letter",
            ("ctrl+o",),
            "Send it, then make its letter a PDF, an email draft …",
            "Move",
            True,
            only_if="is_sending",
        ),
        Command("edit", "Edit", ("e",), "Go to the first thing missing, in the form", "Move", True),
        Command("force", "Exception", ("f",), "Show the moves that ask for a reason", "Move", True),
        shared.with_help(shared.UNDO, "Take back the last change of status", footer=True)._replace(
            group="Move"
        ),
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
        shared.with_help(shared.BACK, "Leave everything as it is"),
    ),
}
