"""The sandbox of letters: nothing is in reach but the language, and nothing runs without end.

What is tried is in `hostile_letters`. Every try is made in one process of its own, in which memory
is bounded by the system; time is what the process itself took on the processor.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from support.hostile_letters import CLAUSES, EVERYTHING, LARGE, REACHING, USING_UP
from support.letter_making import INPUTS, check, missing, render

from data.letters.rendering import Rendered

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
SECOND = 1.0


class Outcome(NamedTuple):
    """What became of a try: the error, if any, and the processor's seconds."""

    error: str
    rendering: float
    checking: float


def each(names: Iterable[str]) -> pytest.MarkDecorator:
    """What only reaches out is tried every day, and of what takes a second each fifteenth."""
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=[pytest.mark.long] * (name not in REACHING and place % 15 > 0))
            for place, name in enumerate(names)
        ],
    )


@pytest.fixture(scope="module")
def outcomes(request: pytest.FixtureRequest) -> dict[str, Outcome]:
    """Every try that is asked for, in a process that may take 100 MB more than it begins with."""
    tests = [item for item in request.session.items if item.path == request.path]
    names = {test.callspec.params["name"] for test in tests if hasattr(test, "callspec")}
    done = subprocess.run(
        [sys.executable, str(TESTS / "support" / "hostile_letters.py"), str(ROOT), str(TESTS)],
        input=json.dumps(sorted(names)),
        capture_output=True,
        text=True,
        timeout=540,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: Outcome(error, made, checked) for name, error, made, checked, _ in lines}


@each(EVERYTHING)
def test_every_try_ends_inside_a_second_and_100_mb(name: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].rendering < SECOND
    assert outcomes[name].checking < SECOND


@each([*REACHING, *USING_UP])
def test_every_try_ends_in_one_sentence(name: str, outcomes: dict[str, Outcome]) -> None:
    said = outcomes[name].error
    assert said
    assert "\n" not in said
    assert len(said) < 400


@each(LARGE)
def test_what_is_only_large_becomes_a_letter(name: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].error == ""


@pytest.mark.parametrize("name", REACHING)
def test_reaching_out_ends_in_an_error_wherever_it_is_done(name: str) -> None:
    source = REACHING[name]
    for where in (
        f"{{% set y %}}{source}{{% endset %}}",
        f"{{% for x in [1] %}}{source}{{% endfor %}}",
        f"{{% macro outer() %}}{source}{{% endmacro %}}{{{{ outer() }}}}",
    ):
        assert render(where, INPUTS, CLAUSES).error is not None
    clauses = {"clauses/evil": source}
    by_clause = render('{% include "clauses/evil" %}', INPUTS, clauses)
    assert by_clause.error is not None
    assert by_clause.error.line == 1


def test_a_letter_after_a_hostile_one_is_as_before() -> None:
    before = render("{{ candidate.name }}{{ typo }}", INPUTS)
    for source in ("{% for x in range(999) %}" * 4 + "x" + "{% endfor %}" * 4, "{{ " + "(" * 5000):
        assert render(source, INPUTS).error is not None
        assert render("{{ candidate.name }}{{ typo }}", INPUTS) == before


def test_nothing_of_python_is_in_reach_without_an_error_either() -> None:
    names = ["lipsum", "cycler", "dict", "namespace", "joiner", "config", "request", "open"]
    assert missing("".join(f"{{{{ {name} }}}}" for name in names)) == names


def test_a_deep_stack_of_the_desk_makes_no_difference_to_what_is_allowed() -> None:
    def deep(levels: int) -> Rendered:
        return (
            deep(levels - 1) if levels else render("{{ " + "(" * 8 + "1" + ")" * 8 + " }}", INPUTS)
        )

    assert deep(500).html == "1"


def test_no_name_of_a_value_leads_into_python() -> None:
    for value in ("offer.salary", "today", "candidate.name", "job.pay", "offer.id", "fields"):
        for attribute in ("real", "strftime", "replace", "currency", "minor", "keys", "year"):
            made = render(f"{{{{ {value}.{attribute} }}}}", INPUTS)
            assert made.error is None or "cannot be used" in made.error.text
            if made.error is None:
                assert [one.unknown for one in made.missing] == [True]


def test_what_a_try_says_in_the_editor_is_a_mistake_too() -> None:
    for name in ("filter safe", "dictionary", "import", "autoescape", "test sameas", "do"):
        assert [one for one in check(REACHING[name]) if not one.unknown], name
