"""What an action on many offers does to each: in words, refused with a reason, or to be seen."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from data.records.offer_warnings import OfferWarning

Shown = tuple[int, str, str]
"""A warning that was shown: of which offer, of which rule, and what about."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What the action does to one offer in words, or why the offer refuses it.

    `seen` are the rules whose warnings are passed with it: those that the words name, or those
    of `warned`, which have to be passed one kind at a time.
    """

    offer_id: int
    name: str
    what: str
    refusal: str = ""
    seen: frozenset[str] = frozenset()
    warned: tuple[OfferWarning, ...] = ()

    def passing(self, seen: Collection[Shown]) -> "Planned":
        """The same when these warnings are passed; one that is not, refuses."""
        if not self.warned:
            return self
        left = [
            one.title for one in self.warned if (self.offer_id, one.rule, one.about) not in seen
        ]
        rules = frozenset(one.rule for one in self.warned)
        refusal = f"Not ticked as seen: {', '.join(left)}." if left else ""
        return replace(self, refusal=refusal, seen=frozenset() if left else rules)


@dataclass(frozen=True, slots=True)
class WarningKind:
    """Warnings of one rule, and whose offers it is about."""

    rule: str
    title: str
    of: tuple[tuple[Planned, OfferWarning], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the action does to each offer, in the order asked for."""

    title: str
    items: tuple[Planned, ...]

    @property
    def done(self) -> tuple[Planned, ...]:
        """Those that are changed."""
        return tuple(item for item in self.items if not item.refusal)

    @property
    def refused(self) -> tuple[Planned, ...]:
        """Those that are left as they are."""
        return tuple(item for item in self.items if item.refusal)

    @property
    def kinds(self) -> tuple[WarningKind, ...]:
        """What has to be seen first, a kind at a time."""
        found: dict[str, list[tuple[Planned, OfferWarning]]] = {}
        for item in self.items:
            for one in item.warned:
                found.setdefault(one.rule, []).append((item, one))
        return tuple(
            WarningKind(rule, of[0][1].title, tuple(of)) for rule, of in sorted(found.items())
        )

    def shown(self, rules: Collection[str]) -> frozenset[Shown]:
        """The warnings of these rules, as they stand here: whoever passes them has seen them."""
        return frozenset(
            (item.offer_id, one.rule, one.about)
            for item in self.items
            for one in item.warned
            if one.rule in rules
        )

    def passing(self, rules: Collection[str]) -> "Plan":
        """The plan when the warnings of these rules are passed."""
        seen = self.shown(rules)
        return replace(self, items=tuple(item.passing(seen) for item in self.items))
