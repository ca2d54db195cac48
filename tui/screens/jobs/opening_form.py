"""The form of an opening: what it is called, whether it is open, why it was closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from textual.app import App
from textual.widget import Widget

from data.drafts.entry_reader import EntryReader
from data.errors import NotFound
from data.jobs import job_openings, jobs
from data.records.job_records import JobRecord, OpeningDraft, OpeningRecord
from data.records.offer_records import Checked, Terms
from data.records.typed_records import About, TypedPlace
from data.values import clock
from tui.screens.base.form import FormScreen
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field

STATES = (Option("open", "open"), Option("closed", "closed"))
_DAY = "today, 15 apr, 2027-04-15 …"


class OpeningFormScreen(FormScreen[int | None]):
    """Add an opening to a job, change, close or open one; dismissed with its id, or None.

    With `toggle` an open one starts as closed and the other way round.
    """

    def __init__(
        self, job: JobRecord, opening: OpeningRecord | None = None, *, toggle: bool = False
    ) -> None:
        super().__init__()
        self._job = job
        self._opening = opening
        self._toggle = toggle and opening is not None
        day = opening.opened_at.astimezone().date() if opening and opening.opened_at else None
        self._opened = day.isoformat() if day else "" if opening else "today"

    @property
    def form_title(self) -> str:
        """Which opening of which job."""
        if self._opening is None:
            return f"New opening · {self._job.name}"
        verb = "Edit" if not self._toggle else "Close" if self._opening.is_open else "Open again"
        return f"{verb} {self._opening.name} · {self._job.name}"

    def compose_fields(self) -> Iterable[Widget]:
        """Its id, open or closed, since when, why closed."""
        before = self._opening
        name = before.opening_id if before else ""
        hint = "As you know it, such as 4-7. It may be empty and need not be the only one."
        yield Field("opening_id", "Opening id", Entry(name), hint=hint)
        is_open = (before is None or before.is_open) is not self._toggle
        state = Choice(STATES, "open" if is_open else "closed", always=True)
        yield Field("is_open", "State", state, width=20)
        yield Field("opened_at", "Opened", Entry(self._opened, placeholder=_DAY), width=32)
        reason = Entry(before.close_reason if before else "", placeholder="Hired, budget …")
        yield Field("close_reason", "Why closed", reason)

    def on_mount(self) -> None:
        """Closing starts at the reason."""
        super().on_mount()
        if self._toggle:
            self.fields["close_reason" if self._is_closed else "is_open"].focus_control()

    @property
    def _is_closed(self) -> bool:
        return self.fields["is_open"].text == "closed"

    @property
    def is_changed(self) -> bool:
        """Closing and opening again are changes already."""
        return self._toggle or super().is_changed

    def draft(self) -> OpeningDraft:
        """What is entered now; a day that was not touched keeps its hour."""
        opened = self.fields["opened_at"].text
        return OpeningDraft(
            opening_id=self.fields["opening_id"].text,
            is_open=not self._is_closed,
            close_reason=self.fields["close_reason"].text if self._is_closed else "",
            opened_at="" if self._opening and opened == self._opened else opened,
        )

    def check(self) -> Checked:
        """Read the day."""
        reading = EntryReader(clock.today())
        reading.past_day("opened_at", "Opened", self.fields["opened_at"].text)
        self.fields["close_reason"].display = self._is_closed
        return Checked(Terms(), tuple(reading.problems), reading.understood)

    def notes(self) -> Mapping[str, str]:
        """What opening a filled one again does."""
        before = self._opening
        if before is not None and before.filled_by and not self._is_closed:
            wording = (
                f"It is filled by {before.filled_by}: open again, it will not be; the offer stays."
            )
            return {"is_open": wording}
        return {}

    def typed_for(self) -> TypedPlace:
        """The opening, or the job of a new one."""
        number = self._opening.id if self._opening else None
        about = About(job_id=self._job.id, opening_id=number, word="toggle" if self._toggle else "")
        return TypedPlace("OpeningFormScreen", self.form_title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form of the opening as it is today."""
        job, about = jobs.get(place.about.job_id or 0), place.about
        opening = next((one for one in job.openings if one.id == about.opening_id), None)
        if about.opening_id is not None and opening is None:
            raise NotFound("This opening is there no more.")
        return cls(job, opening, toggle=bool(about.word))

    def save(self) -> int:
        """Store the opening."""
        if self._opening is None:
            return job_openings.add_opening(self._job.id, self.draft()).id
        return job_openings.update_opening(self._opening.id, self.draft()).id
