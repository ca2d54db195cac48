"""Do the tests notice small changes of meaning? Tries them one by one, in a copy of the tree.

    python tests/mutants.py data/offers/send_checks.py            every mutation of a module
    python tests/mutants.py data/values/money.py --sample 40    so many of them, by --seed
    python tests/mutants.py --changed origin/main --sample 40   of the modules changed since then

For each module its tests run once, measured, to learn which of them run which line; then each
mutation is tried with those that run the changed lines, quickest first, until one fails. The
module's tests are the few test files that are called like it, or that import it (else what imports
it) and name it most often, without those that start the terminal app; --tests names others. What
only a program started by a test runs is not seen. The working tree is never written to.

Exit code: 0 when at least --least percent were killed, 1 when fewer were, 2 when the tests fail
before anything is changed. A survivor is a missing test, or a change that means the same.
"""

import argparse
import ast
import importlib
import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple, TypeVar

import coverage
import pytest
from mutations import Mutation, mutations

ROOT = Path(__file__).resolve().parents[1]
USUAL = (
    "data/offers/offer_editing.py",
    "data/offers/send_checks.py",
    "data/offers/status_changes.py",
    "data/offers/versions.py",
    "data/values/money.py",
    "data/values/status.py",
)
"""Looked at when there is no history to say what changed."""
A_MODULE = 8
"""Of a sample, so many mutations for each module: its tests have to be measured once."""
MOST_FILES, MOST_CALLED = 8, 4
"""Test files that are run for a module, and those among them that are only called like it."""
SECONDS = 120
"""Of the tests that run a line, those of so many seconds of computing are tried at most."""
SLOWER = 10
"""A mutation may take so many times as long as its tests took, and SECONDS more."""
_QUIET = ("-q", "-n0", "-p", "no:cacheprovider", "--no-header", "--tb=no", "--hypothesis-seed=0",
          "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "*.pyc", "build", "dist", "node_modules")
_APP = ("run_test(", "pexpect", "Terminal(")
_BESIDES = ("hypothesis", "peewee", "jinja2", "nh3", "babel.dates", "asyncio", "email.message")
"""Imported once, not again for every mutation: what is not ours and takes its time."""


T = TypeVar("T")


class Covered(NamedTuple):
    """What the tests of a module run: tests by line ("" for none of them), seconds of each."""

    by_line: dict[int, set[str]]
    seconds: dict[str, float]

    def tests(self, lines: range) -> list[str]:
        """Those that run the lines, quickest first; of what an import runs all of the module."""
        names = set[str]().union(*(self.by_line.get(line, ()) for line in lines or self.by_line))
        if not lines and names <= {""}:  # it has nothing but constants
            names = set(self.seconds)
        chosen, spent = list[str](), 0.0
        for name in sorted(names - {""}, key=lambda name: self.seconds[name]):
            spent += self.seconds[name]
            if spent <= SECONDS:
                chosen.append(name)
        return chosen


# ---------------------------------------------------------------- which modules, which tests


def changed_since(base: str) -> list[str]:
    """The modules of `data` that differ from a commit; USUAL when there is no such history."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "diff", "--name-only", "--diff-filter=d", base, "--", "data"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if asked.returncode:
        print(f"No history back to {base}: looking at {', '.join(USUAL)}.")
        return [name for name in USUAL if (ROOT / name).exists()]
    return [name for name in asked.stdout.split() if name.endswith(".py")]


def tests_of(module: str) -> list[str]:
    """The test files of a module: called like it, then those that mention it most.

    They import it, else its users, else theirs.
    """
    files = {path: path.read_text() for path in sorted((ROOT / "tests").rglob("test_*.py"))}
    files = {path: text for path, text in files.items() if not any(sign in text for sign in _APP)}
    imports = {_name(path): _imports(path.read_text()) for path in (ROOT / "data").rglob("*.py")}
    users, known = {_name(ROOT / module)}, set[str]()
    while users - known:
        found = [path for path, text in files.items() if _imports(text) & users]
        if found:
            words = {user.rpartition(".")[2] for user in users}
            found.sort(key=lambda path: -sum(files[path].count(word) for word in words))
            called = [path for path in files if _shares_words(path, module)]
            nearest = dict.fromkeys((*called[:MOST_CALLED], *found))
            return [str(path.relative_to(ROOT)) for path in nearest][:MOST_FILES]
        known |= users
        users = {name for name, imported in imports.items() if imported & users}
    return []


def _shares_words(path: Path, module: str) -> bool:
    """Whether a test file is called like a module: test_export_greenhouse like greenhouse_out."""
    return bool(set(path.stem.split("_")) & set(Path(module).stem.split("_")))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(source: str) -> set[str]:
    """Every module that a file may import; of `from a import b` both `a` and `a.b`."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


# ---------------------------------------------------------------- running tests


class Recorder:
    """A plugin of pytest: which lines of a module each test runs, how long it takes, what fails."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self._measured = measured

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure one test with its fixtures."""
        self._measured.switch_context(item.nodeid)
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begun
            self._measured.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what fails before anything is changed."""
        if report.failed:
            self.failed.append(report.nodeid)


class Copy:
    """A copy of the tree in which modules are changed and tests are run, each in a process."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "tree"
        self._log, self._found = folder / "log", folder / "found.json"
        shutil.copytree(ROOT, self.tree, ignore=_NOT_COPIED)
        os.chdir(self.tree)
        os.environ["PYTHONPATH"] = str(self.tree)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.dont_write_bytecode = False
        for name in _BESIDES:
            importlib.import_module(name)
        for plugin in entry_points(group="pytest11"):
            plugin.load()

    def covered(self, module: str, tests: Sequence[str]) -> Covered:
        """Run a module's tests as they are; exits when none passes."""
        if not tests:  # pytest would take it for all tests there are
            print(f"No test file imports {module} or what uses it: name some with --tests.")
            return Covered({}, {})
        run_in_process(lambda: self._record(module, tests), 3600, self._log)
        found = json.loads(self._found.read_text()) if self._found.exists() else {}
        self._found.unlink(missing_ok=True)
        failed = set(found.get("failed", ()))
        if not set(found.get("seconds", ())) - failed:
            print(f"No test of {module} passes:\n{self._log.read_text()[-2000:]}", file=sys.stderr)
            raise SystemExit(2)
        if failed:
            print(f"Left out, they fail already: {', '.join(sorted(failed))}")
        by_line = {int(line): set(names) - failed for line, names in found["lines"].items()}
        seconds = {name: spent for name, spent in found["seconds"].items() if name not in failed}
        return Covered(by_line, seconds)

    def _record(self, module: str, tests: Sequence[str]) -> int:
        path = str(self.tree / module)
        measured = coverage.Coverage(data_file=None, include=[path], config_file=False)
        recorder = Recorder(measured)
        measured.start()
        code = pytest.main([*_QUIET, *tests], plugins=[recorder])
        measured.stop()
        lines = measured.get_data().contexts_by_lineno(path)
        found = {"lines": lines, "seconds": recorder.seconds, "failed": recorder.failed}
        self._found.write_text(json.dumps(found))
        return int(code)

    def survives(self, module: str, mutation: Mutation, tests: list[str], seconds: float) -> bool:
        """Whether all these tests pass with the module changed."""
        path = self.tree / module
        original = path.read_text()
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)
        path.write_text(mutation.source)
        try:
            limit = seconds * SLOWER + SECONDS
            return run_in_process(lambda: _passes(tests), limit, self._log) == 0
        finally:
            path.write_text(original)


