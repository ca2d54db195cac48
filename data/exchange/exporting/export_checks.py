"""What an export can be asked for, and the sentences for what it cannot."""

from data.exchange import registry
from data.exchange.exporting import kept_records
from data.exchange.exporting.export_options import MOST_PER_PAGE, ExportOptions, Impossible
from data.exchange.system import System


def form(to: str) -> System:
    """The form of this name; raises Impossible."""
    known = registry.formats()
    found = next((one for one in known if one.name == to), None)
    if found is None:
        names = ", ".join(one.name for one in known)
        raise Impossible(f"{to} is no form of export: choose {names}.")
    return found


def refuse(asked: System, options: ExportOptions) -> None:
    """Raise Impossible for what no export can do."""
    _refuse_page(options)
    if asked.writer is None:
        _refuse_records(options)
    words = (kept_records.OFFERS, kept_records.ALL, *registry.record_words())
    if options.records not in words:
        known = ", ".join(words)
        raise Impossible(f"There are no records called {options.records}: choose {known}.")
    if options.versions and not asked.has_rows:
        rows = " and ".join(one.name for one in registry.formats() if one.has_rows)
        raise Impossible(f"--versions is for {rows}.")
    if options.bom and not asked.is_table:
        tables = " and ".join(one.name for one in registry.formats() if one.is_table)
        raise Impossible(f"--bom is for {tables}.")
    if asked.has_rows and options.lines:
        raise Impossible(f"--lines is for JSON: {asked.title} has one offer a line anyway.")


def _refuse_page(options: ExportOptions) -> None:
    if options.per_page is not None and not 1 <= options.per_page <= MOST_PER_PAGE:
        raise Impossible(f"A page has 1 to {MOST_PER_PAGE} records.")
    if options.page is not None and options.page < 1:
        raise Impossible("Pages are counted from 1.")
    if options.links and options.page is None and options.per_page is None:
        raise Impossible("--links is for pages: say --page or --per-page.")


def _refuse_records(options: ExportOptions) -> None:
    """What only forms can do that are written record by record."""
    titles = registry.listed([one.title for one in registry.formats() if one.writer is not None])
    if options.page is not None or options.per_page is not None:
        raise Impossible(f"Only the records of {titles} come in pages.")
    if options.records != kept_records.OFFERS:
        raise Impossible(f"--records is for the records of {titles}.")
