"""Imports as lines: a folder, what is in a file, how far it is, the counts, a line of a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from data.exchange import Outcome, Progress, Report, ReportLine
from data.exchange.csv.csv_columns import CUSTOM
from data.exchange.import_report import FileCounts
from data.exchange.preview import LOOKED_AT, FilePlan
from data.values.styled_text import Line, Span
from data.values.text import normal, one_line
from tui.commands import key_of
from tui.folders import PARENT, FolderLine
from tui.screens.base import detail_lines
from tui.screens.exchange.import_options import ImportChoices
from tui.text import cells, glyphs, when
from tui.widgets.columns import Column

BAR = 40
"""Cells of the bar that says how far it is."""
_WORDS = ("new", "changed", "same", "flagged", "refused")
STYLES: Mapping[str, str] = {
    "new": "good",
    "changed": "info",
    "same": "muted",
    "flagged": "warn",
    "refused": "bad",
}
_FOLDER = "A folder: Enter opens it."
_UNITS = ("B", "kB", "MB", "GB", "TB")

# ---------------------------------------------------------------- folders

InFolder = tuple[int, FolderLine]

_DECIDE = key_of("import_report", "decide")
_READ_AS, _COLUMNS = key_of("importing", "read_as"), key_of("importing", "columns")
_OPTIONS, _PATH = key_of("importing", "options"), key_of("importing", "path")
_NO_FILE = f"Put the cursor on a file to see what is in it. {_PATH} takes another folder."


def _name(row: InFolder) -> tuple[Span, ...]:
    line = row[1]
    return (Span(f"{line.name}/" if line.is_folder else line.name, "accent" * line.is_folder),)


def _when(moment: datetime | None) -> str:
    return when(moment) if moment else ""


FOLDER = (
    Column[InFolder]("name", "Name", 28, _name, 16, flex=True, priority=9),
    Column[InFolder](
        "size",
        "Size",
        8,
        lambda row: "" if row[1].is_folder else size(row[1].size),
        align="right",
        priority=7,
    ),
    Column[InFolder](
        "changed", "Changed", 12, lambda row: _when(row[1].changed_at), priority=5, style="muted"
    ),
)


def size(number: int) -> str:
    """Bytes in people's words: "812 B", "1.2 MB"."""
    amount, unit = float(number), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}" if unit == 0 or amount >= 10 else _short(amount, unit)


def _short(amount: float, unit: int) -> str:
    return f"{amount:.1f} {_UNITS[unit]}"


# ---------------------------------------------------------------- what is in a file


def about(
    line: FolderLine | None,
    plan: FilePlan | None,
    chosen: ImportChoices,
    place: Path | None,
    width: int,
) -> list[Line]:
    """What a file holds, and how it would be read."""
    if line is None or place is None:
        wording = _FOLDER if line is not None and line.name != PARENT else _NO_FILE
        return [*detail_lines.wrapped(wording, width, "muted"), (), *_how(chosen, width)]
    if plan is None:
        return [*detail_lines.wrapped(f"Looking into it {glyphs().ellipsis}", width, "muted"), ()]
    lines: list[Line] = []
    form = plan.form + (", compressed" if plan.is_compressed else "")
    if plan.kinds:
        lines += detail_lines.pair("Form", f"{form}, {size(plan.size)}", width)
    if plan.how:
        lines += detail_lines.pair("Read", one_line(plan.how), width)
    if plan.encodings:
        lines += detail_lines.wrapped(
            f"{_READ_AS} shows how it reads in other encodings", width, "muted"
        )
    if len(plan.sheets) > 1:
        names = ", ".join(map(one_line, plan.sheets))
        lines += detail_lines.pair("Sheets", f"{names}  {_READ_AS} chooses", width)
    if plan.problem:
        sentence = f"{glyphs().declined} This file {plan.problem}"
        lines += detail_lines.wrapped(sentence, width, "bad")
    lines += _kinds(plan, width)
    if plan.columns:
        lines += _columns(plan, chosen, width)
    return [*lines, (), *_how(chosen, width)]


def _kinds(plan: FilePlan, width: int) -> list[Line]:
    if not plan.kinds:
        return []
    number = f"{plan.looked_at:,}"
    whole = number if plan.is_whole else f"the first {number}"
    lines: list[Line] = [(), detail_lines.heading("Records", whole)]
    for kind, count in plan.kinds:
        style = "warn" if kind in ("not known", "not readable") else "value"
        lines += detail_lines.wrapped(f"{count:,} × {kind}", width, style, 2)
    if not plan.is_whole and not plan.problem:
        rest = f"There are more than {LOOKED_AT}; the plan looks at all of them."
        lines += detail_lines.wrapped(rest, width, "muted", 2)
    return lines


def _columns(plan: FilePlan, chosen: ImportChoices, width: int) -> list[Line]:
    lines: list[Line] = [
        (),
        detail_lines.heading("Columns", f"{len(plan.columns)}  {_COLUMNS} changes them"),
    ]
    own = chosen.columns.get(plan.path, {})
    for column, target in chosen.meanings(plan).items():
        style = "accent" if column in own else "muted" if target == CUSTOM else "value"
        lines += detail_lines.pair(column, target, width, style)
    return lines


def _how(chosen: ImportChoices, width: int) -> list[Line]:
    lines: list[Line] = [detail_lines.heading("How it is read", f"{_OPTIONS} changes it")]
    for label, words in chosen.lines:
        lines += detail_lines.pair(label, words, width)
    return lines


# ---------------------------------------------------------------- how far it is


