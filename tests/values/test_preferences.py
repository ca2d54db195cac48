"""A person's own configuration: read, checked line by line, and put into the commands' keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import preferences
from data.settings.preferences import PREFERENCES
from tui import commands, keymap
from tui.cli.command_line import main


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A configuration of one's own; afterwards nobody goes by it."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("OFFERDESK_CONFIG", str(path))
    known = dict(commands.COMMANDS)
    yield path
    commands.COMMANDS.update(known)
    path.unlink(missing_ok=True)
    preferences.load()


def test_the_template_says_nothing_and_its_examples_are_right(file: Path) -> None:
    file.write_text(preferences.template(), "utf-8")
    assert preferences.read(file)[2:] == ({}, {}, ())
    said = preferences.template().replace("# ", "").splitlines()
    file.write_text("\n".join(line for line in said if "=" in line or line == "[keys]"), "utf-8")
    found = preferences.read(file)
    assert found.problems == () and set(found.values) == set(PREFERENCES)
    assert keymap.use(found.keys) == {}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('edtor = "nano"', "nothing is called edtor; did you mean editor?"),
        ("marks = 3", "marks is text in quotation marks"),
        ('dates = "isoo"', "dates is words or iso or dmy or mdy, not isoo."),
        ('keys = "x"', "keys is a table"),
        ("[keys]\nedit = 3", 'edit is a key such as "E"'),
    ],
)
def test_what_is_wrong_is_named_with_its_line(file: Path, line: str, problem: str) -> None:
    file.write_text(f'theme = "light"\n{line}\n', "utf-8")
    found = preferences.read(file)
    (said,) = found.problems
    assert problem in said and f"line {line.count(chr(10)) + 2}" in said
    assert found.values["theme"] == "light"


def test_a_file_that_is_no_toml_says_where_it_ends_to_be_one(file: Path) -> None:
    file.write_text('theme = "light"\ndates = iso\n', "utf-8")
    (said,) = preferences.read(file).problems
    assert "line 2" in said


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"foo": ("x",)}, "did you mean follow?"),
        ({"new": ("q",)}, "q is Quit already"),
        ({"new": ("G",)}, "G is Last already"),
        ({"status": ("^i",)}, "terminals send Tab"),
        ({"status": ("^q",)}, "cannot be changed"),
        ({"status": ("ctrl",)}, "is no key"),
    ],
)
def test_keys_that_cannot_be_are_refused_and_change_nothing(
    file: Path, keys: dict[str, tuple[str, ...]], problem: str
) -> None:
    before = dict(commands.COMMANDS)
    (said,) = keymap.use(keys).values()
    assert problem in said
    assert before == commands.COMMANDS


def test_keys_may_change_places_and_of_two_that_want_one_the_later_gives_way(file: Path) -> None:
    assert keymap.use({"offers.edit": ("s",), "offers.status": ("e",)}) == {}
    assert [commands.key_of("offers", one) for one in ("edit", "status")] == ["s", "e"]
    (said,) = keymap.use({"offers.edit": ("Z",), "offers.status": ("Z",)}).items()
    assert said[0] == "offers.status" and "Z is Edit already" in said[1]
    assert [commands.key_of("offers", one) for one in ("edit", "status")] == ["Z", "e"]


def test_escape_leaves_whatever_else_does(file: Path) -> None:
    assert keymap.use({"back": ("f10",)}) == {}
    (back,) = (one for one in commands.COMMANDS["help"] if one.id == "back")
    assert set(back.keys) == {"f10", "escape"}


def test_a_letter_for_what_is_done_where_one_types_is_refused(file: Path) -> None:
    (said,) = keymap.use({"save": ("w",)}).values()
    assert "where it is one types" in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [("\ufefftheme = 'light'", ""), ("a = " + "[" * 20_000, "too deep to read")],
)
def test_what_other_programs_write_is_read_or_refused_in_a_sentence(
    file: Path, text: str, problem: str
) -> None:
    file.write_text(text, "utf-8")
    found = preferences.read(file)
    assert problem in "".join(found.problems)
    assert problem or found.values == {"theme": "light"}


def test_keys_are_given_everywhere_or_on_one_screen_and_letters_only_where_none_is_typed(
    file: Path,
) -> None:
    assert keymap.use({"new": ("+", "f7"), "offers.status": ("S",)}) == {}
    assert commands.key_of("offers", "new") == commands.key_of("jobs", "new") == "+"
    assert commands.key_of("picker", "new") == "^n"
    assert (commands.key_of("offers", "status"), commands.key_of("offer", "status")) == ("S", "s")


def test_the_command_shows_place_values_and_what_is_wrong(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('theme = "drakula"\ndates = "iso"\n[keys]\nnew = "q"\n', "utf-8")
    assert main(["config"]) == 1
    said = capsys.readouterr()
    assert str(file) in said.out and '"iso"' in said.out
    assert "line 1: There is no theme drakula; did you mean dracula?" in said.err
    assert "line 4: new: q is Quit already" in said.err
    file.write_text('dates = "iso"\n', "utf-8")
    assert main(["config"]) == 0


def test_the_editor_begins_with_every_value_explained(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert main(["config", "--edit"]) == 0
    text = file.read_text("utf-8")
    assert all(one.meaning in text for one in PREFERENCES.values())
