"""The settings: the company and its letters, for whom one acts, the board, comparing pay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget
from textual.widgets import Static

from data.errors import Problem
from data.people import users
from data.settings_form import settings_form
from data.settings_form.settings_form import LABELS, NUMBERS, Preferences
from data.values.text import one_line
from tui import report, text
from tui.screens.base.form import FormScreen
from tui.widgets.choice import Choice, New, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry

_HINTS = {
    "company_name": "as letters name it",
    "company_address": "as it stands on an envelope",
    "signatory_title": "such as Head of People",
    "logo_file": "a PNG or JPEG file, for the head of letters",
    "letter_footer": "on every page of a letter, such as the company's registration",
    "letter_font": "a font that is installed; empty for the usual one",
    "letter_locale": "of amounts and dates in letters: en, de, en-US, fr …",
    "on_behalf_of": "every change records both of you",
    "decline_reasons": "one a line, to choose from when an offer is declined",
    "withdraw_reasons": "one a line, to choose from when you withdraw",
    "board_expiring_days": "the board has offers that expire so soon",
    "board_unanswered_days": "the board has offers that were sent so long ago",
    "board_draft_days": "the board has drafts that nobody changed for so long",
    "hours_per_year": "hourly pay times this is the pay of a year",
    "days_per_year": "daily pay times this is the pay of a year",
    "exchange_rates": "one a line, such as 1 USD = 0.92 EUR; only to compare pay",
}
_LONG = (
    "company_address", "letter_footer", "decline_reasons", "withdraw_reasons", "exchange_rates",
)  # fmt: skip
_HEADINGS = {
    "logo_file": "The paper of letters",
    "on_behalf_of": "You, and the desk",
    "board_expiring_days": "The board",
    "hours_per_year": "To compare pay",
}
_NUMBER_WIDTH = 8
_SIZES = (Option("A4", "A4"), Option("Letter", "US Letter"))
_SIGNS = (Option(0, "signs such as ○ ● ✓"), Option(1, "ASCII only, such as o * +"))


class SettingsScreen(FormScreen[bool]):
    """A form over the settings; dismissed with True when they were saved."""

    def __init__(self) -> None:
        super().__init__()
        self._before = settings_form.current()

    @property
    def form_title(self) -> str:
        """What the form is for."""
        return "Settings"

    def compose_fields(self) -> Iterable[Widget]:
        """The company, its letters, who acts, reasons, marks, the board, comparing pay."""
        before = self._before
        yield Static("Your company, in letters", classes="form-heading", markup=False)
        for key in LABELS:
            if key in _HEADINGS:
                yield Static(_HEADINGS[key], classes="form-heading", markup=False)
            unit, width = (NUMBERS[key][2], _NUMBER_WIDTH) if key in NUMBERS else ("", 0)
            yield Field(
                key, LABELS[key], self._control(key, before), hint=_HINTS.get(key, ""),
                unit=unit, width=width,
            )  # fmt: skip

    def _control(self, key: str, before: Preferences) -> Entry | LongEntry | Choice:
        if key == "on_behalf_of":
            return self._people(before.on_behalf_of)
        if key == "page_size":
            return Choice(_SIZES, before.page_size)
        if key == "ascii_glyphs":
            return Choice(_SIGNS, int(before.ascii_glyphs))
        value = getattr(before, key)
        several = key in _LONG
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
        return settings_form.check(self.draft())

    def save(self) -> bool:
        """Store the settings."""
        draft = self.draft()
        settings_form.save(draft)
        text.use_ascii(draft.ascii_glyphs)
        report.say(self.app, "Settings saved")
        return True


def _users() -> tuple[Option, ...]:
    acting = users.current().user_id
    others = (user for user in users.everyone() if user.id != acting)
    named = (Option(user.id, user.name, user.email) for user in others)
    return (Option(None, "only for myself"), *named)
