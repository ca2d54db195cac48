"""Folders and files as people type and see them."""

from pathlib import Path

import pytest

from data.errors import NotFound
from tui import folders
from tui.screens.exchange.import_lines import size


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "suburb").mkdir()
    for name in ("b.json", "A.csv", ".hidden"):
        (tmp_path / name).write_text("x")
    return tmp_path


def test_folders_come_first_and_hidden_files_only_when_asked_for(place: Path) -> None:
    assert [line.name for line in folders.listed(place)] == [
        "..",
        "sub",
        "suburb",
        "A.csv",
        "b.json",
    ]
    assert [line.name for line in folders.listed(place, ".h")] == [".hidden"]
    assert [line.name for line in folders.listed(Path("/"), "")][:1] != [".."]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("b", "b.json"),
        ("s", "sub"),
        ("sub", "sub"),
        ("subu", "suburb/"),
        ("zzz", "zzz"),
        ("", ""),
    ],
)
def test_tab_completes_as_far_as_there_is_no_choice(typed: str, becomes: str, place: Path) -> None:
    found = folders.completed(f"{place}/{typed}")
    assert found.text == f"{place}/{becomes}"
    if typed in ("s", "sub"):
        assert found.names == ("sub", "suburb")


def test_home_is_a_tilde_both_ways(nobody_at_home: Path) -> None:
    (nobody_at_home / "mine").mkdir()
    assert folders.expanded("~/mine") == nobody_at_home / "mine"
    assert folders.shown(nobody_at_home / "mine") == "~/mine"
    assert folders.completed("~").text == "~/"
    assert folders.completed("~/m").text == "~/mine/"
    assert folders.expanded("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")


def test_a_folder_that_is_gone_gives_way_to_home(nobody_at_home: Path, place: Path) -> None:
    assert folders.usual(str(place)) == place
    assert folders.usual(str(place / "gone")) == nobody_at_home
    assert folders.usual("") == nobody_at_home


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere", "does not exist"), ("b.json", "is no folder"), ("a\0b", "cannot")],
)
def test_what_cannot_be_listed_is_a_sentence(name: str, said: str, place: Path) -> None:
    with pytest.raises(NotFound, match=said):
        folders.listed(place / name)


def test_a_link_to_nowhere_is_listed(place: Path) -> None:
    (place / "dangling").symlink_to(place / "nowhere")
    assert "dangling" in [line.name for line in folders.listed(place)]


def test_sizes_are_short() -> None:
    assert [size(number) for number in (0, 812, 1_000, 27_341, 1_240_000, 3 * 10**9)] == [
        "0 B", "812 B", "1.0 kB", "27 kB", "1.2 MB", "3.0 GB",
    ]  # fmt: skip
