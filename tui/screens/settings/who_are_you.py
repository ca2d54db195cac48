"""Asked once, when a desk is opened for the first time: who works at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from data.settings_form import settings_form
from tui.commands.command import Command
from tui.screens.base.confirm import answer
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.entry import Entry
from tui.widgets.field import Field


class WhoAreYou(FormDialog[bool]):
    """Name, address and title of the person at the desk; left, the settings have them as well."""

    yes: ClassVar[str] = "That is me"

    def __init__(self) -> None:
        lines = (
            "The history names you, and letters that nobody else signs.",
            "The settings have it too.",
        )
        super().__init__("Who works at this desk?", lines)

    def answers(self) -> Sequence[Command]:
        """Say it, or pass it over."""
        return (answer("save", self.yes, "ctrl+s"), answer("back", "Back", "escape"))

    def compose_more(self) -> ComposeResult:
        """The fields, as the settings have them."""
        known, entries = settings_form.current(), settings_form.entries()
        for key in settings_form.OWN:
            label = entries[key].label.removeprefix("Your ").capitalize()
            yield Field(key, label, Entry(str(known[key])))

    def store(self) -> bool:
        """Keep it with the settings."""
        entered = {field.key: field.text for field in self.query(Field)}
        settings_form.save(settings_form.current().changed(**entered))
        return True
