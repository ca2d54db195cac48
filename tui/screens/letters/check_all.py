"""Every template against every live offer, beside the keys: how far it is, and what it found."""

from __future__ import annotations

from contextlib import suppress
from time import sleep
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import DataError, Stopped
from data.letter_checks import check_all
from data.letter_checks.check_all import CheckResult, LetterFinding, Progress, TemplateResult
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui import report, screens
from tui.screens.base import detail_lines
from tui.screens.base.screens import DeskScreen
from tui.screens.base.work import BackgroundWork, Run
from tui.text import content, glyphs
from tui.widgets.auto_height_lines import StaticLines
from tui.widgets.columns import Column
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import ListRows, VirtualTable

BREATH = 0.001
"""Seconds in which the keys go first, after every offer."""

RUNNING = """Making every letter …
What is missing or broken is listed here."""
FINE = """Every letter could be sent
Nothing is missing, nothing is broken."""


class FindingLine(NamedTuple):
    """A line of the list: a finding, or a heading over findings, its key below zero."""

    key: int
    title: str
    note: str = ""
    finding: LetterFinding | None = None


class CheckLetters(BackgroundWork[None], DeskScreen):
    """The check: begins at once, can be stopped, keeps what it found."""

    commands_name = "check_letters"
    CSS_PATH = "../../styles/templates.tcss"
    AUTO_FOCUS = "#findings"

    def __init__(self) -> None:
        super().__init__()
        self.checked: CheckResult | None = None
        self._progress: Progress | None = None
        self._by_offer = False
        self._table = VirtualTable[FindingLine](
            _columns(),
            empty=RUNNING,
            section=lambda line: line.finding is None,
            on_cursor=self._show_finding,
            id="findings",
            classes="pane",
        )
        self._state = StaticLines()
        self._detail = LinesView(empty="Nothing was found yet.", id="finding", classes="pane")

    def compose_body(self) -> ComposeResult:
        """How far it is, what was found, and one finding in full."""
        with Vertical(id="panes"):
            with Vertical(id="state", classes="pane") as state:
                state.border_title = "Check all letters"
                yield self._state
            with Horizontal():
                yield self._table
                yield self._detail

    def on_mount(self) -> None:
        """Begin."""
        self._detail.border_title = "What is wrong"
        self.action_again()

    # ------------------------------------------------------------ running

    def action_again(self) -> None:
        """Begin anew."""
        self.checked = self._progress = None
        self._list()
        self.restart("checking", self._check)

    def _check(self, run: Run) -> CheckResult:
        """The check itself, in a thread."""

        def progress(now: Progress) -> None:
            self._progress = now
            with suppress(Stopped):  # what was found until then is kept
                run(now.offers, 0)
            sleep(BREATH)

        return check_all.check_all(progress, lambda: run.is_stopped)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self._say()

    def show_result(self, result: CheckResult) -> None:
        """Show what was found."""
        self.checked = result
        self._list()
        self._say()

    def show_failure(self, error: DataError | None) -> None:
        """Say what did not work."""
        if error is not None:
            report.show_error(self.app, error)

    # ------------------------------------------------------------ what is shown

    def action_group(self) -> None:
        """By template, or by offer."""
        self._by_offer = not self._by_offer
        self._table.set_columns(_columns(by_offer=self._by_offer))
        self._list()

    def on_virtual_table_opened(self) -> None:
        """Enter on a finding opens its offer."""
        with report.reported(self.app):
            self.action_open()

    def action_open(self) -> None:
        """Open the offer of the finding."""
        line: FindingLine | None = self._table.cursor_row
        if line is not None and line.finding is not None:
            self.app.push_screen(screens.OfferScreen(line.finding.offer_id))

    def action_edit(self) -> None:
        """Change the template of the finding."""
        line: FindingLine | None = self._table.cursor_row
        if line is not None and line.finding is not None:
            found = line.finding
            self.app.push_screen(screens.TemplateEditor(found.template_id, found.offer_id))

    @property
    def has_findings(self) -> bool:
        """Whether the check has ended and found something."""
        return self.checked is not None and bool(self.checked.findings)

    def _list(self) -> None:
        checked = self.checked
        findings = checked.findings if checked else ()
        self._table.set_empty(RUNNING if checked is None else FINE)
        lines = _by_offer(findings) if self._by_offer else _by_template(findings, checked)
        self._table.set_rows(ListRows(lines, lambda line: line.key))
        shown = f"{len(findings):,}" + (
            f" of {checked.found:,}" if checked and checked.more else ""
        )
        how = "by offer" if self._by_offer else "by template"
        self._table.border_title = content(f"Letters with something wrong · {shown} · {how}")
        self._show_finding(self._table.cursor_row)

    def _say(self) -> None:
        self._state.show(lambda width: _state(self._progress, self.checked, width))

    def _show_finding(self, line: FindingLine | None) -> None:
        finding = line.finding if line is not None else None
        tallies = {one.template_id: one for one in self.checked.tallies} if self.checked else {}
        if finding is None:
            self._detail.show_lines(())
            return
        tally = tallies.get(finding.template_id)
        self._detail.show(lambda width: tuple(_finding(finding, tally, width)))


