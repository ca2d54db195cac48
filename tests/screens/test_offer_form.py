"""The form of an offer: what it starts with, what it says, what it saves, what it never loses."""

from datetime import date
from pathlib import Path

import pytest
from support import making
from support.shown import lines as shown_lines
from textual.app import App
from textual.pilot import Pilot

from data.errors import NotAllowed
from data.fields import custom_fields
from data.offers import offers
from data.people import applications, candidates, users
from data.records.candidate_records import ApplicationStatus
from data.records.field_records import FieldDraft
from data.records.offer_records import OfferRecord
from data.records.pay import PayFrequency
from data.settings import settings
from data.storage import connection
from data.templates import templates
from data.values.field_values import FieldType, UserRef
from data.values.money import Money
from data.values.status import Status
from tui import themes
from tui.screens.base.picker import Picker
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.form_letter import LetterDialog
from tui.screens.people.new_candidate import NewCandidate
from tui.widgets.choice import Choice, MultiChoice
from tui.widgets.entry import Entry
from tui.widgets.letter_view import LetterView
from tui.widgets.long_entry import LongEntry

pytestmark = pytest.mark.usefixtures("desk")
RANGE = {"pay_kind": "range", "minimum": "90000", "maximum": "110000", "currency": "EUR"}


class Host(App[None]):
    """A desk with nothing but the form."""

    CSS_PATH = Path(themes.__file__).parent / "styles" / "base.tcss"

    def __init__(self) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK_NAME
        self.results: list[int | None] = []

    def row(self, y: int) -> str:
        """What the terminal shows on a line."""
        return shown_lines(self)[y]


async def shown(pilot: Pilot[None], form: OfferFormScreen) -> OfferFormScreen:
    """The form on the screen, all of it."""
    assert isinstance(pilot.app, Host)
    pilot.app.push_screen(form, pilot.app.results.append)
    await pilot.pause()
    await pilot.pause()
    return form


async def save(pilot: Pilot[None], form: OfferFormScreen) -> None:
    """Save, and let the desk take what comes of it."""
    form.action_save()
    await pilot.pause()


def put(form: OfferFormScreen, **values: str | int | tuple[str, ...] | None) -> None:
    """Enter values, by the names of the fields."""
    for key, value in values.items():
        field = form.fields[key if key in form.fields else f"fields.{key}"]
        field.set_value(value)


def every_type() -> None:
    """A custom field of each type, with a key such as my_date."""
    for type in FieldType:
        options = ("Car", "Gym", "Meals") if "select" in type else ()
        making.a_field(f"My {type}", type, options=options)


# ---------------------------------------------------------------- creating


async def test_a_new_offer_needs_a_candidate_and_a_job_and_nothing_else() -> None:
    zoe, job = making.a_candidate(), making.a_job()
    making.a_job("Glazier")  # one that is alone would be chosen already
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        await save(pilot, form)
        assert form.fields["candidate"].note == "Whose offer is it? Choose a candidate."
        assert form.fields["job"].note == "For which job is it? Choose a job."
        put(form, candidate=zoe.id, job=job.id)
        await save(pilot, form)
        made = offers.get(app.results[0] or 0)
    assert (made.candidate_name, made.job_title) == ("Zoë Müller", "Data Engineer")
    assert (made.status, made.version, made.terms.salary) == (Status.DRAFT, 1, None)


async def test_what_the_job_gives_is_said_under_the_empty_fields_and_saved() -> None:
    zoe, job = making.a_candidate(), making.a_job(pay_frequency="yearly", **RANGE)
    making.a_job("Glazier")  # one that is alone would be chosen already
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(candidate_id=zoe.id))
        assert form.fields["salary"].note == ""
        put(form, job=job.id)
        assert form.fields["salary"].note == "= 100,000 EUR, from the job, the middle of its range"
        assert form.fields["pay_frequency"].note == "= yearly, from the job"
        await save(pilot, form)
        made = offers.get(app.results[0] or 0)
    assert made.terms.salary == Money(10_000_000, "EUR")
    assert "salary" in made.inherited


