"""How one system's records come in, and which offers they touched, in the order of the file."""

import sqlite3
from array import array

from data.exchange import registry
from data.exchange.import_options import ImportOptions
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.offer_importer import OfferImporter
from data.exchange.importing.other_records import OtherRecordImporter
from data.exchange.importing.record_batches import Entry
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.record_reader import RecordReader
from data.people import users


class SystemImport:
    """One system's importers over one unit of work."""

    def __init__(
        self,
        desk: sqlite3.Connection,
        system: RecordReader,
        options: ImportOptions,
        *,
        is_careful: bool = False,
    ) -> None:
        self.is_careful = is_careful
        self.system = system
        self.unit = UnitOfWork(desk)
        self.importer = OfferImporter(
            self.unit,
            system,
            users.current(),
            prefer_theirs=options.prefer_theirs,
            known=options.known,
        )
        self._others = OtherRecordImporter(self.importer, options)
        declared = registry.named(system.name)
        self.own = (
            declared.own_rows(self.importer.context, system, options.prefer_theirs)
            if declared and declared.own_rows
            else None
        )
        self.offers = array("q")
        self.positions = array("I")

    def bring_in(self, entry: Entry) -> ImportResult:
        """Bring one record in; raises Refused."""
        if entry.kind.is_offer:
            return self.importer.bring_in(entry.record, raw=entry.raw, parsed=entry.parsed)
        if self.own is not None and entry.kind is self.own.kind:
            return self.own.bring_in(entry.record)
        return self._others.bring_in(entry.kind, entry.record)
