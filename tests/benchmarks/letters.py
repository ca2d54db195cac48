"""How fast letters are: `python tests/benchmarks/letters.py [--offers 40] [--presses 300]`.

Prints, in a real terminal of 120x40: the time from the first frame to the first letter (one that
was sent, and a live one), from a key in the offer form to the letter that follows it (two pages),
and the same key in an empty Textual app; then, without a terminal, what laying out, comparing and
making safe cost. Quote the ratios and percentiles of one run: machines differ.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import made
from benchmarks.pseudo_terminal import PseudoTerminal
from support import making

from data.letters.comparison.letter_comparison import compare
from data.letters.layout import html_tree, letter_lines, sanitizer
from data.offers import offer_editing, offers, status_changes, warnings
from data.records.offer_records import OfferDraft
from data.records.status_records import AcceptChoices, MoveDraft
from data.records.template_records import TemplateDraft
from data.storage.database import close_desk, open_desk
from data.templates import templates
from data.values.status import Status

EMPTY_FORM = [sys.executable, str(ROOT / "tests/benchmarks/empty_form.py")]
FIRST, LAST = "First words of the letter", "Last words of the letter"
CLEAR = "\x01\x0b"

CLAUSE = """
<h2>{number}. Clause</h2>
<p>Your pay will be <strong>{{{{ offer.salary | money }}}}</strong> a year from
{{{{ offer.start_date | date }}}} on, paid at the end of every month to the account you name,
and looked at once a year with you. {words}</p>
<ul><li>thirty days of leave a year</li><li>a computer of your choice</li></ul>
"""
WORDS = "What else we agree on is written down, and holds when both of us have signed it. " * 3
TABLE = """
<table><tr><th>Part</th><th align="right">Amount</th><th>When</th></tr>
<tr><td>Salary</td><td align="right">{{ offer.salary | money }}</td><td>monthly</td></tr>
<tr><td>Bonus</td><td align="right">5,000 EUR</td><td>once a year, in March</td></tr></table>
"""


def two_pages() -> str:
    """A template whose letter fills two pages: about 900 words and a table."""
    clauses = "".join(CLAUSE.format(number=number, words=WORDS) for number in range(1, 9))
    return f"<p>{FIRST}, {{{{ offer.salary | money }}}}.</p>{TABLE}{clauses}<p>{LAST}.</p>"


def prepare(path: Path) -> None:
    """Two newest offers of which the first in the list is a draft with the long letter."""
    open_desk(path)
    draft = TemplateDraft("Two pages", "offer", two_pages())
    template = templates.create(draft)
    terms = {"salary": "90000", "currency": "EUR", "pay_frequency": "yearly",
             "start_date": "2027-02-01", "template_id": template.id}  # fmt: skip
    offer_editing.create(OfferDraft(**making.an_application(), **terms))
    close_desk()


def send(path: Path) -> None:
    """Send the newest offer, whatever it lacks."""
    open_desk(path)
    newest = offers.get(max(offers_in(path)))
    nothing = AcceptChoices(hire=False, close_opening=False, withdraw_others=False)
    status_changes.move(
        newest.id,
        MoveDraft(
            Status.SENT, force=True, reason="a benchmark", accept=nothing, seen=warnings.EVERY
        ),
    )
    close_desk()


def offers_in(path: Path) -> list[int]:
    """The newest offer's id."""
    import sqlite3

    with sqlite3.connect(path) as file:
        return [row[0] for row in file.execute("SELECT max(id) FROM offers")]


def desk(path: Path) -> list[str]:
    """The command that opens the desk in a file."""
    return [sys.executable, "-m", "tui", "--db", str(path)]


def first_letter(path: Path, runs: int) -> str:
    """From the first frame to the first letter."""
    took = []
    for _ in range(runs + 1):
        terminal = PseudoTerminal(desk(path))
        terminal.wait_for("All offers")
        took.append(terminal.wait_for(FIRST))
        terminal.close()
    return percentiles(took[1:])


def form_keys(path: Path, presses: int) -> list[float]:
    """From a digit in the salary to the last byte of the frame with the letter that follows."""
    terminal = PseudoTerminal(desk(path))
    terminal.wait_for(FIRST)
    terminal.until_quiet(0.8)
    terminal.send("e")
    terminal.wait_for("Currency")
    terminal.until_quiet(0.5)
    took = typed(terminal, presses)
    terminal.close()
    return took


def empty_keys(presses: int) -> list[float]:
    """The same keys in an app with a field and nothing else."""
    terminal = PseudoTerminal(EMPTY_FORM)
    terminal.wait_for("ready-now")
    terminal.until_quiet(0.5)
    took = typed(terminal, presses)
    terminal.close()
    return took


def typed(terminal: PseudoTerminal, presses: int) -> list[float]:
    """Numbers of five digits typed and erased: every digit changes salary and letter."""
    took: list[float] = []
    while len(took) < presses:
        terminal.press(CLEAR)
        for digit in "91357":
            time.sleep(0.03)
            took.append(terminal.press(digit))
    return took


def percentiles(seconds: list[float]) -> str:
    """p50, p99 and the worst, in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {statistics.median(ordered):5.1f}  p99 {p99:5.1f}  max {ordered[-1]:5.1f} ms"


def report(name: str, figures: str) -> None:
    """One line."""
    print(f"{name:<44} {figures}", flush=True)


def timed(work: Callable[[], object], times: int = 30) -> str:
    """How long it takes, in percentiles."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return percentiles(took)


def forget() -> None:
    """Empty every cache, as for a letter that was never seen."""
    sanitizer._known.clear()
    html_tree._kept.cache_clear()
    letter_lines._remembered.cache_clear()
    compare.cache_clear()


def without_terminal() -> None:
    """Laying out, comparing, making safe: never seen, and with one word changed."""
    words = two_pages().replace("{{ offer.salary | money }}", "{}")
    versions = [words.replace("{}", f"9{number},500 EUR") for number in range(30)]
    after = [one.replace("thirty days", "28 days").replace("monthly", "weekly") for one in versions]
    letters = iter(versions)
    pairs = iter(zip(versions, after, strict=True))

    def unseen() -> None:
        forget()
        letter_lines.lay_out(versions[0], 66)

    def changed() -> None:
        letter_lines.lay_out(next(letters), 66)

    report("two pages laid out, never seen", timed(unseen))
    report(
        "two pages laid out, a figure changed",
        timed(changed),
    )
    report("two pages made safe", timed(lambda: sanitizer._clean(versions[0])))
    report("two pages compared and laid out", timed(lambda: compare(*next(pairs)).laid(80)))


def main() -> None:
    """Measure everything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--offers", type=int, default=40)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--presses", type=int, default=300)
    asked = options.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT)
    for folder in ("tui", "data"):
        compileall.compile_dir(ROOT / folder, quiet=1)
    with tempfile.TemporaryDirectory(prefix="offerdesk-bench-") as folder:
        path = Path(folder) / "letters.db"
        shutil.copy(made.database(asked.offers), path)
        prepare(path)
        empty = empty_keys(asked.presses)
        keys = form_keys(path, asked.presses)
        ratio = statistics.median(keys) / statistics.median(empty)
        report("key in an empty app", percentiles(empty))
        report("key in the form to the letter", f"{percentiles(keys)}  {ratio:.1f} times")
        report("first frame to the first letter, live", first_letter(path, asked.runs))
        send(path)
        report("first frame to the first letter, sent", first_letter(path, asked.runs))
    without_terminal()


if __name__ == "__main__":
    main()