async def test_what_the_package_comes_to_stays_in_sight_while_one_types() -> None:
    making.a_field("Bonus", "currency", package="yearly")
    offer = making.an_offer(salary="90,000", currency="EUR", pay_frequency="yearly")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        assert app.row(22).strip() == "Package: 90,000 EUR a year; not counted: Bonus (not set)"
        put(form, bonus="5,000 EUR")
        await pilot.pause()
        assert app.row(22).strip() == "Package: 95,000 EUR a year"
        put(form, salary="", bonus="")
        await pilot.pause()
        assert "Package" not in app.row(22)


async def test_a_salary_without_a_currency_is_in_the_currency_of_the_job() -> None:
    zoe, job = making.a_candidate(), making.a_job(pay_frequency="yearly", **RANGE)
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(candidate_id=zoe.id, job_id=job.id))
        put(form, salary="95k")
        place = "95 % of the midpoint, at 25 % of the range"
        assert form.fields["salary"].note == f"= 95,000 EUR · {place}"
        await save(pilot, form)
        made = offers.get(app.results[0] or 0)
    assert made.terms.salary == Money(9_500_000, "EUR")
    assert made.terms.pay_frequency is PayFrequency.YEARLY


async def test_an_offer_for_an_application_asks_for_neither_candidate_nor_job() -> None:
    old = making.an_offer()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(application_id=old.application_id))
        assert {"candidate", "job"}.isdisjoint(form.fields)
        assert "Zoë Müller · Data Engineer" in app.row(0)
        await save(pilot, form)
        made = offers.get(app.results[0] or 0)
    assert made.application_id == old.application_id != made.id


async def test_openings_are_those_of_the_chosen_job() -> None:
    first, second = making.a_job(), making.a_job("SRE")
    opening, other = making.an_opening(first, "4-7"), making.an_opening(second, "9-1")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(job_id=first.id))
        choice = form.fields["opening"].control
        assert isinstance(choice, Choice)
        assert [option.text for option in choice.options] == ["not set", "4-7"]
        assert choice.value == opening.id  # the only open one
        put(form, job=second.id)
        assert [option.text for option in choice.options] == ["not set", "9-1"]
        assert choice.value == other.id
        making.an_opening(second, "9-2")
        put(form, job=first.id)
        put(form, job=second.id)
        assert choice.value is None


async def test_enter_goes_on_to_what_is_needed_and_required_fields_come_first() -> None:
    making.a_field("Remark")
    making.a_field("Contract", "single_select", required=True, options=("Permanent", "Fixed term"))
    person = making.a_candidate("Chidi", "Okafor")
    job = making.a_paid_job()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        assert list(form.fields)[-2:] == ["fields.contract", "fields.remark"]
        keys = (*"chi", "enter", *"+3w", "enter", "p", "enter")
        await pilot.press(*keys)
        assert form.fields["fields.contract"].text == "Permanent"
        assert form.focused is form.fields["fields.remark"].control
        await pilot.press("ctrl+s")
    made = offers.get(app.results[-1] or 0)
    assert made.candidate == person and made.job is not None and made.job.id == job.id
    assert made.terms.start_date is not None


async def test_a_new_offer_starts_with_the_default_letter_and_no_expiry() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        default = templates.default()
        assert form.fields["template"].value == (default.id if default else None)
        assert form.fields["expiry_date"].is_blank


