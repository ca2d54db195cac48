"""Files out: whole or not at all, nobody else's business, and never over what is there."""

import os
import stat
import threading
from pathlib import Path

import pytest

from data.storage.safe_files import Unwritable, refuse, writing


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith("offers.db")}


def test_a_file_has_its_name_only_when_it_is_complete(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with writing(path) as file:
        file.write(b"[]")
        assert not path.exists()
    assert path.read_bytes() == b"[]"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == {"out.json"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
def test_what_stops_the_writing_leaves_nothing(
    desk: Path, tmp_path: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), writing(tmp_path / "out.json") as file:
        file.write(b"half")
        raise error
    assert names(tmp_path) == set()


def test_a_file_is_replaced_on_demand_only(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("mine")
    with pytest.raises(Unwritable, match="replace it with --force"):
        refuse(path)
    with pytest.raises(Unwritable), writing(path):
        pass
    with pytest.raises(KeyError), writing(path, force=True) as file:
        file.write(b"half")
        raise KeyError
    assert path.read_text() == "mine"
    with writing(path, force=True) as file:
        file.write(b"new")
    assert (path.read_text(), names(tmp_path)) == ("new", {"out.json"})


def test_a_file_that_came_meanwhile_stays(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    with pytest.raises(Unwritable, match="is there already"), writing(path) as file:
        file.write(b"new")
        path.write_text("theirs")
    assert (path.read_text(), names(tmp_path)) == ("theirs", {"out.json"})


def test_a_link_stays_a_link(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    with writing(tmp_path / "link.json") as file:
        file.write(b"x")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"x"


def test_a_device_and_a_pipe_are_written_directly(desk: Path, tmp_path: Path) -> None:
    with writing(Path(os.devnull), force=True) as file:
        file.write(b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    with writing(pipe) as file:
        file.write(b"x")
    listener.join(10)
    assert heard == [b"x"] and stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_the_desk_is_never_written_over(desk: Path, ending: str) -> None:
    with pytest.raises(Unwritable, match="is the desk itself"):
        refuse(desk.with_name(desk.name + ending), force=True)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a folder"),
        ("none/out.json", "does not exist: make it first"),
        ("a\0b", "cannot be"),
    ],
)
def test_a_place_that_cannot_be_is_named(desk: Path, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(Unwritable, match=said):
        refuse(tmp_path / name)


def test_a_full_disk_is_a_sentence(desk: Path, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device here")
    with pytest.raises(Unwritable, match="no space left"), writing(full) as file:
        file.write(b"x" * 100_000)
