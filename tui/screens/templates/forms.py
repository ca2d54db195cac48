"""The small forms of templates: a new one, another name, what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from data.errors import Invalid, Problem
from data.fields import custom_fields
from data.jobs import jobs
from data.lists import job_list
from data.records.field_records import FieldRecord
from data.records.template_records import Limit, TemplateDraft, TemplateRecord
from data.records.typed_records import About, TypedPlace
from data.templates import template_scope, templates
from data.values.field_values import FieldType
from tui.commands.command import Command
from tui.screens.base.confirm import Question, answer
from tui.screens.base.form import FormScreen
from tui.widgets.choice import Choice, MultiChoice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field

BLANK = {
    "clause": "{# written: plain #}\n# Heading\n\nWhat the clause says.\n",
    "": '{# written: plain #}\n{% extends "_layout.html" %}\n'
    "{% block subject %}{{ job.title }}{% endblock %}\n"
    "{% block body %}\n\nWhat the letter says.\n\n{% endblock %}\n",
}
"""What a blank template begins with: the letter paper, and a place to write."""
BLANK_HTML = {
    "clause": "<h2>Heading</h2>\n<p>What the clause says.</p>\n",
    "": '{% extends "_layout.html" %}\n{% block subject %}{{ job.title }}{% endblock %}\n'
    "{% block body %}\n<p>What the letter says.</p>\n{% endblock %}\n",
}
"""The same in HTML."""
IN_HTML = -1
"""What stands for the blank template in HTML among the templates to begin with."""


class NewTemplate(FormScreen[int | None]):
    """Name, kind and beginning of a new template; dismissed with its id, or None when left."""

    def __init__(self, kind: str = "offer", start: int | None = None) -> None:
        """`start` is the template to begin with; None is a blank one."""
        super().__init__()
        self._kind = self._first_kind = kind
        self._begin = start

    @property
    def form_title(self) -> str:
        """What is made."""
        return "New template"

    def compose_fields(self) -> Iterable[Widget]:
        """What it is called, what it is, and which words it begins with."""
        yield Field("name", "Name", Entry(), required=True)
        kinds = [Option(kind, words) for kind, words in templates.KINDS.items()]
        yield Field("kind", "Kind", Choice(kinds, self._kind, always=True), width=26)
        yield Field("start", "Begin with", Choice(_beginnings(self._kind), self._begin))

    def field_changed(self, field: Field) -> None:
        """Another kind has other beginnings."""
        if field.key == "kind" and field.text != self._kind:
            self._kind = field.text or "offer"
            start = self.fields["start"].control
            if isinstance(start, Choice):
                start.set_options(_beginnings(self._kind))
                start.value = None
        super().field_changed(field)

    def draft(self) -> TemplateDraft:
        """What is entered now, with the words that it begins with."""
        number = self.fields["start"].number
        blank = BLANK_HTML if number == IN_HTML else BLANK
        before = templates.get(number) if number and number != IN_HTML else None
        return TemplateDraft(
            name=self.fields["name"].text,
            kind=self.fields["kind"].text or "offer",
            source=before.source if before else blank.get(self._kind, blank[""]),
            subject=before.subject if before else "",
        )

    def check(self) -> tuple[Problem, ...]:
        """The name has to be there, and free."""
        return templates.check(self.draft())

    def notes(self) -> dict[str, str]:
        """What a kind is for."""
        return {"kind": _MEANT[self._kind]}

    def typed_for(self) -> TypedPlace:
        """A new template."""
        return TypedPlace("NewTemplate", self.form_title, About(word=self._first_kind))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form, empty."""
        return cls(place.about.word)

    def save(self) -> int:
        """Make it."""
        return templates.create(self.draft()).id


_MEANT = {
    "offer": "A letter that makes an offer.",
    "withdrawal": "A letter that takes an offer back.",
    "reminder": "A letter that reminds of an offer that is still open.",
    "clause": "A part that letters include by its name.",
}