@pytest.mark.long
async def test_a_candidate_is_found_by_typing_or_made_in_between() -> None:
    making.a_candidate("Chidi", "Okafor")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        await pilot.press("o", "k", "enter")
        assert form.fields["candidate"].control.shown == "Chidi Okafor"
        assert form.focused is form.fields["job"].control  # what is needed next
        await pilot.press("shift+tab", "enter")
        assert isinstance(app.screen, Picker)
        app.screen.query_one(Entry).value = "Yui Sato"
        await pilot.press("ctrl+n")
        assert isinstance(app.screen, NewCandidate)
        await pilot.press("ctrl+s")
        chosen = candidates.get(form.fields["candidate"].number or 0)
        assert (chosen.first_name, chosen.last_name) == ("Yui", "Sato")
        assert form.focused is form.fields["job"].control


@pytest.mark.long
async def test_a_currency_is_found_by_its_code_or_its_name() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        currency = form.fields["currency"].control
        for typed, code in (("yen", "JPY"), ("euro", "EUR"), ("chf", "CHF"), ("swedish", "SEK")):
            currency.focus()
            await pilot.press(*typed)
            assert isinstance(app.screen, Picker)
            await pilot.press("enter")
            assert form.fields["currency"].text == code


async def test_a_hired_candidate_is_refused_above_the_form() -> None:
    accepted = making.in_status(Status.ACCEPTED)
    applications.set_status(accepted.application_id, ApplicationStatus.HIRED)
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(application_id=accepted.application_id))
        await save(pilot, form)
        assert "is hired for this job already" in app.row(0)
        assert app.results == []


# ---------------------------------------------------------------- custom fields


@pytest.mark.long
async def test_every_type_has_a_control_of_its_own_and_is_saved() -> None:
    every_type()
    job = making.a_job()
    zoe, ada = making.a_candidate(), users.create("Ada", "Quist", "ada@example.com")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(candidate_id=zoe.id, job_id=job.id))
        kinds = {key: type(field.control) for key, field in form.fields.items()}
        assert kinds["fields.my_long_text"] is LongEntry
        assert kinds["fields.my_multi_select"] is MultiChoice
        chosen = {key for key, kind in kinds.items() if kind is Choice and key.startswith("f")}
        assert chosen == {"fields.my_single_select", "fields.my_yes_no", "fields.my_user"}
        person = form.fields["fields.my_user"].control
        assert isinstance(person, Choice)
        put(
            form,
            my_short_text="Platform",
            my_long_text="one\ntwo",
            my_yes_no="yes",
            my_single_select="Gym",
            my_multi_select=("Meals", "Car"),
            my_date="15 apr",
            my_currency="5,000 EUR",
            my_currency_range="4,000 - 6,000 EUR",
            my_number="30",
            my_number_range="80 - 120",
            my_url="https://example.com/handbook",
            my_user=person.options[-1].value,
        )
        assert form.fields["fields.my_date"].note == "= 15 April 2027, a Thursday"
        assert form.fields["fields.my_currency"].note == "= 5,000 EUR"
        await save(pilot, form)
        held = {one.key: one.value for one in offers.get(app.results[0] or 0).terms.fields}
    assert set(held) == {f"my_{type}" for type in FieldType}
    assert held["my_long_text"] == "one\ntwo"
    assert held["my_yes_no"] is True
    assert held["my_multi_select"] == ("Car", "Meals")
    assert held["my_date"] == date(2027, 4, 15)
    assert isinstance(held["my_user"], UserRef)
    assert held["my_user"].user_id == str(ada.id)


async def test_problems_of_custom_fields_stand_under_them() -> None:
    every_type()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(making.an_offer()))
        put(form, my_number="many", my_url="example", start_date="04/05/2027")
        await save(pilot, form)
        wrong = [key for key, field in form.fields.items() if field.has_problem]
        assert wrong == ["start_date", "fields.my_number", "fields.my_url"]
        assert form.fields["start_date"].control.has_focus
        await pilot.pause()
        assert app.results == []


