"""Update and status requests: to one offer, all or nothing, by the same rules as the form.

Every problem is named at once, by field, with what was expected and what came. A request is a
change made here: it makes a version and events like a person's.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from data.errors import DataError, NotFound
from data.exchange.importing import late_templates
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import PartResult
from data.exchange.importing.request_values import RequestValueReader
from data.exchange.parsed_offer import ImportFlag
from data.exchange.parsed_records import Change, RequestProblem
from data.exchange.pay_fields import PAY
from data.exchange.record_reader import Refused, quoted, refused
from data.fields import custom_fields
from data.lists import offer_list
from data.offers import (
    offer_draft_checks,
    offer_editing,
    offers,
    send_checks,
    status_changes,
    warnings,
)
from data.people import applications
from data.records.field_records import FieldRecord
from data.records.offer_records import OfferRecord, Terms
from data.records.status_records import AcceptChoices, MoveDraft
from data.storage import events
from data.storage.models import Offer
from data.values import clock, money
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.status import WITH_CANDIDATE, Status, may_become
from data.values.text import normal

_NOTHING_ELSE = AcceptChoices(hire=False, close_opening=False, withdraw_others=False)


class Named(Protocol):
    """What the person named on the command line or the import screen."""

    @property
    def application(self) -> int | None:
        """An application's number, here or in the other system."""

    @property
    def offer(self) -> int | None:
        """An offer's number, here or in the other system."""


def target(context: ImportContext, change: Change, named: Named) -> int | None:
    """The offer that the request is meant for, None when nobody named it; raises Refused."""
    if named.offer is not None:
        try:
            return offers.resolve_number(named.offer)
        except NotFound as error:
            raise Refused("offer", error.text, expected="an offer that is here",
                          came=str(named.offer)) from None  # fmt: skip
    if change.of == "application" and named.application is not None:
        return _current(context, named.application)
    return None


def unnamed(change: Change, words: str) -> PartResult:
    """The request is only kept, and says what it lacks."""
    text = f"The {words} does not say for which {change.of} it is: name it (--{change.of} NUMBER)."
    return PartResult(f"{words}: kept, not carried out", flags=(ImportFlag(change.of, text),))


def _current(context: ImportContext, number: int) -> int:
    """The current offer of an application."""
    try:
        found = applications.application(number).id
    except NotFound as error:
        known = context.store.find("application", str(number))
        if known is None:
            raise Refused("application", error.text, expected="an application that is here",
                          came=str(number)) from None  # fmt: skip
        found = known.local_id
    current = applications.current_offer(offer_list.offers_of_application(found))
    if current is None:
        text = f"Application {number} has no current offer: there is nothing to update."
        raise Refused("application", text, expected="an application with an offer",
                      came=str(number))  # fmt: skip
    return current


def apply(context: ImportContext, change: Change, offer_id: int, words: str) -> PartResult:
    """Carry the request out; raises Refused with every problem."""
    with context.written():
        done, flags = _carry_out(context, change, offer_id, words)
    fresh = context.flag_offer(offer_id, flags)
    what = ", ".join(done) or "nothing changed"
    return PartResult(f"offer {offer_id}: {what}", offer_id, offer_id, bool(done), fresh)


def _carry_out(
    context: ImportContext, change: Change, offer_id: int, words: str
) -> tuple[list[str], list[ImportFlag]]:
    """What was done, in words, and flags; by the use cases of the desk."""
    offer = offers.get(offer_id)
    wrong = list(change.wrong)
    terms, flags = _terms(context, change, offer, wrong)
    if wrong:
        _refuse_locked(offer)
        raise refused(wrong)
    changes = not offer_draft_checks.same_terms(terms, offer.terms)
    if changes or change.moments:
        _refuse_locked(offer)
    done = []
    if changes:
        offer_editing.new_version(
            offer, terms, context.actor, note=f"{words} of {context.system.title}"
        )
        done.append(f"version {offers.get(offer_id).version}")
    if _gives_up_template(change, offer) and late_templates.give_up(context, offer.id):
        done.append("no letter template")
    done += _created(context, change, offer)
    try:
        done += _sent(context, change, offer_id, words)
        done += _moved(context, change, offer_id, words)
    except DataError as error:
        raise Refused("status", error.text) from None
    return done, flags


def _gives_up_template(change: Change, offer: OfferRecord) -> bool:
    """Whether the template is taken away from an offer whose template never came."""
    is_null = bool(change.template) and change.template["template_id"] is None
    return is_null and offer.terms.template_id is None


def _refuse_locked(offer: OfferRecord) -> None:
    """Raises Refused when the offer's terms are locked."""
    reason = offer_editing.lock_reason(offer)
    if reason:
        raise Refused("", reason, expected="an offer whose terms are not locked",
                      came=f"{offer.status}, {offer.application_status}")  # fmt: skip


# ---------------------------------------------------------------- terms


