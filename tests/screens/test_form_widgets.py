"""Fields, entries, choices, the picker, the filter field, questions and forms, by their keys."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from support import shown
from support.everyday import everyday
from support.making import a_candidate
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from data.errors import Invalid, NotAllowed, Problem
from data.filters import filter
from data.lists import candidate_list
from data.lists.candidate_list import CandidateRow
from data.records.offer_records import Checked, Terms
from tui import themes
from tui.screens.base.confirm import Confirm, Leave
from tui.screens.base.form import FormScreen
from tui.screens.base.picker import Picked, Picker, pick_for
from tui.widgets.choice import Choice, Chooser, MultiChoice, New, Option, Source
from tui.widgets.columns import Column
from tui.widgets.entry import Entry
from tui.widgets.field import LEFT, WIDEST_LEFT, Field, align
from tui.widgets.filter_bar import FilterBar
from tui.widgets.long_entry import LongEntry

PAID = (
    Option(None, "not set"),
    Option("hourly", "hourly"),
    Option("monthly", "monthly", "twelve a year"),
    Option("yearly", "yearly"),
)


class Desk(App[None]):
    """Some widgets, and the pickers they ask for."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK_NAME
        self.widgets = widgets
        self.results: list[object] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_chooser_asked(self, event: Chooser.Asked) -> None:
        pick_for(self, event)

    def row(self, y: int) -> str:
        """What the terminal shows on a line."""
        return shown.lines(self)[y]


# ---------------------------------------------------------------- entries


async def test_an_entry_tells_each_change_in_the_cycle_of_the_key() -> None:
    entry = Entry("9")
    seen: list[str] = []
    entry.on_change = lambda: seen.append(entry.value)
    async with Desk(entry).run_test():
        entry.focus()
        entry.insert_text_at_cursor("5")
        assert seen == ["95"]


async def test_an_entry_replaces_control_characters_however_they_come() -> None:
    entry = Entry("a\x1b[31m")
    async with Desk(entry).run_test() as pilot:
        assert entry.value == "a\ufffd[31m"
        entry.value = "b\u202ec\nd"
        assert entry.value == "b\ufffdc d"
        entry.value = ""
        entry.post_message(events.Paste("two\nlines\x9b2J"))
        await pilot.pause()
        assert entry.value == "two lines\ufffd2J"


async def test_backspace_on_nothing_is_told_once_the_entry_is_empty() -> None:
    entry = Entry("x")
    erased: list[bool] = []
    entry.on_erase = lambda: erased.append(True)
    async with Desk(entry).run_test():
        entry.action_delete_left()
        assert (entry.value, erased) == ("", [])
        entry.action_delete_left()
        assert erased == [True]


async def test_a_long_entry_is_left_with_tab_and_tells_its_changes() -> None:
    entry, after = LongEntry("one"), Entry()
    seen: list[str] = []
    entry.on_change = lambda: seen.append(entry.value)
    async with Desk(entry, after).run_test() as pilot:
        entry.focus()
        await pilot.press("x", "tab")
        assert seen[0] == "xone"
        assert after.has_focus


# ---------------------------------------------------------------- choices


async def test_left_and_right_step_through_a_short_list() -> None:
    choice = Choice(PAID)
    async with Desk(choice).run_test():
        choice.action_step(1)
        assert choice.value == "hourly"
        choice.action_step(1)
        assert choice.value == "monthly"
        choice.action_step(-1)
        assert (choice.value, choice.shown) == ("hourly", "hourly")
        choice.action_clear()
        assert choice.value is None


def test_a_choice_that_is_always_made_goes_back_to_the_first_when_cleared() -> None:
    choice = Choice(PAID[1:], "monthly", always=True)
    choice.value = "yearly"
    choice.action_clear()
    assert choice.value == "monthly"


async def test_a_long_list_is_not_stepped_through() -> None:
    choice = Choice([Option(number, str(number)) for number in range(30)], 3)
    async with Desk(choice).run_test():
        choice.action_step(1)
        assert choice.value == 3