def _passes(tests: list[str]) -> int:
    """Pytest's exit code; nothing compiled is kept of what is changed again at once."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    return int(pytest.main(["-x", *_QUIET, *tests]))


def run_in_process(work: Callable[[], int], seconds: float, log: Path) -> int | None:
    """Run something in a process of its own, what it prints in a file; None when it takes longer.

    A fork has what is imported here already, which makes a mutation three times as fast.
    """
    child = os.fork()
    if child == 0:
        _work_and_exit(work, log)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _work_and_exit(work: Callable[[], int], log: Path) -> None:
    """What the fork does; it never comes back, whatever happens."""
    code = 3
    try:
        os.setsid()
        with log.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = work()
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


# ---------------------------------------------------------------- the whole run


def main(arguments: Sequence[str] | None = None) -> int:
    """Try mutations of the modules that are named or changed; the exit code."""
    given = _arguments(arguments)
    modules = changed_since(given.changed) if given.changed else given.modules
    chosen = _sample(modules, given.sample, given.seed)
    killed = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Copy(Path(folder))
        for module, found in chosen.items():
            killed += try_module(copy, module, found, given.tests or tests_of(module))
    total = sum(map(len, chosen.values()))
    share = 100 * killed // total if total else 100
    print(f"{total} mutations, {killed} killed ({share} %), {total - killed} survived")
    return 0 if share >= given.least else 1


def _sample(modules: list[str], most: int | None, seed: int) -> dict[str, list[Mutation]]:
    """At most so many mutations, all together, of some of the modules: A_MODULE of each or more."""
    chance = random.Random(seed)
    if most is not None:
        modules = _some(modules, max(1, most // A_MODULE), chance)
    every = [(name, found) for name in modules for found in mutations((ROOT / name).read_text())]
    by_module: dict[str, list[Mutation]] = {}
    for name, found in every if most is None else _some(every, most, chance):
        by_module.setdefault(name, []).append(found)
    return by_module


def _some(items: list[T], most: int, chance: random.Random) -> list[T]:
    """At most so many of the items, in their order."""
    picked = chance.sample(range(len(items)), min(most, len(items)))
    return [items[index] for index in sorted(picked)]


def try_module(copy: Copy, module: str, found: list[Mutation], tests: Sequence[str]) -> int:
    """Try the mutations of one module and print what became of each; how many were killed."""
    covered = copy.covered(module, tests)
    print(f"{module}: {len(found)} mutations, {len(covered.seconds)} tests", flush=True)
    killed = 0
    for mutation in found:
        names = covered.tests(mutation.lines)
        seconds = sum(covered.seconds[name] for name in names)
        survived = not names or copy.survives(module, mutation, names, seconds)
        killed += not survived
        word = "SURVIVED" if survived else "killed"
        print(f"{word} {module}:{mutation.line} {mutation.kind} ({len(names)} tests)")
        if survived:
            print(f"  - {mutation.before}\n  + {mutation.after}", flush=True)
    return killed


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", help="files of modules, from the top of the tree")
    parser.add_argument("--changed", metavar="BASE", help="the modules changed since this commit")
    parser.add_argument("--sample", type=int, metavar="N", help="try so many mutations (else all)")
    parser.add_argument("--seed", type=int, default=0, help="which ones (else 0)")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="the tests of the modules")
    parser.add_argument("--least", type=int, default=100, metavar="PERCENT", help="else exit 1")
    read = parser.parse_args(given)
    if not read.modules and not read.changed:
        parser.error("name a module, or --changed BASE")
    return read


if __name__ == "__main__":
    raise SystemExit(main())
