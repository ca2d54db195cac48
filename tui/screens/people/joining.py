"""Joining two candidates who are one person: whom, what moves, doing it, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

from data.lists import candidate_list, twin_candidates
from data.lists.candidate_list import CandidateRow, candidate_line
from data.people import candidates, joining
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.picker import Picked
from tui.screens.people import candidate_lines
from tui.widgets.choice import Source

Done = Callable[[int], None]


def choose(screen: Screen[Any], kept_id: int, done: Done) -> None:
    """Ask who else the candidate is; whoever is like them is chosen already."""
    kept = candidates.get(kept_id)
    twins = twin_candidates.of(kept.name, kept.email, kept_id)
    others = partial(candidate_list.others, kept_id)
    source = Source(others, candidate_lines.COLUMNS[:2], _name)

    def picked(answer: Picked | None) -> None:
        number = answer.values[0] if answer is not None and answer.values else None
        if isinstance(number, int):
            with report.reported(screen.app):
                _ask(screen, kept_id, number, done)

    screen.app.push_screen(
        screens.Picker(
            f"Who is {kept.name} ({kept.id}), too?",
            source=source,
            typed=twins.other.name if twins else "",
        ),
        picked,
    )


def _ask(screen: Screen[Any], kept_id: int, gone_id: int, done: Done) -> None:
    """Show what moves before anything does."""
    plan = joining.plan(kept_id, gone_id)
    back = key_of("candidates", "undo_join")

    def answered(yes: bool | None) -> None:
        if yes:
            with report.reported(screen.app):
                joined = joining.join(kept_id, gone_id)
                report.say(screen.app, f"{joined.name}: joined · {back} takes it back")
                done(kept_id)

    lines = (*plan.lines, f"{back} on the candidate takes it back.")
    title = f"Join {plan.gone.name} ({plan.gone.id}) with {plan.kept.name} ({plan.kept.id})"
    screen.app.push_screen(screens.Confirm(title, lines, yes="Join"), answered)


def take_back(screen: Screen[Any], kept_id: int, done: Done) -> None:
    """Make two of the candidate again."""
    with report.reported(screen.app):
        parted = joining.undo(kept_id)
        report.say(screen.app, f"{parted.name} ({parted.id}) is a candidate of their own again")
        done(kept_id)


def _name(row: CandidateRow) -> str:
    return candidate_line(row).name