def _terms(
    context: ImportContext, change: Change, offer: OfferRecord, wrong: list[RequestProblem]
) -> tuple[Terms, list[ImportFlag]]:
    """The offer's terms with what the request says."""
    definitions = custom_fields.all_fields("offer")
    written = RequestValueReader(context, definitions, clock.today(), wrong)
    read = [written.read(one) for one in change.fields]
    found = [pair for pair in read if pair is not None]
    terms = replace(offer.terms, **change.terms, fields=_values(offer.terms, found, definitions))
    terms = _with_salary(terms, change, offer.terms, wrong)
    for definition, value in found:
        if normal(definition.name) == PAY:
            terms = _with_field(terms, value)
    flags = list[ImportFlag]()
    if change.template:
        terms, flags = _with_template(context, terms, change.template["template_id"])
    return terms, flags


def _values(
    before: Terms,
    found: Iterable[tuple[FieldRecord, FieldValue | None]],
    definitions: tuple[FieldRecord, ...],
) -> tuple[FieldValue, ...]:
    """The values in the order of the definitions; a value that says the same stays as it came."""
    known = {value.key: value for value in before.fields}
    for definition, value in found:
        old = known.get(definition.key)
        if value is None:
            known.pop(definition.key, None)
        elif old is None or old.value != value.value:
            known[definition.key] = value
    order = [definition.key for definition in definitions]
    return tuple(sorted(known.values(), key=lambda value: order.index(value.key)))


def _with_field(terms: Terms, value: FieldValue | None) -> Terms:
    """The field called Salary is the offer's pay."""
    if value is None:
        return replace(terms, salary=None, salary_text="")
    if isinstance(value.value, Money):
        return replace(terms, salary=value.value, salary_text="", currency=value.value.currency)
    return replace(terms, salary=None, salary_text=str(value.value))


def _with_salary(terms: Terms, change: Change, before: Terms, wrong: list[RequestProblem]) -> Terms:
    """The pay as an exact amount of its currency, the offer's own if the request names none."""
    if "salary" not in change.salary:
        if "currency" not in change.terms or before.salary is None:
            return terms
        number: Any = before.salary.decimal()
    else:
        number = change.salary["salary"]
    if number is None:
        return replace(terms, salary=None, salary_text="")
    if any(one.field == "currency" for one in wrong):
        return terms
    if terms.currency is None:
        wrong.append(RequestProblem("currency", "a currency of ISO 4217 for the salary", "nothing"))
        return terms
    amount = money.from_number(number, terms.currency)
    if amount is None:
        wrong.append(
            RequestProblem("salary", f"an exact amount in {terms.currency}", quoted(number))
        )
        return terms
    return replace(terms, salary=amount, salary_text="")


def _with_template(
    context: ImportContext, terms: Terms, number: str | None
) -> tuple[Terms, list[ImportFlag]]:
    """null removes the template; one that is not here is flagged, and nothing changes."""
    if number is None:
        return replace(terms, template_id=None), []
    found = context.references.template((number, ""))
    if found is None:
        return terms, [ImportFlag("template", f"The letter template {number} is not here.")]
    return replace(terms, template_id=found), []


# ---------------------------------------------------------------- moments and moves


def _created(context: ImportContext, change: Change, offer: OfferRecord) -> list[str]:
    created: datetime | None = change.moments.get("created_at")
    if created is None or created == offer.created_at:
        return []
    Offer.update(created_at=clock.stamp(created)).where(Offer.id == offer.id).execute()
    text = f"created at {clock.stamp(offer.created_at)} → {clock.stamp(created)}"
    events.record(events.OFFER, offer.id, "changed", context.actor, text=text)
    return ["another moment of creation"]


def _sent(context: ImportContext, change: Change, offer_id: int, words: str) -> list[str]:
    """A day on which it was sent makes a draft sent; none makes it a draft again."""
    if "sent_at" not in change.moments:
        return []
    day: date | None = change.moments["sent_at"]
    offer = offers.get(offer_id)
    if day is None and offer.status in WITH_CANDIDATE:
        return [_move(context, offer, Status.DRAFT, f"no sent_at in the {words}")]
    if day is not None and offer.status is Status.DRAFT:
        return [_move(context, offer, Status.SENT, f"sent_at in the {words}", day)]
    if day == offer.sent_at:
        return []
    stored = day.isoformat() if day else None
    Offer.update(sent_at=stored, updated_at=context.now).where(Offer.id == offer_id).execute()
    text = f"sent {offer.sent_at or 'never'} → {day or 'never'}"
    events.record(events.OFFER, offer_id, "changed", context.actor, text=text)
    return [text]


def _moved(context: ImportContext, change: Change, offer_id: int, words: str) -> list[str]:
    offer = offers.get(offer_id)
    if change.status is None or change.status is offer.status:
        return []
    return [_move(context, offer, change.status, words)]


def _move(
    context: ImportContext, offer: OfferRecord, to: Status, reason: str, day: date | None = None
) -> str:
    """The ordinary move where the rules allow it, else a forced one; nothing else goes with it."""
    is_ordinary = may_become(offer.status, to) and not (
        to is Status.SENT and send_checks.missing(offer)
    )
    draft = MoveDraft(
        to,
        reason=f"{context.system.title}: {reason}",
        force=not is_ordinary,
        sent_at=day.isoformat() if day else "",
        accept=_NOTHING_ELSE,
        seen=warnings.EVERY,
    )
    status_changes.move(offer.id, draft, context.actor)
    return f"{offer.status} → {to}" + ("" if is_ordinary else " by force")
