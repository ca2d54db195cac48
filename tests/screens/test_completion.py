"""Shell completion and the manual page say what the command line declares, no more and no less."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
from pathlib import Path

import pexpect
import pytest

from data.values.text import one_line
from tui.cli import completion, manual
from tui.cli.arguments import parser
from tui.cli.command_line import main
from tui.cli.declared import program

PROGRAM = program()
ROOT = Path(__file__).parents[2]
_ASK = """
ask() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _offerdesk; echo "${COMPREPLY[*]}"
}
"""


def declared() -> dict[str, set[str]]:
    """The options of every sub-command, from argparse's own help; "" is the program."""
    made = parser()
    (commands,) = (one for one in made._actions if isinstance(one, argparse._SubParsersAction))
    helps = {"": made, **commands.choices}
    return {
        name: set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(map(str, _usages(one)))))
        for name, one in helps.items()
    }


def _usages(made: argparse.ArgumentParser) -> list[str]:
    return [option for action in made._actions for option in action.option_strings]


def ask(folder: Path, *lines: list[str]) -> list[set[str]]:
    """What bash proposes for the last word of each line."""
    script = "\n".join(completion.bash(PROGRAM)) + _ASK
    quoted = "\n".join("ask " + " ".join(f"'{word}'" for word in line) for line in lines)
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{quoted}"],
        capture_output=True, text=True, check=True, timeout=60, cwd=folder,
    )  # fmt: skip
    assert done.stderr == ""
    return [set(line.split(" ")) - {""} for line in done.stdout.splitlines()]


def test_bash_proposes_every_option_of_every_command(tmp_path: Path) -> None:
    known = declared()
    lines = [["offerdesk", *filter(None, [name]), "-"] for name in known]
    assert ask(tmp_path, *lines) == list(known.values())


def test_bash_proposes_commands_values_and_files(tmp_path: Path) -> None:
    tmp_path.joinpath("offers.json").touch()
    tmp_path.joinpath("out").mkdir()
    asked: dict[str, set[str]] = {
        "offerdesk ": set(declared()) - {""},
        "offerdesk ver": {"verify"},
        "offerdesk --db list ver": {"verify"},
        "offerdesk --db = list list --so": {"--sort"},
        "offerdesk import --prefer th": {"theirs"},
        "offerdesk import --prefer = th": {"theirs"},
        "offerdesk import off": {"offers.json"},
        "offerdesk letters --to o": {"out"},
        "offerdesk status 5 wi": {"withdrawn"},
        "offerdesk --theme drac": {"dracula"},
        "offerdesk completion ": {"bash", "zsh", "fish"},
        "offerdesk show ": set(),
        "offerdesk list --sort ": set(),
    }
    assert ask(tmp_path, *(line.split(" ") for line in asked)) == list(asked.values())


def test_a_theme_whose_name_a_shell_would_carry_out_is_not_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFERDESK_CONFIG", str(tmp_path / "config.toml"))
    tmp_path.joinpath("themes").mkdir()
    for name in ("dusk", "two words", "$(touch done)", "d*"):
        tmp_path.joinpath("themes", f"{name}.toml").touch()
    (found,) = ask(tmp_path, ["offerdesk", "--theme", ""])
    assert "dusk" in found
    assert not found & {"two", "words", "d*"}
    assert not tmp_path.joinpath("done").exists()


@pytest.mark.parametrize("make", [completion.zsh, completion.fish])
def test_the_other_shells_hear_of_the_same_options(make: object) -> None:
    script = "\n".join(completion.zsh(PROGRAM) if make is completion.zsh else _long_names())
    for name, options in declared().items():
        lines = [line for line in script.splitlines() if _is_about(line, name)]
        found = set(re.findall(r"(?<=\*|\s)--?[a-z][a-z-]*(?==|\[| )", "\n".join(lines)))
        assert found >= options, name


