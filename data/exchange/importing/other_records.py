"""Records that are no offers: jobs, people, definitions, requests, answers, what was done.

What such a record says is taken in piece by piece; the record itself is kept as it came (refs). The
same record again changes nothing.
"""

from dataclasses import dataclass, field
from typing import Protocol

from data.exchange.import_report import Outcome
from data.exchange.importing import (
    answers,
    approval_flows,
    deletions,
    letter_templates,
    own_exports,
    pending_deletions,
    record_merging,
    update_requests,
)
from data.exchange.importing.entities import EntityImporter
from data.exchange.importing.field_definitions import FieldDefinitionImporter
from data.exchange.importing.import_result import ImportResult, PartResult, repeat
from data.exchange.importing.known_offers import OLDER
from data.exchange.importing.offer_importer import OfferImporter
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_tables import RECEIVED, Key
from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow, ParsedStep
from data.exchange.parsed_offer import (
    ImportFlag,
    ParsedField,
    ParsedJob,
    ParsedOpening,
    ParsedPerson,
    Record,
)
from data.exchange.parsed_records import (
    Answered,
    Change,
    Deletion,
    EmbeddedOffer,
    ParsedApplication,
    ParsedDefinition,
    ParsedRecord,
    ParsedTemplate,
    ParsedUser,
    ParsedWord,
    Part,
)
from data.exchange.record_kinds import Kind
from data.values import exact_json


class Wanted(Protocol):
    """What the person asked for with these files (the import's options)."""

    @property
    def application(self) -> int | None:
        """The application that requests without one are meant for: its number here or there."""

    @property
    def offer(self) -> int | None:
        """The offer that requests and answers without one are meant for."""

    @property
    def prefer_theirs(self) -> bool:
        """Whether what was changed on both sides is taken from the file."""


@dataclass(slots=True)
class _Taken:
    """What became of the pieces of a record."""

    texts: list[str] = field(default_factory=list)
    flags: list[ImportFlag] = field(default_factory=list)
    outcome: Outcome | None = None
    offer_id: int | None = None
    local_id: int = 0
    also: dict[str, int] = field(default_factory=dict)

    def add(self, done: PartResult, outcome: Outcome | None = None, noun: str = "") -> None:
        """Note a piece; the first row and offer that it is about count for the record."""
        self.texts.append(done.text)
        self.flags += done.flags
        self.outcome = outcome or self.outcome
        self.offer_id = self.offer_id or done.offer_id
        self.local_id = self.local_id or done.local_id
        if noun and done.local_id:
            self.also.setdefault(f"{noun}_id", done.local_id)


