"""The commands of letters: reading, writing by hand, comparing, letting out of the house."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "letter_out": (
        shared.HELP,
        shared.DO_IT._replace(
            help="Take the way out under the cursor",
            group="Letter",
            action="choose",
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
                is_answer=True,
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
            is_answer=True,
        ),
        shared.with_help(shared.BACK, "Leave it; what was made stays"),
    ),
    "letters_out": (
        shared.HELP._replace(keys=("f1",)),
        shared.SAVE._replace(
            help="Write the letters that are ready",
            group="Letters",
            action="write",
            needs="can_write",
        ),
        shared.with_help(shared.STOP, "Stop; what was written stays"),
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
    "letter_edit": (
        shared.HELP._replace(keys=("f1",)),
        shared.with_help(shared.SAVE, "Save it as the letter of a new version"),
        shared.LETTER._replace(keys=("ctrl+l",), help="Show or hide how it reads"),
        shared.CORRECTION._replace(group="Letter"),
        Command(
            "take_over",
            "Take over",
            ("f4",),
            "Put what the terms say where the letter says otherwise",
            "Letter",
            only_if="can_take_over",
        ),
        shared.FOLLOW._replace(
            keys=("f2",),
            help="Give this up and follow the template again",
            group="Letter",
            footer=True,
            needs="",
            only_if="can_follow",
        ),
        shared.EDITOR._replace(group="Letter"),
        shared.NEXT_FIELD,
        shared.FIELD_BEFORE,
        shared.with_help(shared.BACK, "Leave it; asks when something was changed"),
        shared.PALETTE,
    ),
    "letter_compare": (
        shared.HELP,
        *shared.COMPARE_CHANGES,
        shared.with_help(
            shared.COPY, "Copy both letters in one, with what changed marked", footer=True
        ),
        shared.BACK,
        shared.PALETTE,
    ),
}