def _long_names() -> list[str]:
    """The lines for fish with options as they are typed."""
    lines = completion.fish(PROGRAM)
    return [re.sub(r" -s (\w)", r" -\1", re.sub(r" -l ([\w-]+)", r" --\1", one)) for one in lines]


def _is_about(line: str, name: str) -> bool:
    begins = (f"{name}) _arguments", f"complete -c offerdesk -n '__offerdesk_is {name or chr(34)}")
    return line.strip().startswith(begins if name else ("_arguments -C", begins[1]))


def test_the_page_has_every_option_under_its_command() -> None:
    parts = re.split(r"^\.S[SH] (.*)$", "\n".join(manual.page(PROGRAM)), flags=re.M)
    said = dict(zip(parts[1::2], parts[2::2], strict=True))
    for name, options in declared().items():
        text = said[name or "OPTIONS"].replace("\\-", "-")
        assert set(re.findall(r"\\fB(-[\w-]+)", text)) | {"-h", "--help"} == options, name


def test_a_page_holds_no_instruction_that_a_text_brought() -> None:
    assert manual._plain(".so /etc/passwd \\fB") == "\\&.so /etc/passwd \\efB"
    assert all(line.isascii() for line in manual.page(PROGRAM))


def test_the_page_names_what_the_program_reads_of_the_environment() -> None:
    read = re.compile(r'environ(?:\.get)?[(\[]"([A-Z_]+)"|"([A-Z_]+)" (?:not )?in (?:os\.)?environ')
    found = set()
    for folder in ("tui", "data"):
        for path in ROOT.joinpath(folder).rglob("*.py"):
            found |= {"".join(one) for one in read.findall(path.read_text("utf-8"))}
    assert len(found) > 5
    assert found == set(", ".join(manual.ENVIRONMENT).split(", "))


def test_both_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["man"]) == 0
    assert capsys.readouterr().out.startswith(".TH OFFERDESK 1")
    assert main(["completion", "fish"]) == 0
    assert "complete -c offerdesk" in capsys.readouterr().out
    assert main(["completion", "csh"]) == 2
    assert "bash" in one_line(capsys.readouterr().err)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
def test_fish_proposes_them(tmp_path: Path) -> None:
    tmp_path.joinpath("x.fish").write_text("\n".join(completion.fish(PROGRAM)), "utf-8")
    tmp_path.joinpath("offers.json").touch()
    for line, wanted in {
        "offerdesk ver": ["verify"],
        "offerdesk --db x import --prefer t": ["theirs"],
        "offerdesk import off": ["offers.json"],
        "offerdesk status 5 wi": ["withdrawn"],
        "offerdesk list --so": ["--sort"],
        "offerdesk show ": [],
    }.items():
        done = subprocess.run(
            ["fish", "--no-config", "-c", f"source x.fish; complete -C {json.dumps(line)}"],
            capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path,
        )  # fmt: skip
        assert [one.partition("\t")[0] for one in done.stdout.splitlines()] == wanted, line


@pytest.mark.long
@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_zsh_completes_what_is_typed(tmp_path: Path) -> None:
    tmp_path.joinpath("_offerdesk").write_text("\n".join(completion.zsh(PROGRAM)), "utf-8")
    tmp_path.joinpath("offers.json").touch()
    shell = pexpect.spawn(
        "zsh", ["-f"], cwd=str(tmp_path), timeout=60, encoding="utf-8", dimensions=(24, 200)
    )
    shell.sendline("PS1=; autoload -U compinit; compinit -D; source ./_offerdesk; echo rea''dy")
    shell.expect("ready\r\n")
    for typed, wanted in {
        "verif": "verify", "import --pref": "--prefer", "import --prefer th": "theirs",
        "import off": "offers.json", "status 5 wi": "withdrawn", "--theme drac": "dracula",
    }.items():  # fmt: skip
        shell.send(f"offerdesk {typed}\t")
        shell.expect(re.escape(wanted))
        shell.send("\x15")
    shell.close(force=True)
