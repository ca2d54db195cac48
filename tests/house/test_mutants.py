"""The script that tries small changes of meaning: what it changes, finds and leaves alone."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mutations import mutations

TESTS = Path(__file__).resolve().parents[1]


def changes(source: str) -> set[tuple[str, str]]:
    """The changed lines, each as it is then, with its kind."""
    return {(one.kind, one.after) for one in mutations(source)}


@pytest.mark.parametrize(
    ("source", "kind", "after"),
    [
        ("x = a < b", "comparison", "x = a <= b"),
        ("x = a not in b", "comparison", "x = a in b"),
        ("x = a is  not b", "comparison", "x = a is b"),
        ("x = (a or b) and c", "and/or", "x = (a and b) and c"),
        ("x = (a or b) and c", "and/or", "x = (a or b) or c"),
        ("x = not a", "not", "x = (a)"),
        ("x = ~a & b", "arithmetic", "x = ~a | b"),
        ("x = 'é' + a - 1", "constant", "x = 'é' + a - (1 + 1)"),
        ("x = True", "constant", "x = False"),
        ("x = a + 1", "arithmetic", "x = a - 1"),
        ("if a:\n    f()", "condition", "if (not (a)):"),
        ("if a:\n    f()", "never", "if False and (a):"),
        ("if a:\n    f()", "removed", "pass"),
        ("x = [a for a in b if a]", "always", "x = [a for a in b if (True or a)]"),
        ("x = {'a': 1, 'b': y}", "entry", "x = {'b': y}"),
        ("x = {'a': 1, **y}", "entry", "x = {'a': 1}"),
        ("x = {'a': 1, **y}", "entry", "x = {**y}"),
        ("x = f(a, b=1, c=d)", "keyword", "x = f(a, c=d)"),
        ("x = f(b=a)", "keyword", "x = f()"),
        ("def f():\n    return a, b", "swapped", "return b, a"),
        ("x = sorted(a, key=f)", "order", "x = sorted(a, key=f, reverse=True)"),
        ("x = sorted(a)", "other call", "x = list(a)"),
        ("x = q.order_by(A.id)", "order", "x = q.order_by()"),
        ("x = A.id.desc()", "call left out", "x = A.id"),
        ("x = min(a, default=None)", "other call", "x = max(a, default=None)"),
        ("self.a = 1", "removed", "pass"),
        ("for a in b:\n    continue", "jump", "break"),
        ("x = f'SELECT {a} WHERE b < 1'", "SQL", "x = f'SELECT {a} WHERE b <= 1'"),
        ("x = 'a IS NOT NULL AND b'", "SQL", "x = 'a IS NULL AND b'"),
    ],
)
def test_a_meaning_is_changed(source: str, kind: str, after: str) -> None:
    assert (kind, after) in changes(source)


def test_what_means_nothing_is_left_alone() -> None:
    assert not {kind for kind, _ in changes("try:\n    f()\nexcept (A, B):\n    x = y")} & {
        "swapped"
    }
    assert "swapped" not in {kind for kind, _ in changes("x = y in ('a', 'b')")}
    source = '"""A < B."""\nfrom a import b\n\ndef f(x: int | None) -> "1":\n    """Not 1."""\n'
    assert changes(source) == set()


def test_every_mutation_is_another_program_that_differs_in_one_place() -> None:
    found = list(mutations((TESTS / "mutants.py").read_text("utf-8")[:6_000].rpartition("\n\n")[0]))
    assert len({ast.dump(ast.parse(one.source)) for one in found}) == len(found) > 30
    for one in found:
        assert one.before != one.after
        assert not one.lines or one.line in range(one.lines.start, one.lines.stop)


def test_a_change_names_the_lines_that_a_test_must_run() -> None:
    source = "A = 1\ndef f(a=2):\n    if (a >\n        3):\n        return 4\n    return (5,\n 6)\n"
    lines = {one.after: one.lines for one in mutations(source) if one.kind == "constant"}
    assert list(lines.values()) == [
        range(0), range(0), range(3, 5), range(5, 6), range(6, 8), range(6, 8),
    ]  # fmt: skip


def test_the_usual_modules_are_there() -> None:
    tree = ast.parse((TESTS / "mutants.py").read_text("utf-8"))
    (usual,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "USUAL"
    ]
    assert [name for name in usual if not (TESTS.parent / name).is_file()] == []


SUMS = """
def discount(count):
    if count >= 10:
        return 5
    return 0


