"""Where texts that are not about a person name them all the same: notes on jobs, views, reasons."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from peewee import Field, fn

from data.storage.models import (
    Approval,
    Approver,
    Attachment,
    BulkRun,
    Candidate,
    Event,
    Flag,
    Job,
    JobValue,
    KeptRecord,
    Opening,
    Snooze,
    Table,
    TypedWork,
    View,
)
from data.values import exact_json

ERASED = "[erased]"
"""What stands where a name stood."""
TEXTS: tuple[tuple[type[Table], tuple[str, ...]], ...] = (
    (Event, ("text", "reason", "details")),
    (Job, ("notes",)),
    (JobValue, ("value", "raw_json")),
    (Opening, ("close_reason",)),
    (Candidate, ("notes",)),
    (Flag, ("text", "source")),
    (Snooze, ("reason",)),
    (Approval, ("note",)),
    (Approver, ("note",)),
    (BulkRun, ("action",)),
    (Attachment, ("name",)),
    (TypedWork, ("title", "entries")),
)
"""Columns in which anybody may be named; versions and letters of other people's offers stay."""
_JSON = frozenset(("details", "raw_json", "entries"))
"""Columns whose text is JSON."""
_WRITTEN = (str, str.lower, str.upper)
"""How a name is met: LIKE of SQLite knows capitals of English letters only."""


class Mentions:
    """A person's name, email and phone in texts that belong to something else.

    A last name alone names the person, unless another candidate here bears it too. A first name
    alone names nobody; where the person is named, it goes as well.
    """

    def __init__(self, candidate: Candidate) -> None:
        first, last = candidate.first_name.strip(), candidate.last_name.strip()
        both = (f"{first} {last}", f"{last} {first}", f"{last}, {first}") if first and last else ()
        alone = "" if _is_shared(candidate, last) else last
        full = candidate.full_name.strip()
        full = "" if full == last else full
        stated = (*both, full, alone, candidate.email.strip(), candidate.phone.strip())
        self._needles = tuple(filter(None, stated))
        self._names = _pattern(self._needles)
        self._all = _pattern((*self._needles, *filter(None, (first, last))))

    def is_in(self, text: str | None) -> bool:
        """Whether the text names the person."""
        return bool(text) and self._names is not None and bool(self._names.search(str(text)))

    def is_in_json(self, text: str | None) -> bool:
        """The same of JSON, in which characters may be escaped."""
        return self.is_in(_unescaped(text))

    def without(self, text: str) -> str:
        """The text without the person's names."""
        return self._all.sub(ERASED, text) if self._all is not None else text

    # ------------------------------------------------------------ what is stored

    def views(self) -> list[View]:
        """The saved views that name the person."""
        return [view for view in View.select() if self.is_in(view.text) or self.is_in(view.name)]

    def records(self) -> list[int]:
        """The kept records of jobs and their like that name the person."""
        kept = KeptRecord.select().where(
            KeptRecord.offer.is_null()
            & KeptRecord.candidate.is_null()
            & KeptRecord.application.is_null()
            & KeptRecord.user.is_null()
            & KeptRecord.raw_json.is_null(False)
        )
        return [row.id for row in kept.iterator() if self.is_in_json(row.raw_json)]

    def rows(self) -> Iterator[tuple[Any, dict[str, str]]]:
        """The rows of others that name the person, with the texts that change as they are to be."""
        for model, names in TEXTS:
            for row in self._found(model, [model._meta.fields[name] for name in names]):
                texts = {name: _readable(name, getattr(row, name)) for name in names}
                if any(self.is_in(text) for text in texts.values()):
                    cleaned = {name: self.without(text) for name, text in texts.items()}
                    yield row, {name: text for name, text in cleaned.items() if text != texts[name]}

    def _found(self, model: type[Table], columns: Iterable[Field]) -> list[Any]:
        """The rows that may name the person."""
        words = {write(one) for one in self._needles for write in _WRITTEN}
        needles = {f"%{form}%" for word in words for form in (word, json.dumps(word)[1:-1])}
        like = [fn.LIKE(needle, column) for column in columns for needle in sorted(needles)]
        return list(model.select().where(reduce(or_, like))) if like else []


def _readable(column: str, text: str | None) -> str:
    return _unescaped(text) if column in _JSON else text or ""


def _unescaped(text: str | None) -> str:
    """JSON with every character as it is: desks of before have some escaped."""
    if text and "\\" in text:
        return exact_json.dump_json(exact_json.load_json(text))
    return text or ""


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the names as whole words, the longest first."""
    found = sorted(dict.fromkeys(names), key=len, reverse=True)
    words = "|".join(re.escape(name) for name in found)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if found else None


def _is_shared(candidate: Candidate, last: str) -> bool:
    """Whether another candidate here has the same last name."""
    others = Candidate.select().where(
        (Candidate.last_name == last) & (Candidate.id != candidate.id)
    )
    return bool(others.exists())
