"""What everything that takes records of one system in works with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from data.exchange.importing.import_rows import OfferRow
from data.exchange.importing.imported_field_values import Definitions
from data.exchange.importing.noted_approvals import NotedApprovals
from data.exchange.importing.references import ReferenceResolver
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import ImportFlag
from data.exchange.record_reader import RecordReader
from data.records.user_records import Actor
from data.values import clock


class ImportContext:
    """One system's import in the running transaction: rows, references, fields, and who acts."""

    def __init__(self, unit: UnitOfWork, system: RecordReader, actor: Actor) -> None:
        self.unit = unit
        self.system = system
        self.actor = actor
        self.now = clock.stamp()
        self.store = RemoteStore(unit, system, self.now)
        self.references = ReferenceResolver(unit, self.store, system, self.now)
        self.definitions = Definitions(unit, self.store, system, self.now)
        self.templates = set[str]()  # that came in: offers may wait for them
        self.approvals = NotedApprovals(unit.on_drop)
        self._job_definitions: Definitions | None = None

    @property
    def job_definitions(self) -> Definitions:
        """The custom fields of jobs."""
        if self._job_definitions is None:
            self._job_definitions = Definitions(self.unit, self.store, self.system, self.now, "job")
        return self._job_definitions

    @property
    def changes(self) -> int:
        """How often rows were made or changed so far, and remote ids noted."""
        return self.unit.changes + self.store.changes

    def mark(self) -> None:
        """Begin a record."""
        self.unit.mark()
        self.store.mark()

    def drop(self) -> None:
        """Take back what the record did; raises HalfWritten."""
        self.unit.drop()
        self.store.drop()

    def finish_batch(self) -> None:
        """Write everything and forget the rows; the values of changed fields are read anew."""
        self.unit.flush()
        settled = [one.settle() for one in self._all_definitions]
        if any(settled):
            self.unit.flush()
        self._forget_rows()

    def arrange_fields(self) -> None:
        """Put new fields and options in their order."""
        for one in self._all_definitions:
            one.arrange()
        self.finish_batch()

    @property
    def _all_definitions(self) -> list[Definitions]:
        jobs = self._job_definitions
        return [self.definitions] if jobs is None else [self.definitions, jobs]

    def taken_back(self) -> None:
        """The batch was taken back in the file: forget everything that was read."""
        self._forget_rows()
        self.approvals.forget()
        self.references.named.forget_jobs()
        self.definitions.forget()
        self._job_definitions = None

    def _forget_rows(self) -> None:
        self.unit.forget()
        self.store.forget_all()
        self.references.forget()

    @contextmanager
    def written(self) -> Iterator[None]:
        """Inside, use cases of the desk read and write the file; rows are read anew behind it."""
        self.unit.flush()
        try:
            yield
            self.unit.flush()
        finally:
            self._forget_rows()

    # ------------------------------------------------------------ flags and history of an offer

    def flag(
        self, offer: OfferRow, number: int | None, flags: Iterable[ImportFlag]
    ) -> tuple[ImportFlag, ...]:
        """Flag an offer; gives the flags that it did not have, settled or not."""
        offers = self.unit.offers
        rows = [(number, one.field, one.text, one.kind) for one in flags]
        if not rows:
            return ()
        offers.keep(offer)
        fresh = offers.flag(offer, rows, self.system.title, self.now)
        return tuple(ImportFlag(field, text, kind) for _, field, text, kind in fresh)

    def flag_offer(self, offer_id: int, flags: Iterable[ImportFlag]) -> tuple[ImportFlag, ...]:
        """Flag the offer with this number, no version of it in particular."""
        return self.flag(self.unit.offers.there(offer_id), None, flags)

    def event(self, offer: OfferRow, to: str, number: int, text: str, before: str = "") -> None:
        """Note what was imported in the offer's history."""
        if before:
            self.unit.offers.keep(offer)
            offer.is_touched = False
        self.unit.event(
            "offer", offer.id, self.now, self.actor.user_id, before or None, to, number, text
        )