# ---------------------------------------------------------------- the list


def _title(line: FindingLine) -> tuple[Span, ...]:
    if line.finding is None:
        return (Span(line.title, "strong muted"), Span(f"  {line.note}", "muted"))
    own = Span(" (its own)", "accent") if line.finding.follows else Span("")
    return (Span(f" {one_line(line.title)}"), own)


def _problem(line: FindingLine) -> tuple[Span, ...]:
    found = line.finding
    if found is None:
        return ()
    mark = glyphs().declined if found.broken else glyphs().expired
    return (Span(f"{mark} {'; '.join(found.problems)}", "bad" if found.broken else "warn"),)


def _columns(*, by_offer: bool = False) -> tuple[Column[FindingLine], ...]:
    title = "Template" if by_offer else "Offer"
    return (
        Column[FindingLine]("title", title, 34, _title, 20, flex=True, priority=9),
        Column[FindingLine]("problem", "What is wrong", 34, _problem, 16, flex=True, priority=8),
    )


def _by_template(
    findings: tuple[LetterFinding, ...], checked: CheckResult | None
) -> list[FindingLine]:
    """Findings under their templates; offers that follow the template first."""
    tallies = {one.template_id: one for one in checked.tallies} if checked else {}
    lines: list[FindingLine] = []
    for template_id, tally in tallies.items():
        own = [one for one in findings if one.template_id == template_id]
        if own:
            note = f"{tally.broken + tally.incomplete:,} of {tally.letters:,} letters"
            lines.append(FindingLine(-1 - len(lines), tally.name, note))
            lines += [
                FindingLine(1 + len(lines) + at, f"{one.candidate}, {one.job}", finding=one)
                for at, one in enumerate(own)
            ]
    return lines


def _by_offer(findings: tuple[LetterFinding, ...]) -> list[FindingLine]:
    """Findings under their offers."""
    offers: dict[int, list[LetterFinding]] = {}
    for one in findings:
        offers.setdefault(one.offer_id, []).append(one)
    lines: list[FindingLine] = []
    for offer_id, own in offers.items():
        name = f"{own[0].candidate}, {own[0].job}"
        note = f"offer {offer_id}"
        lines.append(FindingLine(-1 - len(lines), name, note))
        lines += [
            FindingLine(1 + len(lines) + at, one.template, finding=one)
            for at, one in enumerate(own)
        ]
    return lines


# ---------------------------------------------------------------- words


def _state(progress: Progress | None, checked: CheckResult | None, width: int) -> list[Line]:
    """How far it is, or what came of it, with a bar."""
    if checked is not None:
        how = "Stopped" if checked.stopped else "Done"
        number = (
            f"{checked.offers:,} of {checked.total:,}" if checked.stopped else f"{checked.offers:,}"
        )
        wording = f"{how}: {checked.letters:,} letters for {number} offers, "
        found = (
            f"{checked.found:,} with something missing or broken" if checked.found else "all fine"
        )
        style = "warn" if checked.found else "good"
        kept = (
            f" The first {len(checked.findings):,} are listed; the others are counted."
            if checked.more
            else ""
        )
        return detail_lines.wrapped(wording + found + "." + kept, width, style)
    if progress is None:
        return [(Span(" Beginning …", "muted"),)]
    share = progress.offers / progress.total if progress.total else 1.0
    room = max(10, min(40, width - 4))
    full = int(room * share)
    bar = (Span(f" {'█' * full}", "info"), Span("░" * (room - full), "rule"))
    words = (
        f"{progress.offers:,} of {progress.total:,} offers · {progress.letters:,} letters · "
        f"{progress.found:,} with something wrong"
    )
    return [bar, *detail_lines.wrapped(words, width)]


def _finding(finding: LetterFinding, tally: TemplateResult | None, width: int) -> list[Line]:
    """One finding in full, and what else is wrong with its template."""
    lines: list[Line] = [*detail_lines.name(finding.candidate, width)]
    lines += detail_lines.wrapped(f"{finding.job} · offer {finding.offer_id}", width, "muted")
    lines += detail_lines.pair("Template", finding.template, width)
    follows = "yes, this is its letter" if finding.follows else "no, it could be chosen"
    lines += detail_lines.pair("Followed", follows, width)
    lines += [(), detail_lines.heading("Wrong with this letter", str(len(finding.problems)))]
    for problem in finding.problems:
        lines += detail_lines.wrapped(problem, width, "bad" if finding.broken else "warn", 2)
    if tally is not None and tally.problems:
        lines += [(), detail_lines.heading("All letters of this template", f"{tally.letters:,}")]
        for problem, number in tally.problems[:40]:
            lines += detail_lines.wrapped(f"{number:,} × {problem}", width, "", 2)
    return lines
