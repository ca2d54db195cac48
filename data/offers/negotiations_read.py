"""The negotiations of an offer, read out of its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from data.records.field_records import field_key
from data.records.negotiation_records import NegotiationRecord, NegotiationStep, Outcome
from data.records.offer_records import VersionRecord
from data.records.offer_terms import BY_KEY
from data.storage.models import Event
from data.values import clock, exact_json, field_values
from data.values.field_values import FieldType, Value
from data.values.money import Money
from data.values.text import one_line

KIND = "negotiation"
_STEPS = {"asked": "asked", "counter": "countered"}


def of_history(
    history: Iterable[Event], versions: tuple[VersionRecord, ...]
) -> tuple[NegotiationRecord, ...]:
    """What was negotiated, in the order in which it began.

    An entry of former days has words only, and stands by itself. What an erased person leaves
    behind says nothing and is left out.
    """
    found: dict[int, NegotiationRecord] = {}
    for event in history:
        if event.kind == KIND:
            details = _details(event.details)
            before = found.get(details.get("follows") or 0)
            one = _joined(before, event, details)
            if one.steps:
                found[one.id] = one
    return tuple(_with_version(one, versions) for one in found.values())


def _details(text: str) -> dict[str, Any]:
    """What is kept with an entry; nothing of it where it was damaged or erased."""
    try:
        read = exact_json.load_json(text)
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {key: value for key, value in read.items() if key != "follows" or type(value) is int}


def _joined(
    before: NegotiationRecord | None, event: Event, details: dict[str, Any]
) -> NegotiationRecord:
    steps = tuple(_steps(event, details))
    word, outcome = _text(details.get("outcome")), _outcome(details)
    if before is None:
        term, label = _text(details.get("term")), _text(details.get("label"))
        before = NegotiationRecord(int(event.id), term, label, ())
    if word and not before.has_ended:
        steps += (_last(event, details, word, (*before.steps, *steps)),)
    return replace(
        before,
        steps=before.steps + steps,
        outcome=outcome or before.outcome,
        version=event.version if event.version is not None else before.version,
    )


def _outcome(details: dict[str, Any]) -> Outcome | None:
    """How it ended; former entries said that in words of their own."""
    word = _text(details.get("outcome"))
    return Outcome(word) if word in tuple(Outcome) else None


def _steps(event: Event, details: dict[str, Any]) -> Iterator[NegotiationStep]:
    for key, kind in _STEPS.items():
        if _text(details.get(key)):
            yield _step(event, details, kind, details[key])


def _last(
    event: Event, details: dict[str, Any], word: str, steps: tuple[NegotiationStep, ...]
) -> NegotiationStep:
    """How it ended: on what was agreed on, by itself on what was said last."""
    if word not in tuple(Outcome):
        return NegotiationStep("", word, _text(details.get("who")), clock.moment(event.at))
    if word == Outcome.NOT_AGREED or _text(details.get("agreed")) or not steps:
        return _step(event, details, word, details.get("agreed"))
    return replace(steps[-1], kind=word, at=clock.moment(event.at))


def _step(event: Event, details: dict[str, Any], kind: str, kept: object) -> NegotiationStep:
    document = kept.get("value") if isinstance(kept, dict) else None
    return NegotiationStep(
        kind, _text(kept), _text(details.get("who")), clock.moment(event.at), document,
        _amount(document),
    )  # fmt: skip


def _text(kept: object) -> str:
    """The words of what was said; entries of former days kept nothing else."""
    text = kept.get("text") if isinstance(kept, dict) else kept
    return one_line(text) if isinstance(text, str) else ""


def _with_version(one: NegotiationRecord, versions: tuple[VersionRecord, ...]) -> NegotiationRecord:
    """With the version that it led to: the first since that was changed to what was agreed on."""
    if one.version is not None or one.outcome is not Outcome.AGREED or not one.term:
        return one
    agreed = one.steps[-1].document
    had: object = agreed
    for version in versions:
        has = _has(one.term, version)
        since = version.created_at >= one.steps[0].at
        if since and agreed is not None and had != agreed == has:
            return replace(one, version=version.number, is_guessed=True)
        had = has
    return one


def _has(term: str, version: VersionRecord) -> object:
    """The value of a term that a version has, as JSON."""
    if term in BY_KEY:
        value = BY_KEY[term].of(version.terms)
    else:
        fields = version.terms.fields
        value = next((one.value for one in fields if field_key(one.key) == term), None)
    return None if value is None else document(value)


def document(value: Value) -> object:
    """A value as JSON, as entries keep it."""
    return exact_json.load_json(field_values.to_json(value) or "null")


def _amount(document: object) -> Money | None:
    """The money that a value is as JSON; None for any other value."""
    if not isinstance(document, dict):
        return None
    read = field_values.read_value(FieldType.CURRENCY, document)
    return read if isinstance(read, Money) else None