def progress(now: Progress | None, at: int, files: int, width: int) -> list[Line]:
    """The file in work, a bar, records and bytes."""
    if now is None:
        return [(Span(f" Beginning {glyphs().ellipsis}", "muted"),), (), ()]
    share = min(1.0, now.bytes_done / now.bytes_total) if now.bytes_total else 0.0
    room = max(10, min(BAR, width - 8))
    full = int(room * share)
    of = f"{size(now.bytes_done)} of {size(now.bytes_total)}" if now.bytes_total else ""
    counted = f" {now.records:,} records · {of}".rstrip(" ·")
    which = f"  file {at + 1} of {files}" if files > 1 else ""
    return [
        (Span(f" {cells(now.file.name, max(8, width - 20)).rstrip()}"), Span(which, "muted")),
        (Span(f" {'█' * full}", "info"), Span("░" * (room - full), "rule"),
         Span(f" {share:>4.0%}" if now.bytes_total else "", "muted")),
        (Span(counted, "muted"),),
    ]  # fmt: skip


# ---------------------------------------------------------------- a report


def summary(report: Report, stopped: Path | None, wording: str, width: int) -> list[Line]:
    """What it is, and the counts file by file."""
    lines = detail_lines.wrapped(wording, width, "strong" if report.is_dry_run else "strong good")
    if stopped is not None:
        left = f"Stopped: {one_line(stopped.name)} is left out whole, as are the files after it."
        lines += detail_lines.wrapped(left, width, "warn")
    name = max(10, min(40, width - 10 * len(_WORDS) - 3))
    head = "".join(f"{word:>10}" for word in _WORDS)
    lines.append((Span(f" {cells('', name)} {head}", "label"),))
    shown = report.files if len(report.files) <= 6 else report.files[:5]
    lines += [_counted(Path(one.file).name, one, name) for one in shown]
    if len(report.files) > len(shown):
        text = f"  {glyphs().ellipsis} and {len(report.files) - len(shown)} further files"
        lines.append((Span(text, "muted"),))
    if len(report.files) > 1:
        lines.append(_counted("All files", report, name))
    return lines


def _counted(name: str, counts: FileCounts | Report, room: int) -> Line:
    spans = [Span(f" {cells(name, room)} ", "value")]
    for word in _WORDS:
        number = int(getattr(counts, word))
        spans.append(Span(f"{number:>10,}", STYLES[word] if number else "muted"))
    return tuple(spans)


def mapping(plans: tuple[FilePlan, ...], chosen: Mapping[Path, Mapping[str, str]]) -> list[str]:
    """What the columns of tables meant, a sentence a file."""
    parts = []
    for plan in plans:
        if plan.columns:
            named = ImportChoices(columns=chosen).meanings(plan).items()
            pairs = [
                f"{one_line(column)} = {target}"
                for column, target in named
                if normal(column) != normal(target)
            ]
            called = len(named) - len(pairs)
            pairs += [f"{called} as they are called"] if called else []
            parts.append(f"{one_line(plan.path.name)}: {', '.join(pairs)}")
    return parts


Numbered = tuple[int, ReportLine]


def _outcome(row: Numbered) -> tuple[Span, ...]:
    outcome = row[1].outcome
    signs = glyphs()
    mark = {
        Outcome.NEW: signs.sent,
        Outcome.CHANGED: signs.pending,
        Outcome.SAME: signs.dot,
        Outcome.FLAGGED: signs.expired,
        Outcome.REFUSED: signs.declined,
    }[outcome]
    return (Span(f"{mark} {outcome}", STYLES[outcome]),)


def _where(row: Numbered) -> str:
    line = row[1]
    name = Path(line.file).name
    return f"{name}:{line.position:,}" if line.position else name


def report_columns() -> tuple[Column[Numbered], ...]:
    """The columns of the list of a report's lines."""
    return (
        Column[Numbered]("outcome", "What", 10, _outcome, priority=9),
        Column[Numbered](
            "id", "Record", 12, lambda row: row[1].record_id, 8, priority=6, align="right"
        ),
        Column[Numbered](
            "field", "Field", 16, lambda row: row[1].field, 10, priority=4, style="label"
        ),
        Column[Numbered]("text", "Why", 40, text_of, 20, flex=True, priority=8),
        Column[Numbered]("where", "Where", 24, _where, 14, priority=3, style="muted"),
    )


def text_of(row: Numbered) -> str:
    """What is said, without the file's name, which has a column of its own."""
    return row[1].short_text


def line_lines(line: ReportLine, width: int, *, waits: bool, can_open: bool) -> list[Line]:
    """One line of a report in full."""
    lines = detail_lines.wrapped(text_of((0, line)), width, STYLES[line.outcome])
    lines.append(())
    number = f"{line.position:,}" if line.position else "the file itself"
    for label, text in (
        ("Outcome", str(line.outcome)),
        ("File", line.file),
        ("Position", number),
        ("Record", line.record_id),
        ("Field", line.field),
        ("Expected", line.expected),
        ("Came", line.came),
        ("Offer", "" if line.offer_id is None else str(line.offer_id)),
    ):
        if text:
            lines += detail_lines.pair(label, text, width)
    if waits:
        wording = f"Changed here and there: {_DECIDE} shows both sides, to decide."
        lines += [(), *detail_lines.wrapped(wording, width, "warn")]
    elif can_open and line.offer_id is not None:
        lines += [(), *detail_lines.wrapped("Enter opens the offer.", width, "muted")]
    return lines
