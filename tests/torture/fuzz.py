"""Scraps of everything into all that reads what people type and what files bring."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator

from torture.rounds import Torture

from data.errors import DataError
from data.exchange import registry
from data.exchange.csv.csv_columns import guess
from data.exchange.files.record_file import Source
from data.exchange.record_reader import Refused
from data.filters import filter
from data.filters.completion import completions
from data.letter_checks import preview_offers
from data.letters import rendering
from data.letters.layout.letter_lines import to_plain
from data.letters.layout.sanitizer import clean
from data.storage import database
from data.values import clock, dates, money

SCRAPS = (
    *("<p>", "</p>", "<b", ">", "&#27;", "&#x9b;", "&#7", "&amp;", "&", "<!--", "-->", "<table>"),
    *("<td", " style='", "'", '"', "javascript:", "\x1b[31m", "\x07", "\x9b", "\u202e", "\ud800"),
    *("{{", "}}", "status:", "expires<", "(", ")", "-", "OR", "salary>", "2026-02-30", "+3bd"),
    *("1e9", "tomorrow", "31.12.", "99/99/99", "%", "\n", "\t", " ", "é", "日", "🏳️‍🌈", "0", "-1"),
    *("k", "€", "USD", "1.000,00", ",", ".", "12", "{%", "%}", "if", "for", "x in y", "end", "|"),
    *("start_date", "salary", "include 'x'", "set", "range(9**9)", "__class__", "[", "]", "monday"),
)
STEERS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ODD = (
    None,
    "",
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [None],
    {"id": {}},
    "\0",
    "\ud800",
    "<b>",
    "=1+1",
)
"""What a value of a record becomes."""


class _NoValues:
    """There is nothing to choose from."""

    def values(self, term: str, typed: str) -> tuple[str, ...]:
        return ()

    def fields(self) -> tuple[()]:
        return ()


def typed(chance: random.Random, most: int = 14) -> str:
    """Scraps one after another."""
    return "".join(chance.choice(SCRAPS) for _ in range(chance.randint(1, most)))


def letters(chance: random.Random) -> int:
    """HTML comes out clean, and is the same when it is cleaned once more."""
    given = typed(chance)
    safe = clean(given)
    if STEERS.search(safe) or STEERS.search(to_plain(safe)) or clean(safe + " ") != safe:
        raise AssertionError(f"{given!r} becomes {safe!r}")
    return 1


def filters(chance: random.Random) -> int:
    """A filter is typed key by key, completed on the way, and deleted again."""
    given = typed(chance, 8)
    for end in range(len(given) + 1):
        with contextlib.suppress(DataError):
            filter.parse(given[:end], typing=True)
        completions(given, end, _NoValues())
    return 2 * len(given) + 2


def values(chance: random.Random) -> int:
    """Dates and money."""
    given, today = typed(chance, 5), clock.today()
    for read in (
        lambda: dates.parse_date(given, today),
        lambda: dates.parse_past_date(given, today),
        lambda: money.parse_money(given, None, fallback="EUR"),
        lambda: money.parse_money(given, "JPY"),
    ):
        with contextlib.suppress(ValueError, DataError):
            read()
    return 4


def templates(chance: random.Random) -> int:
    """A template is looked through, and a letter made of it."""
    given = typed(chance)
    rendering.check(given)
    made = rendering.render(given, _inputs())
    if STEERS.search(made.html):
        raise AssertionError(f"{given!r} becomes {made.html!r}")
    return 2


_made: list[object] = []


def _inputs() -> object:
    if not _made:
        _made.append(preview_offers.made_up())
    return _made[0]


# ---------------------------------------------------------------- records and tables


def changed(value: object, chance: random.Random) -> object:
    """The record with one of its values another, gone, doubled or renamed."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        copy = dict(value)
        way = chance.random()
        if way < 0.1:
            del copy[key]
        elif way < 0.15:
            copy[key + "s"] = copy.pop(key)
        else:
            copy[key] = changed(value[key], chance)
        return copy
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], changed(value[at], chance), *value[at:]]
    return chance.choice((*ODD, typed(chance, 3)))


class Records:
    """Records of every system, changed and read."""

    def __init__(self, run: Torture) -> None:
        self._recognise = registry.recogniser()
        self._known = [record for text in run.exports.values() for record in _records(text)]
        self._tables = csv.reader(io.StringIO(run.exports["csv"].decode("utf-8-sig")))
        self._rows = [row for row in self._tables if row]
        self._path = run.folder / "table.csv"

    def records(self, chance: random.Random) -> int:
        """Recognised, and understood or refused."""
        record = chance.choice(self._known)
        for _ in range(chance.randint(1, 3)):
            record = changed(record, chance)
        with contextlib.suppress(Refused):
            system, kind, found = self._recognise(record)
            if kind.is_offer:
                system.identify(found)
                system.understand(found)
            else:
                system.understand_other(kind, found)
        return 1

    def tables(self, chance: random.Random) -> int:
        """Rows of a table with cells, separators and quotation marks at random."""
        rows = [list(chance.choice(self._rows)) for _ in range(3)]
        rows[0] = list(self._rows[0])
        for _ in range(chance.randint(1, 4)):
            row = chance.choice(rows)
            row[chance.randrange(len(row))] = typed(chance, 3)
        text = io.StringIO()
        csv.writer(text, delimiter=chance.choice(",;\t")).writerows(rows)
        return self._read(text.getvalue().encode("utf-8", "surrogatepass"), chance)

    def _read(self, content: bytes, chance: random.Random) -> int:
        if chance.random() < 0.3:
            at = chance.randrange(len(content))
            content = content[:at] + chance.randbytes(2) + content[at:]
        self._path.write_bytes(content)
        done = 1
        with contextlib.suppress(DataError), Source(self._path, as_table=True) as source:
            guess(source.header)
            for item in source:
                done += 1
                self._row(item, source.header)
        return done

    def _row(self, item: object, header: tuple[str, ...]) -> None:
        with contextlib.suppress(Refused):
            for reader in registry.of_table(header, {}):
                reader.identify(item.value)
                reader.understand(item.value)


def _records(text: bytes) -> Iterator[object]:
    with contextlib.suppress(ValueError):
        loaded = json.loads(text)
        yield from loaded if isinstance(loaded, list) else [loaded]


# ---------------------------------------------------------------- all of them


def text(run: Torture) -> str:
    """Every reader in turn."""
    counts: Counter[str] = Counter()
    database.open_desk(run.fresh("desk.db"))
    read = Records(run)
    readers: tuple[Callable[[random.Random], int], ...] = (
        letters, filters, values, values, templates, read.records, read.records, read.tables,
    )  # fmt: skip
    for number in run.until():
        for reader in readers:
            name = reader.__name__
            try:
                done = reader(random.Random(f"{name} {number}"))
            except Exception as error:
                run.fail(f"{name} of {number}: {type(error).__name__}: {error}")
                done = 1
            counts[name] += done
            run.reached += done
    database.close_desk()
    said = ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))
    return f"{run.reached:,} inputs ({said})"
