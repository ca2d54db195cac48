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
        shared.with_help(shared.MARK, "Mark the offer, or not", footer=False),
        Command("mark_all", "Mark all", ("asterisk",), "Mark all listed offers, or none", "List"),
        shared.COMPARE._replace(
            help="Two marked offers, or the offer's version with its predecessor", footer=False
        ),
        Command("bulk", "With many", ("B",), "Change all marked or listed offers at once", "List"),
        shared.SORT,
        Command("views", "Views", ("v",), "Open a saved view, or save this one", "List"),
        shared.COLUMNS,
        shared.NOTE,
        shared.HISTORY,
        Command(
            "demo",
            "Demo",
            ("0",),
            "Look at a desk of made-up offers",
            "Everywhere",
            only_if="is_empty_desk",
        ),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
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
        shared.SETTLE,
        shared.DECIDE,
        shared.DRIFT,
        shared.COMPARE._replace(footer=False, needs="has_other_versions"),
        shared.COMPARE_PAY,
        shared.MARK._replace(
            help="Mark a version, to compare it with another", group="Offer", footer=False
        ),
        shared.NOTE,
        shared.NEGOTIATE,
        shared.ATTACH,
        *shared.ATTACHED,
        shared.SHOW_ONLY._replace(
            help="Show only one kind of lines of the history", group="Offer", action="history_kind"
        ),
        shared.COPY,
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        *shared.EVERYWHERE,
    ),
    "offer_form": (
        shared.HELP._replace(keys=("f1",)),
        shared.SAVE,
        shared.NEXT_FIELD,
        shared.FIELD_BEFORE,
        shared.with_help(shared.BACK, "Leave the form; asks when something was changed"),
        shared.LETTER._replace(keys=("ctrl+l",), help="Show or hide the letter beside the form"),
        shared.CORRECTION,
        shared.BY_HAND._replace(keys=("ctrl+g",)),
        shared.PALETTE,
    ),
    "status": (
        shared.HELP,
        shared.DO_IT._replace(help="Make the chosen move", group="Move", action="choose"),
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
        Command(
            "force",
            "Exception",
            ("f",),
            "Show the moves that ask for a reason",
            "Move",
            True,
            is_answer=True,
        ),
        shared.with_help(shared.UNDO, "Take back the last change of status", footer=True)._replace(
            group="Move"
        ),
        *(
            Command(f"to_{to}", title, (key,), words, "Move", action=f"to('{to}')", is_answer=True)
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
