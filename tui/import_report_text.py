"""What an import did as plain lines and as JSON, for the command line and the clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.values.text import one_line

if TYPE_CHECKING:
    from data.exchange import Report
    from data.exchange.import_report import FileCounts


def report_lines(report: Report) -> Iterator[str]:
    """What an import did, for people: a line for each change, flag and refusal, then the counts."""
    for line in report.lines:
        if line.is_repeat:
            continue
        where = f"{line.file}, record {line.position}" if line.position else line.file
        who = f" ({line.record_id})" if line.record_id else ""
        field = f"{line.field}: " if line.field else ""
        yield f"{line.outcome:8} {where}{who}: {one_line(field + line.short_text)}"
    if report.left_out:
        yield f"… and {report.left_out:,} more lines"
    for one in report.files:
        if one.how:
            yield f"read     {one.file}: {one.how}"
    would = "would be: " if report.is_dry_run else ""
    yield would + ", ".join(f"{number:,} {word}" for word, number in _counts(report).items())


def column_lines(columns: Mapping[Path, Mapping[str, str]]) -> Iterator[str]:
    """What the columns of tables mean, a line a file."""
    for path, meanings in columns.items():
        columns_text = ", ".join(
            f"{one_line(name)} = {target}" for name, target in meanings.items()
        )
        yield f"columns  {one_line(str(path))}: {columns_text}"


def report_json(report: Report, columns: Mapping[Path, Mapping[str, str]] | None = None) -> str:
    """The same for a program; `columns` is what those of tables mean."""
    from data.offers import json_documents

    lines = [
        {
            "outcome": str(line.outcome),
            "file": line.file,
            "position": line.position or None,
            "record_id": line.record_id or None,
            "offer_id": line.offer_id,
            "field": line.field or None,
            "text": line.text,
            "expected": line.expected or None,
            "came": line.came or None,
        }
        for line in report.lines
    ]
    head = {"dry_run": report.is_dry_run, **_counts(report), "lines_left_out": report.left_out}
    named = {one_line(str(path)): dict(targets) for path, targets in (columns or {}).items()}
    files = [{"file": one.file, "read_as": one.how or None, **_counts(one)} for one in report.files]
    return json_documents.dumps({**head, "files": files, "columns": named, "lines": lines})


def _counts(report: Report | FileCounts) -> dict[str, int]:
    return {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "flagged": report.flagged,
        "refused": report.refused,
    }
