"""Jobs, candidates and custom fields: listed, found, made, changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from support import making
from support.everyday import everyday
from textual.pilot import Pilot
from textual.widgets import Static

from data.errors import DataError
from data.fields import custom_fields
from data.jobs import job_openings, jobs
from data.lists import job_list, saved_views
from data.offers import notes, offer_editing, offers
from data.people import applications, candidates, users
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.field_records import FieldEntry, OptionRecord
from data.records.job_records import OpeningDraft
from data.settings import settings
from data.settings_form import settings_form
from data.values.status import Status
from tui.app import OfferDesk
from tui.screens.base.confirm import Confirm
from tui.screens.base.form import FormScreen
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.base.picker import Picker
from tui.screens.fields import options
from tui.screens.fields.form import FieldFormScreen
from tui.screens.jobs import job_lines
from tui.screens.jobs.form import JobFormScreen
from tui.screens.jobs.opening_form import OpeningFormScreen
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.screen import OfferScreen
from tui.screens.people.form import CandidateFormScreen
from tui.screens.people.screen import CandidatesScreen
from tui.screens.settings.who_are_you import WhoAreYou
from tui.widgets.filter_bar import FilterBar
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

pytestmark = pytest.mark.usefixtures("desk")

S = TypeVar("S")


class Desk:
    """The desk as a person uses it in one of its places."""

    def __init__(self, app: OfferDesk, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def run(self, action: str) -> None:
        await self.app.run_action(action, self.app.screen)
        await self.pilot.pause()

    def screen(self, kind: type[S]) -> S:
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def place(self) -> ListDetailScreen:
        return self.screen(ListDetailScreen)

    @property
    def table(self) -> VirtualTable[Any]:
        return self.place.query_one("#list", VirtualTable)

    @property
    def detail(self) -> LinesView:
        return self.place.query_one("#detail", LinesView)

    async def detail_of(self, key: int) -> str:
        """Put the cursor on a row and read what is shown about it."""
        assert self.table.move_to_key(key)
        self.place.reload()
        await self.pilot.pause()
        return self.detail.text

    def enter(self, **texts: object) -> None:
        """Fill fields of the open form, by key."""
        form = self.screen(FormScreen)
        for key, value in texts.items():
            form.fields[key].control.value = value

    def problem(self, key: str) -> str:
        field = self.screen(FormScreen).fields[key]
        return field.note if field.has_problem else ""


@asynccontextmanager
async def at(place: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Desk]:
    app = OfferDesk()
    async with app.run_test(size=size) as pilot:
        await app.run_action(f"go('{place}')")
        await pilot.pause()
        yield Desk(app, pilot)


# ---------------------------------------------------------------- jobs


def test_jobs_are_listed_with_pay_openings_and_offers() -> None:
    job = making.a_paid_job()
    making.an_opening(job, "4-7")
    job_openings.add_opening(job.id, OpeningDraft("4-8", is_open=False, close_reason="Budget"))
    whose = {"candidate_id": making.a_candidate().id, "job_id": job.id}
    making.an_offer(**whose)
    making.in_status(Status.DECLINED, **whose)
    (row,) = job_list.jobs()
    assert (row.openings_open, row.openings, row.live, row.offers) == (1, 2, 1, 2)
    assert (row.salary_minor, row.currency, row.pay_frequency) == (9_000_000, "EUR", "yearly")


def test_every_word_of_the_filter_must_be_in_a_job() -> None:
    making.a_job("Ingénieur", location="Lyon")
    making.a_job("Designer", department="Design", is_open=False)

    def found(words: str) -> list[str]:
        return [row.title for row in job_list.jobs(words)]

    assert found("ingenieur lyon") == ["Ingénieur"]
    assert found("lyon design") == []
    assert found("closed") == ["Designer"]
    assert found("  ") == ["Designer", "Ingénieur"]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (8_000_000, 9_500_000, "80,000 – 95,000 EUR/y"),
        (8_000_000, None, "from 80,000 EUR/y"),
        (None, 9_500_000, "up to 95,000 EUR/y"),
        (8_000_000, 8_000_000, "80,000 EUR/y"),
        (None, None, ""),
    ],
)
def test_pay_reads_as_people_say_it(low: int | None, high: int | None, words: str) -> None:
    assert job_lines.pay_words(low, high, "EUR", "yearly") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (8_400_000, 11_200_000, "8,400k – 11,200k JPY/y"),
        (8_400_000, 11_200_500, "8,400,000 – 11,200,500 JPY/y"),
        (8_400_000, None, "from 8,400,000 JPY/y"),
    ],
)
def test_a_range_in_whole_thousands_is_short_in_the_list(
    low: int, high: int | None, words: str
) -> None:
    assert job_lines.pay_words(low, high, "JPY", "yearly", short=True) == words


async def test_the_detail_of_a_job_says_pay_openings_fields_and_notes() -> None:
    team = making.a_field("Team", belongs_to="job")
    job = making.a_paid_job(notes="Second round: pairing", fields=(FieldEntry(team.key, "Core"),))
    opening = making.an_opening(job, "4-7")
    accepted = making.sent(
        candidate_id=making.a_candidate().id, job_id=job.id, opening_id=opening.id
    )
    making.move(accepted, Status.ACCEPTED)
    async with at("jobs") as desk:
        text = await desk.detail_of(job.id)
        for words in ("90,000 EUR/y", "4-7", "filled by Zoë Müller", "Core", "pairing"):
            assert words in text


async def test_empty_places_say_what_they_are_for_and_which_key_fills_them() -> None:
    async with at("jobs") as desk:
        for place in ("jobs", "candidates", "fields"):
            await desk.app.run_action(f"go('{place}')")
            await desk.pilot.pause()
            lines = [desk.table.render_line(y).text for y in range(desk.table.size.height)]
            assert any("yet" in line for line in lines)
            assert any("Press n" in line for line in lines)


async def test_behind_the_kind_of_pay_the_amount_is_entered() -> None:
    async with at("jobs") as desk:
        await desk.pilot.press("n")
        form = desk.screen(JobFormScreen)
        form.fields["pay_kind"].focus_control()
        await desk.pilot.press("enter", *"ra", "enter", "7")
        assert form.fields["minimum"].text == "7"


async def test_a_job_is_made_in_the_form_and_stands_in_the_list() -> None:
    async with at("jobs") as desk:
        await desk.press("n")
        form = desk.screen(JobFormScreen)
        assert not form.fields["salary"].display
        desk.enter(title="SRE", department="Engineering", pay_kind="range")
        assert form.fields["minimum"].display and not form.fields["salary"].display
        desk.enter(minimum="80k", maximum="95k", currency="EUR", pay_frequency="yearly")
        await desk.press("ctrl+s")
        (job,) = (jobs.get(row.id) for row in job_list.jobs())
        assert desk.table.cursor_key == job.id
    assert job.pay.minimum is not None and job.pay.minimum.minor == 8_000_000
    assert job.department == "Engineering"


async def test_what_is_wrong_with_a_job_is_told_at_its_fields_and_nothing_is_lost() -> None:
    async with at("jobs") as desk:
        await desk.press("n")
        desk.enter(pay_kind="fixed", salary="NaN", location="Berlin")
        await desk.run("save")
        assert desk.problem("title") and desk.problem("salary")
        assert desk.screen(JobFormScreen).fields["location"].text == "Berlin"
    assert job_list.jobs() == ()


@pytest.mark.long
async def test_changing_a_job_keeps_what_was_not_touched() -> None:
    team = making.a_field("Team", "single_select", belongs_to="job", options=("Core", "Data"))
    job = making.a_paid_job(location="Berlin", fields=(FieldEntry(team.key, "Data"),))
    async with at("jobs") as desk:
        await desk.press("enter")
        desk.enter(title="Platform Engineer")
        await desk.press("ctrl+s")
    after = jobs.get(job.id)
    assert after.title == "Platform Engineer"
    assert (after.pay, after.location, after.fields) == (job.pay, job.location, job.fields)


@pytest.mark.long
async def test_the_existing_departments_are_suggested() -> None:
    making.a_job(department="Research")
    async with at("jobs") as desk:
        await desk.press("n")
        department = desk.screen(JobFormScreen).fields["department"]
        assert "Research" in department.note
        department.focus_control()
        await desk.press("r", "e", "right")
        assert department.text == "Research"


@pytest.mark.long
async def test_an_opening_is_added_then_closed_with_a_reason() -> None:
    job = making.a_job()
    async with at("jobs") as desk:
        await desk.press("i", "enter")
        desk.screen(OpeningFormScreen)
        desk.enter(opening_id="4-7", opened_at="1 nov 2026")
        await desk.press("ctrl+s")
        (opening,) = jobs.get(job.id).openings
        assert (opening.name, opening.is_open) == ("4-7", True)
        assert desk.detail.item_key == opening.id
        await desk.press("C")
        desk.enter(close_reason="Budget")
        await desk.press("ctrl+s")
        assert "closed" in desk.detail.text and "Budget" in desk.detail.text
    (after,) = jobs.get(job.id).openings
    assert not after.is_open and after.opened_at == opening.opened_at


async def test_opening_a_filled_seat_again_says_what_is_lost() -> None:
    job = making.a_job()
    whose = {"candidate_id": making.a_candidate().id, "job_id": job.id}
    offer = making.sent(**whose, opening_id=making.an_opening(job).id)
    making.move(offer, Status.ACCEPTED)
    async with at("jobs") as desk:
        await desk.press("i", "C")
        assert "Zoë Müller" in desk.screen(OpeningFormScreen).fields["is_open"].note


# ---------------------------------------------------------------- list, detail, filter


async def test_reloading_keeps_cursor_and_filter() -> None:
    made = [making.a_job(f"Job {number}") for number in range(60)]
    async with at("jobs", (80, 24)) as desk:
        desk.table.move_to_key(made[40].id)
        top = desk.table.top
        making.a_job("Aardvark keeper")
        desk.place.reload()
        assert desk.table.cursor_key == made[40].id
        assert desk.table.top == top + 1
        await desk.app.run_action("go('offers')")
        await desk.app.run_action("go('jobs')")
        await desk.pilot.pause()
        assert desk.table.cursor_key == made[40].id


async def test_on_narrow_terminals_the_detail_takes_the_place_of_the_list() -> None:
    making.a_job()
    async with at("jobs", (80, 24)) as desk:
        assert desk.table.display and not desk.detail.display
        await desk.press("i")
        assert desk.detail.display and desk.detail.has_focus and not desk.table.display
        await desk.press("escape")
        assert desk.table.display and desk.table.has_focus and not desk.detail.display


async def test_the_filter_narrows_as_one_types_and_escape_leaves_it() -> None:
    making.a_candidate("Zoë", "Müller")
    making.a_candidate("John", "Doe")
    async with at("candidates") as desk:
        await desk.press("slash", "m", "u")
        assert len(desk.table.rows) == 1
        await desk.press("enter")
        assert desk.table.has_focus and len(desk.table.rows) == 1
        await desk.press("escape")
        assert len(desk.table.rows) == 2
        assert not desk.place.query_one(FilterBar).is_open


@pytest.mark.parametrize(
    "words", everyday(['"', "*", "()", "a OR", "NEAR(", "-", "\\", "'"], most=2)
)
async def test_no_filter_of_candidates_is_an_error(words: str) -> None:
    making.a_candidate()
    async with at("candidates") as desk:
        await desk.run("filter")
        desk.place.query_one(FilterBar).value = words
        await desk.pilot.pause()
        assert len(desk.table.rows) in (0, 1)


@pytest.mark.long
async def test_a_new_record_that_the_filter_hides_leaves_the_filter() -> None:
    making.a_job("Data Engineer")
    async with at("jobs") as desk:
        await desk.press("slash", "d", "a", "enter", "n")
        desk.enter(title="SRE")
        await desk.press("ctrl+s")
        row = desk.table.cursor_row
        assert row is not None and row.title == "SRE"
        assert len(job_list.jobs()) == 2


# ---------------------------------------------------------------- candidates


async def test_a_candidate_shows_all_offers_with_the_current_one_marked() -> None:
    candidate = making.a_candidate()
    whose = {"candidate_id": candidate.id, "job_id": making.a_job().id}
    making.in_status(Status.DECLINED, **whose)
    making.an_offer(**whose, salary="95,000", currency="EUR")
    making.an_offer(**whose, salary="99,000", currency="EUR")
    async with at("candidates") as desk:
        text = await desk.detail_of(candidate.id)
        marked = [line for line in text.splitlines() if "current" in line]
        assert len(marked) == 1 and "99,000 EUR" in marked[0]
        assert text.count("draft") == 2 and "declined" in text
        assert "2 live offers for one application" in text


async def test_enter_opens_the_offers_and_then_the_offer() -> None:
    making.an_offer()
    async with at("candidates", (80, 24)) as desk:
        await desk.press("enter")
        assert desk.detail.has_focus
        await desk.press("j", "enter")
        desk.screen(OfferScreen)


@pytest.mark.long
async def test_a_new_offer_starts_for_the_application_under_the_cursor() -> None:
    offer = making.an_offer()
    async with at("candidates") as desk:
        await desk.press("O")
        desk.screen(OfferFormScreen)
        await desk.press("ctrl+s")
    (application,) = applications.applications_of(offer.candidate.id if offer.candidate else 0)
    assert len(application.offers) == 2


async def test_an_application_is_marked_hired_and_its_offers_lock() -> None:
    offer = making.an_offer()
    async with at("candidates") as desk:
        await desk.press("s")
        desk.screen(Picker)
        await desk.press("down", "enter")
        assert "hired" in desk.detail.text
    assert applications.application(offer.application_id).status is ApplicationStatus.HIRED
    assert offer_editing.lock_reason(offers.get(offer.id))


async def test_without_an_application_marking_says_what_to_do() -> None:
    making.a_candidate()
    async with at("candidates") as desk:
        with pytest.raises(DataError, match="O makes one"):
            desk.screen(CandidatesScreen).action_application_status()
        await desk.press("s")
        assert isinstance(desk.app.screen, ListDetailScreen)


async def test_erasing_a_candidate_names_what_goes_and_takes_it() -> None:
    candidate, job = making.a_candidate("Odalys", "Vantongeren"), making.a_job()
    notes.add("job", job.id, "Ask Odalys Vantongeren")
    saved_views.save(saved_views.ViewDraft("Hers", "", "Vantongeren"))
    async with at("candidates") as desk:
        await desk.detail_of(candidate.id)
        await desk.run("erase")
        asked = str(desk.screen(Confirm).query_one(".question-lines", Static).render())
        assert "The name in 1 text about others" in asked and "person: Hers." in asked
        await desk.press("y")
    assert candidates.get(candidate.id).is_erased
    assert [note.text for note in notes.notes_on("job", job.id)] == ["Ask [erased]"]
    assert saved_views.all_views() == ()


async def test_a_candidate_is_added_and_changed_in_the_form() -> None:
    async with at("candidates") as desk:
        await desk.press("n")
        desk.enter(email="nobody")
        await desk.press("ctrl+s")
        assert desk.problem("first_name") and desk.problem("email")
        desk.enter(first_name="Zoë", last_name="Müller", email="zoe@example.com")
        await desk.press("ctrl+s")
        key = desk.table.cursor_key
        assert key is not None
        await desk.press("e")
        desk.screen(CandidateFormScreen)
        desk.enter(phone="+49 30 1234567", notes="Met at the fair")
        await desk.press("ctrl+s")
    after = candidates.draft_of(candidates.get(key))
    assert after == CandidateDraft(
        "Zoë", "Müller", "zoe@example.com", "+49 30 1234567", "Met at the fair"
    )


# ---------------------------------------------------------------- custom fields


async def test_a_field_is_made_with_its_options() -> None:
    async with at("fields") as desk:
        await desk.press("n")
        form = desk.screen(FieldFormScreen)
        assert not form.fields["options"].display
        desk.enter(name="Signing plan", type="single_select", required="yes", package="once")
        assert "what an offer costs" in form.fields["package"].note
        for key in ("required", "package", "active"):
            form.fields[key].control.action_clear()
        assert form.draft().active
        assert form.fields["package"].text == "no"
        desk.enter(required="yes", package="once")
        assert form.fields["options"].display
        assert "signing_plan" in form.fields["key"].note
        await desk.run("save")
        assert desk.problem("options")
        desk.enter(options="Now\n\nLater\n")
        await desk.press("ctrl+s")
    (field,) = custom_fields.all_fields()
    assert (field.key, field.required, field.package) == ("signing_plan", True, "once")
    assert [option.name for option in field.options] == ["Now", "Later"]


async def test_a_choice_that_was_cleared_is_asked_for_when_a_field_is_saved() -> None:
    async with at("fields") as desk:
        await desk.press("n")
        desk.enter(name="Signing plan", required="yes", belongs_to="", type="")
        await desk.run("save")
        assert desk.problem("belongs_to") and desk.problem("type")
        desk.enter(belongs_to="job", type="number")
        await desk.press("ctrl+s")
    (field,) = custom_fields.all_fields("job")
    assert (field.belongs_to, field.type, field.required) == ("job", "number", True)


@pytest.mark.long
async def test_renaming_keeps_key_type_and_options() -> None:
    before = making.a_field("Plan", "single_select", options=("Now", "Later"))
    async with at("fields") as desk:
        await desk.press("e")
        form = desk.screen(FieldFormScreen)
        assert form.fields["type"].control.disabled
        assert "stay as they are" in form.fields["type"].note
        desk.enter(name="Signing plan")
        await desk.press("ctrl+s")
    after = custom_fields.get(before.id)
    assert after.name == "Signing plan"
    assert (after.key, after.type, after.options) == (before.key, before.type, before.options)


async def test_fields_are_put_in_order_and_switched_off() -> None:
    first, second = making.a_field("First"), making.a_field("Second")
    async with at("fields") as desk:
        assert desk.table.cursor_key == first.id
        await desk.press("greater_than_sign")
        assert [field.id for field in custom_fields.all_fields()] == [second.id, first.id]
        assert desk.table.cursor_key == first.id
        await desk.press("exclamation_mark")
        assert "off" in desk.detail.text
    assert not custom_fields.get(first.id).active and custom_fields.get(second.id).active


OLD = (
    OptionRecord(1, "Full time", True),
    OptionRecord(2, "Part time", True),
    OptionRecord(3, "Contract", True),
    OptionRecord(4, "Temp", False),
)


@pytest.mark.parametrize(
    ("text", "active", "said"),
    [
        ("Full time\nPart time\nContract", [1, 2, 3], ""),
        ("Full-time\nPart time\nContract", [1, 2, 3], "renames Full time to Full-time"),
        ("Contract\nFull time\nPart time", [3, 1, 2], "changes the order"),
        ("Full time\nContract", [1, 3], "switches Part time off"),
        ("Full time\nPart time\nContract\nTemp", [1, 2, 3, 4], "switches Temp on"),
        ("Full time\nPart time\nContract\nIntern", [1, 2, 3, None], "adds Intern"),
        ("Full time\nFull time", [1, None], "adds Full time"),
    ],
)
def test_lines_of_options_are_kept_renamed_added_or_switched_off(
    text: str, active: list[int | None], said: str
) -> None:
    drafts = options.read(text, OLD)
    assert [draft.id for draft in drafts if draft.active] == active
    assert said in options.changes(drafts, OLD)
    assert bool(said) == bool(options.changes(drafts, OLD))


def test_the_options_of_a_field_survive_their_own_editor() -> None:
    field = making.a_field("Plan", "multi_select", options=("Now", "Later", "Never"))
    drafts = options.read(options.as_text(field.options), field.options)
    assert [(draft.id, draft.name) for draft in drafts] == [
        (option.id, option.name) for option in field.options
    ]


async def test_who_works_here_is_asked_once_and_can_be_passed_over() -> None:
    async with OfferDesk(asks=True).run_test() as pilot:
        assert isinstance(pilot.app.screen, WhoAreYou)
        await pilot.press("escape")
        assert len(pilot.app.screen_stack) == 1
    async with OfferDesk(asks=True).run_test() as pilot:
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.long
async def test_who_works_here_is_kept_with_the_settings() -> None:
    async with OfferDesk(asks=True).run_test() as pilot:
        await pilot.press(*"Ada", "tab", *"ada", "ctrl+s")
        assert isinstance(pilot.app.screen, WhoAreYou)
        assert "address such as" in pilot.app.screen.field("own_email").note
        await pilot.press(*"@example.com", "tab", *"Recruiter", "ctrl+s")
        assert len(pilot.app.screen_stack) == 1
    found = [settings.get(key) for key in settings_form.OWN]
    assert found == ["Ada", "ada@example.com", "Recruiter"]
    assert users.get(users.current().user_id).name == "Ada"


@pytest.mark.long
async def test_two_candidates_are_joined_after_what_moves_is_shown_and_parted_again() -> None:
    kept = candidates.create(CandidateDraft("Mila", "Roth", "mila@example.com"))
    twin = candidates.create(CandidateDraft("Roth", "Mila", "other@example.com"))
    async with at("candidates") as desk:
        assert "m joins them" in await desk.detail_of(kept.id)
        await desk.press("m")
        assert f"Who is Mila Roth ({kept.id}), too?" in desk.screen(Picker)._title
        await desk.press("enter")
        assert any("other@example.com" in line for line in desk.screen(Confirm)._lines)
        await desk.press("y")
        desk.screen(CandidatesScreen)
        assert f"Joined with candidate {twin.id}" in await desk.detail_of(kept.id)
        assert len(desk.table.rows) == 1
        await desk.press("U")
        assert candidates.get(twin.id).email == "other@example.com"
        assert len(desk.table.rows) == 2


@pytest.mark.long
async def test_a_name_that_was_guessed_is_named_in_the_form_and_right_once_saved() -> None:
    guessed = candidates.create(CandidateDraft(full_name="Zhang Wei"))
    async with at("candidates") as desk:
        await desk.press("e")
        form = desk.screen(CandidateFormScreen)
        assert "Zhang Wei came in one text" in form.fields["first_name"].note
        await desk.press("ctrl+s")
        assert not candidates.is_guessed(candidates.get(guessed.id))
