"""Work beside the screen: one at a time, progress, stopping, errors, beginning anew."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from contextlib import suppress
from threading import Event

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from data.errors import DataError, NotAllowed
from data.storage import connection
from tui.screens.base.work import BackgroundWork, Run, WorkDialog

pytestmark = pytest.mark.usefixtures("desk")


class Working(WorkDialog[str]):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def show_progress(self, done: int, total: int) -> None:
        self.heard.append((self.doing, done, total))

    def show_part(self, result: object) -> None:
        self.heard.append(result)

    def show_result(self, result: object) -> None:
        self.heard.append(result)

    def show_failure(self, error: DataError | None) -> None:
        self.heard.append(error.text if error else "stopped")


async def ended(pilot: Pilot[None]) -> None:
    with suppress(WorkerCancelled):  # a screen that goes cancels what it heard the end of
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def waiting(go_on: Event) -> Callable[[Run], object]:
    def work(run: Run) -> str:
        run.part("a part")
        assert go_on.wait(10)
        run(1, 1)
        return "all"

    return work


async def test_parts_progress_and_the_result_are_heard_in_their_order() -> None:
    async with App[None]().run_test() as pilot:
        dialog, go_on = Working(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", waiting(go_on))
        dialog.start("writing", waiting(go_on))  # nothing begins while something goes on
        assert dialog.is_working and dialog.doing == "reading"
        go_on.set()
        await ended(pilot)
        assert not dialog.is_working
        assert dialog.heard == [("reading", 0, 0), "a part", ("reading", 1, 1), "all"]


async def test_what_is_stopped_ends_and_keeps_nothing() -> None:
    async with App[None]().run_test() as pilot:
        dialog, go_on = Working(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", waiting(go_on))
        dialog.action_stop()
        go_on.set()
        await ended(pilot)
        assert dialog.heard[-1] == "stopped"
        assert pilot.app.screen is dialog


async def test_nothing_is_heard_of_work_that_was_begun_anew() -> None:
    async with App[None]().run_test() as pilot:
        dialog, go_on = Working(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("old", waiting(go_on))
        await pilot.pause(0.05)
        dialog.restart("new", lambda run: "new result")
        go_on.set()
        await ended(pilot)
        assert dialog.heard[-2:] == [("new", 0, 0), "new result"]


async def test_an_error_of_the_rules_is_shown_in_its_words() -> None:
    def refused(run: Run) -> object:
        raise NotAllowed("No.")

    async with App[None]().run_test() as pilot:
        dialog = Working()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", refused)
        await ended(pilot)
        assert dialog.heard[-1] == "No."


async def test_leaving_stops_the_work_first() -> None:
    async with App[None]().run_test() as pilot:
        dialog, go_on = Working(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", waiting(go_on))
        dialog.action_back()
        assert pilot.app.screen is dialog and dialog.is_leaving
        go_on.set()
        await ended(pilot)
        assert pilot.app.screen is not dialog
        assert isinstance(dialog, BackgroundWork)


class Reading(Working):
    only_reads = True


def counting_without_end(begun: Event) -> Callable[[Run], object]:
    sql = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(began(i))"
        " FROM n"
    )

    def work(run: Run) -> object:
        connection.reader().create_function("began", 1, lambda number: begun.set())
        return connection.reader().execute(sql).fetchall()

    return work


async def test_a_query_that_nobody_waits_for_ends_at_once() -> None:
    async with App[None]().run_test() as pilot:
        dialog, begun = Reading(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", counting_without_end(begun))
        assert await to_thread(begun.wait, 10)
        dialog.action_stop()
        await ended(pilot)
        assert dialog.heard[-1] == "stopped"


async def test_leaving_the_screen_ends_its_query() -> None:
    async with App[None]().run_test() as pilot:
        dialog, begun = Reading(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", counting_without_end(begun))
        assert await to_thread(begun.wait, 10)
        pilot.app.exit()


async def test_no_query_begins_that_nobody_waits_for() -> None:
    def reading(run: Run) -> object:
        assert go_on.wait(10)
        return connection.reader().execute("SELECT 1").fetchall()

    async with App[None]().run_test() as pilot:
        dialog, go_on = Reading(), Event()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", reading)
        await pilot.pause(0.05)
        dialog.action_stop()
        go_on.set()
        await ended(pilot)
        assert dialog.heard[-1] == "stopped"


async def test_an_error_of_the_database_is_told_in_a_sentence() -> None:
    def broken(run: Run) -> object:
        return connection.reader().execute("SELECT * FROM nowhere").fetchall()

    async with App[None]().run_test() as pilot:
        dialog = Working()
        await pilot.app.push_screen(dialog)
        dialog.start("reading", broken)
        await ended(pilot)
        assert "cannot be used: no such table: nowhere." in str(dialog.heard[-1])
