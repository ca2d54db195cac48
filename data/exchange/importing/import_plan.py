"""New records planned in memory: the same rows that placing them one by one would write.

Only what is wholly new is planned: an application without offers here, and nothing that would
change a row that is there. To whatever else there is, `fits` says no.
"""

from data.exchange.import_report import Outcome
from data.exchange.importing import offer_rows, version_chains
from data.exchange.importing.new_offers import Placed
from data.exchange.importing.plan_references import PlannedPlaces, unread
from data.exchange.importing.plan_rows import Application, Group, Offer, Row, Version
from data.exchange.importing.plan_values import FieldRows
from data.exchange.importing.prefetch import Known
from data.exchange.importing.version_chains import Chain
from data.exchange.parsed_offer import Doubt, Identity, Incoming
from data.fields.custom_fields import slug
from data.records.offer_records import Terms
from data.values import clock

_READ = frozenset(
    {
        *("identity", "status", "source_value", "is_superseded", "terms", "job", "candidate"),
        *("opening", "fields", "created_at", "updated_at", "sent_at", "resolved_at", "doubts"),
    }
)
_UNREAD = unread(Incoming, _READ)


class Plan:
    """Plans the versions of one system's applications, record by record."""

    def __init__(
        self, known: Known, fields: FieldRows, source: tuple[str, str], now: str, actor: int
    ) -> None:
        """`source` is the system's name and title."""
        self._fields = fields
        self._system, self._title = source
        self._now = now
        self._actor = actor
        self._places = PlannedPlaces(known, now)
        self._tables = self._places.tables
        self._offers: list[Offer] = []

    def fits(self, incoming: Incoming) -> bool:
        """Whether placing the record would touch nothing that is here already."""
        identity = incoming.identity
        if identity.kind != "version" or identity.application is None or identity.alias is not None:
            return False
        if any(getattr(incoming, name) != nothing for name, nothing in _UNREAD):
            return False
        return self._places.fit(incoming)

    # ------------------------------------------------------------ one record

    def add(self, incoming: Incoming, raw: str, group: Group) -> Placed:
        """Plan one record that fits; `group` is what is planned of its application."""
        doubts = list(incoming.doubts)
        application = self._places.application(incoming)
        opening_id = self._places.opening(incoming, doubts)
        if incoming.created_at is None:
            doubts.append(Doubt("created_at", "There is no moment of creation: now is taken."))
        found = self._values(incoming, doubts)
        created_at = clock.stamp(incoming.created_at) if incoming.created_at else self._now
        offer = self._offer_for(incoming, group)
        joined = offer is not None
        if offer is None:
            offer = self._new_offer(incoming.identity, application, created_at, group)
        group.by_id[incoming.identity.remote_id] = offer
        version = Version(
            self._places.next("versions"), self._number(offer, incoming, doubts), created_at
        )
        terms = _terms(incoming.terms, opening_id)
        self._write(offer, version, terms, incoming.terms.letter_html, found)
        self._remember(incoming, offer, version, raw)
        _join(offer, version, incoming, terms)
        flags = tuple(dict.fromkeys(doubts))
        self._tables["flags"] += [
            (offer.id, version.number, one.field, one.text, self._title, self._now) for one in flags
        ]
        text = f"version {version.number} of offer {offer.id}" if joined else f"offer {offer.id}"
        return Placed(Outcome.NEW, offer.id, text, flags)

    def _values(self, incoming: Incoming, doubts: list[Doubt]) -> dict[int, Row]:
        """The custom fields that say something; of two for one field the first has it."""
        kept: dict[int, Row] = {}
        for met in incoming.fields:
            value = self._fields.read(met)
            if value.row is not None and value.field_id not in kept:
                kept[value.field_id] = value.row
            if value.doubt is None:
                continue
            # The pay as text has a flag of its own.
            is_said = bool(incoming.terms.salary_text) and slug(met.name) == "salary"
            if not (is_said and met.type in (None, value.type)):
                doubts.append(value.doubt)
        return kept

    # ------------------------------------------------------------ offers and versions

    @staticmethod
    def _offer_for(incoming: Incoming, group: Group) -> Offer | None:
        """The planned offer that the version belongs to, None when it begins one of its own."""
        if not group.offers:
            return None
        identity = incoming.identity
        same = group.by_id.get(identity.remote_id)
        if same is not None:
            return same
        by_id = {offer.id: offer for offer in sorted(group.offers, key=lambda offer: offer.id)}
        found = [
            Chain(
                offer.id,
                tuple(version.number for version in offer.versions),
                offer.is_superseded,
                max(version.created_at for version in offer.versions),
            )
            for offer in by_id.values()
        ]
        chain = version_chains.choose(
            found, identity.version or 1, superseded=incoming.is_superseded
        )
        return None if chain is None else by_id[chain.offer_id]

    def _new_offer(
        self, identity: Identity, application: Application, created_at: str, group: Group
    ) -> Offer:
        offer = Offer(self._places.own("offer", identity.remote_id), application, created_at, None)
        self._offers.append(offer)
        group.offers.append(offer)
        return offer

    def _number(self, offer: Offer, incoming: Incoming, doubts: list[Doubt]) -> int:
        """The version's own number, or the next one when the offer has it already."""
        said = incoming.identity.version
        numbers = [version.number for version in offer.versions]
        number = max(numbers) + 1 if (said or 1) in numbers else said or 1
        if number != (said or 1):
            text = f"{self._title} calls this version {said}; it is {number} here."
            doubts.append(Doubt("version", text))
        return number

    def _write(
        self, offer: Offer, version: Version, terms: Row, html: str | None, found: dict[int, Row]
    ) -> None:
        made = (version.id, offer.id, version.number, version.created_at, None, html, len(found))
        self._tables["versions"].append((*made, *terms))
        self._tables["version_values"] += [
            (version.id, field_id, *value) for field_id, value in found.items()
        ]

    def _remember(self, incoming: Incoming, offer: Offer, version: Version, raw: str) -> None:
        """The copy, the number under which the offer is looked up, and the event."""
        identity = incoming.identity
        key = ("version", identity.remote_id, identity.scope)
        self._places.refs[key] = (version.id, offer.id, raw)
        self._places.refs["offer", identity.remote_id, identity.application or ""] = (
            offer.id,
            offer.id,
            None,
        )
        self._tables["events"].append(
            (offer.id, self._now, self._actor, str(incoming.status), version.number,
             f"from {self._title}")
        )  # fmt: skip

    # ------------------------------------------------------------ done

    def finish(self) -> tuple[dict[str, list[Row]], list[int]]:
        """The rows by table, and the superseded versions without a follower."""
        tables = self._tables
        self._places.finish()
        people, titles = self._places.names()
        alone: list[int] = []
        for offer in self._offers:
            tables["offers"].append(offer.row(_names(offer.application, people, titles)))
            for one in offer.versions:
                if one.at is not None:
                    tables["supersessions"].append((one.id, one.at))
                elif one.is_alone:
                    alone.append(one.id)
        tables["remote_refs"] = [
            (self._system, *key, *ref, self._now) for key, ref in self._places.refs.items()
        ]
        return tables, alone


