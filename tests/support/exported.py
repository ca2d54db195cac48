"""What tests of exports share: records in, records out, compared exactly."""

import io
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from data import exchange
from data.exchange.exporting import export_run
from data.exchange.import_report import Report


def read_in(folder: Path, *records: Any, name: str = "records.json") -> Report:
    """Import records as one file."""
    path = folder / name
    path.write_text(json.dumps(list(records)), "utf-8")
    return exchange.read_files([path])


def text_out(to: str, ids: Iterable[int] | None = None, **options: Any) -> str:
    """An export as text."""
    out = io.BytesIO()
    export_run.export(to, ids, out, export_run.ExportOptions(**options))
    return out.getvalue().decode()


def out(to: str, ids: Iterable[int] | None = None, **options: Any) -> list[Any]:
    """The records of an export, their decimals exact."""
    met = exactly(text_out(to, ids, **options))
    found = met.get("data", met.get("results")) if isinstance(met, dict) else met
    assert isinstance(found, list)
    return found


def exactly(text: str) -> Any:
    """JSON with its decimal numbers as Decimal."""
    return json.loads(text, parse_float=Decimal)


def as_read(*records: Any) -> list[Any]:
    """Records as an export gives them back: through JSON, exactly."""
    return [exactly(json.dumps(record)) for record in records]


def unordered(records: Iterable[Any]) -> list[str]:
    """Records comparable in any order; the order of keys does not count, types do."""
    return sorted(json.dumps(record, sort_keys=True, default=repr) for record in records)


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The members that are other in `after`, or that only it has; gone ones are "gone"."""
    changed = {key: met for key, met in after.items() if key not in before or before[key] != met}
    return changed | dict.fromkeys(before.keys() - after.keys(), "gone")
