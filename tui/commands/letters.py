"""The commands of letters: reading, writing by hand, comparing, letting out of the house."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "letter_out": (
        shared.HELP,
        Command(
            "choose",
            "Make it",
            ("ctrl+s",),
            "Take the way out under the cursor",
            "Letter",
            True,
            needs="has_letter",
        ),
        *(
            Command(
                f"way_{key}",
                title,
                (key,),
                words,
                "Letter",
                action=f"way('{key}')",
                needs="has_letter",
            )
            for key, title, words in (
                ("p", "PDF", "Write a PDF"),
                ("m", "Email", "Begin an email in your mail program"),
                ("b", "Browser", "Open it in the browser, to print it there"),
                ("h", "Web page", "Write a web page"),
                ("w", "Word file", "Write a Word file, to be handed on and changed"),
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
            only_if="can_mark_sent",
        ),
        shared.with_help(shared.BACK, "Leave it; what was made stays"),
    ),
    "letters_out": (
        shared.HELP._replace(keys=("f1",)),
        Command(
            "write",
            "Write them",
            ("ctrl+s",),
            "Write the letters that are ready",
            "Letters",
            True,
            needs="can_write",
        ),
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; what was written stays",
            "Letters",
            True,
            priority=True,
            only_if="is_working",
        ),
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
    "letter_edit": (
        shared.HELP._replace(keys=("f1",)),
        shared.with_help(shared.SAVE, "Save it as the letter of a new version"),
        shared.LETTER._replace(keys=("ctrl+l",), help="Show or hide how it reads"),
        Command(
            "correction",
            "Correction",
            ("ctrl+t",),
            "Keep the offer sent",
            "Letter",
            True,
            only_if="can_correct",
        ),
        Command(
            "take_over",
            "Take over",
            ("f4",),
            "Put what the terms say where the letter says otherwise",
            "Letter",
            only_if="can_take_over",
        ),
        Command(
            "follow",
            "Follow template",
            ("ctrl+r",),
            "Give this up and follow the template again",
            "Letter",
            True,
            only_if="can_follow",
        ),
        Command(
            "editor",
            "Own editor",
            ("ctrl+o",),
            "Edit it in the program that EDITOR names",
            "Letter",
        ),
        shared.NEXT_FIELD,
        shared.FIELD_BEFORE,
        shared.with_help(shared.BACK, "Leave it; asks when something was changed"),
        shared.PALETTE,
    ),
    "letter_compare": (
        shared.HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command("beside", "Side by side", ("v",), "Side by side, or both in one", "Changes", True),
        shared.with_help(
            shared.COPY, "Copy both letters in one, with what changed marked", footer=True
        ),
        shared.BACK,
        shared.PALETTE,
    ),
}
