"""The table of docs/systems.md: which kinds of records come in and go out, by system.

`PYTHONPATH=.:tests python tests/support/systems_table.py` writes it into the page.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.exported import out
from support.fresh_desks import fresh_desk
from support.kinds_of_systems import READ, made

from data import exchange
from data.exchange import ImportOptions, registry
from data.exchange.record_kinds import Kind
from data.exchange.system import System

AT = "2024-01-02T03:04:05.678Z"
_WHOLE = {
    "id": 5, "version": 1, "application_id": 7, "job_id": 8, "candidate_id": 9, "created_at": AT,
    "updated_at": AT, "resolved_at": None, "custom_fields": {},
}  # fmt: skip
SAMPLES: dict[tuple[str, str], dict[str, Any]] = {
    ("Greenhouse", "offer"): _WHOLE | {"status": "unresolved", "sent_at": None, "starts_at": None},
    ("Greenhouse", "offer of Harvest v3"): _WHOLE
    | {"status": "Created", "sent_on": None, "starts_on": None},
    ("Greenhouse", "set of custom fields"): {"custom_fields": {"level": "senior"}},
    ("Greenhouse", "answer"): {"success": True},
    ("OpenATS", "create request"): {"candidateId": 1, "jobId": 2},
    ("StackOne", "department"): {"id": "d1", "remote_id": "r1", "name": "Kitchen"},
    ("StackOne", "location"): {"id": "l1", "remote_id": "r1", "name": "Ghent"},
}
"""Records of kinds that need more than keys."""
NEED_A_TARGET = {"offer update request", "update request", "status request"}
"""Requests, which come in for an offer that is named: they are tried in tests of their own."""
PAGE = Path(__file__).parents[2] / "docs" / "systems.md"
ALL = "all"


def kinds(system: System) -> list[Kind]:
    """The kinds of a system's records, as it declares them, each once."""
    reader = system.reader() if system.reader else None
    found = {one.kind.words: one.kind for one in (reader.shapes if reader else ())}
    return list(found.values())


def rows() -> Iterator[tuple[str, str, str]]:
    """System, kind and whether it is read, of everything that the registry has."""
    for system in registry.SYSTEMS:
        for kind in kinds(system):
            yield system.title, kind.words, "named, not read" if kind.refusal else "yes"


def goes_out(title: str, words: str) -> str:
    """How a record of a kind goes out of a desk that it came into alone."""
    if words in NEED_A_TARGET:
        return "kept with the offer that it is for"
    system = next(one for one in registry.SYSTEMS if one.title == title)
    kind = "offer" if words.startswith("offer of") else words
    record = SAMPLES.get((title, words)) or made(READ[title][words])
    with fresh_desk() as folder:
        path = folder / "records.json"
        path.write_text(json.dumps([record]), "utf-8")
        exchange.read_files([path], options=ImportOptions(system=system.name, kind=kind))
        if record not in out(system.name, records=ALL):
            return "no"
        words_out = ("offers", *system.record_words, *registry.record_words())
        asked = (one for one in words_out if record in out(system.name, records=one))
        return f"as it came: `{next(asked, ALL)}`"


def tried() -> list[tuple[str, str]]:
    """System and words of the kinds of which there is a record."""
    return [
        (title, words)
        for title, words, read in rows()
        if read == "yes" and ((title, words) in SAMPLES or words in READ.get(title, {}))
    ]


def table(known: dict[tuple[str, str], str]) -> str:
    """The table in Markdown; `known` is how each kind goes out."""
    lines = ["| system | record | in | out |", "| --- | --- | --- | --- |"]
    for title, words, read in rows():
        lines.append(f"| {title} | {words} | {read} | {known.get((title, words), 'no')} |")
    for system in registry.SYSTEMS:
        if not kinds(system):
            is_in = "yes" if system.is_read or not system.is_spreadsheet else "as a table"
            is_out = "yes" if system.is_written else "no"
            lines.append(f"| {system.title} | the whole file | {is_in} | {is_out} |")
    return "\n".join(lines)


def on_page() -> dict[tuple[str, str], str]:
    """What the page says of how each kind goes out."""
    cells = re.findall(r"^\| (.+?) \| (.+?) \| .+? \| (.+?) \|$", PAGE.read_text("utf-8"), re.M)
    return {(title, words): way for title, words, way in cells}


def main() -> None:
    """Write the table into the page."""
    known = {key: goes_out(*key) for key in tried()}
    page = PAGE.read_text("utf-8")
    head, _, _ = page.partition("| system |")
    PAGE.write_text(f"{head}{table(known)}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
