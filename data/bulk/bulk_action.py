"""An action on many offers as it is chosen: what it is called, whether it makes sense, and how it
fills in an offer's form."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data.bulk.bulk_plan import Shown
from data.drafts import entry_reader
from data.errors import Invalid, NotAllowed, Problem
from data.fields import custom_fields
from data.offers import offers
from data.records.field_records import FieldEntry
from data.records.offer_records import OfferDraft, OfferRecord
from data.settings import settings
from data.templates import templates
from data.values import clock, dates
from data.values.status import WITH_CANDIDATE
from data.values.text import one_line

_DAYS = {"expiry": "expiry date", "start": "start date"}


class Kind(StrEnum):
    """What can be done to many offers at once."""

    SEND = "send"
    EXPIRY = "expiry"
    START = "start"
    WITHDRAW = "withdraw"
    FIELD = "field"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Action:
    """An action as chosen: `value` is what was entered, `key` the custom field's key.

    A day that begins with + or - ("+1w") counts from each offer's own day. `keep_sent` makes the
    change a correction of offers that were sent. `reason` is for withdrawing. `seen` are the
    warnings that were shown and are passed with the offers that are sent, `value` is the day then.
    """

    kind: Kind
    value: str = ""
    key: str = ""
    chosen: tuple[str, ...] = ()
    template_id: int | None = None
    keep_sent: bool = False
    reason: str = ""
    seen: frozenset[Shown] = frozenset()


def title(action: Action) -> str:
    """The action as a heading: "Move the expiry date by +1w"."""
    value = one_line(action.value)
    match action.kind:
        case Kind.EXPIRY | Kind.START:
            what = f"the {_DAYS[action.kind]}"
            step = f"Move {what} by {value}" if _is_step(value) else f"Change {what} to {value}"
            return step if value else f"Remove {what}"
        case Kind.SEND:
            day = entry_reader.EntryReader(clock.today()).past_day("value", "Sent on", value)
            return f"Send on {dates.show(day)}" if day else "Send"
        case Kind.WITHDRAW:
            return "Withdraw"
        case Kind.FIELD:
            text = value or ", ".join(map(one_line, action.chosen))
            return f"Set {one_line(action.key)} to {text}" if text else f"Clear {action.key}"
        case Kind.TEMPLATE:
            name = templates.names().get(action.template_id or 0, "none")
            return f"Change the letter template to {name}"


def check(action: Action) -> None:
    """Raises Invalid with what is wrong with the action, whatever the offers."""
    problems: list[Problem] = []
    reading = entry_reader.EntryReader(clock.today())
    if action.kind in (Kind.EXPIRY, Kind.START):
        reading.day("value", "Date", action.value)
        problems += reading.problems
    if action.kind is Kind.SEND:
        reading.past_day("value", "Sent on", action.value)
        problems += reading.problems
    if action.kind is Kind.EXPIRY and not problems and not action.value.strip():
        text = "name a day, or +1w for a week more than each offer has."
        problems.append(Problem("value", "Date", text))
    if action.kind is Kind.FIELD and not any(
        field.key == action.key for field in custom_fields.all_fields("offer", active_only=True)
    ):
        text = f"there is no field {one_line(action.key)} in use."
        problems.append(Problem("key", "Field", text))
    if action.kind is Kind.TEMPLATE and action.template_id not in templates.names():
        problems.append(Problem("template", "Letter template", "choose one."))
    if action.kind is Kind.WITHDRAW and not one_line(action.reason):
        problems.append(Problem("reason", "Reason", "withdrawing needs one."))
    if problems:
        raise Invalid(tuple(problems))


def draft(offer: OfferRecord, action: Action) -> OfferDraft:
    """The offer's form as the action fills it in; raises NotAllowed without a day to count."""
    form = offers.draft_of(offer)
    correction = action.keep_sent and offer.status in WITH_CANDIDATE
    match action.kind:
        case Kind.EXPIRY:
            day = _counted(action, offer.terms.expiry_date)
            return replace(form, expiry_date=day, correction=correction)
        case Kind.START:
            day = _counted(action, offer.terms.start_date)
            return replace(form, start_date=day, correction=correction)
        case Kind.TEMPLATE:
            return replace(form, template_id=action.template_id, correction=correction)
    entry = FieldEntry(action.key, action.value, action.chosen)
    others = tuple(one for one in form.fields if one.key != action.key)
    return replace(form, fields=(*others, entry), correction=correction)


WEEK = 7


def extension() -> Action:
    """What extends an offer by one key: the days of the settings, else a week; it stays sent."""
    days = settings.get("expiry_days") or WEEK
    return Action(Kind.EXPIRY, f"+{days}d", keep_sent=True)


def _is_step(value: str) -> bool:
    return value.strip().startswith(("+", "-"))


def _counted(action: Action, own: date | None) -> str:
    """The day as entered; a step counts from the offer's own day (an expired one: from today)."""
    if not _is_step(action.value):
        return action.value
    if own is None:
        raise NotAllowed(f"It has no {_DAYS[action.kind]} to count from: name a day instead.")
    today = clock.today()
    is_late = action.kind is Kind.EXPIRY and own < today and action.value.strip().startswith("+")
    try:
        return dates.parse_date(action.value, today if is_late else own).isoformat()
    except dates.DateError as error:  # counted beyond the years there are
        raise NotAllowed(str(error)) from error
