"""The pay of a job as columns: taken where nobody changed it here, kept and named elsewhere."""

from collections.abc import Mapping

from data.exchange.importing.import_rows import JobRow
from data.records.pay import JobPay
from data.values import money
from data.values.money import Money

_NONE: Mapping[str, object] = {
    "pay_kind": "none", "salary_minor": None, "minimum_minor": None, "maximum_minor": None,
    "currency": None, "pay_frequency": None,
}  # fmt: skip


def of(pay: JobPay | None) -> dict[str, object]:
    """The columns of this pay."""
    if pay is None:
        return dict(_NONE)
    return {
        "pay_kind": str(pay.kind),
        "salary_minor": _minor(pay.salary),
        "minimum_minor": _minor(pay.minimum),
        "maximum_minor": _minor(pay.maximum),
        "currency": pay.currency,
        "pay_frequency": None if pay.pay_frequency is None else str(pay.pay_frequency),
    }


def fresh(
    row: JobRow, theirs: JobPay | None, before: JobPay | None
) -> tuple[dict[str, object], str]:
    """The columns that change, or a sentence on pay that was changed here as well."""
    ours, stated = {name: getattr(row, name) for name in _NONE}, of(theirs)
    if theirs is None or ours == stated:
        return {}, ""
    if ours in (_NONE, of(before)):
        return stated, ""
    if stated == of(before):
        return {}, ""
    return {}, f"the pay is {_shown(ours)} here and {_shown(stated)}"


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _shown(columns: Mapping[str, object]) -> str:
    code = columns["currency"]
    ends = [
        money.show_amount(minor, code)
        for name in ("salary_minor", "minimum_minor", "maximum_minor")
        if isinstance(minor := columns[name], int) and isinstance(code, str)
    ]
    each = f" {columns['pay_frequency']}" if columns["pay_frequency"] else ""
    return f"{' to '.join(ends)}{each}".strip() or "none"
