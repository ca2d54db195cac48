"""What differs between two states of an offer's terms, one line each, as people say it."""

from collections.abc import Mapping

from data.drafts.draft_checks import LABELS
from data.records.offer_records import Terms
from data.values import dates, field_values, money
from data.values.field_values import FieldValue

NOTHING = "–"


def changes(
    before: Terms,
    after: Terms,
    openings: Mapping[int, str] | None = None,
    templates: Mapping[int, str] | None = None,
) -> tuple[str, ...]:
    """What changed, in the order of the terms: "salary 150,000 → 155,000 USD".

    `openings` and `templates` give names by id.
    """
    pairs = [
        ("currency", before.currency, after.currency),
        (LABELS["pay_frequency"].lower(), before.pay_frequency, after.pay_frequency),
        ("start", _day(before.start_date), _day(after.start_date)),
        ("expires", _day(before.expiry_date), _day(after.expiry_date)),
        ("opening", _named(before.opening_id, openings), _named(after.opening_id, openings)),
        ("letter", _named(before.template_id, templates), _named(after.template_id, templates)),
    ]
    said = [*_salary(before, after)]
    said += [
        f"{name} {old or NOTHING} → {new or NOTHING}" for name, old, new in pairs if old != new
    ]
    if before.letter_html != after.letter_html:
        said.append(_by_hand(before.letter_html, after.letter_html))
    return (*said, *_fields(before.fields, after.fields))


def _salary(before: Terms, after: Terms) -> tuple[str, ...]:
    old, new = before.salary, after.salary
    if old == new and before.salary_text == after.salary_text:
        return ()
    if old and new and old.currency == new.currency:
        return (f"salary {money.show_amount(old.minor, old.currency)} → {money.show(new)}",)
    return (f"salary {_pay(before)} → {_pay(after)}",)


def _pay(terms: Terms) -> str:
    return money.show(terms.salary) if terms.salary else terms.salary_text or NOTHING


def _day(day: object) -> str:
    from datetime import date

    return dates.short(day) if isinstance(day, date) else ""


def _named(key: int | None, names: Mapping[int, str] | None) -> str:
    return "" if key is None else (names or {}).get(key, f"#{key}")


def _by_hand(old: str | None, new: str | None) -> str:
    if new is None:
        return "letter follows the template again"
    return "letter written by hand" if old is None else "letter edited by hand"


def _fields(before: tuple[FieldValue, ...], after: tuple[FieldValue, ...]) -> tuple[str, ...]:
    old = {value.key: value for value in before}
    new = {value.key: value for value in after}
    said = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if (was and (was.value, was.raw)) != (now and (now.value, now.raw)):
            name = (now or was or next(iter(after))).name
            said.append(f"{name} {_shown(was)} → {_shown(now)}")
    return tuple(said)


def _shown(value: FieldValue | None) -> str:
    text = field_values.show(value) if value is not None else ""
    return (text if len(text) <= 40 else text[:39] + "…") or NOTHING
