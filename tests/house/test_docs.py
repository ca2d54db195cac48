"""What README.md says is so: its keys are the program's, its commands are understood."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from looks import picture

from tui import commands
from tui.cli.arguments import parser
from tui.commands.command import key_text

ROOT = Path(__file__).parents[2]
README = ROOT.joinpath("README.md").read_text("utf-8")
PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
SIGNS = {"Ctrl+P": "^p"}


def key_tables() -> list[tuple[str, str]]:
    """Each key of a table of keys, with the screen the table is for."""
    found = []
    for screen, table in re.findall(r"<!-- keys: (\w+) -->\n((?:\|.*\n)+)", README):
        for row in table.splitlines()[2:]:
            keys = row.split("|")[1]
            found += [(screen, key) for key in re.findall(r"`([^`]+)`", keys)]
    return found


def said_commands() -> list[str]:
    """The lines of the block of commands."""
    block = re.search(r"<!-- commands -->\n```sh\n(.*?)```", README, re.S)
    assert block
    return block[1].splitlines()


@pytest.mark.parametrize(("screen", "key"), key_tables())
def test_every_key_in_the_readme_does_something(screen: str, key: str) -> None:
    known = {key_text(one) for command in commands.for_help(screen) for one in command.keys}
    assert key in known


def test_the_readme_names_every_key_of_the_key_bars() -> None:
    named = {key for _, key in key_tables()}
    shown = {
        command.key_text for screen in ("offers", "offer") for command in commands.footer(screen)
    }
    assert shown - named - {"n"} == set()


@pytest.mark.parametrize("line", said_commands())
def test_every_command_in_the_readme_is_understood(line: str) -> None:
    program, *arguments = shlex.split(line)
    assert program == "offerdesk"
    if arguments == ["--version"]:
        with pytest.raises(SystemExit, match="0"):
            parser().parse_args(arguments)
    else:
        assert parser().parse_args(arguments)


def test_the_readme_names_no_other_key_than_those_in_its_tables() -> None:
    said = set(re.findall(r"`(\^?[a-zA-Z?/])`", README))
    assert said <= {key for _, key in key_tables()} | {"n", "s", "p", "a", "x", "e"}


def test_links_and_pictures_hold_on_a_package_page_and_lead_to_files_that_are_there() -> None:
    links = re.findall(r"\]\((.*?)\)", README)
    assert len(links) > 1
    for link in links:
        own = link.removeprefix(f"{PROJECT['urls']['Source']}/")
        assert link.startswith("https://")
        assert own == link or (ROOT / re.sub("^(blob|raw)/main/", "", own)).is_file()


def test_the_pictures_are_those_that_one_command_draws() -> None:
    named = re.findall(r"docs/pictures/([\w-]+\.svg)\)", README)
    drawn = picture.names()
    assert sorted(named) == sorted(drawn)
    assert sorted(path.name for path in picture.FOLDER.iterdir()) == sorted(drawn)
    assert f"`python {Path('tests/looks/picture.py')}`" in README
    written = [picture.FOLDER.joinpath(name).read_text("utf-8") for name in drawn]
    assert len(set(written)) == len(drawn)
    assert all(one.rstrip().endswith("</svg>") for one in written)


def test_the_claimed_pythons_are_those_of_the_hosted_workflow() -> None:
    claimed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={claimed[0]}"
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    (listed,) = re.findall(r"python: \[(.*)\]", workflow)
    assert shlex.split(listed.replace(",", " ")) == claimed
