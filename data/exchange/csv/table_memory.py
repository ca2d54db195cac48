"""What a person said of tables with a header: remembered for the next one that has the same."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from data.exchange.csv import csv_columns
from data.exchange.csv.csv_columns import CUSTOM, TARGETS
from data.settings import settings
from data.values import exact_json
from data.values.status import Status
from data.values.text import one_line

_SETTING = "import_tables"
_MOST = 50
"""Headers that are remembered, those that were read last."""
settings.declare(
    settings.Setting(_SETTING, {}, "what columns and status words of tables mean, by header")
)


class TableChoices(NamedTuple):
    """What was said: columns that mean something else than they seem to, words for a status."""

    columns: Mapping[str, str] = {}
    statuses: Mapping[str, Status] = {}
    dates: str = ""

    @property
    def words(self) -> str:
        """The same in words; empty for nothing."""
        pairs = [f"{one_line(column)} = {target}" for column, target in self.columns.items()]
        pairs += [f"{one_line(word)} = {status}" for word, status in self.statuses.items()]
        pairs += [f"dates {self.dates}"] if self.dates else []
        return ", ".join(pairs)

    def where_dates_are(self, order: str) -> "TableChoices":
        """The same for a table whose dates have this order: another one is forgotten."""
        return self if order in ("", self.dates) else self._replace(dates="")


NOTHING = TableChoices()


def recall(header: Iterable[str]) -> TableChoices:
    """What was said of the last table with this header; what makes no sense by now is left out."""
    names = tuple(header)
    found = _stored().get(_key(names)) if names else None
    if not isinstance(found, dict):
        return NOTHING
    targets = {CUSTOM, *(target.name for target in TARGETS)}
    columns = {
        name: meaning
        for name, meaning in _texts(found.get("columns")).items()
        if name in names and meaning in targets
    }
    statuses = {
        word: Status(status)
        for word, status in _texts(found.get("statuses")).items()
        if status in list(map(str, Status))
    }
    dates = found.get("dates")
    return TableChoices(columns, statuses, dates if dates in ("dmy", "mdy") else "")


def remember(header: Iterable[str], choices: TableChoices) -> None:
    """Keep what was said of this table, unless nothing was, or it is known."""
    names = tuple(header)
    guessed = csv_columns.guess(names)
    columns = {
        name: meaning for name, meaning in choices.columns.items() if guessed[name] != meaning
    }
    known = TableChoices(columns, choices.statuses, choices.dates)
    if known == recall(names):
        return
    stored = _stored()
    stored.pop(_key(names), None)
    if known.words:
        statuses = {word: str(status) for word, status in known.statuses.items()}
        stored[_key(names)] = {"columns": columns, "statuses": statuses, "dates": known.dates}
    settings.put(_SETTING, dict([*stored.items()][-_MOST:]))


def _stored() -> dict[str, Any]:
    found = settings.get(_SETTING)
    return dict(found) if isinstance(found, dict) else {}


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {str(key): one for key, one in found.items() if isinstance(one, str)}


def _key(names: tuple[str, ...]) -> str:
    text = exact_json.dump_json(sorted(map(csv_columns.spelling, names)))
    return hashlib.sha256(text.encode()).hexdigest()[:20]
