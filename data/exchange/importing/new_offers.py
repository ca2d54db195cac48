"""New records: each becomes an offer of its own or a version of one; never checked by the form."""

from dataclasses import dataclass, replace

from data.exchange.import_report import Outcome
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.import_rows import OfferRow, Row, VersionRow
from data.exchange.importing.offer_columns import (
    TermColumns,
    rows_of,
    standing_row,
    term_columns,
)
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import key_of
from data.exchange.importing.version_chains import VersionChains
from data.exchange.parsed_offer import Identity, ImportFlag, ParsedField, ParsedOffer, Record
from data.exchange.pay_fields import pay_field
from data.jobs import jobs
from data.offers import inheritance
from data.records.job_records import JobRecord
from data.records.offer_records import Terms
from data.values import clock, exact_json, money
from data.values.field_values import FieldValue
from data.values.plain_number import plain_number


@dataclass(slots=True)
class ResolvedOffer:
    """What a record names, looked up: rows, terms, values, and flags."""

    application_id: int
    terms: Terms
    columns: TermColumns
    values: list[tuple[int, FieldValue]]
    rows: list[Row]
    standing: Row
    created_by: int | None
    created_at: str
    flags: list[ImportFlag]


class NewOffers:
    """Looks up what records name, and writes offers and versions."""

    def __init__(self, context: ImportContext, chains: VersionChains) -> None:
        self._context = context
        self._chains = chains
        self._unit = context.unit
        self._store = context.store

    def add(self, parsed: ParsedOffer, record: Record, raw: str = "") -> ImportResult:
        """A record of which nothing is here: a version of an offer, or an offer of its own."""
        found, identity = self.look_up(parsed), parsed.identity
        inherited = self._inherit(found) if parsed.is_request else ()
        offer = None
        if identity.version is not None:
            offer = self._chains.offer_for(
                found.application_id, identity, superseded=parsed.is_superseded
            )
        joined = offer is not None
        if offer is None:
            offer = self._begin(parsed, found, inherited)
        else:
            self._unit.offers.change(offer)
        wanted = identity.version or len(parsed.earlier) + 1
        number = _free_number(offer, wanted)
        if number != wanted:
            title = self._context.system.title
            text = f"{title} calls this version {identity.version}; it is {number} here."
            found.flags.append(ImportFlag("version", text))
        version = self.write(offer, number, found, found.created_at, found.created_by)
        self._keep(identity, offer.id, version.id, raw or exact_json.dump_json(record))
        text = f"from {self._context.system.title}"
        self._context.event(offer, str(parsed.status), number, text)
        self._join(offer, version, parsed, found)
        if parsed.approvals:
            self._context.approvals.note(offer, number, parsed)
        fresh = self._context.flag(offer, number, found.flags)
        text = f"version {number} of offer {offer.id}" if joined else f"offer {offer.id}"
        return ImportResult(Outcome.NEW, offer.id, text, fresh)

    # ------------------------------------------------------------ looking up

    def look_up(self, parsed: ParsedOffer) -> ResolvedOffer:
        """The rows that the record names, made or filled where needed."""
        references, identity = self._context.references, parsed.identity
        job_id = references.job(parsed.job)
        candidate_id = references.candidate(parsed.candidate)
        application_id = self._application(identity, candidate_id, job_id)
        flags = [
            *parsed.flags,
            *(
                ImportFlag("application_id", text)
                for text in references.complete(application_id, candidate_id, job_id)
            ),
        ]
        seat = (identity.remote_id, identity.scope)
        opening_id = references.opening(parsed.opening, job_id, seat)
        template_id = references.template(parsed.template)
        if parsed.template and template_id is None and not parsed.terms.letter_html:
            text = f"The letter template {parsed.template[1] or parsed.template[0]} is not here."
            flags.append(ImportFlag("template", text))
        if parsed.created_at is None and not (parsed.is_request or parsed.is_undated):
            flags.append(ImportFlag("created_at", "There is no moment of creation: now is taken."))
        pairs, rows = self._values(parsed, flags)
        created_at = clock.stamp(parsed.created_at) if parsed.created_at else self._context.now
        terms = parsed.terms
        if opening_id is not None or template_id is not None:
            terms = replace(terms, opening_id=opening_id, template_id=template_id)
        return ResolvedOffer(
            application_id,
            terms,
            term_columns(terms),
            pairs,
            rows,
            standing_row(parsed, created_at),
            self._creator(parsed),
            created_at,
            flags,
        )

    def _values(
        self, parsed: ParsedOffer, flags: list[ImportFlag]
    ) -> tuple[list[tuple[int, FieldValue]], list[Row]]:
        """The custom fields as read, and the rows of those that say something."""
        pairs: list[tuple[int, FieldValue]] = []
        rows: dict[int, Row] = {}
        for field in parsed.fields:
            read = self._context.definitions.read(field)
            pairs.append((read.field_id, read.value))
            # Of two values of one field the first has it.
            if read.row is not None and read.field_id not in rows:
                rows[read.field_id] = read.row
            if read.flag is not None and not _has_pay_flag(parsed, field):
                flags.append(read.flag)
        return pairs, list(rows.values())

    def _creator(self, parsed: ParsedOffer) -> int | None:
        """Who made the offer; a request that does not say it is whoever reads it in."""
        made = self._context.references.user(parsed.created_by)
        return self._context.actor.user_id if made is None and parsed.is_request else made

    def _application(self, identity: Identity, candidate_id: int | None, job_id: int | None) -> int:
        """The record's application; a known offer without ids of its own keeps the one it has."""
        ref = self._store.find(*key_of(identity))
        if ref is not None and ref.offer_id is not None:
            offer = self._unit.offers.there(ref.offer_id)
            if identity.application is None:
                self._place(offer, candidate_id, job_id)
            return offer.application_id
        return self._context.references.application(identity.application, candidate_id, job_id)

    def _place(self, offer: OfferRow, candidate_id: int | None, job_id: int | None) -> None:
        """An offer whose application nobody named joins the candidate's one for the job."""
        own = self._unit.applications.get(offer.application_id)
        if candidate_id is None or job_id is None or own is None:
            return
        if None not in (own.candidate_id, own.job_id):
            return
        known = self._context.references.named.application(candidate_id, job_id)
        if known is not None and known != own.id:
            self._unit.offers.replace_application(offer, known)
            self._context.references.left_applications.add(own.id)

    def _inherit(self, found: ResolvedOffer) -> tuple[str, ...]:
        """What a request does not say comes from its job (docs/domain.md, *Creating*)."""
        application = self._unit.applications.get(found.application_id)
        if application is None or application.job_id is None:
            return ()
        self._unit.flush()  # the rules read the job and the fields as they are stored
        given = replace(found.terms, fields=tuple(value for _, value in found.values))
        job = jobs.get(application.job_id)
        inherited = inheritance.inherit(self._in_currency(given, job, found), job)
        kept = []
        for value in inherited.terms.fields:
            field = self._context.definitions.find(value.key)
            if field is not None:
                kept.append((field.id, value))
        found.values, found.terms = kept, replace(inherited.terms, fields=())
        found.columns = term_columns(found.terms)
        found.rows = rows_of(kept)
        return inherited.keys

    @staticmethod
    def _in_currency(given: Terms, job: JobRecord, found: ResolvedOffer) -> Terms:
        """A salary that came without a currency is in that of the job."""
        number, code = plain_number(given.salary_text), job.pay.currency
        if number is None or code is None or given.currency is not None:
            return given
        amount = money.from_number(number, code)
        if amount is None:
            return given
        found.flags = [one for one in found.flags if one.field != "salary"]
        return replace(given, salary=amount, salary_text="")

    # ------------------------------------------------------------ writing

    def _begin(
        self, parsed: ParsedOffer, found: ResolvedOffer, inherited: tuple[str, ...]
    ) -> OfferRow:
        """An offer of its own, with the former states that its record tells of."""
        number = self._context.references.numbers.take("offer", "offers", parsed.identity.remote_id)
        offer = OfferRow(
            number,
            found.application_id,
            ",".join(inherited),
            found.created_by,
            found.created_at,
            0,
            parsed.identity.version or 1,
            found.columns[0],
            found.standing,
            flags=[],
            is_touched=False,
        )
        self._store.begin_offer(number)
        self._unit.offers.add(offer)
        for place, earlier in enumerate(parsed.earlier, 1):
            at = clock.stamp(earlier.created_at) if earlier.created_at else self._context.now
            self.write_terms(offer, place, term_columns(earlier.terms), at)
        return offer

    def write(
        self,
        offer: OfferRow,
        number: int,
        found: ResolvedOffer,
        at: str,
        by: int | None,
        note: str = "",
    ) -> VersionRow:
        """A version with what was looked up; the offer is noted as changed by the caller."""
        return self.write_terms(offer, number, found.columns, at, by, note, found.rows)

    def write_terms(
        self,
        offer: OfferRow,
        number: int,
        terms: TermColumns,
        at: str,
        by: int | None = None,
        note: str = "",
        values: list[Row] | None = None,
    ) -> VersionRow:
        """A version with these terms and values."""
        rows = values or []
        version = VersionRow(
            self._unit.next_id("versions"),
            offer.id,
            number,
            note,
            len(rows),
            at,
            by,
            None,
            *terms,
            values=rows,
        )
        self._unit.offers.add_version(offer, version)
        return version

    def _keep(self, identity: Identity, offer_id: int, version_id: int, raw: str) -> None:
        """Keep the record's own copy, and the number under which its offer is looked up."""
        local = version_id if identity.kind == "version" else offer_id
        self._store.put(key_of(identity), Ref(local, offer_id, raw))
        if identity.alias is not None:
            self._store.put(("alias", identity.alias, ""), Ref(offer_id, offer_id, None))
        if identity.kind == "version":
            key = ("offer", identity.remote_id, identity.application or "")
            self._store.put(key, Ref(offer_id, offer_id, None))

    def _join(
        self, offer: OfferRow, version: VersionRow, parsed: ParsedOffer, found: ResolvedOffer
    ) -> None:
        """Supersede what has a follower, and let the offer mirror its current version."""
        self._chains.join(offer, version, parsed)
        if offer.current is version:
            self.mirror(offer, version, found)
        self.settle(offer, found.created_at)

    @staticmethod
    def mirror(offer: OfferRow, version: VersionRow, found: ResolvedOffer) -> None:
        """Let the offer say what its current version says, and how it stands."""
        offer.version, offer.terms, offer.standing = version.number, version.terms, found.standing

    def settle(self, offer: OfferRow, created_at: str) -> None:
        """An offer is superseded when all its versions are; it was made when its first one was."""
        offer.superseded = int(all(one.is_superseded for one in offer.versions))
        offer.created_at = min(offer.created_at, created_at)


def _free_number(offer: OfferRow, number: int) -> int:
    """The version's own number, or the next one when a version made here has it."""
    taken = [one.number for one in offer.versions]
    return max(taken) + 1 if number in taken else number


def _has_pay_flag(parsed: ParsedOffer, field: ParsedField) -> bool:
    """Whether the pay as text, which has a flag of its own, is what could not be read."""
    return bool(parsed.terms.salary_text) and pay_field(parsed.fields) == field
