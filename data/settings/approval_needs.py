"""When sending needs an approval, as the settings say, and who is usually asked."""

from typing import Any

from data.settings import settings
from data.settings.settings import APPROVAL, Entry, Kind, Setting, declare
from data.storage import connection
from data.values import money
from data.values.text import folded, one_line

NEVER, ALWAYS, CASES = "never", "always", "cases"

declare(
    Setting(
        "approval_when", NEVER, "when sending needs an approval",
        Entry(
            APPROVAL, "Needed", Kind.CHOICE, "sending without one is warned of",
            choices=(
                (NEVER, "never"), (ALWAYS, "for every offer"), (CASES, "in the cases below"),
            ),
        ),
    ),
    Setting(
        "approval_above", "", "above which pay sending needs an approval",
        Entry(APPROVAL, "Above", hint="pay of a year, such as 100,000 EUR; empty for no amount"),
    ),
    Setting(
        "approval_outside", False, "whether pay outside the job's range needs an approval",
        Entry(
            APPROVAL, "Outside the range", Kind.CHOICE,
            choices=((False, "no matter"), (True, "needs an approval")),
        ),
    ),
    Setting(
        "approval_departments", [], "the departments whose offers need an approval",
        Entry(APPROVAL, "Departments", Kind.LINES, "one a line, as jobs name them"),
    ),
    Setting(
        "approvers", [], "who is usually asked to approve",
        Entry(
            APPROVAL, "Who approves", Kind.LINES,
            "a step a line: Ana Ruiz, Ben Ode (both) or 1 of Ana Ruiz, Ben Ode",
        ),
    ),
    Setting(
        "approvals_in_order", False, "whether the steps of an approval follow each other",
        Entry(
            APPROVAL, "Steps", Kind.CHOICE,
            choices=((False, "beside each other"), (True, "in order")),
        ),
    ),
)  # fmt: skip


def needs() -> dict[str, Any]:
    """When sending needs an approval, as the rule reads it (`data.offers.approval_rules`)."""
    when = settings.get("approval_when")
    if when != CASES:
        return {"when": when}
    above = limit()
    return {
        "when": when,
        "minor": above.minor if above else None,
        "currency": above.currency if above else None,
        "outside": int(settings.get("approval_outside")),
        "departments": _departments(),
    }


def limit() -> money.Money | None:
    """The pay of a year above which an approval is needed; None without one."""
    text = one_line(settings.get("approval_above"))
    try:
        return money.parse_money(text, None) if text else None
    except money.AmountError:  # no form takes it; a dump of another hand may hold it
        return None


def _departments() -> list[str]:
    """The departments as jobs write them, whatever the case of their letters."""
    wanted = {folded(name) for name in settings.get("approval_departments")}
    rows = connection.reader().execute("SELECT DISTINCT department FROM jobs") if wanted else ()
    return [name for (name,) in rows if folded(name) in wanted]
