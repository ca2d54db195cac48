"""How files are read: the system, what requests are for, which side wins, what columns mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen

from data.errors import Invalid, Problem
from data.exchange import registry
from data.exchange.csv import csv_columns, csv_status
from data.exchange.csv.csv_columns import MappingError
from data.exchange.files.how_read import AS_IT_IS, HowRead
from data.exchange.preview import FilePlan
from data.values.status import Status
from data.values.text import one_line
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.picker import Picked, Picker
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field

if TYPE_CHECKING:
    from data.exchange import ImportOptions

BY_SHAPE = ""
KNOWN = "Known offers"
"""Rows of a table that seem to be about offers which are here from elsewhere."""
_SIDES = (
    Option(0, "stay as they are here", "and wait for a decision"),
    Option(1, "take what the file says"),
)
_DATES = (
    Option("", "as the table shows", "and asked where it does not"),
    Option("dmy", "day first", "03/04/2026 is 3 April"),
    Option("mdy", "month first", "03/04/2026 is 4 March"),
)
_KNOWN = (
    Option("", "are asked about", "and left out until then"),
    Option("join", "are those offers", "what differs is named and stays"),
    Option("new", "are further offers"),
)
_LINES = (
    Option(0, "end the reading of their file", "nothing of it comes in"),
    Option(1, "are left out", "and the rest comes in"),
)
_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person chose for an import, by file: what its columns mean, how it is written."""

    system: str = BY_SHAPE
    application: int | None = None
    offer: int | None = None
    prefer_theirs: bool = False
    dates: str = ""
    skip_bad: bool = False
    known: str = ""
    columns: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    hows: Mapping[Path, HowRead] = field(default_factory=dict)

    def options(self) -> ImportOptions:
        """The same, as the import takes it."""
        from data.exchange import ImportOptions

        return ImportOptions(
            system=self.system or None,
            prefer_theirs=self.prefer_theirs,
            dates=self.dates,
            skip_bad=self.skip_bad,
            known=self.known,
            application=self.application,
            offer=self.offer,
            columns=self.columns,
            statuses=self.statuses,
            hows=self.hows,
        )

    def how(self, path: Path) -> HowRead:
        """What was chosen for one file."""
        return self.hows.get(path, AS_IT_IS)

    def read_as(self, path: Path, how: HowRead) -> ImportChoices:
        """The same with a file read otherwise; what its columns meant is forgotten."""
        columns = {other: own for other, own in self.columns.items() if other != path}
        return replace(self, columns=columns, hows={**self.hows, path: how})

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The options in words."""
        asked = [f"for application {self.application}"] if self.application is not None else []
        asked += [f"for offer {self.offer}"] if self.offer is not None else []
        lines = (
            ("System", system_title(self.system)),
            ("Conflicts", _SIDES[self.prefer_theirs].text),
            ("Requests", ", ".join(asked) or "for what they name"),
        )
        dates = [("Dates", one.text) for one in _DATES if self.dates and one.value == self.dates]
        words = [("Status words", _stated(self.statuses))] if self.statuses else []
        broken = [("Broken lines", _LINES[1].text)] if self.skip_bad else []
        known = [("Known", one.text) for one in _KNOWN if self.known and one.value == self.known]
        return *lines, *dates, *words, *broken, *known

    def meanings(self, plan: FilePlan) -> dict[str, str]:
        """What the columns of a table mean with what was chosen."""
        known = dict(plan.columns)
        wanted = csv_columns.over(known, self.columns.get(plan.path, {}))
        return csv_columns.chosen(known, wanted)


def system_title(name: str) -> str:
    """What people call a system; what none is chosen means."""
    known = {system.name: system.noun or system.title for system in registry.readable()}
    return known.get(name, "recognised by its shape")


class OptionsDialog(FormDialog[ImportChoices]):
    """The options of an import; dismissed with them."""

    yes = "Use them"

    def __init__(self, chosen: ImportChoices) -> None:
        super().__init__("How the files are read", ())
        self._chosen = chosen

    def compose_more(self) -> ComposeResult:
        """The fields."""
        chosen = self._chosen
        systems = [Option(BY_SHAPE, system_title(BY_SHAPE))]
        systems += [Option(one.name, one.title, one.hint) for one in registry.readable()]
        sides = Choice(_SIDES, int(chosen.prefer_theirs))
        yield Field("system", "System", Choice(systems, chosen.system))
        yield Field("prefer", "Conflicts", sides)
        yield Field("dates", "Dates", Choice(_DATES, chosen.dates))
        words = Entry(_stated(chosen.statuses), placeholder="Extended=sent, Signed up=accepted")
        yield Field("statuses", "Status words", words)
        yield Field("skip", "Broken lines", Choice(_LINES, int(chosen.skip_bad)))
        yield Field("known", KNOWN, Choice(_KNOWN, chosen.known))
        yield _number("application", "Application", chosen.application)
        yield _number("offer", "Offer", chosen.offer)

    def store(self) -> ImportChoices:
        """The options as entered; raises Invalid."""
        entered = {one.key: one for one in self.query(Field)}
        return replace(
            self._chosen,
            system=entered["system"].text,
            prefer_theirs=bool(entered["prefer"].number),
            dates=entered["dates"].text,
            statuses=_read_words(entered["statuses"]),
            skip_bad=bool(entered["skip"].number),
            known=entered["known"].text,
            application=_read_number(entered["application"]),
            offer=_read_number(entered["offer"]),
        )


def choose_columns(
    screen: Screen[None],
    plan: FilePlan,
    chosen: ImportChoices,
    done: Callable[[ImportChoices], None],
) -> None:
    """Choose a column, then what it means, until one leaves; `done` hears of every choice."""

    def picked(choice: Picked | None) -> None:
        if choice is not None and choice.values:
            screen.app.push_screen(_meanings(plan, chosen, str(choice.values[0])), meant)

    def meant(choice: Picked | None) -> None:
        after = chosen
        if choice is not None and choice.values:
            column, _, target = str(choice.values[0]).partition("\n")
            after = _with(plan, chosen, column, target)
            done(after)
        choose_columns(screen, plan, after, done)

    samples = dict(zip((name for name, _ in plan.columns), plan.sample, strict=False))
    options = [
        Option(column, f"{column} = {target}", samples.get(column, ""))
        for column, target in chosen.meanings(plan).items()
    ]
    title = f"Which column of {one_line(plan.path.name)} means something else"
    screen.app.push_screen(Picker(title, options), picked)


def choose_sheet(
    screen: Screen[None],
    plan: FilePlan,
    chosen: ImportChoices,
    done: Callable[[ImportChoices], None],
) -> None:
    """Choose which sheet of a spreadsheet is read; `done` hears of it."""

    def picked(choice: Picked | None) -> None:
        if choice is not None and choice.values:
            done(chosen.read_as(plan.path, now._replace(sheet=str(choice.values[0]))))

    now = chosen.how(plan.path)
    options = [Option(name, one_line(name)) for name in plan.sheets]
    title = f"Which sheet of {one_line(plan.path.name)} is read"
    screen.app.push_screen(Picker(title, options, value=(now.sheet,)), picked)


def choose_encoding(
    screen: Screen[None],
    plan: FilePlan,
    chosen: ImportChoices,
    done: Callable[[ImportChoices], None],
) -> None:
    """Choose the encoding of a text by how a line of it reads; `done` hears of it."""

    def picked(choice: Picked | None) -> None:
        if choice is not None and choice.values:
            done(chosen.read_as(plan.path, now._replace(encoding=str(choice.values[0]))))

    now = chosen.how(plan.path)
    options = [Option(name, label, line) for name, label, line in plan.encodings]
    title = f"In which of them is {one_line(plan.path.name)} right"
    screen.app.push_screen(Picker(title, options, value=(now.encoding,)), picked)


def _meanings(plan: FilePlan, chosen: ImportChoices, column: str) -> Picker:
    now = chosen.meanings(plan)[column]
    custom = Option(f"{column}\n{csv_columns.CUSTOM}", csv_columns.CUSTOM, "of the same name")
    known = [
        Option(f"{column}\n{target.name}", target.name, target.meaning)
        for target in csv_columns.TARGETS
    ]
    return Picker(f"What {column} means", [custom, *known], value=(f"{column}\n{now}",))


def _with(plan: FilePlan, chosen: ImportChoices, column: str, target: str) -> ImportChoices:
    before = chosen.columns.get(plan.path, {})
    kept = {name: meaning for name, meaning in before.items() if meaning != target}
    after = {**chosen.columns, plan.path: {**kept, column: target}}
    as_rows = chosen.how(plan.path)._replace(as_rows=True)
    return replace(chosen, columns=after, hows={**chosen.hows, plan.path: as_rows})


def _stated(statuses: Mapping[str, Status]) -> str:
    return ", ".join(f"{one_line(word)}={status}" for word, status in statuses.items())


def _read_words(entered: Field) -> dict[str, Status]:
    """What words for a status mean, as typed; raises Invalid."""
    try:
        return csv_status.read_choices(filter(str.strip, entered.text.split(",")))
    except MappingError as error:
        raise Invalid((Problem(entered.key, entered.label, error.text),)) from None


def _number(key: str, label: str, value: int | None) -> Field:
    entry = Entry("" if value is None else str(value), placeholder="number, here or there")
    return Field(key, label, entry, width=30)


def _read_number(entered: Field) -> int | None:
    text = entered.text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise Invalid(
            (Problem(entered.key, entered.label, f"{one_line(text)} is no whole number."),)
        )
    return int(text)
