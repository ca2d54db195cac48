"""How fast filters answer: `python tests/benchmarks/filtering.py [--offers 1000000] [--db FILE]`.

For each filter the time until the first screen of offers is there (reading the text, planning,
searching, reading the rows), of all keys that it takes to type it, and the time until all is found.
Then the same keys in a real pseudo-terminal, from the key to the last byte of the frame.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made
from benchmarks.run import opened, percentiles, report

from data.filters import filter
from data.filters.filter_error import FilterError
from data.filters.suggestions import DeskSource
from data.lists import offer_list
from data.storage.database import close_desk, open_desk

SCREEN = 60
"""Rows of a large screen."""
FILTERS = (
    "zoe", "zoe müller", "a", "engineer", "senior engineer", '"senior data"', "permanent zoe",
    "nobody", "zoe or marek", "engineer -senior", "status:draft", "is:live -status:draft",
    "status:unresolved engineer", "is:expired", "is:flagged", 'job:"Staff"', "candidate:müller",
    "application:5000", "job_id:5", "id:77", "currency:EUR", "currency:KWD", "frequency:hourly",
    "salary>100k", 'salary>"100k EUR"', "salary>900m", "version>1", "version>9",
    "created<2020-01-01", "created:2024-02-02", "updated>=-7d", "resolved>=-7d",
    "resolved<2020-01-01", "sent:2024-05-06", "starts>=2035-01-01", "expires<+7d",
    "field.employment_type:Contractor", "field.remote_work:yes", "field.remote_work:none",
    "field.employment_type:Zebra", "(zoe or is:flagged) -currency:EUR created>=2024-01-01",
)  # fmt: skip
TYPED = ("zoe muller", "senior engineer", "status:draft", "salary>100k", "version>9")


def first_answer(text: str) -> float:
    """Seconds from the text to the first rows; a text that cannot be read yet counts as well."""
    began = time.perf_counter()
    try:
        found = offer_list.offers(None, filter.parse(text, typing=True))
        for index in range(min(SCREEN, len(found))):
            found.row(index)
    except FilterError:
        pass
    return time.perf_counter() - began


def everything(text: str) -> tuple[int, float, float]:
    """How many pass, the seconds until all are found, and the longest slice."""
    found = offer_list.offers(None, filter.parse(text))
    began, longest, done = time.perf_counter(), 0.0, not found.total.more
    while not done:
        before = time.perf_counter()
        done = found.advance(0)
        longest = max(longest, time.perf_counter() - before)
    return len(found), time.perf_counter() - began, longest


def completions(text: str) -> list[float]:
    """Seconds that completing takes, at every key of a text."""
    source, took = DeskSource(), []
    for end in range(len(text) + 1):
        began = time.perf_counter()
        filter.complete(text[:end], end, source)
        took.append(time.perf_counter() - began)
    return took


def measure(rounds: int) -> None:
    """Every filter without a screen."""
    together = []
    for text in FILTERS:
        took = [first_answer(text[:end]) for _ in range(rounds) for end in range(1, len(text) + 1)]
        together += took
        number, seconds, longest = everything(text)
        found = f"{number:>9,} in {1000 * seconds:6.0f} ms, slice at most {1000 * longest:4.1f} ms"
        report(text[:43], f"{percentiles(took)}  {found}")
    report("all keys", percentiles(together))
    report("completions", percentiles([took for text in FILTERS for took in completions(text)]))


def measure_keys(path: Path, rounds: int) -> None:
    """The keys of a few filters in a pseudo-terminal."""
    together = []
    for text in TYPED:
        took = []
        for _ in range(rounds):
            terminal = opened(path)
            terminal.send("/")
            terminal.until_quiet(0.3)
            for key in text:
                took.append(terminal.press(key))
            terminal.close()
        together += took
        report(f"key to list: {text}", percentiles(took))
    report("key to list: all", percentiles(together))


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=1_000_000)
    options.add_argument("--db", type=Path, help="a desk that is there already (it is copied)")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--keys", type=int, default=3, help="rounds in a pseudo-terminal")
    asked = options.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    for folder in ("tui", "data"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        path = Path(folder) / "filtering.db"
        shutil.copy(asked.db or made.database(asked.offers), path)
        open_desk(path)
        measure(asked.rounds)
        close_desk()
        if asked.keys:
            measure_keys(path, asked.keys)


if __name__ == "__main__":
    main()
