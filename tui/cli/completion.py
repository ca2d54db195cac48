"""`offerdesk completion SHELL`: what a shell reads to complete the command line."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterable, Iterator

from tui import theme_choice
from tui.cli.declared import Declared, Word, program
from tui.cli.open_desk import print_lines


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Print the script of a shell."""
    print_lines({"bash": bash, "zsh": zsh, "fish": fish}[args.shell](program()))
    return 0


def proposed(word: Word) -> tuple[str, ...]:
    """The values that an option or operand can have, where they are known.

    Shells read them as a line of theirs: a theme with more than plain letters in its name is none.
    """
    values = theme_choice.names() if word.value == "THEME" else word.choices
    return tuple(value for value in values if re.fullmatch(r"[\w.-]+", value))


def _skipped(found: Declared) -> str:
    """The options before a sub-command that have a value, as a pattern of `case`."""
    return "|".join(name for one in found.options if one.most != 0 for name in one.names)


# ---------------------------------------------------------------- bash


def bash(found: Declared) -> Iterator[str]:
    """A function for bash 3.2 and newer, and which command it completes."""
    yield "# bash completion of offerdesk; made by `offerdesk completion bash`"
    yield from _BASH.replace("SKIPPED", _skipped(found)).splitlines()
    yield "    case $command:$before in"
    for one in (found, *found.commands):
        yield from _bash_values(one, "" if one is found else one.name)
    yield "    esac"
    yield "    case $command in"
    for one in (found, *found.commands):
        yield from _bash_words(one, "" if one is found else one.name)
    yield "    esac"
    yield "}"
    yield "complete -F _offerdesk offerdesk"


_BASH = """\
_offerdesk_files() {
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen "$1" -- "$word"))
}
_offerdesk() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= at
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((at = 1; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
            SKIPPED) [[ ${COMP_WORDS[at+1]} == = ]] && ((at++)); ((at++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[at]}; break ;;
        esac
    done
    COMPREPLY=()"""


def _bash_values(one: Declared, name: str) -> Iterator[str]:
    for word in one.options:
        if word.most != 0:
            pattern = "|".join(f"{name}:{option}" for option in word.names)
            # a value may be left out: what follows may be the next option, too
            leave = "[[ $word == -* ]] || { " if word.optional else ""
            yield f"        {pattern}) {leave}{_bash_reply(word)}return{'; }' if leave else ''} ;;"


def _bash_reply(word: Word) -> str:
    values = proposed(word)
    if values:
        return f"{_bash_list(values)}; "
    if word.takes_files or word.takes_folders:
        return f"_offerdesk_files -{'d' if word.takes_folders else 'f'}; "
    return ""


def _bash_words(one: Declared, name: str) -> Iterator[str]:
    options = _bash_list(option for word in one.options for option in word.names)
    operands = list(filter(None, map(_bash_reply, one.operands)))
    if one.commands:
        operands = [f"{_bash_list(command.name for command in one.commands)}; "]
    otherwise = operands[0] if operands else ":; "
    yield f"        {name or shlex.quote(name)})"
    yield f"            if [[ $word == -* ]]; then {options}; else {otherwise}fi ;;"


def _bash_list(values: Iterable[str]) -> str:
    return f'COMPREPLY=($(compgen -W {shlex.quote(" ".join(values))} -- "$word"))'


# ---------------------------------------------------------------- zsh


def zsh(found: Declared) -> Iterator[str]:
    """A function for zsh: from a folder of `fpath`, or read at the start."""
    yield "#compdef offerdesk"
    yield "# made by `offerdesk completion zsh`"
    yield "_offerdesk() {"
    yield "    local curcontext=$curcontext state line"
    yield "    local -a commands"
    yield "    commands=("
    for command in found.commands:
        yield f"        {shlex.quote(_colons(command.name) + ':' + command.help)}"
    yield "    )"
    specs = [*_zsh_specs(found), "1:command:->command", "*::word:->words"]
    yield f"    _arguments -C {' '.join(map(shlex.quote, specs))}"
    yield "    case $state in"
    yield "        command) _describe command commands ;;"
    yield "        words) case $words[1] in"
    for command in found.commands:
        given = " ".join(map(shlex.quote, _zsh_specs(command)))
        yield f"            {command.name}) _arguments {given} ;;"
    yield "        esac ;;"
    yield "    esac"
    yield "}"
    yield 'if [[ $funcstack[1] == _offerdesk ]]; then _offerdesk "$@"; '
    yield "else compdef _offerdesk offerdesk; fi"


def _zsh_specs(one: Declared) -> list[str]:
    specs = [spec for word in one.options for spec in _zsh_option(word)]
    return specs + [_zsh_operand(word, at) for at, word in enumerate(one.operands, 1)]


def _zsh_option(word: Word) -> Iterator[str]:
    for name in word.names:
        value = "" if word.most == 0 else f":{':' if word.optional else ''}{_zsh_value(word)}"
        ends = "=" if value and name.startswith("--") else ""
        yield f"*{name}{ends}[{_brackets(_colons(word.help))}]{value}"


def _zsh_operand(word: Word, at: int) -> str:
    place = "*" if word.most is None else f"{at}{':' if word.optional else ''}"
    return f"{place}:{_zsh_value(word)}"


def _zsh_value(word: Word) -> str:
    called = _colons(word.value or "value")
    values = proposed(word)
    if values:
        return f"{called}:({' '.join(values)})"
    if word.takes_files or word.takes_folders:
        return f"{called}:_files{' -/' if word.takes_folders else ''}"
    return f"{called}: "


def _colons(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _brackets(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


# ---------------------------------------------------------------- fish


def fish(found: Declared) -> Iterator[str]:
    """Lines for fish."""
    yield "# fish completion of offerdesk; made by `offerdesk completion fish`"
    yield from _FISH.replace("SKIPPED", _skipped(found).replace("|", " ")).splitlines()
    yield "complete -c offerdesk -f"
    for command in found.commands:
        yield f"{_fish_when('')} -a {command.name} -d {_fish_quoted(command.help)}"
    for one in (found, *found.commands):
        when = _fish_when("" if one is found else one.name)
        for word in one.options:
            yield f"{when}{_fish_names(word)}{_fish_value(word)} -d {_fish_quoted(word.help)}"
        for word in one.operands:
            if value := _fish_operand(word):
                yield f"{when}{value}"


_FISH = """\
function __offerdesk_is
    set -l found ''
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case SKIPPED
                set -e words[1]
            case '-*'
            case '*'
                set found $words[1]
                break
        end
        set -e words[1]
    end
    test "$found" = "$argv[1]"
end"""


def _fish_when(name: str) -> str:
    return f"complete -c offerdesk -n '__offerdesk_is {name or _NO_COMMAND}'"


_NO_COMMAND = '""'


def _fish_names(word: Word) -> str:
    return "".join(
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in word.names
    )


def _fish_value(word: Word) -> str:
    if word.most == 0 or word.optional:
        return ""
    found = _fish_operand(word)
    return f" -r{found}" if found == " -F" else f" -x{found}"


def _fish_operand(word: Word) -> str:
    values = proposed(word)
    if values:
        return f" -a {_fish_quoted(' '.join(values))}"
    if word.takes_folders:
        return f" -a {_fish_quoted('(__fish_complete_directories)')}"
    return " -F" if word.takes_files else ""


def _fish_quoted(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{quoted}'"
