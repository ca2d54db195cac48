"""Versions that find their offer later: what became deprecated joins the offer that followed it."""

from data.exchange.importing import record_merging, remote_ids, version_chains
from data.exchange.importing.new_offers import Arriving
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Incoming, Record
from data.offers import offers


class Following(Arriving):
    """Knows whether a person worked on an offer, and moves versions to the offer they belong to."""

    def _follow(self, ref: Ref, before: Incoming, after: Incoming) -> int | None:
        """A version that became deprecated joins the offer which its successor began.

        Gives that offer; None when there is none or a person worked on the one that would go.
        """
        if not after.is_superseded or before.is_superseded:
            return None
        offer_id = int(ref.offer_id or 0)
        application_id, last = self._desk.execute(
            "SELECT application_id, (SELECT max(number) FROM versions WHERE offer_id = offers.id)"
            " FROM offers WHERE id = ?",
            (offer_id,),
        ).fetchone()
        target = version_chains.offer_for(
            self._desk,
            self._system.name,
            application_id,
            after.identity,
            superseded=True,
            but=offer_id,
        )
        if target is None or self._is_worked_on(offer_id) or not self._goes_before(target, last):
            return None
        self._move(offer_id, target)
        return target

    def _move(self, offer_id: int, target: int) -> None:
        """Place the offer's versions anew, among those of the target; all that came goes along."""
        rows = self._desk.execute(
            "SELECT system, kind, remote_id, scope, raw FROM remote_refs"
            " WHERE offer_id = ? ORDER BY id",
            (offer_id,),
        ).fetchall()
        offers.delete(offer_id, self._actor)
        records = [record_merging.load(row[4]) for row in rows if row[1] == "version"]
        for record in sorted(records, key=self._version, reverse=True):
            self._place(self._system.understand(record), record)
        for *key, raw in rows:
            if key[1] not in ("version", "offer"):
                system, kind, remote_id, scope = key
                ref = Ref(target, target, raw)
                remote_ids.put(self._desk, self._now, (system, kind, remote_id, scope), ref)

    def _goes_before(self, offer_id: int, number: int) -> bool:
        """Whether all versions of an offer come after the number."""
        return all(row[1] > number for row in self._versions(offer_id))

    def _version(self, record: Record) -> int:
        return self._system.identify(record).version or 1

    def is_touched(self, offer_id: int) -> bool:
        """Whether a person changed the offer here since the other system's record was taken."""
        return bool(
            self._desk.execute(
                "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = :id"
                " AND kind NOT IN ('imported', 'settled', 'note', 'negotiation',"
                " 'snoozed', 'woken', 'letter') AND id > coalesce((SELECT max(id)"
                " FROM events WHERE subject = 'offer' AND subject_id = :id"
                " AND kind = 'imported' AND from_status IS NOT NULL), 0)",
                {"id": offer_id},
            ).fetchone()
        )

    def _is_worked_on(self, offer_id: int) -> bool:
        """Whether a person ever changed the offer here: it is never removed then."""
        return bool(
            self._desk.execute(
                "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ?"
                " AND kind NOT IN ('imported', 'settled')",
                (offer_id,),
            ).fetchone()
        )
