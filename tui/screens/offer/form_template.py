"""Which templates the form of an offer offers: those that are meant for it, all on request."""

from __future__ import annotations

from data.records.job_records import JobRecord
from data.records.template_records import TemplateRecord
from data.templates import templates
from data.values.field_values import FieldValue
from tui.widgets.choice import Choice, New, Option

NO_LETTER = Option(None, "no letter")
ELSEWHERE = "meant for other offers"


class TemplateChoice:
    """The choice of the template; it follows the job and the custom fields.

    `started` is the template that the form chose by itself: with another job it chooses anew, as
    long as nobody has chosen another.
    """

    def __init__(
        self, value: int | None, name: str, *, job: JobRecord | None, is_new: bool
    ) -> None:
        """`name` is what the template is called when it is in use no longer."""
        self._is_new = is_new
        self._job, self._fields = job, tuple[FieldValue, ...]()
        self._all = False
        self._fitting = templates.fitting(job)
        own = templates.default_for(job) if is_new else None
        self._started = own.id if own else None
        self.choice = Choice(
            self._options(), self._started if is_new else value, text=name,
            new=New("Show all templates", self._show_all),
        )  # fmt: skip

    def follow(self, job: JobRecord | None, fields: tuple[FieldValue, ...]) -> None:
        """Offer what is meant for this job and these fields."""
        is_other_job = (job and job.id) != (self._job and self._job.id)
        self._job, self._fields = job, fields
        fitting = templates.fitting(job, fields)
        if fitting != self._fitting:
            self._fitting = fitting
            self.choice.set_options(self._options())
        if self._is_new and is_other_job and self.choice.value == self._started:
            own = templates.default_for(job, fields)
            self._started = own.id if own else None
            self.choice.value = self._started

    @property
    def note(self) -> str:
        """What there is to say about the chosen template."""
        value = self.choice.value
        if value is None or value in {one.id for one in self._fitting}:
            return ""
        if value in {one.id for one in templates.all_templates("offer")}:
            return "This template is meant for other offers."
        return "This template is retired; the offer goes on with it."

    def _show_all(self, typed: str) -> None:
        self._all = True
        self.choice.new = None
        self.choice.set_options(self._options())
        self.choice.action_ask()

    def _options(self) -> list[Option]:
        found = [NO_LETTER, *(_option(one) for one in self._fitting)]
        if self._all:
            known = {one.id for one in self._fitting}
            others = (one for one in templates.all_templates("offer") if one.id not in known)
            found += [Option(one.id, one.name, ELSEWHERE) for one in others]
        return found


def _option(template: TemplateRecord) -> Option:
    return Option(template.id, template.name)
