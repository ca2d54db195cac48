"""Copying: the letter as it is, any value of a pane, and the truth about where it went."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import making

from data.letters.layout import letter_lines
from tui import clipboard
from tui.app import OfferDesk
from tui.screens.base.picker import Picker
from tui.screens.base.save_file import SaveText
from tui.screens.offer.screen import OfferScreen

HTML = (
    "<h1>Offer</h1><p style='text-align: right'>Berlin, 3 May 2026</p><p>Dear Zoë, "
    + "we are glad to offer you this position. " * 20
    + "</p><hr><table><tr><td>Salary</td><td>92,500 EUR</td></tr></table>"
)


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of programs that is empty yet, and a terminal like most."""
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


def install(folder: Path, name: str, into: Path, code: int = 0) -> None:
    """A program that writes its arguments and what it is given into a file."""
    script = f'#!/bin/sh\necho "$@" >{into}\n/bin/cat >>{into}\nexit {code}\n'
    (folder / name).write_text(script)
    (folder / name).chmod(0o755)


def test_a_letter_is_copied_with_its_lines_unbroken() -> None:
    lines = letter_lines.unbroken(HTML).splitlines()
    assert lines[2] == "Berlin, 3 May 2026"
    (paragraph,) = (line for line in lines if line.startswith("Dear"))
    assert paragraph.count("we are glad") == 20
    assert "─" * 78 in lines
    assert all(len(line) <= 78 for line in lines if line != paragraph)
    assert "Salary  92,500 EUR" in letter_lines.unbroken(HTML)


def test_programs_are_those_of_the_place(nowhere: Path, tmp_path: Path) -> None:
    for name in ("wl-copy", "xclip", "xsel"):
        install(nowhere, name, tmp_path / name)
    display = {"DISPLAY": ":0"}
    assert clipboard.commands({}) == []
    assert [one[0] for one in clipboard.commands(display)] == ["xclip", "xsel"]
    assert clipboard.commands(display | {"WAYLAND_DISPLAY": "wayland-0"})[0] == ["wl-copy"]
    assert clipboard.commands(display, is_html=True) == [
        ["xclip", "-selection", "clipboard", "-t", "text/html"]
    ]


@pytest.mark.usefixtures("desk")
async def test_who_copies_hears_where_it_went(
    nowhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.a_ready_offer()
    taken = tmp_path / "taken"
    app = OfferDesk()

    def said() -> str:
        return list(app._notifications)[-1].message

    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("y")
        assert said() == "Copied the letter: it went to the terminal, which does not say whether" \
                         " it took it"  # fmt: skip
        assert "Not set" not in app.clipboard
        monkeypatch.setenv("DISPLAY", ":0")
        install(nowhere, "xclip", taken, code=1)  # a display that has gone
        await pilot.press("y")
        assert "does not say" in said()
        install(nowhere, "xclip", taken)
        await pilot.press("y")
        assert said() == "Copied the letter"
        assert taken.read_text() == "-selection clipboard\n" + app.clipboard
        monkeypatch.delenv("DISPLAY")
        monkeypatch.setenv("TERM", "linux")
        await pilot.press("y")
        assert isinstance(app.screen, SaveText)


@pytest.mark.usefixtures("desk")
async def test_a_value_of_the_pane_is_chosen_and_copied(
    nowhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = making.a_ready_offer()
    taken = tmp_path / "taken"
    install(nowhere, "wl-copy", taken)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    app = OfferDesk()
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("Y")
        assert isinstance(app.screen, Picker)
        assert ("Candidate", offer.candidate_name) in {
            (option.note, option.text) for option in app.screen.options
        }
        await pilot.press(*offer.candidate_name.split()[-1], "enter")
        assert taken.read_text() == f"\n{offer.candidate_name}"
        await pilot.press("Y", "down", "enter")
        assert taken.read_text().startswith("-t text/html\n<")
        await pilot.press("enter")
        assert isinstance(app.screen, OfferScreen)
        app.screen.terms.focus()
        await pilot.press("Y")
        assert isinstance(app.screen, Picker)
        assert {"Status", "Salary"} <= {option.note for option in app.screen.options}
