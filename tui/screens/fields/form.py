"""The form of a custom field: its name, what it holds, its options, whether it is required."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from textual.app import App
from textual.widget import Widget

from data.errors import Problem
from data.fields import custom_fields
from data.fields.custom_fields import SELECTS, slug
from data.records.field_records import FieldDraft, FieldRecord
from data.records.typed_records import About, TypedPlace
from data.values.field_values import FieldType
from data.values.text import one_line
from tui.screens.base.form import FormScreen
from tui.screens.fields import field_lines, options
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry

OWNERS = (Option("offer", "offers"), Option("job", "jobs"))
NO_YES = (Option("no", "no"), Option("yes", "yes"))
SHORT = 32
REQUIRED = {
    "offer": "Sending an offer asks for it; saving a draft does not.",
    "job": "It is marked in the form of a job.",
}


PACKAGE = "It counts in what an offer costs; what is no amount of money is named beside it."
_NOT = "no"
"""The choice of what is no part of the package."""


def _package_choice(value: str) -> Choice:
    options = [Option(one or _NOT, *words) for one, words in field_lines.PACKAGE_WORDS.items()]
    return Choice(options, value or _NOT, always=True)


class FieldFormScreen(FormScreen[int | None]):
    """Make a custom field, or change one; dismissed with the field's id, or None when left."""

    def __init__(self, field: FieldRecord | None = None, *, belongs_to: str = "offer") -> None:
        super().__init__()
        self._field = field
        start = FieldDraft(belongs_to=belongs_to)
        self._start_draft = field_lines.draft_of(field) if field else start

    @property
    def form_title(self) -> str:
        """Which field."""
        return f"Edit the field {self._field.name}" if self._field else "New custom field"

    # ------------------------------------------------------------ the fields

    def compose_fields(self) -> Iterable[Widget]:
        """Name, what never changes, options, whether required."""
        start = self._start_draft
        hint = "The name can change at any time." if self._field is None else ""
        yield Field("name", "Name", Entry(start.name), required=True, hint=hint)
        yield from self._fixed(self._field) if self._field else self._to_choose(start)
        text = options.as_text(self._field.options) if self._field else ""
        hint = "One a line, in the order in which they are offered."
        yield Field("options", "Options", LongEntry(text), required=True, hint=hint)
        required = Choice(NO_YES, "yes" if start.required else "no", always=True)
        yield Field("required", "Required", required, width=SHORT)
        if self._field is None or start.belongs_to == "offer":
            yield Field("package", "Package", _package_choice(start.package), width=SHORT)
        active = Choice(NO_YES, "yes" if start.active else "no", always=True)
        yield Field("active", "In use", active, width=SHORT)
        hint = "Stands under the field in forms."
        yield Field("description", "Description", Entry(start.description), hint=hint)

    def _to_choose(self, start: FieldDraft) -> Iterable[Field]:
        """What is chosen once."""
        types = [Option(kind.value, *words) for kind, words in field_lines.TYPE_WORDS.items()]
        yield Field("type", "Type", Choice(types, start.type), required=True, width=SHORT)
        owner = Choice(OWNERS, start.belongs_to)
        yield Field("belongs_to", "Belongs to", owner, width=SHORT)
        yield Field("key", "Key", Entry(placeholder="from the name"), width=SHORT)

    def _fixed(self, field: FieldRecord) -> Iterable[Field]:
        """What was chosen once, and why it stays."""
        owner = "offers" if field.belongs_to == "offer" else "jobs"
        wording = f"{field_lines.type_words(field)} · of {owner} · key {field.key}"
        control = Choice([Option(field.type.value, wording)], field.type.value)
        control.disabled = True
        yield Field("type", "Type and key", control, hint=field_lines.FIXED)

    # ------------------------------------------------------------ reading

    @property
    def _type(self) -> FieldType:
        if self._field is not None:
            return self._field.type
        return FieldType(self.fields["type"].text or FieldType.SHORT_TEXT)

    @property
    def _package(self) -> str:
        """How it counts; fields of jobs are never part of a package."""
        if "package" not in self.fields or self._belongs_to != "offer":
            return ""
        return self.fields["package"].text.removeprefix(_NOT)

    @property
    def _belongs_to(self) -> str:
        choice = self.fields.get("belongs_to")
        return choice.text if choice is not None else self._start_draft.belongs_to

    def draft(self) -> FieldDraft:
        """What is entered now."""
        start = self._start_draft
        before = self._field.options if self._field else ()
        text = self.fields["options"].text
        return FieldDraft(
            name=self.fields["name"].text,
            type=self._type,
            key=start.key if self._field else one_line(self.fields["key"].text),
            belongs_to=self._belongs_to,
            required=self.fields["required"].text == "yes",
            active=self.fields["active"].text == "yes",
            description=self.fields["description"].text,
            options=options.read(text, before) if self._type in SELECTS else (),
            package=self._package,
        )

    def check(self) -> tuple[Problem, ...]:
        """Read the draft by the rules of custom fields."""
        self.fields["options"].display = self._type in SELECTS
        if "package" in self.fields:
            self.fields["package"].display = self._belongs_to == "offer"
        problems = custom_fields.check(self.draft(), self._field.id if self._field else None)
        if self._field is None and self.fields["type"].is_blank:
            return (Problem("type", "Type", "choose one; it cannot be changed later."), *problems)
        return problems

    def notes(self) -> Mapping[str, str]:
        """The key it will get, what happens to the options, what required means."""
        entries = {"options": self._option_note()}
        if self._field is None:
            key = slug(self.fields["name"].text) if self.fields["name"].text.strip() else ""
            kept = "Key and type never change once the field is there."
            entries["key"] = f"{key} · {kept}" if key and self.fields["key"].is_blank else kept
            entries["type"] = field_lines.TYPE_WORDS[self._type][1]
        if self.fields["required"].text == "yes":
            entries["required"] = REQUIRED.get(self.draft().belongs_to, "")
        if self._package:
            entries["package"] = PACKAGE
        if self.fields["active"].text != "yes":
            entries["active"] = "Forms leave it out; values that are there stay."
        return {key: text for key, text in entries.items() if text}

    def _option_note(self) -> str:
        before = self._field.options if self._field else ()
        if not before:
            return ""
        drafts = options.read(self.fields["options"].text, before)
        off = [option.name for option in before if not option.active]
        changes = options.changes(drafts, before)
        if changes or not off:
            return (
                changes or "A line that goes switches its option off; offers keep what they have."
            )
        return f"Off: {', '.join(off)}. Type a name again to switch it on."

    # ------------------------------------------------------------ kept aside

    def typed_for(self) -> TypedPlace:
        """The field, or what a new one belongs to."""
        number = self._field.id if self._field else None
        about = About(field_id=number, word=self._start_draft.belongs_to)
        return TypedPlace("FieldFormScreen", self.form_title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form of the field as it is today, or of a new one."""
        number = place.about.field_id
        field = custom_fields.get(number) if number else None
        return cls(field, belongs_to=place.about.word)

    # ------------------------------------------------------------ saving

    def save(self) -> int:
        """Store the field."""
        if self._field is None:
            return custom_fields.create(self.draft()).id
        return custom_fields.update(self._field.id, self.draft()).id
