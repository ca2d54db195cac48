"""Lines in a pane: scrolling, items with a cursor, the letter as paper, and mouse selection."""

import textwrap

from textual.app import App, ComposeResult
from textual.selection import SELECT_ALL

from data.values.styled_text import Line, Span
from tui.text import cell_len
from tui.widgets.letter_view import LetterView
from tui.widgets.lines_view import Item, LinesView

WORDS = (
    "we are glad to offer you the position of Senior Backend Engineer at Northwind Robotics " * 3
)


class Desk(App[None]):
    def __init__(self, view: LinesView) -> None:
        super().__init__()
        self.view = view
        self.heard: list[tuple[str, int]] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_lines_view_item_highlighted(self, event: LinesView.ItemHighlighted) -> None:
        self.heard.append(("at", event.key))

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        self.heard.append(("open", event.key))


def wrapped(width: int) -> list[Line]:
    return [(Span(line),) for line in textwrap.wrap(WORDS, width)]


def numbered(count: int) -> list[Line]:
    return [(Span(f"line {number}", "strong"),) for number in range(count)]


def drawn(view: LinesView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


async def test_lines_are_made_for_the_width_and_made_anew_when_it_changes() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 12)) as pilot:
        view.show(wrapped)
        narrow = len(view.text.splitlines())
        await pilot.resize_terminal(80, 12)
        assert len(view.text.splitlines()) < narrow
        assert all(cell_len(line) == 80 for line in drawn(view))


async def test_keys_scroll_within_the_lines() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 10)) as pilot:
        view.show_lines(numbered(30))
        await pilot.press("j", "G")
        assert view.top == 20
        assert drawn(view)[-1].startswith("line 29")
        view.action_cursor_down()
        assert view.top == 20
        view.action_page_up()
        assert view.top == 11
        view.action_first()
        view.action_cursor_up()
        assert view.top == 0


async def test_a_refresh_keeps_the_place_when_asked() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 10)):
        view.show_lines(numbered(30))
        view.scroll_to_line(7)
        view.show_lines(numbered(40), keep=True)
        assert view.top == 7
        view.show_lines(numbered(12), keep=True)
        assert view.top == 2
        view.show_lines(numbered(40))
        assert view.top == 0


def history(width: int) -> list[Item]:
    return [
        Item((Span("Versions", "heading"),)),
        Item((Span("version 2"),), 2),
        Item((Span("  salary 150,000 → 155,000 USD"),), 2),
        Item((Span("version 1"),), 1),
    ]


async def test_the_cursor_goes_from_item_to_item_and_opens_them() -> None:
    view = LinesView()
    desk = Desk(view)
    async with desk.run_test(size=(40, 10)) as pilot:
        view.show_items(history)
        await pilot.press("j", "enter", "k")
        assert desk.heard == [("at", 2), ("at", 1), ("open", 1), ("at", 2)]
        await pilot.click(LinesView, offset=(3, 3), times=2)
        assert desk.heard[-2:] == [("at", 1), ("open", 1)]
        view.show_items(history, keep=True)
        assert view.item_key == 1
        view.show_items(history, chosen=2)
        assert view.item_key == 2


async def test_an_item_is_marked_on_all_its_lines() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 10)) as pilot:
        view.show_items(history)
        await pilot.pause()
        grounds = [next(iter(view.render_line(y))).style for y in range(4)]
        colours = [None if style is None else style.bgcolor for style in grounds]
        assert colours[1] == colours[2] != colours[0] == colours[3]


async def test_hostile_text_shows_harmlessly() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 10)):
        view.show_lines(
            [(Span("\x1b[31mred\x1b]0;t\x07"), Span("[/]\n\t\u202ex", "no-such-style"))]
        )
        assert not set(drawn(view)[0]) & set("\x1b\x07\n\t\u202e")
        assert "[/]" in drawn(view)[0]


async def test_nothing_to_show_says_so() -> None:
    view = LinesView(empty="No letter")
    async with Desk(view).run_test(size=(40, 10)):
        assert any("No letter" in line for line in drawn(view))
        view.action_open()
        view.action_last()


async def test_the_mouse_selects_text() -> None:
    view = LinesView()
    async with Desk(view).run_test(size=(40, 10)) as pilot:
        view.show_lines([(Span("Müller 王", "strong"), Span(" Zoë")), (Span("second"),)])
        view.text_select_all()
        await pilot.pause()
        assert view.get_selection(SELECT_ALL) == ("Müller 王 Zoë\nsecond", "\n")
        assert any(segment.style and segment.style.reverse for segment in view.render_line(0))
        assert cell_len(view.render_line(0).text) == 40


async def test_the_letter_keeps_its_measure_in_the_middle_of_a_wide_pane() -> None:
    widths: list[int] = []
    view = LetterView()

    def make(width: int) -> list[Line]:
        widths.append(width)
        return wrapped(width)

    async with Desk(view).run_test(size=(120, 20)) as pilot:
        view.show_letter(make, unset=("start date", "salary"), subtitle="draft")
        assert widths[-1] == 80
        lines = drawn(view)
        assert "Not set: start date, salary" in lines[0]
        letter = next(line for line in lines if "we are glad" in line)
        assert letter.index("we are glad") == (119 - 80) // 2
        assert all(cell_len(line) == 120 for line in lines)
        await pilot.resize_terminal(30, 10)
        assert widths[-1] == 27
        assert all(cell_len(line) == 30 for line in drawn(view))


async def test_what_is_not_set_is_wrapped_and_absent_when_all_is_set() -> None:
    view = LetterView()
    async with Desk(view).run_test(size=(30, 10)):
        view.show_letter(wrapped, unset=("start date", "pay frequency", "expiry date"))
        named = view.text.split("\n\n")[0]
        assert " ".join(named.split()) == "Not set: start date, pay frequency, expiry date"
        assert all(len(line) <= 27 for line in named.splitlines())
        view.show_letter(wrapped)
        assert "Not set" not in view.text
        assert view.border_title == "Letter"