def _beginnings(kind: str) -> list[Option]:
    known = [
        Option(one.id, one.name, "shipped" if one.shipped else "ours")
        for one in templates.all_templates(kind)
    ]
    blank = Option(None, "a blank one"), Option(IN_HTML, "a blank one, in HTML")
    return [*blank, *known]


class Rename(Question[str | None]):
    """Another name for a template; dismissed with it when it was stored."""

    AUTO_FOCUS = "Field > *"
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self, template: TemplateRecord) -> None:
        what = "clause" if template.kind == "clause" else "template"
        lines = ["Templates go on including it as they do."] if template.key else []
        super().__init__(f"Rename the {what} {template.name}", lines)
        self._template = template

    def compose_more(self) -> ComposeResult:
        """The name."""
        yield Field("name", "Name", Entry(self._template.name), required=True)

    def answers(self) -> Sequence[Command]:
        """Rename, or leave it."""
        return (answer("save", "Rename", "ctrl+s"), answer("back", "Back", "escape"))

    def action_save(self) -> None:
        """Store the name; what is wrong is said under it."""
        field = self.query_one(Field)
        try:
            self.dismiss(templates.rename(self._template.id, field.text).name)
        except Invalid as error:
            field.set_problem(error.problems[0])

    def after_enter(self) -> None:
        """Enter renames."""
        self.action_save()


class LimitsForm(FormScreen[int | None]):
    """What a template is for; dismissed with its id when it was stored, or None when left."""

    def __init__(self, template: TemplateRecord) -> None:
        super().__init__()
        self._template = template
        self._fields = tuple(
            one
            for one in custom_fields.all_fields("offer", active_only=True)
            if one.type in template_scope.CHOOSABLE or self._held(one)
        )

    @property
    def form_title(self) -> str:
        """Which template."""
        return f"What {self._template.name} is for"

    def compose_fields(self) -> Iterable[Widget]:
        """Jobs and departments, then the custom fields whose values can be listed."""
        limits = self._template.limits
        titles = [Option(row.id, row.name, row.department) for row in job_list.jobs()]
        chosen = [one.job_id for one in limits if one.job_id is not None]
        hint = "One of these jobs or departments is enough; none means everywhere."
        yield Field("jobs", "Jobs", MultiChoice(titles, chosen, placeholder="any"))
        departments = [Option(name, name) for name in jobs.departments()]
        held = [one.department for one in limits if one.department]
        choice = MultiChoice(departments, held, placeholder="any")
        yield Field("departments", "Departments", choice, hint=hint)
        if self._fields:
            words = "Custom fields: of each that is chosen, the offer has to have one value"
            yield Static(words, classes="form-heading", markup=False)
        for one in self._fields:
            yield Field(f"fields.{one.key}", one.name, self._choice(one))

    def _choice(self, field: FieldRecord) -> MultiChoice:
        values = list(dict.fromkeys((*_options(field), *self._held(field))))
        options = [Option(value, value) for value in values]
        return MultiChoice(options, self._held(field), placeholder="any")

    def _held(self, field: FieldRecord) -> list[str]:
        return [one.value for one in self._template.limits if one.field == field.key]

    def limits(self) -> tuple[Limit, ...]:
        """What is chosen now."""
        numbers = self.fields["jobs"].value
        chosen = numbers if isinstance(numbers, tuple) else ()
        found = [Limit(job_id=one) for one in chosen if isinstance(one, int)]
        found += [Limit(department=one) for one in self.fields["departments"].chosen]
        for field in self._fields:
            values = self.fields[f"fields.{field.key}"].chosen
            found += [Limit(field=field.key, value=value) for value in values]
        return tuple(found)

    def typed_for(self) -> TypedPlace:
        """What the template is for."""
        return TypedPlace("LimitsForm", self.form_title, About(template_id=self._template.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form as the template is today."""
        return cls(templates.get(place.about.template_id or 0))

    def save(self) -> int:
        """Store it."""
        template_scope.limit(self._template.id, self.limits())
        return self._template.id


def _options(field: FieldRecord) -> list[str]:
    if field.type is FieldType.YES_NO:
        return ["Yes", "No"]
    return [option.name for option in field.options]
