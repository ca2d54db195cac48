"""The pay of a job as columns: taken where nobody changed it here, kept and named elsewhere."""

from collections.abc import Mapping

from data.exchange.importing.import_rows import JobRow
from data.records.pay import JobPay
from data.values import money


def fresh(
    row: JobRow, theirs: JobPay | None, before: JobPay | None
) -> tuple[dict[str, object], str]:
    """The columns that change, or a sentence on pay that was changed here as well."""
    if theirs is None:
        return {}, ""
    none, last, stated = JobPay().columns, (before or JobPay()).columns, theirs.columns
    ours = {name: getattr(row, name) for name in none}
    if ours != stated and ours in (none, last):
        return stated, ""
    if stated in (ours, last):
        return {}, ""
    return {}, f"the pay is {_shown(ours)} here and {_shown(stated)}"


def _shown(columns: Mapping[str, object]) -> str:
    code = columns["currency"]
    ends = [
        money.show_amount(minor, code)
        for name in ("salary_minor", "minimum_minor", "maximum_minor")
        if isinstance(minor := columns[name], int) and isinstance(code, str)
    ]
    each = f" {columns['pay_frequency']}" if columns["pay_frequency"] else ""
    return f"{' to '.join(ends)}{each}".strip() or "none"
