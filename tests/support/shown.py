"""What the terminal shows: the only place of the tests that looks into Textual itself."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.strip import Strip


def strips(app: App[Any]) -> list[Strip]:
    """The lines of the terminal, with their styles."""
    return list(app.screen._compositor.render_strips())


def lines(app: App[Any]) -> list[str]:
    """The lines of the terminal, as text."""
    return [strip.text for strip in strips(app)]


def messages(app: App[Any]) -> list[tuple[str, str]]:
    """Title and text of the messages that are shown, the newest last."""
    return [(note.title, str(note.message)) for note in app._notifications]
