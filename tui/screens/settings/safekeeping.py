"""Copies of the desk: making one, looking it through, going back, saving what can be read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message

from data.errors import DataError, Invalid
from data.safekeeping import backup, salvage, verify
from data.storage import connection
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui import folders, report
from tui.screens.base.confirm import Confirm
from tui.screens.base.detail_lines import wrapped
from tui.screens.base.save_file import ask_to_replace, is_taken, named
from tui.screens.base.work import Run, WorkDialog
from tui.text import content, glyphs, when
from tui.widgets.auto_height_lines import AutoHeightLines, StaticLines
from tui.widgets.choice import Choice, Option
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView
from tui.widgets.path_entry import PathEntry

BACKUP, VERIFY, RESTORE, SALVAGE = "backup", "verify", "restore", "salvage"
ACTS = (
    Option(BACKUP, "copy the desk", "as it is now"),
    Option(VERIFY, "look it through", "whether all agrees"),
    Option(RESTORE, "go back to a copy", "the desk of now is kept beside it"),
    Option(SALVAGE, "save what can be read", "of a damaged file, into a new one"),
)
ASKED = {
    BACKUP: ("to",), VERIFY: ("looked",), RESTORE: ("copy", "other"), SALVAGE: ("broken", "into"),
}  # fmt: skip
"""The fields that each asks."""
DOING = {
    BACKUP: "copying the desk", VERIFY: "looking through every page",
    RESTORE: "looking the copy through", SALVAGE: "reading what can be read",
}  # fmt: skip


class Outcome(NamedTuple):
    """What came of it, in sentences; `copy` is one that the desk can go back to."""

    sentences: Sequence[str]
    copy: Path | None = None


class RestoreWanted(Message):
    """The desk shall go back to a copy; the app has to close it for that."""

    def __init__(self, source: Path) -> None:
        super().__init__()
        self.source = source


class SafekeepingDialog(WorkDialog[None]):
    """One of four things to do, what it needs, and what came of it; ctrl+s does it."""

    commands_name = "safekeeping"
    CSS_PATH = "../../styles/importing.tcss"
    AUTO_FOCUS = "Field > *"

    def compose(self) -> ComposeResult:
        """What is asked, what came of it, the keys."""
        with Vertical(classes="export-box") as box:
            box.border_title = content("Copies of the desk")
            yield FormNotice()
            with VerticalScroll(classes="export-body", can_focus=False):
                yield Field("act", "To do", Choice(ACTS, BACKUP, always=True))
                yield from self._fields()
            yield LinesView(id="lost")
            yield StaticLines(id="export-state")
            yield KeyBar(self.commands_name)

    def _fields(self) -> Sequence[Field]:
        desk = connection.path()
        hint = "Tab completes the names of files."
        return (
            Field("to", "Into file", PathEntry(folders.shown(backup.usual_name(desk)))),
            Field("looked", "File", PathEntry(), hint="Empty: this desk."),
            Field("copy", "Copy", Choice(placeholder="there is none yet")),
            Field("other", "Or another file", PathEntry(), hint=hint),
            Field("broken", "Damaged file", PathEntry(), hint=hint),
            Field("into", "Into file", PathEntry(), hint="A new file."),
        )

    def on_mount(self) -> None:
        """Ask what the first needs."""
        self.fields = {field.key: field for field in self.query(Field)}
        self.fields["act"].on_change = self._chosen
        for field in self.query(Field):
            if isinstance(field.control, PathEntry):
                field.control.on_names = partial(_say_names, field)
        self._chosen(self.fields["act"])

    def _chosen(self, field: Field) -> None:
        asked = ASKED[field.text]
        self._offer_copies()
        for key, one in self.fields.items():
            one.display = key == "act" or key in asked
            one.set_note(one.hint)
        self._say(())

    def _offer_copies(self) -> None:
        """The copies that there are by now, the newest first."""
        known = backup.known_copies(connection.path())
        copies = [Option(str(one.path), one.path.name, when(one.at)) for one in known]
        choice = self.fields["copy"].control
        if isinstance(choice, Choice):
            choice.set_options(copies)
            choice.set_value(choice.value or (copies[0].value if copies else None))

    # ------------------------------------------------------------ doing it

    @property
    def can_keep_safe(self) -> bool:
        """Whether nothing goes on."""
        return not self.is_working

    def action_keep_safe(self) -> None:
        """Do what was chosen; over a file that is there only after asking."""
        act = self.fields["act"].text
        self._say(())
        try:
            {BACKUP: self._backup, VERIFY: self._verify, RESTORE: self._restore,
             SALVAGE: self._salvage}[act]()  # fmt: skip
        except Invalid as error:
            problem = error.problems[0]
            self.fields[problem.field].set_problem(problem)
            self.fields[problem.field].focus_control()

    def _backup(self) -> None:
        place = named(self.fields["to"])
        go = partial(self.start, DOING[BACKUP])
        if is_taken(place):
            ask_to_replace(self, place, partial(go, partial(_copied, place, True)))
        else:
            go(partial(_copied, place, False))

    def _verify(self) -> None:
        field = self.fields["looked"]
        path = None if field.is_blank else folders.expanded(field.text)
        self.start(DOING[VERIFY], partial(_looked_through, path))

    def _restore(self) -> None:
        other, copy = self.fields["other"], self.fields["copy"]
        source = named(other) if copy.is_blank or not other.is_blank else Path(copy.text)
        self.start(DOING[RESTORE], partial(_fit, source, connection.path()))

    def _salvage(self) -> None:
        source, target = named(self.fields["broken"]), named(self.fields["into"])
        self.start(DOING[SALVAGE], partial(_saved, source, target))

    def _ask_to_go_back(self, source: Path) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
                self.app.post_message(RestoreWanted(source))

        lines = (
            f"The desk will be what {one_line(source.name)} is.",
            "All that was written since then is in the desk of now, which is kept beside it.",
            "Other windows have to be closed before.",
        )
        title = f"Go back to {one_line(source.name)}"
        self.app.push_screen(Confirm(title, lines, yes="Go back", danger=True), answered)

    # ------------------------------------------------------------ what came of it

    def show_progress(self, done: int, total: int) -> None:
        """What goes on."""
        words = f" {self.doing} {glyphs().ellipsis}" if self.is_working else ""
        self.query_one("#export-state", AutoHeightLines).show(
            lambda _: [(Span(words, "info"),), ()]
        )

    def show_result(self, result: Outcome) -> None:
        """Say it; a copy that is whole is asked about."""
        self.show_progress(0, 0)
        self._say(result.sentences)
        if result.copy is not None:
            self._ask_to_go_back(result.copy)

    def show_failure(self, error: DataError | None) -> None:
        """Say why not."""
        self.show_progress(0, 0)
        if error is not None:
            report.log.info("%s: %s", error.title, error.text)
            self.query_one(FormNotice).say(one_line(error.text))

    def _say(self, sentences: Sequence[str]) -> None:
        self.query_one(FormNotice).say("")
        view = self.query_one("#lost", LinesView)
        view.set_empty("")
        view.show(partial(_lines, tuple(sentences)))


def _lines(sentences: Sequence[str], width: int) -> list[Line]:
    return [line for one in sentences for line in wrapped(one, width)]


def _say_names(field: Field, names: tuple[str, ...]) -> None:
    field.set_note(" · ".join(names[:12]) or field.hint)


def _copied(place: Path, force: bool, run: Run) -> Outcome:
    backup.backup(place, force=force)
    return Outcome([f"The desk was copied to {folders.shown(place)}."])


def _looked_through(path: Path | None, run: Run) -> Outcome:
    found = verify.verify(path)
    lines = [f"{one.check}: {one.text}" for one in found]
    return Outcome([*lines, verify.summary(found, path or connection.path())])


def _fit(source: Path, desk: Path, run: Run) -> Outcome:
    backup.refuse_unfit(source, desk)
    return Outcome([f"{folders.shown(source)} is whole."], source)


def _saved(source: Path, target: Path, run: Run) -> Outcome:
    saved = salvage.salvage(source, target)
    return Outcome([*saved.lines, f"What could be read is in {folders.shown(target)}."])
