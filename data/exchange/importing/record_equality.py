"""What a record means, comparable: between two readings of it, and with the offer as it is here."""

from dataclasses import dataclass, replace
from functools import cached_property

from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_rows import OfferRow
from data.exchange.importing.new_offers import ResolvedOffer
from data.exchange.parsed_offer import Earlier, ParsedOffer
from data.values import exact_json, field_values
from data.values.text import normal


def terms_of(parsed: ParsedOffer) -> tuple[object, ...]:
    """What makes the terms, comparable between readings of a record in different forms."""
    fields = {
        normal(field.name): exact_json.dump_loaded(field.value)
        for field in parsed.fields
        if field.value not in (None, "", [])
    }
    opening = parsed.opening.remote_id if parsed.opening else None
    template = parsed.template[0] if parsed.template else None
    return parsed.terms, fields, opening, template


def standing_of(parsed: ParsedOffer) -> tuple[object, ...]:
    """How the offer stands."""
    return (
        parsed.status,
        parsed.is_superseded,
        parsed.source_value,
        parsed.sent_at,
        parsed.resolved_at,
    )


@dataclass(frozen=True)
class Change:
    """Two readings of a record, and what is not the same in them; each is looked at once."""

    before: ParsedOffer
    after: ParsedOffer

    @cached_property
    def is_of_terms(self) -> bool:
        """Whether the terms are others."""
        before, after = self.before, self.after
        return before.terms != after.terms or terms_of(before) != terms_of(after)

    @cached_property
    def is_of_standing(self) -> bool:
        """Whether the offer stands otherwise."""
        return standing_of(self.before) != standing_of(self.after)

    @cached_property
    def earlier(self) -> tuple[Earlier, ...]:
        """Former states that the later reading tells of; the state that ended with it is none."""
        known = [*self.before.earlier]
        fresh = []
        for earlier in self.after.earlier:
            if earlier in known:
                known.remove(earlier)
            else:
                fresh.append(earlier)
        ended = next((one for one in fresh if _is_bare(one, self.before)), None)
        if ended is not None and self.is_of_terms:
            fresh.remove(ended)
        return tuple(fresh)

    @property
    def is_none(self) -> bool:
        """Whether both say the same about the offer."""
        return not (self.is_of_terms or self.is_of_standing or self.earlier)

    @property
    def revives(self) -> bool:
        """Whether what was superseded is so no longer."""
        return self.before.is_superseded and not self.after.is_superseded


def _is_bare(earlier: Earlier, parsed: ParsedOffer) -> bool:
    return earlier.terms == replace(parsed.terms, letter_html=None)


def current_says(
    context: ImportContext, offer: OfferRow, found: ResolvedOffer, after: ParsedOffer | None = None
) -> bool:
    """Whether the offer's terms are these here already; with `after`, whether it stands so too."""
    if after is not None:
        standing = (offer.status, bool(offer.superseded))
        if standing != (str(after.status), after.is_superseded):
            return False
    ours = next((one for one in offer.versions if one.number == offer.version), None)
    if ours is None or (ours.terms, ours.own_terms) != found.columns:
        return False
    theirs = {
        number: value.raw if value.value is None else value.value
        for number, value in found.values
        if not value.is_empty
    }
    return _stored(context, context.unit.offers.values(ours)) == theirs


def _stored(context: ImportContext, rows: list[tuple[object, ...]]) -> dict[object, object]:
    """Stored values by field, as they were read; what could not be read, as it came."""
    found: dict[object, object] = {}
    for number, _, value, raw in rows:
        type = context.definitions.of_id(int(str(number))).type
        found[number] = raw if value is None else field_values.from_json(type, str(value))
    return found