def never_run(count):
    return count + 1
"""
TESTED = """
from data import sums


def test_many():
    assert sums.discount(11) == 5


def test_few():
    assert sums.discount(3) == 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small tree with the script in it."""
    pytest.importorskip("coverage")
    (tmp_path / "data").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "data" / "sums.py").write_text(SUMS)
    (tmp_path / "tests" / "test_sums.py").write_text(TESTED)
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\npythonpath = ['.']\n")
    for name in ("mutants.py", "mutations.py"):
        shutil.copy(TESTS / name, tmp_path / "tests" / name)
    return tmp_path


def run(project: Path, *arguments: str) -> tuple[int, str]:
    script = str(project / "tests" / "mutants.py")
    done = subprocess.run(
        [sys.executable, "-B", script, *arguments], capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


@pytest.mark.long
def test_survivors_are_told_with_their_change_and_the_tree_stays_as_it_is(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, said = run(project, "data/sums.py")
    assert code == 1
    survivors = said.split("SURVIVED")[1:]
    assert "if count > 10:" in survivors[0]
    assert "if count >= (10 + 1):" in survivors[1]
    assert [" (0 tests)" in one for one in survivors] == [False, False, True, True]
    assert "7 mutations, 3 killed (42 %), 4 survived" in said
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.long
def test_a_sample_is_chosen_by_its_seed_and_enough_killed_is_well(project: Path) -> None:
    chosen = ("data/sums.py", "--sample", "3", "--seed", "4")
    code, said = run(project, *chosen)
    assert "3 mutations" in said
    assert run(project, *chosen, "--least", "0") == (0, said)
    assert code == int("0 survived" not in said)


@pytest.mark.long
def test_tests_are_those_of_the_users_of_a_module_or_none_at_all(project: Path) -> None:
    data = project / "data"
    (data / "prices.py").write_text("from data import rounding\nTIMES = rounding.TIMES\n")
    (data / "rounding.py").write_text("from data import digits\nTIMES = digits.TEN\n")
    (data / "digits.py").write_text("TEN = 10\n")
    (data / "lonely.py").write_text("TEN = 10\n")
    (project / "tests" / "test_prices.py").write_text(
        "from data import prices\n\n\ndef test_ten():\n    assert prices.TIMES == 10\n"
    )
    code, said = run(project, "data/digits.py", "data/lonely.py")
    assert "data/digits.py: 1 mutations, 1 tests" in said
    assert "No test file imports data/lonely.py or what uses it" in said
    assert (code, "2 mutations, 1 killed (50 %)" in said) == (1, True)


@pytest.mark.long
def test_without_a_history_the_usual_modules_are_looked_at(project: Path) -> None:
    code, said = run(project, "--changed", "main")
    assert (code, "No history back to main" in said) == (0, True)


@pytest.mark.long
def test_changed_modules_are_those_that_differ_from_a_commit(project: Path) -> None:
    for command in (
        ["init", "--quiet", "--initial-branch=main"], ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "one"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(project), *command], check=True)
    assert "0 mutations" in run(project, "--changed", "main")[1]
    module = project / "data" / "sums.py"
    module.write_text(SUMS.replace("10", "12"))
    code, said = run(project, "--changed", "main", "--sample", "2", "--least", "0")
    assert (code, "data/sums.py: 2 mutations" in said) == (0, True)


@pytest.mark.long
def test_tests_that_fail_already_are_said_and_left_out(project: Path) -> None:
    tests = project / "tests" / "test_sums.py"
    tests.write_text(TESTED + "\n\ndef test_wrong():\n    assert sums.discount(10) == 0\n")
    said = run(project, "data/sums.py", "--sample", "2")[1]
    assert "Left out, they fail already: tests/test_sums.py::test_wrong" in said
    tests.write_text("import nothing_of_this_name\nfrom data import sums\n")
    script = str(project / "tests" / "mutants.py")
    done = subprocess.run(
        [sys.executable, script, "data/sums.py"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"No test of data/sums.py passes" in done.stderr
