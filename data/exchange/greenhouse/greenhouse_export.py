"""Greenhouse, out: one record a version, as Harvest v1 lists offers.

A record that came from Greenhouse goes out as it is kept; of what was changed here only that is
written, in the record's own spelling. A version made here has the id of the one it follows, and the
next number, as Greenhouse numbers the versions of an offer.
"""

from collections.abc import Iterable, Iterator

from data.exchange.exporting import value_shapes
from data.exchange.exporting.exported_records import (
    Copy,
    Definition,
    OfferOut,
    VersionOut,
)
from data.exchange.exporting.field_changes import same
from data.exchange.greenhouse.greenhouse_approvals_out import GreenhouseApprovals, version_of
from data.exchange.greenhouse.greenhouse_edits import (
    BARE,
    FREQUENCIES,
    KEYED,
    SUPERSEDED,
    WORDS,
    Members,
    Opening,
    Standing,
    in_form,
    record_standing,
    seat,
)
from data.exchange.greenhouse.greenhouse_offers import Greenhouse
from data.exchange.importing.record_merging import load
from data.exchange.parsed_offer import JsonValue, ParsedField, ParsedOffer, Record
from data.exchange.pay_fields import PAY, pay_field
from data.exchange.record_writer import RecordWriter
from data.values import exact_json
from data.values.field_values import FieldType
from data.values.text import normal