def _join(offer: Offer, version: Version, incoming: Incoming, terms: Row) -> None:
    """Supersede what has a follower, and let the offer mirror its current version."""
    offer.versions.append(version)
    if len(offer.versions) == 1:
        version.is_alone = offer.is_superseded = incoming.is_superseded
        offer.number, offer.terms = version.number, terms
        offer.standing = offer_rows.standing_row(incoming, version.created_at)
        return
    offer.versions.sort(key=lambda one: one.number)
    following = [*offer.versions[1:], None]
    for one, follower in zip(offer.versions, following, strict=True):
        # A deprecated follower does not end what was not deprecated itself.
        if follower is not None and not (follower is version and incoming.is_superseded):
            one.at, one.is_alone = one.at or follower.created_at, False
        elif one is version and incoming.is_superseded:
            one.is_alone = True
    current = [one.number for one in offer.versions if not one.is_superseded]
    if version.number == max(current or [one.number for one in offer.versions]):
        offer.number, offer.terms = version.number, terms
        offer.standing = offer_rows.standing_row(incoming, version.created_at)
    offer.is_superseded = not current
    offer.created_at = min(offer.created_at, version.created_at)


def _terms(terms: Terms, opening_id: int | None) -> Row:
    return (*offer_rows.terms_row(terms)[:-2], opening_id, None)


def _names(
    application: Application, people: dict[int, str], titles: dict[int, str]
) -> tuple[str, str]:
    """The candidate and the job as lists show them."""
    candidate_id, job_id = application.candidate_id, application.job_id
    person = f"Application {application.id}" if candidate_id is None else people[candidate_id]
    return person, "" if job_id is None else titles[job_id]
