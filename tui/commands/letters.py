"""The commands of letters: reading, writing by hand, comparing, letting out of the house."""

from __future__ import annotations

from tui.commands.command import Command
from tui.commands.shared import (
    BACK,
    COPY,
    FIELD_BEFORE,
    HELP,
    LETTER,
    NEXT_FIELD,
    PALETTE,
    SAVE,
    with_help,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "letter_out": (
        HELP._replace(action="help"),
        Command(
            "choose",
            "Make it",
            ("ctrl+s",),
            "Take the way out under the cursor",
            "Letter",
            True,
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
        with_help(BACK, "Leave it; what was made stays"),
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
        with_help(BACK, "Leave it; stops what is going on"),
    ),
    "letter_edit": (
        HELP._replace(keys=("f1",)),
        with_help(SAVE, "Save it as the letter of a new version"),
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
        with_help(BACK, "Leave it; asks when something was changed"),
        PALETTE,
    ),
    "letter_compare": (
        HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command("beside", "Side by side", ("v",), "Side by side, or both in one", "Changes", True),
        with_help(COPY, "Copy both letters in one, with what changed marked", footer=True),
        BACK,
        PALETTE,
    ),
}
