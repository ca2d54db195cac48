"""The revisions of a template, and what changed between any two of them, word by word."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal

from data.letters import rendering
from data.letters.comparison import letter_comparison
from data.letters.comparison.letter_comparison import Comparison
from data.records.template_records import RevisionRecord
from data.templates import templates
from data.values.styled_text import Span
from tui import report
from tui.screens.base.screens import DeskScreen
from tui.screens.templates import preview_offer
from tui.text import content, glyphs, when
from tui.widgets.columns import Column
from tui.widgets.compare_view import CompareView
from tui.widgets.virtual_table import ListRows, VirtualTable

FROM_SUBJECT = "Subject: "


class RevisionLine(NamedTuple):
    """A revision in the list: whether letters are made from it, and whether it is the base.

    `is_of_program`: it came with the program.
    """

    revision: RevisionRecord
    is_current: bool
    is_base: bool
    is_of_program: bool = False


def _number(line: RevisionLine) -> tuple[Span, ...]:
    mark = f"{glyphs().marker} " if line.is_base else "  "
    return (Span(mark, "accent"), Span(str(line.revision.number), "strong"))


def _state(line: RevisionLine) -> tuple[Span, ...]:
    if line.revision.problem:
        return (Span("draft, has a mistake", "bad"),)
    return (Span("in use", "good"),) if line.is_current else ()


def _by(line: RevisionLine) -> str:
    return "program" if line.is_of_program else line.revision.created_by


COLUMNS = (
    Column[RevisionLine]("number", "  Rev.", 6, _number, priority=9),
    Column[RevisionLine]("when", "Saved", 14, lambda line: when(line.revision.created_at), 9,
                         priority=8),
    Column[RevisionLine]("by", "By", 14, _by, 7, flex=True,
                         priority=5, style="muted"),
    Column[RevisionLine]("state", "", 9, _state, 6, flex=True, priority=7),
)  # fmt: skip


class CompareRevisions(DeskScreen):
    """Revisions at the left; at the right what the one under the cursor changed since another."""

    commands_name = "template_compare"
    CSS_PATH = "../../styles/templates.tcss"
    AUTO_FOCUS = "#revisions"

    def __init__(self, template_id: int) -> None:
        super().__init__()
        self._template = templates.get(template_id)
        self._revisions: tuple[RevisionRecord, ...] = ()
        self._base: int | None = self._template.own_since if self._template.update else None
        self._by_letter = False
        self._table = VirtualTable[RevisionLine](
            COLUMNS, on_cursor=lambda line: self._compare(), id="revisions", classes="pane"
        )
        self._view = CompareView(id="compared", classes="pane")

    def compose_body(self) -> ComposeResult:
        """The revisions, and what changed."""
        with Horizontal(id="panes"):
            yield self._table
            yield self._view

    def on_mount(self) -> None:
        """The newest revision against the one before, or what an update of the program changed."""
        self._read(self._template.update or None)

    def reload(self) -> None:
        """Read the revisions again."""
        self._read(self._table.cursor_key)

    def _read(self, keep: int | None) -> None:
        self._template = templates.get(self._template.id)
        self._revisions = templates.revisions(self._template.id)
        self._show(keep)

    def _show(self, keep: int | None) -> None:
        """The revisions, newest first."""
        lines = [
            RevisionLine(
                one,
                one.number == self._template.revision,
                one.number == self._base,
                bool(self._template.shipped) and one.of_program,
            )
            for one in reversed(self._revisions)
        ]
        self._table.set_rows(ListRows(lines, lambda line: line.revision.number), keep)
        number = len(lines)
        wording = f"{self._template.name} · {number} {'revision' if number == 1 else 'revisions'}"
        self._table.border_title = content(wording)
        self._compare()

    # ------------------------------------------------------------ comparing

    @property
    def _chosen(self) -> int:
        return self._table.cursor_key or self._revisions[-1].number

    @property
    def _against(self) -> int | None:
        """What the revision under the cursor is compared with: the marked one, or that before."""
        if self._base is not None and self._base != self._chosen:
            return self._base
        before = [one.number for one in self._revisions if one.number < self._chosen]
        return before[-1] if before else None

    def _compare(self) -> None:
        if not self._revisions:
            return
        chosen, against = self._chosen, self._against
        one, other = sorted((against or chosen, chosen))  # the first one beside itself
        self._view.show_comparison(
            self._comparison(self._words(one), self._words(other)),
            f"revision {one}" if against else "the first",
            f"revision {other}" + (", as letters" if self._by_letter else ""),
        )

    def _comparison(self, before: str, after: str) -> Comparison:
        return letter_comparison.compare(before, after, html=self._by_letter)

    def _words(self, number: int) -> str:
        """The source of a revision with its subject on top, or the letter that it makes."""
        revision = next(one for one in self._revisions if one.number == number)
        if not self._by_letter:
            top = f"{FROM_SUBJECT}{revision.subject}\n" if revision.subject else ""
            return top + revision.source
        made = rendering.render(
            revision.source, preview_offer.made_up().inputs, templates.clauses()
        )
        return f"<p>{rendering.clean(made.error.sentence)}</p>" if made.error else made.html

    # ------------------------------------------------------------ keys

    def action_mark(self) -> None:
        """Compare all others with this revision, or each with the one before again."""
        chosen = self._chosen
        self._base = None if self._base == chosen else chosen
        self._show(chosen)

    def action_as_letters(self) -> None:
        """Compare what the letters say, or the source."""
        self._by_letter = not self._by_letter
        self._compare()

    def action_next_change(self) -> None:
        """The next change."""
        self._view.next_change()

    def action_previous_change(self) -> None:
        """The change before."""
        self._view.next_change(-1)

    def action_beside(self) -> None:
        """Side by side, or both in one."""
        self._view.toggle_beside()

    def action_bring_back(self) -> None:
        """Make the words of this revision the newest one."""
        revision = next(one for one in self._revisions if one.number == self._chosen)
        newest = self._revisions[-1].number
        draft = bool(revision.problem)
        saved = templates.revise(
            self._template.id, revision.source, revision.subject, since=newest, draft=draft
        )
        self.reload()
        self._table.action_first()
        made = templates.revisions(saved.id)[-1].number
        if made == newest:
            report.say(self.app, f"Revision {saved.draft or saved.revision} says that already.")
        else:
            report.say(self.app, f"Revision {made} says what revision {revision.number} said")
