"""Writing down what was negotiated: who asked for what, what was countered, and where it led.

Each entry is an event that is never edited; a later one goes on where an earlier one stopped, so
that the outcome and the version that it led to can be added when they are known.
"""

from data.errors import Invalid, NotFound, Problem
from data.offers import negotiated_terms, offers
from data.offers.negotiated_terms import Asked
from data.offers.negotiations_read import KIND
from data.people import users
from data.records.negotiation_records import OTHER, NegotiationDraft, NegotiationRecord, Outcome
from data.records.offer_records import OfferRecord
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.values.text import one_line

LENGTH = 500
LABELS = {
    "who": "Who asked", "term": "About", "asked": "Asked for", "counter": "Counter-offer",
    "outcome": "Outcome", "agreed": "Agreed on", "version": "Led to",
}  # fmt: skip


def add(offer_id: int, draft: NegotiationDraft, actor: Actor | None = None) -> OfferRecord:
    """Write it into the offer's history; raises Invalid and NotFound."""
    with transaction():
        offer = offers.get(offer_id)
        before = _followed(offer, draft)
        problems = _problems(draft, offer, before)
        if problems:
            raise Invalid(tuple(problems))
        term = _term(draft, before)
        entry = _entry(draft, offer, before)
        label = before.label if before is not None else negotiated_terms.label(term)
        details = {"term": term, "label": label, "who": one_line(draft.who), **entry}
        details |= {"follows": before.id} if before is not None else {}
        events.record(
            events.OFFER, offer_id, KIND, actor or users.current(),
            version=draft.version, text=_words(label, details), details=details,
        )  # fmt: skip
        return offers.get(offer_id)


def goes_on(offer: OfferRecord) -> NegotiationRecord | None:
    """What was begun last and has no outcome: what is said next is about it, unless told."""
    return next((one for one in reversed(offer.negotiations) if not one.has_ended), None)


def understood(draft: NegotiationDraft, offer: OfferRecord) -> dict[str, str]:
    """What is said under the values as they are typed: what they mean, or that they are words."""
    before = next((one for one in offer.negotiations if one.id == draft.follows), None)
    term = _term(draft, before)
    notes = {}
    for key in ("asked", "counter", "agreed"):
        text = getattr(draft, key)
        if text.strip() and term:
            read = negotiated_terms.read(term, text, offer)
            kept = "" if read.document is not None else "kept as it is written"
            notes[key] = read.understood or kept
    return notes


def _followed(offer: OfferRecord, draft: NegotiationDraft) -> NegotiationRecord | None:
    """The negotiation that the draft goes on with; raises NotFound."""
    if draft.follows is None:
        return None
    found = next((one for one in offer.negotiations if one.id == draft.follows), None)
    if found is None:
        raise NotFound(f"The offer has no negotiation {draft.follows}.")
    return found


def _term(draft: NegotiationDraft, before: NegotiationRecord | None) -> str:
    """The key of what it is about; empty for what is no term."""
    if before is not None:
        return before.term
    return "" if draft.term == OTHER else draft.term


def _entry(
    draft: NegotiationDraft, offer: OfferRecord, before: NegotiationRecord | None
) -> dict[str, object]:
    """What was said, each with its value; agreeing on something is an outcome."""
    term = _term(draft, before)
    entry: dict[str, object] = {}
    for key in ("asked", "counter", "agreed"):
        if one_line(getattr(draft, key)):
            entry[key] = _kept(negotiated_terms.read(term, getattr(draft, key), offer))
    outcome = draft.outcome or (Outcome.AGREED if "agreed" in entry else "")
    if outcome == Outcome.AGREED:
        last = _last(before)
        entry.setdefault("agreed", entry.get("counter") or entry.get("asked") or last)
    return {**entry, "outcome": str(outcome)} if outcome else entry


def _last(before: NegotiationRecord | None) -> dict[str, object]:
    """What was asked or countered last: by itself, that is what was agreed on."""
    step = before.steps[-1] if before is not None else None
    return _kept(Asked(step.text, step.document)) if step is not None else {}


def _kept(asked: Asked) -> dict[str, object]:
    has_value = asked.document is not None
    return {"text": asked.text, **({"value": asked.document} if has_value else {})}


def _problems(
    draft: NegotiationDraft, offer: OfferRecord, before: NegotiationRecord | None
) -> list[Problem]:
    texts = ("who", "asked", "counter", "agreed")
    found = [
        _problem(key, f"at most {LENGTH} characters.")
        for key in texts
        if len(getattr(draft, key)) > LENGTH
    ]
    if not one_line(draft.who):
        found.append(_problem("who", "say who asked, such as the candidate."))
    if draft.outcome not in ("", *Outcome):
        found.append(_problem("outcome", f"{' or '.join(Outcome)}."))
    if one_line(draft.agreed) and draft.outcome == Outcome.NOT_AGREED:
        found.append(_problem("agreed", "nothing was agreed on, the outcome says."))
    if draft.version is not None and draft.version not in {one.number for one in offer.versions}:
        found.append(_problem("version", f"the offer has no version {draft.version}."))
    return found + (_new_problems(draft) if before is None else _later_problems(draft, before))


def _new_problems(draft: NegotiationDraft) -> list[Problem]:
    found = []
    if draft.term != OTHER and not negotiated_terms.label(draft.term):
        found.append(_problem("term", "choose a term or a custom field, or something else."))
    if not one_line(draft.asked):
        found.append(_problem("asked", "say what was asked for."))
    return found


def _later_problems(draft: NegotiationDraft, before: NegotiationRecord) -> list[Problem]:
    has_words = any(map(one_line, (draft.asked, draft.counter, draft.agreed, draft.outcome)))
    if before.has_ended and has_words:
        return [_problem("term", "it has its outcome; only the version can be added.")]
    if not has_words and draft.version is None:
        return [_problem("asked", "say what was said since, or where it led.")]
    return []


def _problem(key: str, text: str) -> Problem:
    return Problem(key, LABELS[key], text)


def _words(label: str, details: dict[str, object]) -> str:
    """The entry on one line of the history: "Salary: Zoë asked for 98,000 EUR; counter: …"."""
    texts = {key: _text(details.get(key)) for key in ("asked", "counter", "agreed")}
    asked = f"{details['who']} asked for {texts['asked']}" if texts["asked"] else ""
    counter = f"counter: {texts['counter']}" if texts["counter"] else ""
    outcome = f"{details.get('outcome', '')} {texts['agreed']}".strip()
    line = "; ".join(filter(None, (asked, counter, outcome))) or "where it led"
    return f"{label}: {line}" if label else line


def _text(kept: object) -> str:
    return str(kept["text"]) if isinstance(kept, dict) else ""
