"""Items of lists that have their numbers written before them: which of them count up together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.letters.foreign.foreign_letter import Block, Text
from data.letters.foreign.list_nesting import Flow, ListItem
from data.letters.foreign.word_styles import ListLevel
from data.letters.layout.list_markers import roman

_MARK = re.compile(r"\(?(\d{1,4}|[a-z]|[A-Z]|[ivxlc]{2,8}|[IVXLC]{2,8})[.)]?\s*")
_SIGNS = re.compile(r"[^\W_]+")
_ROMAN = {roman(number): number for number in range(1, 200)}


@dataclass(slots=True)
class _Run:
    """Neighbours that count up: where they are, and the last number by each type it may be of."""

    places: list[int]
    last: dict[str, int]

    @property
    def kind(self) -> ListLevel:
        """The type and the first number; where several types fit, the one that begins lower."""
        type_, last = min(self.last.items(), key=lambda one: one[1])
        return ListLevel(True, type_, "", last - len(self.places) + 1)


def counted(flow: list[Flow], fewest: int) -> list[Flow]:
    """The flow with the number that each list begins with, and its type.

    Fewer than `fewest` neighbours that count up are no list: paragraphs, as they are written. So
    are those whose mark is no number that a list can have, such as "1.2".
    """
    while True:
        runs = list(_runs(flow))
        made = list(flow)
        lone = [at for run in runs if len(run.places) < fewest for at in run.places]
        lone += [at for at, one in enumerate(flow) if _is_strange(one)]
        if not lone:
            break
        for at in lone:
            made[at] = _paragraph(flow[at])
        flow = made  # what is a paragraph now may part others
    for run in runs:
        kind, list_id = run.kind, str(run.places[0])
        for at in run.places:
            item = made[at]
            if isinstance(item, ListItem):
                made[at] = item._replace(kind=kind, list_id=list_id)
    return made


def _runs(flow: list[Flow]) -> Iterator[_Run]:
    open_runs: dict[int, _Run] = {}
    for at, one in enumerate(flow):
        level = one.level if isinstance(one, ListItem) else -1
        for deeper in [found for found in open_runs if found > level]:
            yield open_runs.pop(deeper)
        if not isinstance(one, ListItem):
            continue
        run = open_runs.get(level)
        numbers = _numbers(one.mark)
        goes_on = _going_on(run, numbers) if run and _is_alike(flow[run.places[-1]], one) else {}
        if run and goes_on:
            run.places.append(at)
            run.last = goes_on
            continue
        if run:
            yield open_runs.pop(level)
        if numbers:
            open_runs[level] = _Run([at], numbers)
    yield from open_runs.values()


def _going_on(run: _Run, numbers: dict[str, int]) -> dict[str, int]:
    return {name: one for name, one in numbers.items() if run.last.get(name) == one - 1}


def _is_alike(before: Flow, one: ListItem) -> bool:
    """Whether two marks differ only in their numbers: "1." and "2.", not "1." and "2)"."""
    return isinstance(before, ListItem) and _form(before.mark) == _form(one.mark)


def _form(mark: str) -> str:
    return _SIGNS.sub("", mark).strip()


def _numbers(mark: str) -> dict[str, int]:
    """What a mark counts, by the type of list that would count so: "c." is {"a": 3, "i": 100}."""
    match = _MARK.fullmatch(mark)
    if match is None:
        return {}
    sign = match[1]
    if sign.isdecimal():
        return {"": int(sign)} if sign == str(int(sign)) else {}
    found = {"a": ord(sign.lower()) - 96} if len(sign) == 1 else {}
    if sign.lower() in _ROMAN:
        found["i"] = _ROMAN[sign.lower()]
    return {name.upper() if sign.isupper() else name: one for name, one in found.items()}


def _is_strange(one: Flow) -> bool:
    return isinstance(one, ListItem) and bool(one.mark) and not _numbers(one.mark)


def _paragraph(one: Flow) -> Flow:
    if not isinstance(one, ListItem):
        return one
    return Block("p", (Text(one.mark), *one.block.parts), one.block.attributes)