@pytest.mark.long
async def test_a_field_that_is_switched_off_is_not_shown_and_its_value_stays() -> None:
    bonus = making.a_field("Bonus")
    offer = making.an_offer(fields=(making.entry("bonus", "a car"),))
    custom_fields.update(bonus.id, FieldDraft(name="Bonus", active=False))
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        assert "fields.bonus" not in form.fields
        put(form, salary="90,000", currency="EUR")
        await save(pilot, form)
    assert [one.value for one in offers.get(offer.id).terms.fields] == ["a car"]


async def test_what_could_not_be_read_is_shown_and_kept_when_it_is_not_touched() -> None:
    offer = making.an_unread_offer()
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        assert "kept as it came: “Around $100k”" in form.fields["salary"].note
        assert "kept as it came: “a few thousand”" in form.fields["fields.bonus"].note
        put(form, start_date="2027-03-01")
        await save(pilot, form)
    after = offers.get(offer.id).terms
    assert after.salary_text == "Around $100k"
    assert after.fields == offer.terms.fields


async def test_what_could_not_be_read_can_be_replaced_or_erased() -> None:
    offer = making.an_unread_offer()
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        put(form, salary="100k", currency="USD")
        form.fields["fields.bonus"].focus_control()
        await pilot.press("backspace")
        assert form.fields["fields.bonus"].note == "will be removed"
        await save(pilot, form)
    after = offers.get(offer.id).terms
    assert (after.salary, after.salary_text) == (Money(10_000_000, "USD"), "")
    assert after.fields == ()


# ---------------------------------------------------------------- editing


@pytest.mark.long
async def test_saving_without_a_change_makes_no_version() -> None:
    every_type()
    offer = making.a_ready_offer(fields=(making.entry("my_currency", "5,000 EUR"),))
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        assert not form.is_changed
        await save(pilot, form)
    assert offers.get(offer.id) == offer
    assert app.results == [offer.id]


async def test_a_change_makes_the_next_version() -> None:
    offer = making.a_ready_offer()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, OfferFormScreen(offer))
        await pilot.press("end", "ctrl+u", "9", "5", "k", "ctrl+s")
    after = offers.get(offer.id)
    assert (after.version, after.terms.salary) == (2, Money(9_500_000, "EUR"))
    assert after.terms.letter_html == offer.terms.letter_html


@pytest.mark.long
async def test_a_correction_passes_what_the_form_has_shown() -> None:
    offer = making.sent()
    async with Host().run_test(size=(100, 60)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        form.action_correction()
        put(form, start_date="2027-02-06")
        assert form.fields["start_date"].note.endswith("starts on a Saturday")
        connection.reader().execute("UPDATE jobs SET is_open = 0")
        await save(pilot, form)
    after = offers.get(offer.id)
    assert (after.status, after.events[-1].seen) == (Status.SENT, ("starts on a Saturday",))


async def test_a_sent_offer_says_what_saving_does_and_a_correction_keeps_it_sent() -> None:
    offer = making.sent()
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        note = "Saving makes version 2 and a draft again: it has to be sent again."
        assert form.fields["correction"].note == note
        form.action_correction()
        assert "keeps the offer sent" in form.fields["correction"].note
        put(form, expiry_date="2026-12-20")
        await save(pilot, form)
    after = offers.get(offer.id)
    assert (after.version, after.status) == (2, Status.SENT)


async def test_a_draft_has_nothing_to_correct() -> None:
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(making.an_offer()))
        assert "correction" not in form.fields
        assert form.check_action("correction", ()) is False


async def test_the_form_of_a_locked_offer_does_not_open() -> None:
    with pytest.raises(NotAllowed, match="accepted, so its terms are locked"):
        OfferFormScreen(making.in_status(Status.ACCEPTED))