async def test_a_letter_opens_the_options_that_it_finds_and_enter_takes() -> None:
    choice = Choice(PAID)
    seen: list[object] = []
    choice.on_change = lambda: seen.append(choice.value)
    async with Desk(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("y", "enter")
        assert choice.value == "yearly"  # hourly and monthly have a y, this begins with it
        await pilot.press("space", "t", "w", "e", "enter")
        assert choice.value == "monthly"  # found by its note
        await pilot.press("space", "escape")
        assert seen == ["yearly", "monthly"]


async def test_a_value_that_no_option_has_is_shown_as_it_is() -> None:
    choice = Choice(PAID, "fortnightly")
    assert choice.shown == "fortnightly"
    assert Choice(PAID, 7, text="Zoë Müller").shown == "Zoë Müller"


async def test_several_are_marked_with_space_and_keep_the_order_of_the_options() -> None:
    choice = MultiChoice([Option(name, name) for name in ("Car", "Gym", "Meals")], ("Meals",))
    async with Desk(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("enter", "up", "up", "space", "enter")
        assert choice.value == ("Car", "Meals")
        assert choice.shown == "Car, Meals"


async def test_values_without_an_option_stay_among_several() -> None:
    choice = MultiChoice([Option("Car", "Car")], ("Boat",))
    choice.take(("Boat", "Car"))
    assert choice.value == ("Car", "Boat")


async def test_a_long_list_is_read_from_its_source(desk: Path) -> None:
    a_candidate("Zoë", "Müller")
    chidi = a_candidate("Chidi", "Okafor")
    name = Column[CandidateRow]("name", "", 30, lambda row: row.first_name, flex=True)
    source = Source(candidate_list.candidates, (name,), lambda row: row.first_name)
    choice = Choice(source=source)
    async with Desk(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("c", "h", "enter")
        assert (choice.value, choice.shown) == (chidi.id, "Chidi")


async def test_a_new_one_is_made_from_what_was_typed() -> None:
    made: list[str] = []
    choice = Choice(PAID, new=New("New frequency …", made.append))
    async with Desk(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("z", "ctrl+n")
        assert made == ["z"]
        assert choice.value is None


async def test_enter_makes_a_new_one_where_nothing_was_found() -> None:
    made: list[str] = []
    choice = Choice(PAID, new=New("New frequency …", made.append))
    async with Desk(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("q", "enter")
        assert made == ["q"]


async def test_a_click_takes_the_option_under_it() -> None:
    app = Desk()
    async with app.run_test(size=(60, 20)) as pilot:
        app.push_screen(Picker("Paid", PAID), app.results.append)
        await pilot.pause()
        await pilot.click("PickTable", offset=(4, 2))
        assert app.results == [Picked(("monthly",), "monthly")]


# ---------------------------------------------------------------- fields


async def test_a_field_shows_label_unit_and_note_in_their_places() -> None:
    field = Field("salary", "Salary", Entry("92500"), required=True, unit="EUR", width=20)
    app = Desk(field)
    async with app.run_test(size=(70, 10)) as pilot:
        field.set_note("= 92,500 EUR")
        await pilot.pause()
        assert app.row(0).startswith("▌Salary*            9")
        assert app.row(0).split() == ["▌Salary*", "92500", "EUR"]
        assert app.row(1).index("=") == app.row(0).index("9")


async def test_a_problem_has_a_mark_and_leaves_out_the_label_that_is_there() -> None:
    field = Field("start_date", "Start date", Entry("31 feb"))
    app = Desk(field)
    async with app.run_test(size=(90, 10)) as pilot:
        field.set_problem(Problem("start_date", "Start date", "there is no 31 February."))
        await pilot.pause()
        assert app.row(1).strip() == "✗ There is no 31 February."
        assert field.has_problem
        field.set_problem("")
        assert not field.has_problem


async def test_a_long_note_takes_more_lines_and_gives_them_back() -> None:
    field = Field("key", "Key", Entry())
    below = Field("other", "Other", Entry())
    app = Desk(field, below)
    async with app.run_test(size=(50, 10)) as pilot:
        field.set_problem("It has to be much shorter than this is, by far. " * 3)
        await pilot.pause()
        assert below.region.y == 5
        assert app.row(4).rstrip().endswith("…")
        assert {app.row(y)[:LEFT].strip() for y in (1, 2, 3, 4)} == {""}
        field.set_note("Fine.")
        await pilot.pause()
        assert below.region.y == 2


async def test_labels_of_a_form_share_a_column_that_fits_the_longest() -> None:
    fields = [Field("a", "Name", Entry()), Field("b", "Probation period", Entry())]
    app = Desk(*fields)
    async with app.run_test(size=(160, 8)):
        align(fields)
        assert {field.left for field in fields} == {len("Probation period") + 4}
        align([*fields, Field("c", "What they are to be called in every letter", Entry())])
        assert fields[0].left == WIDEST_LEFT
        assert fields[0].control.outer_size.width <= 60  # a name is not as wide as the terminal


async def test_a_prefilled_value_is_replaced_by_what_is_typed_and_kept_by_who_comes_back() -> None:
    field, other = Field("a", "A", Entry("80,000")), Field("b", "B", Entry())
    app = Desk(field, other)
    async with app.run_test() as pilot:
        field.focus_control()
        await pilot.press("9", "5")
        assert field.value == "95"
        app.push_screen(Leave("Leave?", ()))
        await pilot.press("escape", "0")
        assert field.value == "950"  # what was typed itself is not selected by a dialog over it
        await pilot.press("tab", "shift+tab", "end", "1")
        assert field.value == "9501"


async def test_a_paste_into_a_closed_choice_opens_and_fills_the_picker() -> None:
    choice = Choice(PAID, title="How often?")
    app = Desk(choice)
    async with app.run_test() as pilot:
        choice.post_message(events.Paste("twelve a\nyear"))
        await pilot.pause()
        assert app.screen.query_one(Entry).value == "twelve a year"
        await pilot.press("enter")
        assert choice.value == "monthly"


async def test_a_space_right_behind_a_letter_is_one_between_two_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("tui.screens.base.picker.monotonic", lambda: now)
    choice = MultiChoice(PAID[1:], title="Which?")
    app = Desk(choice)
    async with app.run_test() as pilot:
        choice.focus()
        now = 1.0
        await pilot.press("t", "w", "space", "a")
        assert app.screen.query_one(Entry).value == "tw a"
        now = 2.0
        await pilot.press("space", "enter")
        assert choice.value == ("monthly",)


async def test_a_picker_is_as_wide_as_its_options_and_their_notes_need() -> None:
    note = "what the people in the other building have to say about it"
    app = Desk()
    async with app.run_test(size=(120, 20)) as pilot:
        for options, least, most in (
            ([Option(1, "one")], 48, 48),
            ([Option(1, "one", note)], len(note) + 16, 84),
        ):
            app.push_screen(Picker("Which?", options))
            await pilot.pause()
            assert least <= app.screen.query_one(".picker").outer_size.width <= most
            assert options[0].note in "\n".join(shown.lines(app))
            await pilot.press("escape")


async def test_a_long_label_goes_on_below() -> None:
    app = Desk(Field("key", "Willing to negotiate", Entry()))
    async with app.run_test(size=(60, 5)):
        assert app.row(0).strip() == "▌Willing to"
        assert app.row(1).strip() == "negotiate"


async def test_a_click_on_the_label_goes_to_the_control() -> None:
    first, second = Field("a", "First", Entry()), Field("b", "Second", Entry())
    async with Desk(first, second).run_test() as pilot:
        await pilot.click(second, offset=(3, 0))
        assert second.control.has_focus


@pytest.mark.parametrize(
    ("control", "value", "text"),
    [
        (Entry, "90k", "90k"),
        (lambda: Choice(PAID), "yearly", "yearly"),
        (lambda: Choice(PAID), None, ""),
        (lambda: MultiChoice(PAID), ("hourly",), ""),
    ],
)
async def test_a_field_takes_and_gives_the_value_of_any_control(
    control: Callable[[], Entry | Choice | MultiChoice], value: str | tuple[str, ...], text: str
) -> None:
    field = Field("key", "Key", control())
    async with Desk(field).run_test():
        field.set_value(value)
        assert (field.value, field.text) == (value, text)
        assert field.is_blank is (not value)


# ---------------------------------------------------------------- the filter field


async def test_a_filter_is_applied_with_each_key_and_escape_empties_it() -> None:
    seen: list[str] = []
    bar = FilterBar(seen.append)
    async with Desk(bar).run_test() as pilot:
        assert not bar.display
        bar.open(bar.screen)
        await pilot.press("s", "r")
        assert seen == ["s", "sr"]
        await pilot.press("escape")
        assert (seen[-1], bar.is_open) == ("", False)


async def test_a_filter_that_cannot_be_read_marks_the_place() -> None:
    bar = FilterBar(lambda text: (filter.parse(text), None)[1])
    app = Desk(bar)
    async with app.run_test(size=(120, 10)) as pilot:
        bar.open(bar.screen)
        bar.value = "zoe status:sort"
        await pilot.pause()
        assert app.row(1).index("^") == app.row(0).index("sort")
        assert "sort is no status" in app.row(1)
        bar.value = "zoe"
        await pilot.pause()
        assert bar.error == ""
        assert bar.size.height == 1


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("enter", False), ("escape", False), ("n", False)]
)
async def test_only_y_is_yes(key: str, answer: bool) -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(
            Confirm("Delete the offer [b]", ["2 [/] versions"], danger=True), app.results.append
        )
        await pilot.press(key)
        assert app.results == [answer]


# ---------------------------------------------------------------- forms


class PetForm(FormScreen[int]):
    """A form with two fields and few rules."""

    commands_name = "form"

    def __init__(self, saved: Callable[[], int] = lambda: 7) -> None:
        super().__init__()
        self._saved = saved

    @property
    def form_title(self) -> str:
        return "New pet"

    def compose_fields(self) -> Iterable[Widget]:
        yield Field("name", "Name", Entry(), required=True, hint="as you call it")
        yield Field("legs", "Legs", Entry("4"))
        yield from (Field(f"more{number}", "More", Entry()) for number in range(20))

    def check(self) -> Checked:
        problems = []
        if self.fields["name"].is_blank:
            problems.append(Problem("name", "Name", "it needs one."))
        legs = self.fields["legs"].text
        if not legs.isdigit():
            problems.append(Problem("legs", "Legs", "a number."))
        return Checked(Terms(), tuple(problems), {"legs": f"= {legs} legs"})

    def save(self) -> int:
        problems = self.check().problems
        if problems:
            raise Invalid((*problems, Problem("owner", "Owner", "nobody is there.")))
        return self._saved()


async def _open(pilot: Pilot[None], app: Desk, form: PetForm) -> None:
    app.push_screen(form, app.results.append)
    await pilot.pause()
    await pilot.pause()


async def test_a_form_says_what_it_understood_as_one_types() -> None:
    app, form = Desk(), PetForm()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        assert form.fields["name"].note == "as you call it"
        assert form.fields["legs"].note == "= 4 legs"
        form.fields["legs"].set_value("46")
        assert form.fields["legs"].note == "= 46 legs"


@pytest.mark.long
async def test_what_is_being_typed_is_no_reproach_until_it_is_left() -> None:
    app, form = Desk(), PetForm()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        form.fields["legs"].focus_control()
        await pilot.press("x")
        assert form.fields["legs"].note == "a number."
        assert not form.fields["legs"].has_problem
        await pilot.press("tab")
        assert form.fields["legs"].has_problem


async def test_saving_shows_every_problem_and_goes_to_the_first() -> None:
    app, form = Desk(), PetForm()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        form.fields["legs"].set_value("four")
        form.fields["more19"].focus_control()
        await pilot.press("ctrl+s")
        assert app.results == []
        assert form.fields["name"].control.has_focus
        assert form.fields["name"].has_problem
        assert form.fields["legs"].has_problem
        assert "Owner: nobody is there." in app.row(0)
        await pilot.press("R", "e", "x", "tab")
        form.fields["legs"].set_value("4")
        assert not any(field.has_problem for field in form.fields.values())
        await pilot.press("ctrl+s")
        assert app.results == [7]


async def test_what_the_rules_refuse_is_said_and_nothing_is_lost() -> None:
    def refuse() -> int:
        raise NotAllowed("Pets are not [/] for sale.")

    app, form = Desk(), PetForm(refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        form.fields["name"].set_value("Rex")
        form.action_save()
        await pilot.pause()
        assert "Pets are not [/] for sale." in app.row(0)
        assert form.fields["name"].text == "Rex"


async def test_a_form_without_a_change_is_left_at_once() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, PetForm())
        await pilot.press("escape")
        assert app.results == [None]


@pytest.mark.parametrize(("key", "results"), everyday([("d", [None]), ("s", [7]), ("escape", [])]))
async def test_a_changed_form_asks_before_it_is_left(key: str, results: list[object]) -> None:
    app, form = Desk(), PetForm()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        form.fields["name"].set_value("Rex")
        await pilot.press("escape")
        assert isinstance(app.screen, Leave)
        await pilot.press(key)
        await pilot.pause()
        assert app.results == results
        assert form.fields["name"].text == "Rex"


@pytest.mark.long
async def test_the_last_field_of_a_long_form_is_reached_on_a_small_terminal() -> None:
    app, form = Desk(), PetForm()
    async with app.run_test(size=(80, 24)) as pilot:
        await _open(pilot, app, form)
        form.fields["name"].focus_control()
        await pilot.press("shift+tab")
        await pilot.pause()
        last = form.fields["more19"].control
        assert last.has_focus
        assert 0 < last.region.y < 23
