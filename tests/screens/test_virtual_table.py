"""The one list: it draws what is in view, keeps its place, and answers keys and mouse."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from data.records.row_list import RowCount
from data.values.styled_text import Span
from tui.screens.base import incremental_list
from tui.text import cell_len, content
from tui.widgets.columns import Column, place
from tui.widgets.virtual_table import ListRows, VirtualTable


class Row(NamedTuple):
    key: int
    name: str
    heading: bool = False


class Counted:
    """Any number of rows made when asked for; remembers which were."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: set[int] = set()

    @property
    def total(self) -> RowCount:
        return RowCount(self.count)

    def advance(self, seconds: float) -> bool:
        return True

    def __len__(self) -> int:
        return self.count

    def row(self, index: int) -> Row:
        self.asked.add(index)
        return Row(index + 100, f"Row {index}")

    def key(self, row: Row) -> int:
        return row.key

    def index_of(self, key: int) -> int | None:
        return key - 100 if 0 <= key - 100 < self.count else None


COLUMNS = (
    Column[Row]("name", "Name", 10, lambda row: row.name, flex=True, priority=9),
    Column[Row]("state", "State", 8, lambda row: (Span("● sent", "sent"),), priority=5),
    Column[Row]("key", "Key", 6, lambda row: str(row.key), align="right", priority=1),
)


class Desk(App[None]):
    CSS = "VirtualTable { border: round $border; }"

    def __init__(self, table: VirtualTable[Row]) -> None:
        super().__init__()
        self.table = table
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        self.heard.append(("at", event.key, event.index))

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        self.heard.append(("open", event.key))

    def on_virtual_table_header_clicked(self, event: VirtualTable.HeaderClicked) -> None:
        self.heard.append(("title", event.column_id))


def a_list(names: Sequence[str]) -> ListRows[Row]:
    return ListRows([Row(at, name) for at, name in enumerate(names, 1)], lambda row: row.key)


def drawn(table: VirtualTable[Row]) -> list[str]:
    return [table.render_line(y).text for y in range(table.size.height)]


async def shown(
    table: VirtualTable[Row],
    test: Callable[[Desk, "Pilot[None]"], object],
    size: tuple[int, int] = (40, 12),
) -> None:
    desk = Desk(table)
    async with desk.run_test(size=size) as pilot:
        await pilot.pause()
        result = test(desk, pilot)
        if hasattr(result, "__await__"):
            await result


