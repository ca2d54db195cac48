"""An empty desk: what comes first, which key does it, and a look at a desk that is full."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from textual.app import App, SuspendNotSupported

from data.errors import NotAllowed
from data.lists import candidate_list
from data.settings import settings
from data.values.styled_text import Line, Span
from tui import commands, external_editor
from tui.text import glyphs

_DEMO = "import sys; from tui.cli.command_line import main; sys.exit(main(['demo']))"


def lines(jobs: int) -> tuple[Line, ...]:
    """The steps in their order, those that are done marked; `jobs` is how many jobs there are."""
    return (
        (Span("Nothing here yet. What comes first:", "strong"),),
        (),
        _step("go_settings", "your company, as letters name it", settings.get("company_name")),
        _step("go_jobs", "a job, with its pay and openings", jobs),
        _step("go_candidates", "a candidate", len(candidate_list.candidates())),
        _step("new", "an offer, and the rest with it"),
        (),
        (Span("Or begin with what there is:", "muted"),),
        (),
        _step("import", "read another system's files"),
        _step("demo", "look at a desk of made-up offers"),
    )


def _step(command_id: str, words: str, done: object = None) -> Line:
    mark = Span(f"{glyphs().accepted} " if done else "  ", "good")
    key = commands.key_of("offers", command_id)
    return (mark, Span(f"{key:<3}", "accent"), Span(words, "muted" if done else ""))


def show_demo(app: App[Any]) -> None:
    """A desk of made-up offers in this terminal; leaving it comes back here."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        with external_editor.suspended(app):
            print("Filling a desk with made-up offers …", flush=True)
            subprocess.run([sys.executable, "-c", _DEMO], env=environment, check=False)
    except SuspendNotSupported:
        raise NotAllowed("Leave the desk, then run: offerdesk demo") from None
    app.refresh(layout=True)
