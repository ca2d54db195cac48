"""The status dialog: what it shows, what it asks, what it does with an offer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support import making
from textual.app import App
from textual.pilot import Pilot

from data.errors import NotAllowed
from data.offers import offers, send_checks, status_changes
from data.people import applications, users
from data.records.candidate_records import ApplicationStatus
from data.records.offer_records import OfferRecord
from data.values.status import Status
from tui import themes
from tui.screens.base.confirm import Leave
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.status import StatusDialog
from tui.screens.settings.screen import SettingsScreen
from tui.widgets.auto_height_lines import AutoHeightLines
from tui.widgets.choice import Choice
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice

pytestmark = pytest.mark.usefixtures("desk")

UNTOUCHED = object()


class Host(App[None]):
    """An app that shows the dialog over an empty screen and keeps what it gives."""

    def __init__(self, offer: OfferRecord) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK_NAME
        self.offer = offer
        self.given: object = UNTOUCHED

    def on_mount(self) -> None:
        self.push_screen(StatusDialog(self.offer), self.take)

    def take(self, given: OfferRecord | None) -> None:
        self.given = given


class Shown:
    """The dialog as a person sees and uses it."""

    def __init__(self, host: Host, pilot: Pilot[None]) -> None:
        self.host = host
        self.pilot = pilot

    @property
    def dialog(self) -> StatusDialog:
        assert isinstance(self.host.screen, StatusDialog)
        return self.host.screen

    @property
    def title(self) -> str:
        return str(self.dialog.query_one("#status-box").border_title)

    @property
    def notice(self) -> str:
        return self.dialog.query_one(FormNotice).text

    def text(self, name: str) -> str:
        view = self.dialog.query_one(f"#{name}", AutoHeightLines)
        return view.text if view.display else ""

    def field(self, key: str) -> Field:
        return next(field for field in self.dialog.query(Field) if field.key == key)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()


@asynccontextmanager
async def shown(offer: OfferRecord, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Shown]:
    host = Host(offer)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        yield Shown(host, pilot)


async def test_only_possible_moves_are_shown_and_the_title_follows_the_cursor() -> None:
    async with shown(making.sent()) as seen:
        moves_shown = seen.text("moves")
        assert "pending" in moves_shown and "draft" not in moves_shown
        assert seen.title == "Mark Zoë Müller's offer as pending"
        await seen.press("j")
        assert seen.title == "Mark Zoë Müller's offer as accepted"


async def test_pending_asks_nothing_and_enter_does_it() -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        await seen.press("enter")
        assert isinstance(seen.host.given, OfferRecord)
    assert offers.get(offer.id).status is Status.PENDING


async def test_escape_leaves_everything_as_it_is() -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        await seen.press("a", "escape")
        assert seen.host.given is None
    assert offers.get(offer.id).status is Status.SENT


async def test_sending_names_all_that_is_missing_and_does_not_happen() -> None:
    offer = making.an_offer(salary="92,500", currency="EUR")
    async with shown(offer) as seen:
        missing = [problem.text for problem in send_checks.missing(offer)]
        assert len(missing) >= 2
        for text in missing:
            assert text in seen.text("moves")
        assert seen.text("do") == ""
        await seen.press("enter")
        assert "cannot be sent yet" in seen.notice
    assert offers.get(offer.id).status is Status.DRAFT


async def test_an_incomplete_offer_is_sent_by_force_only_with_a_reason() -> None:
    offer = making.an_offer(letter_html="<p>Welcome!</p>")
    async with shown(offer) as seen:
        await seen.press("f", "ctrl+s")
        assert seen.field("why").has_problem
        seen.field("why").control.value = "Agreed by phone"
        await seen.press("ctrl+s")
    after = offers.get(offer.id)
    assert after.status is Status.SENT
    assert after.events[-1].forced and after.events[-1].text == "Agreed by phone"


async def test_the_sent_date_is_today_unless_another_is_typed() -> None:
    offer = making.a_ready_offer()
    async with shown(offer) as seen:
        await seen.press("s")
        date = seen.field("sent_at")
        assert date.note == "= 22 November 2026, a Sunday"
        date.control.value = "20 nov 2026"
        await seen.press("enter", "enter")
    assert str(offers.get(offer.id).sent_at) == "2026-11-20"


async def test_a_date_that_is_none_is_told_at_its_field_and_nothing_is_sent() -> None:
    offer = making.a_ready_offer()
    async with shown(offer) as seen:
        await seen.press("s")
        seen.field("sent_at").control.value = "04/05/2026"
        await seen.press("ctrl+s")
        assert seen.field("sent_at").has_problem
    assert offers.get(offer.id).status is Status.DRAFT


def accepted_case() -> tuple[OfferRecord, OfferRecord]:
    """A sent offer for an opening, and another live one of the same candidate."""
    candidate, job = making.a_candidate(), making.a_job()
    whose = {"candidate_id": candidate.id, "job_id": job.id}
    opening = making.an_opening(job, "4-7")
    other = making.an_offer(candidate_id=candidate.id, job_id=making.a_job("SRE").id)
    return making.sent(**whose, opening_id=opening.id), other


async def test_accepting_names_what_it_touches_and_does_all_three() -> None:
    offer, other = accepted_case()
    async with shown(offer) as seen:
        await seen.press("a")
        asked = seen.text("ticks")
        assert asked.count("[x]") == 3
        for word in ("Zoë Müller", "4-7", "SRE", f"#{other.id}"):
            assert word in asked
        await seen.press("enter", "enter")
    after = offers.get(offer.id)
    assert after.status is Status.ACCEPTED
    assert after.application_status is ApplicationStatus.HIRED
    assert after.opening is not None and not after.opening.is_open
    assert offers.get(other.id).status is Status.WITHDRAWN


async def test_what_is_not_ticked_is_not_done() -> None:
    offer, other = accepted_case()
    async with shown(offer) as seen:
        await seen.press("a", "space", "j", "space", "j", "space")
        assert seen.text("ticks").count("[x]") == 0
        await seen.press("ctrl+s")
    after = offers.get(offer.id)
    assert after.status is Status.ACCEPTED
    assert after.application_status is ApplicationStatus.ACTIVE
    assert after.opening is not None and after.opening.is_open
    assert offers.get(other.id).status is Status.DRAFT


async def test_a_click_ticks_and_a_click_on_the_last_line_does_it() -> None:
    offer, other = accepted_case()
    async with shown(offer) as seen:
        await seen.press("a")
        lines = seen.text("ticks").splitlines()
        at = next(at for at, line in enumerate(lines) if "withdraws" in line)
        await seen.pilot.click("#ticks", offset=(5, at))
        await seen.pilot.click("#do", offset=(5, 0))
        await seen.pilot.pause()
    assert offers.get(offer.id).status is Status.ACCEPTED
    assert offers.get(other.id).status is Status.DRAFT


@pytest.mark.parametrize(
    ("key", "status", "reason"),
    [("d", Status.DECLINED, "Location"), ("w", Status.WITHDRAWN, "References")],
)
async def test_ending_an_offer_asks_a_reason_from_its_own_list(
    key: str, status: Status, reason: str
) -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        await seen.press(key)
        choice = seen.field("reason").control
        assert isinstance(choice, Choice)
        assert [option.value for option in choice.options] == list(status_changes.reasons(status))
        choice.value = reason
        seen.field("text").control.value = "said on the phone"
        await seen.press("ctrl+s")
    event = offers.get(offer.id).events[-1]
    assert (event.to_status, event.reason, event.text) == (status, reason, "said on the phone")


async def test_a_final_offer_has_only_moves_by_force_and_its_letters_say_so() -> None:
    offer = making.in_status(Status.DECLINED)
    async with shown(offer) as seen:
        assert "final" in seen.text("moves")
        assert seen.title == "Zoë Müller's offer is declined"
        with pytest.raises(NotAllowed, match="exception"):
            seen.dialog.action_to("pending")
        await seen.press("f")
        assert "exception" in seen.title
        await seen.press("f")
        assert "exception" not in seen.text("moves")


async def test_the_last_change_is_named_and_taken_back() -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        assert "draft → sent" in seen.text("undo")
        await seen.press("U")
        assert isinstance(seen.host.given, OfferRecord)
    assert offers.get(offer.id).status is Status.DRAFT


async def test_without_a_change_there_is_nothing_to_take_back() -> None:
    offer = making.a_ready_offer()
    async with shown(offer) as seen:
        assert seen.text("undo") == ""
        await seen.press("U")
        assert seen.dialog.is_current
    assert offers.get(offer.id).status is Status.DRAFT


async def test_acting_for_another_is_said() -> None:
    users.create("Grace", "Hopper")
    boss = users.create("Ada", "Lovelace")
    users.act_for(boss.id)
    async with shown(making.sent()) as seen:
        assert "on behalf of Ada Lovelace" in seen.text("about")


async def test_another_change_in_between_is_told_and_the_dialog_stays() -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        making.move(offer, Status.WITHDRAWN)
        await seen.press("ctrl+s")
        assert seen.dialog.is_current
        assert "withdrawn" in seen.notice


@pytest.mark.long
@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_the_line_that_does_it_can_be_reached_on_small_terminals(
    size: tuple[int, int],
) -> None:
    candidate = making.a_candidate()
    whose = {"candidate_id": candidate.id}
    others = [making.an_offer(**whose, job_id=making.a_job(f"Job {at}").id) for at in range(9)]
    job = making.a_job()
    offer = making.sent(**whose, job_id=job.id)
    async with shown(offer, size) as seen:
        await seen.press("a", "enter")
        do = seen.dialog.query_one("#do", AutoHeightLines)
        assert do.has_focus
        visible = seen.dialog.query_one("#status-body").region
        assert visible.contains_region(do.region)
        await seen.press("enter")
    assert offers.get(offer.id).status is Status.ACCEPTED
    assert {offers.get(other.id).status for other in others} == {Status.WITHDRAWN}


# ------------------------------------------------------------ what has to be seen


async def test_warnings_stand_before_the_questions_and_stop_the_move_until_they_are_seen() -> None:
    offer = making.a_ready_offer(start_date="2027-02-06")
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    async with shown(offers.get(offer.id)) as seen:
        assert "! The candidate is rejected." in seen.text("seen")
        assert "! Starts on a Saturday." in seen.text("seen")
        assert "[ ] all 2 are seen" in seen.text("seen")
        await seen.press("ctrl+s")
        assert seen.notice == "Say first that you have seen what is below."
        assert offers.get(offer.id).status is Status.DRAFT
        await seen.press("space")
        assert "[x] all 2 are seen" in seen.text("seen")
        await seen.press("ctrl+s")
        assert isinstance(seen.host.given, OfferRecord)
    after = offers.get(offer.id)
    assert after.status is Status.SENT
    assert after.events[-1].seen == ("the candidate is rejected", "starts on a Saturday")


async def test_what_is_ticked_for_one_move_passes_no_warning_of_another() -> None:
    offer = making.a_ready_offer(start_date="2027-02-06", expiry_date="2026-11-21")
    async with shown(offer) as seen:
        await seen.press("f", "ctrl+s", "space")
        assert "[x] this is seen" in seen.text("seen")
        seen.dialog.query_one("#moves").focus()
        await seen.press("j", "j")
        assert seen.title == "Mark Zoë Müller's offer as accepted, as an exception"
        assert "! Expired yesterday." in seen.text("seen")
        assert "[ ] this is seen" in seen.text("seen")
        seen.field("why").control.value = "Agreed by phone"
        await seen.press("ctrl+s")
        assert seen.notice == "Say first that you have seen what is below."
        seen.dialog.query_one("#moves").focus()
        await seen.press("k", "k")
        assert "[x] this is seen" in seen.text("seen")
    assert offers.get(offer.id).status is Status.DRAFT


async def test_the_letter_is_next_only_after_the_key_that_says_so() -> None:
    offer = making.a_ready_offer(start_date="2027-02-06")
    async with shown(offer) as seen:
        dialog = seen.dialog
        await seen.press("ctrl+o", "space", "ctrl+s")
        assert isinstance(seen.host.given, OfferRecord)
        assert not dialog.letter_is_next


async def test_without_a_warning_nothing_more_is_asked() -> None:
    async with shown(making.a_ready_offer()) as seen:
        assert seen.text("seen") == ""
        await seen.press("ctrl+s")
        assert isinstance(seen.host.given, OfferRecord)


async def test_what_is_missing_and_what_has_to_be_seen_are_both_named() -> None:
    offer = making.a_ready_offer(salary="", start_date="2027-02-06")
    async with shown(offer) as seen:
        assert "Salary is not set." in seen.text("moves")
        assert "! Starts on a Saturday." in seen.text("moves")
        assert seen.text("seen") == ""


async def test_a_move_by_force_asks_for_the_warnings_as_well() -> None:
    offer = making.a_ready_offer(salary="", start_date="2027-02-06")
    async with shown(offer) as seen:
        await seen.press("f")
        assert "! Starts on a Saturday." in seen.text("seen")
        await seen.press("ctrl+s")
        assert seen.notice == "Say first that you have seen what is below."


async def test_e_goes_to_what_is_missing_and_the_dialog_goes_on_with_what_was_saved() -> None:
    offer = making.a_ready_offer(start_date="", pay_frequency="yearly")
    async with shown(offer) as seen:
        assert seen.title == "Zoë Müller's offer cannot be sent yet"
        await seen.press("e")
        form = seen.host.screen
        assert isinstance(form, OfferFormScreen)
        await seen.pilot.pause()
        assert form.focused is form.fields["start_date"].control
        await seen.press(*"2027-02-01", "ctrl+s")
        assert seen.title == "Mark Zoë Müller's offer as sent"
        await seen.press("ctrl+s")
        assert isinstance(seen.host.given, OfferRecord)
    assert offers.get(offer.id).status is Status.SENT


@pytest.mark.long
async def test_leaving_the_dialog_after_the_form_was_saved_gives_the_offer_as_it_is() -> None:
    offer = making.a_ready_offer(start_date="")
    async with shown(offer) as seen:
        await seen.press("e")
        await seen.pilot.pause()
        await seen.press(*"2027-02-01", "ctrl+s", "escape")
        assert isinstance(seen.host.given, OfferRecord)
        assert (seen.host.given.version, seen.host.given.status) == (2, Status.DRAFT)


async def test_pay_stands_in_its_range_and_among_the_jobs_other_offers() -> None:
    pay = {"pay_kind": "range", "minimum": "62000", "maximum": "78000", "currency": "EUR",
           "pay_frequency": "yearly"}  # fmt: skip
    job = making.a_job(**pay)
    for salary in ("66,000", "70,000", "74,000"):
        making.an_offer(job_id=job.id, candidate_id=making.a_candidate().id, salary=salary,
                        currency="EUR", pay_frequency="yearly")  # fmt: skip
    offer = making.a_ready_offer(
        job_id=job.id, candidate_id=making.a_candidate().id, salary="200,000"
    )
    async with shown(offer) as seen:
        text = " ".join(seen.text("about").split())
        assert "286 % of the midpoint, 122,000 above the range" in text
        assert "3 other offers of the job: median 70,000, highest 74,000" in text
        assert "this one is number 1 of 4" in text


async def test_a_decision_asks_when_it_was_made() -> None:
    offer = making.move(making.a_ready_offer(), Status.SENT, sent_at="20 nov")
    async with shown(offer) as seen:
        await seen.press("d")
        assert seen.field("decided_at").display
        seen.field("decided_at").set_value("20 nov 14:30")
        await seen.pilot.pause()
        assert seen.field("decided_at").note == "= 20 November 2026, a Friday, 14:30"
        await seen.press("ctrl+s")
    resolved = offers.get(offer.id).resolved_at
    assert resolved is not None and resolved.astimezone().date().isoformat() == "2026-11-20"


async def test_escape_asks_before_typed_words_go() -> None:
    offer = making.sent()
    async with shown(offer) as seen:
        await seen.press("d")
        seen.field("text").set_value("They found something nearer")
        await seen.press("escape")
        assert isinstance(seen.host.screen, Leave)
        await seen.press("s")
        assert isinstance(seen.host.given, OfferRecord)
    assert offers.get(offer.id).events[-1].text == "They found something nearer"


@pytest.mark.long
async def test_e_goes_to_the_settings_when_nobody_signs() -> None:
    source = "<p>{{ company.signatory }}</p>"
    offer = making.a_ready_offer(letter_html=None, template_id=making.a_template(source))
    async with shown(offer) as seen:
        assert seen.title == "Zoë Müller's offer cannot be sent yet"
        assert "e goes to the settings" in seen.text("moves")
        await seen.press("e")
        form = seen.host.screen
        assert isinstance(form, SettingsScreen)
        await seen.pilot.pause()
        assert form.focused is form.fields["signatory_name"].control
        await seen.press(*"Rui", "ctrl+s")
        assert seen.title == "Mark Zoë Müller's offer as sent"
