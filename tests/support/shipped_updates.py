"""What comes with the program, and another version of the program that brings other templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.records.template_records import TemplateRecord
from data.storage import database
from data.templates import shipped, templates


def by_file(name: str) -> TemplateRecord:
    """The template or clause of a shipped file."""
    return next(one for one in templates.all_templates(retired=True) if one.shipped == name)


def update(monkeypatch: pytest.MonkeyPatch, path: Path, files: dict[str, tuple[str, ...]]) -> None:
    """Open the desk with another version of the program, which brings these templates."""
    found = {file: shipped._File(*words) for file, words in files.items()}
    monkeypatch.undo()
    monkeypatch.setattr(shipped, "_files", lambda: found)
    monkeypatch.setattr(shipped, "_state", lambda: f"another version {sorted(files.items())}")
    database.close_desk()
    database.open_desk(path)
