"""Which offer a version belongs to: the chain of its application (docs/domain.md, *Versions*).

A deprecated version is superseded by the next one of a greater number in its application; one that
is not deprecated ends its chain; no number is twice in one offer. Files come in any order.
"""

import sqlite3
from collections.abc import Iterable

from data.exchange.importing.import_rows import OfferRow, VersionRow
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import Identity, ParsedOffer

_MOST_PENDING = 1_000
"""Superseded versions whose follower may still come that are held in memory."""


class VersionChains:
    """Finds the offer of a version, and says which versions are superseded, since when."""

    def __init__(self, unit: UnitOfWork, store: RemoteStore) -> None:
        self._unit = unit
        self._store = store

    def offer_for(
        self,
        application_id: int,
        identity: Identity,
        *,
        superseded: bool,
        but: int | None = None,
    ) -> OfferRow | None:
        """The offer to which the version is added, None when it begins an offer of its own.

        `but` is an offer that is not meant.
        """
        same = self._store.find("offer", identity.remote_id, identity.application or "")
        if same is not None and same.offer_id is not None and same.offer_id != but:
            return self._unit.offers.there(same.offer_id)
        found = [
            offer
            for offer in self._unit.offers.of_application(application_id)
            if offer.id != but and any(self._store.kinds_of(offer.id, "version"))
        ]
        return choose(found, identity.version or 1, superseded=superseded)

    def join(self, offer: OfferRow, version: VersionRow, parsed: ParsedOffer) -> None:
        """Supersede what has a follower, now that the version is among those of its offer."""
        following = [*offer.versions[1:], None]
        is_ended = False
        for one, follower in reversed(list(zip(offer.versions, following, strict=True))):
            # A deprecated follower does not end what was not deprecated itself.
            is_deprecated = parsed.is_superseded if one is version else one.is_superseded
            if is_ended and follower is not None:
                self.supersede(one, follower.created_at)
            elif one is version and is_deprecated and not one.is_superseded:
                self.await_follower(one)
            is_ended = is_ended or not is_deprecated

    def supersede(self, version: VersionRow, at: str) -> None:
        """The version is superseded since then."""
        self._unit.offers.supersede(version, at)
        if version.id in self._unit.offers.pending:
            self._unit.offers.pending.discard(version.id)
            self._unit.on_drop(lambda: self._unit.offers.pending.add(version.id))

    def await_follower(self, version: VersionRow) -> None:
        """The version is superseded; the one that follows may still come."""
        version.is_alone = True
        self._unit.offers.pending.add(version.id)
        self._unit.on_drop(lambda: self._unit.offers.pending.discard(version.id))

    def is_awaited(self, version: VersionRow) -> bool:
        """Whether the version that follows may still come."""
        return version.id in self._unit.offers.pending

    def settle_many(self) -> None:
        """Write down which superseded versions have no follower yet, when there are many."""
        if len(self._unit.offers.pending) > _MOST_PENDING:
            self.finish()

    def finish(self) -> None:
        """Write since when the superseded versions are: since the next one, if it came."""
        for version_id in self._unit.offers.pending:
            _supersede_by_next(self._unit.desk, version_id)
        self._unit.offers.pending.clear()


def choose(found: Iterable[OfferRow], number: int, *, superseded: bool) -> OfferRow | None:
    """The offer among the application's (oldest first) to which a version belongs, if any."""
    offers = list(found)
    if superseded:
        followed = [offer for offer in offers if _follows(offer, number)]
        if followed:
            return min(followed, key=lambda offer: _next(offer, number))
    continued = [offer for offer in offers if offer.superseded and offer.last_number < number]
    if not continued:
        return None
    return max(
        continued,
        key=lambda offer: (offer.last_number, max(one.created_at for one in offer.versions)),
    )


def _follows(offer: OfferRow, number: int) -> bool:
    return offer.last_number > number and all(one.number != number for one in offer.versions)


def _next(offer: OfferRow, number: int) -> int:
    return min(one.number for one in offer.versions if one.number > number)


def _supersede_by_next(desk: sqlite3.Connection, version_id: int) -> None:
    """Say that a version is superseded, since the next one's creation if there is a next one.

    The one before it, if nobody knew since when that is superseded, is so since this one came.
    """
    found = desk.execute(_NEXT, (version_id,)).fetchone()
    if found is not None:  # it may have gone with an offer that was joined to another one
        desk.execute(_SUPERSEDE, (version_id, found[0]))
        desk.execute(_SINCE_THIS, (version_id,))


_NEXT = (
    "SELECT (SELECT created_at FROM versions AS later"
    " WHERE later.offer_id = versions.offer_id AND later.number > versions.number"
    " ORDER BY later.number LIMIT 1) FROM versions WHERE id = ?"
)
_SUPERSEDE = (
    "INSERT INTO supersessions VALUES (?, ?) ON CONFLICT DO UPDATE"
    " SET at = excluded.at WHERE supersessions.at IS NULL"
)
_SINCE_THIS = (
    "UPDATE supersessions SET at = this.created_at FROM versions AS this"
    " WHERE this.id = ? AND at IS NULL AND version_id = (SELECT id FROM versions AS before"
    " WHERE before.offer_id = this.offer_id AND before.number < this.number"
    " ORDER BY before.number DESC LIMIT 1)"
)