class GreenhouseOut(RecordWriter):
    """Offers in Greenhouse's form."""

    name = "greenhouse"
    follows = ("opening",)
    envelope = ("[", "]")
    by_application = True
    has_fields = True
    other_form = "v3"
    approvals = GreenhouseApprovals()

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._system = Greenhouse()
        self._definitions = tuple(definitions)
        self._by_key = {one.key: one for one in self._definitions}
        self._by_name: dict[str, Definition] = {}
        for one in self._definitions:
            self._by_name.setdefault(normal(one.name), one)

    def scope_of(self, record: Record) -> str:
        """The application and the version of a record of Harvest v3."""
        return f"{record.get('application_id')}/{record.get('version', 1)}"

    def standing_of(self, record: JsonValue) -> tuple[str | None, ...]:
        """What lists of offers are asked for; of v1, and of v3 in its own spelling."""
        return record_standing(record)

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer's versions, oldest first; what is unchanged as the text that is kept."""
        versions = {version.id: version for version in offer.versions}
        known = [(copy, versions[copy.version_id or 0]) for copy in copies if copy.version_id]
        if not known:
            yield from (self._fresh(offer, version) for version in offer.versions)
            return
        newest, highest = known[-1][1].number, max(version_of(copy) for copy, _ in known)
        later = [version for version in offer.versions if version.number > newest]
        base = known[-1][0]
        for copy, version in known:
            if version.number == offer.version:
                yield self._again(copy, version, offer)
            elif later and version.superseded_at == later[0].created_at:
                base = copy
                yield self._overtaken(copy, later[0])
            else:
                yield copy.text
        for number, version in enumerate(later, highest + 1):
            yield self._following(base, number, version, offer)

    # ------------------------------------------------------------ as it was kept

    def _again(self, copy: Copy, version: VersionOut, offer: OfferOut) -> Record | str:
        """The current version's own record, with what is different here."""
        record = load(copy.raw)
        stated = self._system.understand(record)
        Standing(record, stated).take(offer)
        self._take_terms(record, stated, version, offer, copy)
        if offer.was_made_at:
            record["created_at"] = offer.was_made_at
        if exact_json.dump_loaded(record) == copy.raw:
            return copy.text
        if "updated_at" in record and record != load(copy.raw):
            record["updated_at"] = offer.updated_at
        return in_form(copy, record)

    def _overtaken(self, copy: Copy, by: VersionOut) -> Record | str:
        """The last version that Greenhouse knows, superseded by one made here."""
        record = load(copy.raw)
        if self._system.understand(record).is_superseded:
            return copy.text
        record["status"] = SUPERSEDED
        if "updated_at" in record:
            record["updated_at"] = by.created_at
        return in_form(copy, record)

    def _following(self, base: Copy, number: int, version: VersionOut, offer: OfferOut) -> Record:
        """A version made here, after the last one that Greenhouse knows."""
        record = load(base.raw)
        stated = self._system.understand(record)
        record |= {"version": number, "created_at": version.created_at}
        record |= _standing(offer, version)
        if "updated_at" in record:
            record["updated_at"] = _updated(offer, version)
        self._take_terms(record, stated, version, offer, base)
        return in_form(base, record)

    def _take_terms(
        self, record: Record, stated: ParsedOffer, version: VersionOut, offer: OfferOut, copy: Copy
    ) -> None:
        starts = stated.terms.start_date.isoformat() if stated.terms.start_date else None
        if version.start_date != starts:
            record["starts_at"] = version.start_date
        Opening(record, stated).take(version.opening, offer, copy.remote_id)
        self._take_fields(record, stated, version)

    # ------------------------------------------------------------ custom fields

    def _take_fields(self, record: Record, stated: ParsedOffer, version: VersionOut) -> None:
        members = Members(record)
        present = {value.key: value for value in version.values}
        pay = self._take_pay(members, stated, version)
        seen = set()
        for field in stated.fields:
            definition = self._definition(field)
            if definition is None or definition.key in seen:
                continue
            seen.add(definition.key)
            value = present.get(definition.key)
            if field is not pay and not same(definition, field, value):
                members.put(field.key, field.name, value_shapes.shaped(value, field.value))
        for value in version.values:
            if value.key not in seen:
                members.add(value.key, value.name, value.type, value_shapes.shaped(value))

    def _definition(self, field: ParsedField) -> Definition | None:
        """The field here that a record's field was read as."""
        key, twin = self._by_key.get(field.key), self._by_name.get(normal(field.name))
        return (twin or key) if field.type is None else (key or twin)

    def _take_pay(
        self, members: Members, stated: ParsedOffer, version: VersionOut
    ) -> ParsedField | None:
        """Write pay that is different here; gives the field that it was written to."""
        before = stated.terms.salary, stated.terms.salary_text
        field = pay_field(stated.fields)
        frequency = stated.terms.pay_frequency
        if field is not None and version.pay_frequency != (frequency and str(frequency)):
            members.say(field.key, "frequency", FREQUENCIES.get(version.pay_frequency or ""))
        if before == (version.salary, version.salary_text):
            return None
        if (
            field is not None
            and normal(field.name) != PAY
            and not (version.salary or version.salary_text)
        ):
            return None  # older releases did not take this field to be the pay
        if field is None:
            type = FieldType.CURRENCY if version.salary else FieldType.SHORT_TEXT
            members.add("salary", "Salary", type, _pay(version))
            return None
        new = _pay(version)
        if version.salary is not None and value_shapes.is_text(field.type, field.value):
            new = value_shapes.pay_text(version.salary, "")
        elif version.salary is not None:
            new = value_shapes.like(field.value, FieldType.CURRENCY, new)
        members.put(field.key, field.name, new)
        return field

    # ------------------------------------------------------------ new to Greenhouse

    def _fresh(self, offer: OfferOut, version: VersionOut) -> Record:
        bare, keyed = self._both_forms(version)
        standing = _standing(offer, version)
        return {
            "id": offer.number("offer", offer.id),
            "version": version.number,
            "application_id": offer.number("application", offer.application_id),
            "job_id": offer.number("job", offer.job.id if offer.job else None),
            "candidate_id": offer.number(
                "candidate", offer.candidate.id if offer.candidate else None
            ),
            "opening": seat(version.opening, offer),
            "created_at": offer.was_made_at or version.created_at,
            "updated_at": _updated(offer, version),
            "sent_at": standing["sent_at"],
            "resolved_at": standing["resolved_at"],
            "starts_at": version.start_date,
            "status": standing["status"],
            BARE: bare,
            KEYED: keyed,
        }

    def _both_forms(self, version: VersionOut) -> tuple[Record, Record]:
        """Every field in use by its name and by its key; the pay is the one called Salary."""
        held = {value.key: value for value in version.values}
        bare: Record = {}
        keyed: Record = {}
        pay = _pay(version)
        for one in self._definitions:
            value = held.get(one.key)
            if value is None and not one.active:
                continue
            name = value.name if value else one.name
            is_pay = pay is not None and normal(name) == "salary"
            content = pay if is_pay else value_shapes.shaped(value)
            type = _pay_type(version) if is_pay else one.type
            pay = None if is_pay else pay
            keyed[one.key] = _field(name, type, content, version if is_pay else None)
            short = normal(name)
            bare[one.key if short in bare else short] = content
        if pay is not None:
            keyed["salary"] = _field("Salary", _pay_type(version), pay, version)
            bare["salary"] = pay
        return bare, keyed


def _pay(version: VersionOut) -> JsonValue:
    return (
        value_shapes.money_value(version.salary) if version.salary else version.salary_text or None
    )


def _pay_type(version: VersionOut) -> FieldType:
    return FieldType.CURRENCY if version.salary else FieldType.SHORT_TEXT


def _field(name: str, type: FieldType, value: JsonValue, pay: VersionOut | None) -> Record:
    field = {"name": name, "type": str(type), "value": value}
    if pay is not None and pay.salary and pay.pay_frequency:
        field["frequency"] = FREQUENCIES[pay.pay_frequency]
    return field


def _standing(offer: OfferOut, version: VersionOut) -> Record:
    """When a version was sent and resolved, and its status."""
    if version.number == offer.version and not offer.is_superseded:
        return {
            "sent_at": offer.sent_at,
            "resolved_at": offer.resolved_at,
            "status": WORDS[offer.status],
        }
    return {"sent_at": version.sent_on, "resolved_at": None, "status": SUPERSEDED}


def _updated(offer: OfferOut, version: VersionOut) -> str:
    if version.number == offer.version:
        return offer.updated_at
    return version.superseded_at or version.created_at
