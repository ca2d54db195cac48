"""The settings: the company as letters name it, who signs, for whom one acts, reasons, marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget
from textual.widgets import Static

from data import preferences, users
from data.errors import Problem
from data.plain import one_line
from data.preferences import LABELS, Preferences
from tui import report, text
from tui.screens.form import FormScreen
from tui.widgets.choice import Choice, New, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry

_HINTS = {
    "company_name": "as letters name it",
    "company_address": "as it stands on an envelope",
    "signatory_title": "such as Head of People",
    "on_behalf_of": "every change records both of you",
    "decline_reasons": "one a line, to choose from when an offer is declined",
    "withdraw_reasons": "one a line, to choose from when you withdraw",
}
_SIGNS = (Option(0, "signs such as ○ ● ✓"), Option(1, "ASCII only, such as o * +"))


class SettingsScreen(FormScreen[bool]):
    """A form over the settings; dismissed with True when they were saved."""

    def __init__(self) -> None:
        super().__init__()
        self._before = preferences.current()

    @property
    def form_title(self) -> str:
        """What the form is for."""
        return "Settings"

    def compose_fields(self) -> Iterable[Widget]:
        """The company, who acts, reasons, marks."""
        before = self._before
        yield Static("Your company, in letters", classes="form-heading", markup=False)
        for key in LABELS:
            if key == "on_behalf_of":
                yield Static("You, and the desk", classes="form-heading", markup=False)
            yield Field(key, LABELS[key], self._control(key, before), hint=_HINTS.get(key, ""))

    def _control(self, key: str, before: Preferences) -> Entry | LongEntry | Choice:
        if key == "on_behalf_of":
            return self._people(before.on_behalf_of)
        if key == "ascii_glyphs":
            return Choice(_SIGNS, int(before.ascii_glyphs))
        value = getattr(before, key)
        several = key in ("company_address", "decline_reasons", "withdraw_reasons")
        return LongEntry(value) if several else Entry(value)

    def _people(self, chosen: int | None) -> Choice:
        return Choice(_users(), chosen, new=New("Somebody else …", self._add_user))

    def _add_user(self, typed: str) -> None:
        """Somebody who is not known yet, by the name that was typed."""
        first, _, last = one_line(typed).rpartition(" ")
        with report.reported(self.app):
            user = users.create(first or last, last if first else "")
            choice = self.fields["on_behalf_of"].control
            if isinstance(choice, Choice):
                choice.set_options(_users())
                choice.set_value(user.id)

    def draft(self) -> Preferences:
        """The settings as entered."""
        entered = {key: field.text for key, field in self.fields.items()}
        behalf = self.fields["on_behalf_of"].value
        return replace(
            self._before,
            **{key: entered[key] for key in entered if key not in ("on_behalf_of", "ascii_glyphs")},
            on_behalf_of=behalf if isinstance(behalf, int) else None,
            ascii_glyphs=bool(self.fields["ascii_glyphs"].value),
        )

    def check(self) -> tuple[Problem, ...]:
        """What is wrong with what was entered."""
        return preferences.check(self.draft())

    def save(self) -> bool:
        """Store the settings."""
        draft = self.draft()
        preferences.save(draft)
        text.use_ascii(draft.ascii_glyphs)
        report.say(self.app, "Settings saved")
        return True


def _users() -> tuple[Option, ...]:
    acting = users.current().user_id
    others = (user for user in users.everyone() if user.id != acting)
    named = (Option(user.id, user.name, user.email) for user in others)
    return (Option(None, "only for myself"), *named)
