"""A letter edited by hand: what one starts with, what is taken out of it, saving, the way back."""

import re
from collections import Counter
from dataclasses import replace

from data.errors import Invalid, NotAllowed, Problem
from data.letters import rendering
from data.letters.facts.differences import Difference
from data.letters.layout.css import LONGEST
from data.letters.layout.letter_lines import to_plain
from data.letters.layout.stray_tags import stray_tags_shown
from data.offers import letter_facts, offer_editing, offer_letters, offers
from data.records.offer_records import OfferRecord
from data.records.user_records import Actor
from data.values.text import plain

MOST_NAMED = 8
"""So many different things that were taken out are named."""
_TAG = re.compile(r"<([A-Za-z][\w:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,4000})>")
_NAME = re.compile(r"[^\s=/\"'<>]{1,60}(?=\s*=|[\s/]|$)")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_COMMENT = re.compile("<!--")


def start(offer: OfferRecord) -> str:
    """The HTML that editing starts with: the letter by hand, else what the template says now.

    Empty when there is no letter yet.
    """
    if offer.terms.letter_html is not None:
        return rendering.clean(offer.terms.letter_html)
    return offer_letters.preview_live(offer).html


def taken_out(html: str) -> tuple[str, ...]:
    """What a letter cannot have and loses when it is saved: "script", "onclick of a", "comments".

    The commonest first; very much of it is counted together at the end.
    """
    before, after = _parts(stray_tags_shown(plain(html))), _parts(rendering.clean(html))
    lost = [(name, number - after[name]) for name, number in before.items()]
    named = [
        name if number == 1 else f"{name} ({number} times)"
        for name, number in sorted(lost, key=lambda one: (-one[1], one[0]))
        if number > 0
    ]
    more = len(named) - MOST_NAMED
    return (*named[:MOST_NAMED], f"{more} others") if more > 0 else tuple(named)


def check(html: str) -> tuple[Problem, ...]:
    """What is wrong with an edited letter."""
    if not to_plain(rendering.clean(html)).strip():
        text = "it is empty. Write something, or follow the template again."
        return (Problem("letter_html", "Letter", text),)
    if len(html) > rendering.LIMIT:
        return (Problem("letter_html", "Letter", f"at most {rendering.LIMIT:,} characters."),)
    return ()


def compared(offer: OfferRecord, html: str) -> tuple[Difference, ...]:
    """Where an edited letter contradicts the terms of its offer."""
    return letter_facts.compared(offer, rendering.clean(html))


def taken_over(offer: OfferRecord, html: str) -> str:
    """The edited letter with what the terms say wherever it contradicts them."""
    return letter_facts.with_terms(offer, rendering.clean(html))


def save(
    offer_id: int,
    html: str,
    *,
    version: int | None = None,
    correction: bool = False,
    actor: Actor | None = None,
) -> OfferRecord:
    """Save the letter as a new version that no longer follows its template; no change makes none.

    `version` is the one that editing started from. Raises Invalid, NotAllowed (locked), Stale.
    """
    problems = check(html)
    if problems:
        raise Invalid(problems)
    offer = offers.get(offer_id)
    safe = rendering.clean(html)
    if offer.terms.letter_html is None and safe == start(offer) and version == offer.version:
        return offer  # it says what the template says
    return _store(offer, safe, version, correction, actor)


def follow_template(
    offer_id: int,
    *,
    version: int | None = None,
    correction: bool = False,
    actor: Actor | None = None,
) -> OfferRecord:
    """Give up the letter by hand in a new version; raises NotAllowed when there is none, Stale."""
    offer = offers.get(offer_id)
    if offer.terms.letter_html is None:
        raise NotAllowed("The letter follows its template already.")
    if offer.terms.template_id is None:
        raise NotAllowed(
            "No letter template is chosen: choose one in the form (e), then follow it."
        )
    return _store(offer, None, version, correction, actor)


def _store(
    offer: OfferRecord,
    html: str | None,
    version: int | None,
    correction: bool,
    actor: Actor | None,
) -> OfferRecord:
    """The same way into the desk as from the form."""
    draft = replace(
        offers.draft_of(offer),
        letter_html=html,
        correction=correction,
        version=version if version is not None else offer.version,
    )
    return offer_editing.save(offer.id, draft, actor)


def _parts(html: str) -> Counter[str]:
    """Every tag, attribute and style in a text, by what a person would call it."""
    found: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        tag = match[1].lower()
        found[tag] += 1
        for name in _NAME.findall(_VALUE.sub("=", match[2])):
            found[f"{name.lower()} of {tag}"] += 1
        style = _STYLE.search(match[2])
        if style:
            found.update(_styles((style[1] or style[2] or "")[:LONGEST], tag))
    found["comments"] += len(_COMMENT.findall(html))
    return found


def _styles(text: str, tag: str) -> list[str]:
    names = (part.partition(":")[0].strip().lower() for part in text.split(";"))
    return [f"style {name} of {tag}" for name in names if name]
