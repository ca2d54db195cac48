"""How to get to each screen of the desk, by keys, on the made-up offers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from data.samples.demo import fill_demo
from data.storage import database
from data.values import clock
from tui.app import OfferDesk
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.board.board_list import BoardList
from tui.screens.offers.home import OffersScreen
from tui.screens.templates.editor import TemplateEditor
from tui.screens.templates.screen import TemplatesScreen

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIZES = ((80, 24), (120, 40), (200, 50))
THEMES = ("offerdesk-dark", "offerdesk-light")

KEYS: dict[str, tuple[str, ...]] = {
    "offers": (),
    "offer": ("enter",),
    "offer_form": ("e",),
    "new_offer": ("n",),
    "status": ("s",),
    "letter": ("p",),
    "jobs": ("2",),
    "job_form": ("2", "e"),
    "candidates": ("3",),
    "candidate_form": ("3", "e"),
    "fields": ("4",),
    "field_form": ("4", "e"),
    "settings": ("5",),
    "letter_out": ("enter", "l"),
    "letter_by_hand": ("enter", "h"),
    "templates": ("6",),
    "template_new": ("6", "n"),
    "template_bring_in": ("6", "I"),
    "template_placeholders": (
        *("6", "I", "tab", "D", "e", "a", "r", "space", "left_square_bracket", "N", "a", "m", "e"),
        *("right_square_bracket", "space", "left_square_bracket", "p", "e", "t"),
        *("right_square_bracket", "ctrl+s"),
    ),
    "template_editor": ("6", "e"),
    "template_names": ("6", "e", "f6"),
    "template_revisions": ("6", "c"),
    "import": ("I",),
    "export": ("x",),
    "board": ("b",),
    "snooze": ("b", "z"),
    "compare": ("space", "space", "c"),
    "bulk": ("space", "space", "B"),
    "bulk_plan": ("asterisk", "B", "enter", "ctrl+s"),
    "views": ("v",),
    "view_form": ("v", "n"),
    "columns": ("w",),
    "note": ("N",),
    "approval_ask": ("P",),
    "approval_answer": ("P", "A", "n", "a", "ctrl+s", "P"),
    "negotiation": ("enter", "A"),
    "history": ("H",),
    "history_kinds": ("enter", "f"),
    "filter": ("slash", "z", "o", "space", "s"),
    "filter_help": ("slash", "f1"),
    "help": ("question_mark",),
}
"""Every screen, and the keys that open it from the home screen."""


@contextmanager
def demo(folder: Path) -> Iterator[None]:
    """The made-up desk, on a morning that never changes."""
    clock.set_source(lambda: NOW)
    database.open_desk(folder / "demo.db")
    try:
        fill_demo()
        yield
    finally:
        database.close_desk()
        clock.set_source(None)


def desk(theme: str = THEMES[0]) -> OfferDesk:
    """The app in a theme; nothing blinks and nothing moves."""
    app = OfferDesk()
    app.theme = theme
    app.animation_level = "none"
    return app


def catch_up(app: OfferDesk) -> None:
    """Do now what the home screen leaves for when the keys pause."""
    home = app.screen_stack[0]
    assert isinstance(home, OffersScreen)
    home.count_attention()
    home.show_letter()
    if isinstance(app.screen, BoardList):
        app.screen.show_offer()
    if isinstance(app.screen, ListDetailScreen):
        app.screen.refresh_detail()
    for screen in app.screen_stack:
        if isinstance(screen, TemplatesScreen):
            while screen.look_at_one():
                pass
        if isinstance(screen, TemplateEditor):
            screen.preview.start()
        screen.refresh()  # what is behind two dialogs is drawn anew only when asked
