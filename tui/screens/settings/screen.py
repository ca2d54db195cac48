"""The settings: the company and its letters, for whom one acts, the board, comparing pay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from data.errors import Problem
from data.people import users
from data.records.typed_records import TypedPlace
from data.settings import preferences, settings
from data.settings.settings import Kind
from data.settings_form import setting_checks, settings_form
from data.settings_form.setting_checks import Entered
from data.settings_form.settings_form import SettingsDraft
from data.values.text import one_line
from tui import report, screens, text, themes
from tui.screens.base import theme_picker
from tui.screens.base.form import FormScreen
from tui.widgets.choice import Choice, New, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry
from tui.widgets.path_entry import PathEntry, complete_or_next

_NUMBER_WIDTH = 8
_CHOSEN = (Kind.USER, Kind.CHOICE, Kind.THEME)


class SettingsScreen(FormScreen[bool]):
    """A form over the settings; dismissed with True when they were saved."""

    commands_name = "settings"

    def __init__(self, focus: str = "") -> None:
        """`focus` is the key of the setting that the keys go to."""
        super().__init__()
        self._focus = focus
        self._before = settings_form.current()

    @property
    def form_title(self) -> str:
        """What the form is for."""
        return "Settings"

    def compose_fields(self) -> Iterable[Widget]:
        """The company, its letters, who acts, reasons, marks, the board, comparing pay."""
        section = ""
        for key, entry in settings_form.entries().items():
            if entry.section != section:
                section = entry.section
                yield Static(section, classes="form-heading", markup=False)
            yield Field(
                key, entry.label, self._control(entry, self._before[key]), hint=entry.hint,
                unit=entry.unit, width=_NUMBER_WIDTH if entry.kind is Kind.NUMBER else 0,
            )  # fmt: skip

    def on_mount(self) -> None:
        """The keys go to the setting that was asked for."""
        if self._focus:
            self.before_next_key(self.fields[self._focus].focus_control)

    def _control(self, entry: settings.Entry, value: Entered) -> Entry | LongEntry | Choice:
        if entry.kind is Kind.USER:
            return self._people(value if isinstance(value, int) else None)
        if entry.kind is Kind.THEME:
            theme_picker.register_own(self.app)
            return Choice(theme_picker.options(self.app.available_themes), value)
        if entry.kind is Kind.CHOICE:
            return Choice(tuple(Option(*choice) for choice in entry.choices), value, always=True)
        text = str(value)
        if entry.kind in (Kind.PICTURE, Kind.PDF):
            return PathEntry(text)
        return LongEntry(text) if setting_checks.is_long(entry) else Entry(text)

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

    def draft(self) -> SettingsDraft:
        """The settings as entered."""
        entries = settings_form.entries()
        return SettingsDraft({key: self._entered(key, entry) for key, entry in entries.items()})

    def _entered(self, key: str, entry: settings.Entry) -> Entered:
        field = self.fields[key]
        if entry.kind in _CHOSEN and not isinstance(field.value, tuple):
            return field.value
        return field.text

    def check(self) -> tuple[Problem, ...]:
        """What is wrong with what was entered."""
        return settings_form.check(self.draft())

    def typed_for(self) -> TypedPlace:
        """The settings."""
        return TypedPlace("SettingsScreen", self.form_title)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The settings as they are today."""
        return cls()

    def action_next_field(self) -> None:
        """Go to the next field; a path is completed first."""
        complete_or_next(self)

    def action_safekeeping(self) -> None:
        """Copy the desk, look it through, go back to a copy."""
        self.app.push_screen(screens.SafekeepingDialog())

    def save(self) -> bool:
        """Store the settings."""
        draft = self.draft()
        notes = settings_form.save(draft, self._before)
        text.use_ascii(text.is_ascii(preferences.get("marks"), draft["ascii_glyphs"]))
        if draft["theme"] != self._before["theme"]:
            self.app.theme = themes.shown(str(draft["theme"]))
        report.say(self.app, "; ".join(("Settings saved", *notes)))
        return True


def _users() -> tuple[Option, ...]:
    acting = users.current().user_id
    others = (user for user in users.everyone() if user.id != acting)
    named = (Option(user.id, user.name, user.email) for user in others)
    return (Option(None, "only for myself"), *named)
