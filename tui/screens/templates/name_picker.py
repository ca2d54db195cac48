"""The names, filters and clauses of the language, with what they say now, to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from data.letters import rendering
from data.letters.letter_records import LetterInputs
from data.records.row_list import RowList
from data.values.styled_text import Span
from data.values.text import folded, one_line
from tui.screens.base.picker import Picked, Picker
from tui.widgets.choice import Source
from tui.widgets.columns import Column
from tui.widgets.virtual_table import ListRows


class LetterName(NamedTuple):
    """Something to put in: what it is called, what it means, what it says now.

    `kind` is "name", "filter" or "clause".
    """

    at: int
    kind: str
    name: str
    meaning: str
    value: str


def everything(inputs: LetterInputs, clauses: Mapping[str, str]) -> tuple[LetterName, ...]:
    """All that a template can say about these inputs."""
    found = [("name", one.name, one.meaning, one.value_shown) for one in rendering.language(inputs)]
    found += [
        ("filter", f"| {one.signature}", f"{one.meaning}: {one.example}", one.result)
        for one in rendering.filters()
    ]
    found += [("clause", name, "A clause", _beginning(source)) for name, source in clauses.items()]
    return tuple(LetterName(at, *one) for at, one in enumerate(found))


def picker(offered: tuple[LetterName, ...], typed: str = "") -> Picker:
    """The list to choose from; typing finds by name and meaning."""
    columns = (
        Column[LetterName]("name", "", 30, _name, 20, priority=3),
        Column[LetterName]("meaning", "", 44, lambda one: one.meaning, 12, flex=True, priority=2,
                        style="muted"),
        Column[LetterName]("value", "", 26, _value, 12, flex=True, priority=1),
    )  # fmt: skip
    searched = [folded(f"{one.name} {one.meaning} {one.kind}") for one in offered]
    parts = [f".{re.sub('[^a-z0-9]+', '.', folded(one.name))}" for one in offered]

    def rows(text: str) -> RowList[LetterName]:
        words = folded(text).split()
        found = [one for one in offered if all(word in searched[one.at] for word in words)]
        start = re.sub("[^a-z0-9]+", ".", folded(text).strip())
        found.sort(key=lambda one: f".{start}" not in parts[one.at])
        return ListRows(found, lambda one: one.at)

    return NamesPicker(source=Source(rows, columns, lambda one: one.name), typed=typed)


class NamesPicker(Picker):
    """Wide enough for what a name means and says."""

    def __init__(self, *, source: Source, typed: str = "") -> None:
        super().__init__("Names, filters and clauses", source=source, typed=typed)

    def on_mount(self) -> None:
        """Take the room there is."""
        self.query_one(".picker").add_class("-wide")


def taken(picked: Picked | None, offered: tuple[LetterName, ...]) -> LetterName | None:
    """What was picked."""
    first = next(iter(picked.values), None) if picked else None
    return offered[first] if isinstance(first, int) else None


def written(chosen: LetterName, inside: str, before: str = "") -> str:
    """How it is written where the cursor is, behind the text `before`.

    `inside` is what would end the tag it is in.
    """
    if chosen.kind == "clause":
        quoted = f'"{chosen.name}"'
        return quoted if inside == "%}" else f"{{% include {quoted} %}}"
    if chosen.kind == "filter":
        name = chosen.name.partition("(")[0]
        return f"{name} " if before.endswith(" ") else f" {name}"
    return chosen.name if inside in ("}}", "%}") else f"{{{{ {chosen.name} }}}}"


def _name(one: LetterName) -> tuple[Span, ...]:
    style = {"name": "warn", "filter": "accent", "clause": "info"}[one.kind]
    return (Span(one.name, style),)


def _value(one: LetterName) -> tuple[Span, ...]:
    if one.value:
        return (Span(one_line(one.value)),)
    return (Span("not set", "muted"),)


def _beginning(source: str) -> str:
    """The first words of a clause, without its tags."""
    return one_line(re.sub(r"<[^>]*>|\{[{%#].*?[}%#]\}", " ", source[:2_000], flags=re.DOTALL))[:80]