class OtherRecordImporter:
    """Brings one system's records that are no offers in, beside the importer of its offers."""

    def __init__(self, importer: OfferImporter, options: Wanted) -> None:
        self._importer = importer
        self._context = importer.context
        self._store = importer.context.store
        self._options = options
        self._entities = EntityImporter(self._context)
        self._definitions = FieldDefinitionImporter(self._context)

    def bring_in(self, kind: Kind, record: Record) -> ImportResult:
        """Store a record of this kind, or say that it is known; raises Refused."""
        parsed = self._context.system.understand_other(kind, record)
        if parsed.form:
            return self._came(parsed, record)
        return self._whole(kind, parsed, record)

    # ------------------------------------------------------------ whole records of something

    def _whole(self, kind: Kind, parsed: ParsedRecord, record: Record) -> ImportResult:
        """A job, a person …: the newest record of it is its copy."""
        key = self._key(parsed.kind, parsed.remote_id)
        ref = self._store.find(*key)
        raw = ref.raw if ref is not None else None
        if raw == exact_json.dump_json(record) or self._find_read(key, record):
            return repeat(None)
        if (
            ref is None
            and parsed.kind == approval_flows.FLOW
            and own_exports.is_approval(
                self._context.unit.desk, self._context.system, parsed.remote_id, record
            )
        ):
            return ImportResult(Outcome.SAME, None, own_exports.TEXT)
        before = (
            self._context.system.understand_other(kind, record_merging.load(raw)) if raw else None
        )
        if before is not None and _is_older(parsed, before):
            self._remember(key, record)
            return ImportResult(Outcome.SAME, None, OLDER)
        taken = self._take(parsed, before)
        if raw is not None and before is not None:
            self._remember(key, record_merging.load(raw), keep=not _is_older(before, parsed))
        self._put(key, taken.local_id, None, None if self._is_erased(parsed, taken) else record)
        outcome = Outcome.NEW if raw is None else Outcome.CHANGED
        return self._placed(outcome, taken, parsed)

    def _find_read(self, key: Key, record: Record) -> bool:
        """Whether exactly this record was read before, though a later one is the copy."""
        kind, remote_id, _ = key
        digest = record_merging.digest(record)
        keys = (self._key("read", remote_id, f"{kind} {digest}"),
                self._key(RECEIVED, remote_id, f"{kind} {digest}"))  # fmt: skip
        return any(self._store.find(*one) is not None for one in keys)

    def _remember(self, key: Key, record: Record, *, keep: bool = False) -> None:
        """Remember a record that is not the copy; `keep` one that is not simply outdated."""
        kind, remote_id, _ = key
        scope = f"{kind} {record_merging.digest(record)}"
        known = self._store.find(*key)
        local, offer_id = (known.local_id, known.offer_id) if known is not None else (0, None)
        if keep:
            self._put(self._key(RECEIVED, remote_id, scope), local, offer_id, record)
        else:
            self._put(self._key("read", remote_id, scope), local, offer_id, None)

    # ------------------------------------------------------------ what came otherwise

    def _came(self, parsed: ParsedRecord, record: Record) -> ImportResult:
        """A webhook, a request, an answer …: kept as it came."""
        target = self._target(parsed)
        remote_id = parsed.remote_id if target is None else str(target)
        key = self._key(RECEIVED, remote_id, f"{parsed.form} {record_merging.digest(record)}")
        known = self._store.find(*key)
        if known is not None:
            return repeat(known.offer_id)
        if target is not None:  # it may have been kept before anybody named its offer
            self._store.forget(self._key(RECEIVED, parsed.remote_id, key[2]))
        taken = self._take(parsed, None, target)
        kept = None if self._is_erased(parsed, taken) else record
        self._put(key, taken.local_id, taken.offer_id, kept, tuple(taken.also.items()))
        for part in parsed.parts:
            if isinstance(part, Deletion) and part.what == "offer" and taken.offer_id is None:
                pending_deletions.keep(self._context, part, key[2])
        return self._placed(taken.outcome or Outcome.NEW, taken, parsed)

    def _target(self, parsed: ParsedRecord) -> int | None:
        """The offer that a request is meant for, as the person named it; raises Refused."""
        for part in parsed.parts:
            if isinstance(part, Change):
                return update_requests.target(self._context, part, self._options)
        return None

    # ------------------------------------------------------------ piece by piece

    def _take(
        self, parsed: ParsedRecord, before: ParsedRecord | None, target: int | None = None
    ) -> _Taken:
        taken = _Taken(flags=list(parsed.flags))
        for part in parsed.parts:
            if isinstance(part, EmbeddedOffer):
                self._offer(part, taken)
            elif isinstance(part, Change) and target is None:
                taken.add(update_requests.unnamed(part, parsed.words))
            elif isinstance(part, Change):
                done = update_requests.apply(self._context, part, target or 0, parsed.words)
                taken.add(done, Outcome.CHANGED if done.changed else Outcome.SAME)
            else:
                known = _twin(part, before) if before else self._last(part)
                self._piece(part, known, parsed, taken)
        return taken

    def _last(self, part: Part) -> Part | None:
        """What the kept copy says of something that stands inside another record."""
        kind = {ParsedJob: "job", ParsedPerson: "candidate", ParsedApplication: "application"}.get(
            type(part)
        )
        number = getattr(part, "remote_id", "")
        ref = self._store.find(*self._key(kind, number)) if kind and number else None
        if ref is None or ref.raw is None:
            return None
        record = record_merging.load(ref.raw)
        known = self._context.system.recognise(record)
        return _twin(part, self._context.system.understand_other(known, record)) if known else None

    def _offer(self, part: EmbeddedOffer, taken: _Taken) -> None:
        """An offer inside another record: as if it had come by itself."""
        placed = self._importer.bring_in(part.record, is_put=True)
        done = PartResult(placed.text, placed.offer_id, placed.offer_id or 0, False, placed.flags)
        taken.add(done, placed.outcome)
        if placed.offer_id is not None:
            answers.note(self._context, placed.offer_id, part)

    def _piece(self, part: Part, before: Part | None, parsed: ParsedRecord, taken: _Taken) -> None:
        match part:
            case ParsedJob():
                known_job = before if isinstance(before, ParsedJob) else None
                done = self._entities.job(part, known_job, passing=bool(parsed.form))
            case ParsedPerson():
                known = before if isinstance(before, ParsedPerson) else None
                done = self._entities.candidate(part, known, passing=bool(parsed.form))
            case ParsedUser():
                done = self._entities.user(part, before if isinstance(before, ParsedUser) else None)
            case ParsedApplication():
                known_one = before if isinstance(before, ParsedApplication) else None
                done = self._entities.application(part, known_one)
                if part.is_action and parsed.form:
                    taken.local_id = done.local_id
            case ParsedOpening():
                done = self._entities.opening(part)
            case ParsedWord():
                last_word = before if isinstance(before, ParsedWord) else None
                done = self._entities.word(part, last_word)
            case ParsedTemplate():
                old = before if isinstance(before, ParsedTemplate) else None
                done = letter_templates.bring_in(self._context, part, old)
            case ParsedDefinition():
                last = before if isinstance(before, ParsedDefinition) else None
                done = self._definitions.define(part, last)
            case ParsedField():
                done = self._field(part)
            case ParsedFlow() | ParsedStep() | ParsedApprover():
                self._context.approvals.has_come = True
                done = PartResult(f"{parsed.words} {part.remote_id}", None, 0, True)
            case Deletion():
                done = deletions.deleted(self._context, part)
            case Answered():
                done = answers.answered(self._context, part, self._options.offer)
            case _:
                done = PartResult("")
        taken.add(done, noun=_noun(part))

    def _field(self, part: ParsedField) -> PartResult:
        """A value that belongs to no offer: it shows which field there is."""
        read = self._context.definitions.read(part)
        flags = () if read.flag is None else (read.flag,)
        return PartResult(f"field {read.value.name}", None, read.field_id, True, flags)

    # ------------------------------------------------------------ small parts

    def _is_erased(self, parsed: ParsedRecord, taken: _Taken) -> bool:
        """Whether the record is about a candidate who was erased here: it is not kept then."""
        for part in parsed.parts:
            person = part.candidate if isinstance(part, ParsedApplication) else part
            if isinstance(person, ParsedPerson):
                known = self._store.find(*self._key("candidate", person.remote_id))
                if known is not None and self._entities.is_erased(known.local_id):
                    return True
        if taken.offer_id is None:
            return False
        offer = self._context.unit.offers.get(taken.offer_id)
        application = self._context.unit.applications.get(offer.application_id) if offer else None
        candidate_id = application.candidate_id if application else None
        return candidate_id is not None and self._entities.is_erased(candidate_id)

    def _placed(self, outcome: Outcome, taken: _Taken, parsed: ParsedRecord) -> ImportResult:
        texts = [text for text in dict.fromkeys(taken.texts) if text]
        if parsed.form == "fields":
            texts = [f"{len(parsed.parts)} custom fields"]
        text = "; ".join(texts[:4]) + (f"; and {len(texts) - 4} more" if len(texts) > 4 else "")
        flags = tuple(dict.fromkeys(taken.flags))
        fresh = flags
        if taken.offer_id is not None:
            self._context.flag_offer(taken.offer_id, flags)
        return ImportResult(outcome, taken.offer_id, text or parsed.words, fresh)

    def _key(self, kind: str, remote_id: str, scope: str = "") -> Key:
        return kind, remote_id, scope

    def _put(
        self,
        key: Key,
        local_id: int,
        offer_id: int | None,
        record: Record | None,
        also: tuple[tuple[str, int], ...] = (),
    ) -> None:
        raw = None if record is None else exact_json.dump_json(record)
        self._store.put(key, Ref(local_id, offer_id, raw, also))


def _noun(part: Part) -> str:
    """What a piece of a record is about, if that has rows here."""
    match part:
        case ParsedJob():
            return "job"
        case ParsedPerson():
            return "candidate"
        case ParsedApplication():
            return "application"
        case Deletion(what=what) if what in ("application", "candidate", "job"):
            return what
        case _:
            return ""


def _is_older(parsed: ParsedRecord, than: ParsedRecord) -> bool:
    return bool(parsed.changed_at and than.changed_at and parsed.changed_at < than.changed_at)


def _twin(part: Part, before: ParsedRecord | None) -> Part | None:
    """The piece of the record as it was read last that this one brings up to date."""
    number = getattr(part, "remote_id", None)
    for one in before.parts if before else ():
        if type(one) is type(part) and getattr(one, "remote_id", None) == number:
            return one
    return None