async def test_of_a_million_rows_only_those_in_view_are_read() -> None:
    rows = Counted(1_000_000)

    async def far(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("G")
        assert desk.table.cursor == 999_999
        assert desk.table.position_text == "1,000,000 of 1,000,000"
        assert "Row 999999" in drawn(desk.table)[-1]
        assert len(rows.asked) < 50

    await shown(VirtualTable(COLUMNS, rows), far)


async def test_keys_move_open_and_tell() -> None:
    async def keys(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.press("j", "down", "k", "enter")
        assert desk.table.cursor_row == Row(101, "Row 1")
        assert desk.heard == [
            ("at", 100, 0),
            ("at", 101, 1),
            ("at", 102, 2),
            ("at", 101, 1),
            ("open", 101),
        ]

    await shown(VirtualTable(COLUMNS, Counted(50)), keys)


async def test_pages_and_ends() -> None:
    def pages(desk: Desk, pilot: Pilot[None]) -> None:
        table = desk.table
        table.action_page_down()
        assert (table.top, table.cursor) == (8, 8)
        table.action_half_page_up()
        assert (table.top, table.cursor) == (4, 4)
        table.action_last()
        assert (table.top, table.cursor) == (41, 49)
        table.action_cursor_down()
        assert table.cursor == 49
        table.action_first()
        assert (table.top, table.cursor) == (0, 0)
        table.action_cursor_up()
        assert table.cursor == 0

    await shown(VirtualTable(COLUMNS, Counted(50)), pages)


async def test_a_reload_keeps_the_row_and_its_place_in_view() -> None:
    def reload(desk: Desk, pilot: Pilot[None]) -> None:
        table = desk.table
        table.move_to(20)
        offset = table.cursor - table.top
        more = Counted(60)
        more.index_of = lambda key: key - 97  # three new rows above
        more.row = lambda index: Row(index + 97, f"Row {index - 3}")
        told = len(desk.heard)
        table.set_rows(more, keep=table.cursor_key)
        assert table.cursor_row == Row(120, "Row 20")
        assert table.cursor - table.top == offset
        assert len(desk.heard) == told

    await shown(VirtualTable(COLUMNS, Counted(50)), reload)


async def test_when_the_row_is_gone_the_cursor_stays_at_its_place() -> None:
    def gone(desk: Desk, pilot: Pilot[None]) -> None:
        table = desk.table
        table.move_to(2)
        table.set_rows(a_list(["A", "B"]), keep=table.cursor_key)
        assert (table.cursor, table.cursor_key) == (1, 2)
        table.set_rows(a_list([]), keep=table.cursor_key)
        assert (table.cursor_key, table.cursor_row, table.position_text) == (None, None, "")
        table.action_open()
        table.action_last()
        table.action_cursor_down()
        table.action_page_up()
        assert table.cursor_key is None

    await shown(VirtualTable(COLUMNS, a_list(["A", "B", "C"])), gone)


async def test_the_hook_hears_every_other_row_in_the_same_cycle() -> None:
    heard: list[Row | None] = []

    def hook(desk: Desk, pilot: Pilot[None]) -> None:
        desk.table.move_to(3)
        assert heard[-1] == Row(103, "Row 3")
        desk.table.set_rows(a_list([]))
        assert heard[-1] is None

    await shown(VirtualTable(COLUMNS, Counted(9), on_cursor=heard.append), hook)


async def test_an_empty_list_says_what_it_is_for() -> None:
    def empty(desk: Desk, pilot: Pilot[None]) -> None:
        text = "\n".join(drawn(desk.table))
        assert "No offers yet" in text
        assert "n makes the first one" in text

    await shown(VirtualTable(COLUMNS, empty="No offers yet\nn makes the first one"), empty)


async def test_headings_are_shown_and_skipped() -> None:
    rows = [Row(-1, "Design", True), Row(1, "A"), Row(2, "B"), Row(-2, "Sales", True), Row(3, "C")]
    table = VirtualTable(
        COLUMNS, ListRows(rows, lambda row: row.key), section=lambda row: row.heading
    )

    def headings(desk: Desk, pilot: Pilot[None]) -> None:
        seen = []
        for _ in range(4):
            seen.append(table.cursor_key)
            table.action_cursor_down()
        assert seen == [1, 2, 3, 3]
        assert table.position_text == "3 of 3"
        for _ in range(4):
            table.action_cursor_up()
        assert (table.cursor_key, table.top) == (1, 0)
        assert "Design" in drawn(table)[1]

    await shown(table, headings, size=(40, 6))


async def test_the_mouse_chooses_opens_scrolls_and_orders() -> None:
    async def mouse(desk: Desk, pilot: Pilot[None]) -> None:
        await pilot.click(VirtualTable, offset=(5, 4))
        assert desk.table.cursor == 2
        await pilot.click(VirtualTable, offset=(5, 4), times=2)
        assert ("open", 102) in desk.heard
        await pilot.click(VirtualTable, offset=(4, 1))
        assert desk.heard[-1] == ("title", "name")
        desk.table.post_message(
            events.MouseScrollDown(desk.table, 5, 5, 0, 1, 0, False, False, False)
        )
        await pilot.pause()
        assert (desk.table.top, desk.table.cursor) == (3, 3)

    await shown(VirtualTable(COLUMNS, Counted(50)), mouse)


async def test_every_line_is_exactly_as_wide_as_the_list_whatever_the_text() -> None:
    names = [
        "王小明 東京オフィス" * 3,
        "[b]x[/b] [/]",
        "\x1b[31mred\u202e",
        "Zoe\u0308",
        "👩\u200d👧",
    ]
    table = VirtualTable(COLUMNS, a_list(names))

    async def widths(desk: Desk, pilot: Pilot[None]) -> None:
        for size in ((40, 12), (9, 5), (25, 3), (200, 50)):
            await pilot.resize_terminal(*size)
            for line in drawn(table):
                assert cell_len(line) == table.size.width
                assert "\x1b" not in line and "\u202e" not in line

    await shown(table, widths)


async def test_the_cursor_stays_in_view_when_the_terminal_shrinks() -> None:
    async def shrink(desk: Desk, pilot: Pilot[None]) -> None:
        desk.table.move_to(8)
        await pilot.resize_terminal(40, 6)
        assert desk.table.top <= 8 < desk.table.top + 3

    await shown(VirtualTable(COLUMNS, Counted(50)), shrink)


async def test_the_cursor_row_is_bright_only_with_the_focus_and_follows_the_theme() -> None:
    def background(table: VirtualTable[Row]) -> Style | None:
        return next(iter(table.render_line(1))).style

    async def looks(desk: Desk, pilot: Pilot[None]) -> None:
        bright = background(desk.table)
        desk.screen.set_focus(None)
        await pilot.pause()
        dim = background(desk.table)
        desk.theme = "textual-light"
        await pilot.pause()
        light = background(desk.table)
        assert len({str(style) for style in (bright, dim, light)}) == 3

    await shown(VirtualTable(COLUMNS, Counted(5)), looks)


async def test_the_order_is_shown_in_the_title_and_the_position_in_the_border() -> None:
    def titles(desk: Desk, pilot: Pilot[None]) -> None:
        desk.table.border_title = content("a [/] b")
        desk.table.set_sort("name", descending=True)
        assert "Name ▼" in drawn(desk.table)[0]
        desk.table.set_sort(None)
        assert "▼" not in drawn(desk.table)[0]
        assert desk.table.border_subtitle == "1 of 5"

    await shown(VirtualTable(COLUMNS, Counted(5)), titles)


class Repainted(VirtualTable[Row]):
    """Remembers which lines it was asked to draw; all of them are -2, those of the border not."""

    drawn_lines: list[int] = []

    def refresh(self, *regions: Region, **options: Any) -> "Repainted":
        self.drawn_lines = [*self.drawn_lines, *(one.y for one in regions or (Region(0, -2),))]
        return super().refresh(*regions, **options)


async def test_rows_out_of_view_draw_nothing_anew_but_the_thumb_and_the_position() -> None:
    rows = Counted(30)
    table = Repainted(COLUMNS, rows)

    async def growing(desk: Desk, pilot: Pilot[None]) -> None:
        border = table.size.height
        for count, most in ((31, 1), (1_000, 9), (1_001, 0)):
            table.drawn_lines, rows.count = [], count
            before = [table.is_thumb(line) for line in range(table.view_height)]
            table.grown()
            after = [table.is_thumb(line) for line in range(table.view_height)]
            other = [at + 1 for at in range(table.view_height) if before[at] != after[at]]
            assert sorted(set(table.drawn_lines) - {border}) == other
            assert len(other) <= most and border in table.drawn_lines
            assert table.border_subtitle == f"1 of {count:,}"

    await shown(table, growing)


async def test_rows_that_come_into_view_are_drawn() -> None:
    rows = Counted(3)
    table = Repainted(COLUMNS, rows)

    async def growing(desk: Desk, pilot: Pilot[None]) -> None:
        table.drawn_lines, rows.count = [], 6
        table.grown()
        assert -2 in table.drawn_lines
        assert "Row 5" in drawn(table)[6]

    await shown(table, growing)


class Found(Counted):
    """Finds ten more rows at every look, up to a thousand."""

    looks = 0

    @property
    def total(self) -> RowCount:
        return RowCount(self.count, self.count < 1_000)

    def advance(self, seconds: float) -> bool:
        self.looks += 1
        self.count += 10
        return self.count >= 1_000


async def test_a_count_is_shown_now_and_then_and_the_last_one_in_any_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, seconds in (("AFTER", 0.001), ("EVERY", 0.001), ("COUNT_EVERY", 3600.0)):
        monkeypatch.setattr(incremental_list, name, seconds)
    rows, told = Found(0), []

    async def searching(desk: Desk, pilot: Pilot[None]) -> None:
        def more() -> None:
            told.append(len(rows))

        incremental_list.IncrementalSearch(desk.screen, desk.table, more, "Nothing.").start()
        while rows.total.more:
            await pilot.pause(0.02)
        await pilot.pause(0.02)
        assert rows.looks == 100
        assert told == [10, 20, 1_000]  # until the view is full, and all
        assert desk.table.position_text == "1 of 1,000"

    monkeypatch.setattr(incremental_list, "monotonic", lambda: 5_000.0)
    await shown(VirtualTable(COLUMNS, rows), searching, (40, 20))


async def test_a_scroll_bar_is_there_only_when_needed() -> None:
    def bars(desk: Desk, pilot: Pilot[None]) -> None:
        assert not any("▐" in line for line in drawn(desk.table))
        desk.table.set_rows(Counted(1000))
        assert [line[-1] for line in drawn(desk.table)].count("▐") == 1
        desk.table.action_last()
        assert drawn(desk.table)[-1][-1] == "▐"

    await shown(VirtualTable(COLUMNS, Counted(5)), bars)


def test_the_least_important_column_gives_way_first_and_order_stays() -> None:
    wide = place(COLUMNS, 40)
    assert [placed.column.id for placed in wide] == ["name", "state", "key"]
    assert sum(placed.width for placed in wide) + 4 == 40
    assert [placed.column.id for placed in place(COLUMNS, 25)] == ["name", "state"]
    assert [placed.column.id for placed in place(COLUMNS, 12)] == ["name"]
    assert place(COLUMNS, 4)[0].width == 4


def test_columns_shrink_to_their_least_before_one_goes() -> None:
    columns = (
        Column[Row]("a", "A", 20, lambda row: "", min_width=6, priority=2),
        Column[Row]("b", "B", 10, lambda row: "", min_width=4, priority=1),
    )
    assert [placed.width for placed in place(columns, 20)] == [14, 4]
    assert [placed.width for placed in place(columns, 40)] == [20, 10]
    assert [placed.width for placed in place(columns, 12)] == [6, 4]