async def test_a_version_saved_meanwhile_is_taken_in_and_own_changes_stay() -> None:
    every_type()
    offer = making.a_ready_offer()
    app = Host()
    async with app.run_test(size=(100, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        put(form, salary="95k")
        elsewhere = (making.entry("my_number", "30"),)
        making.edit(offer, start_date="2027-03-01", fields=elsewhere)
        await save(pilot, form)
        assert app.results == []
        assert "Version 2 was saved while you were here" in app.row(0)
        assert form.fields["start_date"].text == "2027-03-01"
        assert form.fields["salary"].text == "95k"
        await save(pilot, form)
    after = offers.get(offer.id)
    assert (after.version, after.terms.salary) == (3, Money(9_500_000, "EUR"))
    assert after.terms.start_date == date(2027, 3, 1)
    assert [one.key for one in after.terms.fields] == ["my_number"]


async def test_escape_asks_only_when_something_was_changed() -> None:
    offer = making.an_offer()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, OfferFormScreen(offer))
        await pilot.press("escape")
        assert app.results == [None]
        form = await shown(pilot, OfferFormScreen(offer))
        put(form, salary="90k")
        await pilot.press("escape", "d")
    assert app.results == [None, None]
    assert offers.get(offer.id) == offer


# ---------------------------------------------------------------- the letter


def _with_letter() -> OfferRecord:
    return making.a_ready_offer(letter_html=None, template_id=making.a_template())


async def test_the_letter_beside_the_form_follows_each_key_in_its_cycle() -> None:
    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, OfferFormScreen(_with_letter()))
        view = form.query_one(LetterView)
        assert "we pay 92,500 EUR" in view.text
        entry = form.fields["salary"].control
        assert isinstance(entry, Entry)
        entry.value = "95k"
        assert "we pay 95,000 EUR" in view.text


@pytest.mark.long
async def test_the_letter_is_hidden_and_shown_again_with_what_is_entered_now() -> None:
    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, OfferFormScreen(_with_letter()))
        view = form.query_one(LetterView)
        await pilot.press("ctrl+l")
        assert not view.display
        put(form, salary="97k")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert view.display
        assert "we pay 97,000 EUR" in view.text


@pytest.mark.long
async def test_without_room_the_letter_is_shown_over_the_form() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(_with_letter()))
        assert not form.query_one(LetterView).display
        await pilot.press("ctrl+l")
        assert isinstance(app.screen, LetterDialog)
        assert "we pay 92,500 EUR" in app.screen.query_one(LetterView).text
        await pilot.press("escape")
        assert app.screen is form


async def test_the_letter_comes_when_the_terminal_grows() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(_with_letter()))
        await pilot.resize_terminal(130, 40)
        await pilot.pause()
        assert "we pay 92,500 EUR" in form.query_one(LetterView).text


@pytest.mark.long
async def test_the_letter_of_a_new_offer_names_the_candidate_as_soon_as_there_is_one() -> None:
    job, zoe = making.a_paid_job(), making.a_candidate()
    app = Host()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, OfferFormScreen(job_id=job.id))
        put(form, template=making.a_template())
        assert "90,000 EUR" in form.query_one(LetterView).text
        put(form, candidate=zoe.id)
        assert "Dear Zoë" in form.query_one(LetterView).text


@pytest.mark.long
async def test_the_only_open_job_is_chosen_already() -> None:
    job = making.a_job()
    closed = making.a_job("Glazier", is_open=False)
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        assert form.fields["job"].number == job.id != closed.id
    making.a_job("Potter")
    async with Host().run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen())
        assert form.fields["job"].number is None


@pytest.mark.long
async def test_a_new_offer_expires_after_the_days_of_the_settings(time: making.Time) -> None:
    settings.put("expiry_days", 14)
    zoe, job = making.a_candidate(), making.a_job()
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        form = await shown(pilot, OfferFormScreen(candidate_id=zoe.id, job_id=job.id))
        note = form.fields["expiry_date"].note
        assert note == "= 6 December 2026, 14 days from today, by the settings"
        await save(pilot, form)
        made = offers.get(app.results[0] or 0)
    assert made.terms.expiry_date == date(2026, 12, 6)
    making.edit(made, expiry_date="")
    assert offers.get(made.id).terms.expiry_date is None
