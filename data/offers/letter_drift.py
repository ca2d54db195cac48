"""A letter as it was frozen against what its template would say now about the same terms.

"Now" takes the day from the frozen letter: that time has passed is no drift.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from data.errors import NotAllowed, NotFound
from data.letters import rendering
from data.letters.comparison.letter_comparison import Comparison, compare
from data.letters.letter_hash import letter_hash
from data.offers import offer_letters
from data.records.offer_records import LetterRecord, OfferRecord, VersionRecord
from data.records.template_records import TemplateRecord
from data.storage.models import Letter
from data.templates import templates
from data.values.text import plain

BY_HAND = "This letter was written by hand; no template stands behind it."


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a frozen letter; `is_whole` says that its hash still matches its text.

    `revision` is none for a letter that was written by hand.
    """

    sha256: str
    is_whole: bool
    frozen_at: datetime
    template: str
    revision: int | None

    @property
    def source(self) -> str:
        """What the letter was made from: "Standard, rev. 3", or "written by hand"."""
        return (
            "written by hand" if self.revision is None else f"{self.template}, rev. {self.revision}"
        )


@dataclass(frozen=True, slots=True)
class Drift:
    """The frozen letter, the letter of today, what differs, and why, one sentence each."""

    number: int
    frozen: str
    now: str
    comparison: Comparison
    why: tuple[str, ...]
    facts: Facts

    @property
    def has_drifted(self) -> bool:
        """Whether the template would say something else now."""
        return not self.comparison.is_same


def to_plain(found: Drift, width: int = 78) -> str:
    """Everything about a drift as text: whether, why, the facts, and both letters in one."""
    facts = found.facts
    whole = "matches" if facts.is_whole else "DOES NOT MATCH: the letter is damaged"
    verdict = f"drifted: {found.comparison.summary}" if found.has_drifted else "the same as sent"
    head = [
        f"Version {found.number}, {verdict}",
        *(f"  {sentence}" for sentence in found.why),
        f"Frozen {facts.frozen_at.astimezone():%Y-%m-%d %H:%M}, {facts.source}",
        f"SHA-256 {facts.sha256} {whole}",
    ]
    letter = f"\n{found.comparison.to_plain(width)}" if found.has_drifted else ""
    return "".join(f"{plain(line)}\n" for line in head) + letter


def drift(offer: OfferRecord, number: int | None = None) -> Drift:
    """The drift of a version's letter (of the newest that has one, if none is named).

    Raises NotAllowed for a version that was never sent, NotFound for one that is not there.
    """
    version = _sent(offer, number)
    letter = version.letter
    if letter is None:
        raise NotAllowed(f"Version {version.number} was never sent: no letter is kept with it.")
    facts = facts_of(letter)
    if facts.revision is None:
        same = compare(letter.html, letter.html)
        return Drift(version.number, letter.html, letter.html, same, (BY_HAND,), facts)
    now = _now(offer, version, letter)
    why = tuple(_why(offer, version, letter, now))
    return Drift(version.number, letter.html, now.html, compare(letter.html, now.html), why, facts)


def facts_of(letter: LetterRecord) -> Facts:
    """The facts of a frozen letter, its hash checked."""
    name = templates.names().get(letter.template_id or 0, "template")
    revision = letter.template_revision if letter.template_id is not None else None
    return Facts(
        letter.sha256,
        letter_hash(letter.html) == letter.sha256,
        letter.frozen_at,
        name,
        revision,
    )


def _sent(offer: OfferRecord, number: int | None) -> VersionRecord:
    if number is None:
        kept = [version for version in offer.versions if version.letter is not None]
        if not kept:
            raise NotAllowed("This offer was never sent: no letter is kept with it.")
        return max(kept, key=lambda version: version.number)
    found = (version for version in offer.versions if version.number == number)
    version = next(found, None)
    if version is None:
        raise NotFound(f"The offer has no version {number}.")
    return version


def _inputs(letter: LetterRecord) -> Mapping[str, object]:
    row = Letter.get_or_none(Letter.id == letter.id)
    read = json.loads(row.inputs) if row is not None else {}
    return read if isinstance(read, dict) else {}


def _template(letter: LetterRecord) -> TemplateRecord:
    return templates.get(letter.template_id or 0)


def _now(offer: OfferRecord, version: VersionRecord, letter: LetterRecord) -> rendering.Rendered:
    """The letter that the template's newest revision makes of the version's terms."""
    inputs = offer_letters.inputs(version.terms, offer.candidate, offer.job, offer, version.number)
    day = _day(_inputs(letter).get("today"))
    inputs = replace(inputs, today=day or inputs.today)
    return rendering.render(_template(letter).source, inputs, templates.clauses())


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _why(
    offer: OfferRecord, version: VersionRecord, letter: LetterRecord, now: rendering.Rendered
) -> Iterator[str]:
    template = _template(letter)
    if template.revision != letter.template_revision:
        yield (
            f"{template.name} is at revision {template.revision} now; "
            f"the letter was made from revision {letter.template_revision}."
        )
    if template.retired:
        yield f"{template.name} is retired."
    if now.error:
        yield f"The template gives no letter now: {now.error.sentence}"
    for missing in now.missing:
        yield f"{offer_letters.words(missing)}."
    yield from _changed(_inputs(letter), offer_letters.stated(offer))


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """What letters take from elsewhere than the terms, where it is not what it was."""
    for key, name in (
        ("company", "The company's name"),
        ("candidate", "The candidate's data"),
        ("job", "The job's data"),
    ):
        if key in before and before[key] != after.get(key):
            old, new = _words(before[key]), _words(after.get(key))
            yield f"{name} changed: {old} → {new}."


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(str(part) for part in value.values() if part) or "nothing"
    return str(value) if value else "nothing"
