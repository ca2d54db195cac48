"""Whole offers for an export: everything that the rows say, a batch in a handful of queries."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from data.exchange.exporting import approval_reader
from data.exchange.exporting.exported_records import (
    ApprovalOut,
    JobOut,
    OfferOut,
    PersonOut,
    SeatOut,
    TemplateOut,
    ValueOut,
    VersionOut,
)
from data.records.offer_terms import COLUMNS
from data.values import clock
from data.values.field_values import FieldType
from data.values.status import WITH_CANDIDATE, Status


class OfferReader:
    """Reads whole offers through one connection."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self._desk = desk
        self._today = clock.today().isoformat()

    def read(
        self,
        ids: tuple[int, ...],
        system: str,
        touched: Mapping[int, frozenset[str]],
        *,
        with_fields: bool = True,
    ) -> dict[int, OfferOut]:
        """These offers, named as a system names them, with what was touched."""
        if not ids:
            return {}
        listed = f"[{','.join(map(str, ids))}]"
        versions = self._versions(listed, self._values(listed) if with_fields else {})
        remote = self._remote(listed, system)
        return {
            row[0]: self._offer(
                row, versions.get(row[0], ()), touched.get(row[0], frozenset()), remote
            )
            for row in self._desk.execute(_OFFERS, (listed,))
            if row[0] in versions
        }

    def _offer(
        self,
        row: tuple[Any, ...],
        versions: tuple[VersionOut, ...],
        touched: frozenset[str],
        remote: dict[tuple[str, int], str],
    ) -> OfferOut:
        status = Status(row[2])
        expiry = row[11]
        return OfferOut(
            id=row[0],
            application_id=row[1],
            status=status,
            is_superseded=bool(row[3]),
            is_expired=bool(status in WITH_CANDIDATE and expiry and expiry < self._today),
            version=row[4],
            source_value=row[5],
            created_at=row[6],
            updated_at=row[7],
            sent_at=row[8],
            resolved_at=row[9],
            created_by=row[10],
            candidate=PersonOut(*row[12:18]) if row[12] is not None else None,
            job=JobOut(*row[18:22]) if row[18] is not None else None,
            versions=versions,
            touched=touched,
            inherited=frozenset(filter(None, row[22].split(","))),
            remote=remote,
        )

    def _versions(
        self, listed: str, values: dict[int, list[ValueOut]]
    ) -> dict[int, tuple[VersionOut, ...]]:
        """The versions of these offers, oldest first."""
        seats, templates = self._seats(listed), self._templates(listed)
        letters = dict(self._rows(_LETTERS, listed))
        sent = dict(self._rows(_SENT, listed))
        made = set(self._rows(_MADE_HERE, listed))
        approvals = self._approvals(listed)
        found: dict[int, list[VersionOut]] = {}
        for row in self._desk.execute(_VERSIONS, (listed,)):
            found.setdefault(row[0], []).append(
                VersionOut(
                    id=row[1],
                    number=row[2],
                    stored=(stored := dict(zip(COLUMNS, row[_TERMS:], strict=True))),
                    sent_letter=letters.get(row[1]),
                    sent_on=sent.get(row[1]),
                    opening=seats.get(stored["opening_id"]),
                    template=templates.get(stored["template_id"]),
                    created_at=row[3],
                    is_superseded=row[4] is not None,
                    superseded_at=row[5],
                    is_made_here=(row[0], row[2]) in made,
                    values=tuple(values.get(row[1], ())),
                    approval=approvals.get((row[0], row[2])),
                )
            )
        return {offer_id: tuple(some) for offer_id, some in found.items()}

    def _approvals(self, listed: str) -> dict[tuple[int, int], ApprovalOut]:
        """The round that counts of each version of these offers."""
        return {
            (offer_id, one.version): one
            for offer_id, rounds in approval_reader.rounds(self._desk, listed).items()
            for one in rounds
            if one.is_current
        }

    def _values(self, listed: str) -> dict[int, list[ValueOut]]:
        found: dict[int, list[ValueOut]] = {}
        for version_id, key, name, type, value, raw in self._rows(_VALUES, listed):
            found.setdefault(version_id, []).append(ValueOut(key, name, _TYPES[type], value, raw))
        return found

    def _seats(self, listed: str) -> dict[int, SeatOut]:
        return {
            row[0]: SeatOut(row[0], row[1], bool(row[2]), *row[3:])
            for row in self._rows(_SEATS, listed)
        }

    def _templates(self, listed: str) -> dict[int, TemplateOut]:
        return {row[0]: TemplateOut(*row) for row in self._rows(_TEMPLATES, listed)}

    def _remote(self, listed: str, system: str) -> dict[tuple[str, int], str]:
        """What the system calls the records that these offers name; the first name counts."""
        found: dict[tuple[str, int], str] = {}
        for kind, local_id, remote_id in self._desk.execute(
            _REMOTE, {"ids": listed, "system": system}
        ):
            found.setdefault((kind, local_id), remote_id)
        return found

    def _rows(self, sql: str, listed: str) -> Iterable[Any]:
        return self._desk.execute(sql, (listed,))


_TYPES = {str(type): type for type in FieldType}
_OFFERS = (
    "SELECT offers.id, application_id, offers.status, superseded, version, source_value,"
    " offers.created_at, offers.updated_at, sent_at, resolved_at, created_by,"
    " expiry_date, candidates.id, first_name, last_name, full_name, email, phone,"
    " jobs.id, title, department, location, inherited"
    " FROM json_each(?) JOIN offers ON offers.id = json_each.value"
    " LEFT JOIN candidates ON candidates.id = offers.candidate_id"
    " LEFT JOIN jobs ON jobs.id = offers.job_id"
)
_TERMS = 6
"""Where the terms begin in a row of a version."""
_VERSIONS = (
    "SELECT offer_id, versions.id, number, created_at, supersessions.version_id, at,"
    f" {', '.join(COLUMNS)}"
    " FROM json_each(?) JOIN versions ON offer_id = json_each.value"
    " LEFT JOIN supersessions ON version_id = versions.id ORDER BY offer_id, number"
)
_VALUES = (
    "SELECT version_id, custom_fields.key, version_values.name, custom_fields.type,"
    " version_values.value, raw"
    " FROM json_each(?) AS wanted JOIN versions ON offer_id = wanted.value"
    " JOIN version_values ON version_id = versions.id"
    " JOIN custom_fields ON custom_fields.id = field_id"
    " ORDER BY version_id, position, custom_fields.id"
)
# The letters of current versions, the last one of each last.
_LETTERS = (
    "SELECT version_id, html FROM json_each(?) JOIN offers ON offers.id = value"
    " JOIN versions ON offer_id = offers.id AND number = offers.version"
    " JOIN letters ON version_id = versions.id ORDER BY letters.id"
)
# The day on which each version was sent last; what was taken back was not sent.
_SENT = (
    "SELECT versions.id, substr(max(at), 1, 10) FROM json_each(?) AS wanted"
    " JOIN versions ON offer_id = wanted.value"
    " JOIN events ON subject = 'offer' AND subject_id = offer_id AND events.version = number"
    " WHERE kind = 'status' AND to_status = 'sent' AND NOT EXISTS (SELECT 1 FROM events AS undone"
    "  WHERE undone.subject = 'offer' AND undone.subject_id = offer_id AND undone.kind = 'undone'"
    "  AND undone.version = number AND undone.id > events.id)"
    " GROUP BY versions.id"
)
_MADE_HERE = (
    "SELECT subject_id, version FROM json_each(?) JOIN events"
    " ON subject = 'offer' AND subject_id = value"
    " WHERE kind IN ('created', 'version', 'correction', 'restored')"
)
_SEATS = (
    "SELECT DISTINCT openings.id, openings.opening_id, is_open, opened_at, closed_at, close_reason,"
    " application_id FROM json_each(?) JOIN versions ON offer_id = value"
    " JOIN openings ON openings.id = versions.opening_id"
)
_TEMPLATES = (
    "SELECT DISTINCT templates.id, name, kind FROM json_each(?) JOIN versions ON offer_id = value"
    " JOIN templates ON templates.id = template_id"
)
_REMOTE = (
    "WITH here (kind, id) AS ("
    " SELECT 'offer', value FROM json_each(:ids)"
    " UNION SELECT 'application', application_id FROM json_each(:ids)"
    "  JOIN offers ON offers.id = value"
    " UNION SELECT 'job', job_id FROM json_each(:ids) JOIN offers ON offers.id = value"
    " UNION SELECT 'candidate', candidate_id FROM json_each(:ids) JOIN offers ON offers.id = value"
    " UNION SELECT 'user', created_by FROM json_each(:ids) JOIN offers ON offers.id = value"
    " UNION SELECT 'template', template_id FROM json_each(:ids) JOIN versions ON offer_id = value"
    " UNION SELECT 'opening', opening_id FROM json_each(:ids) JOIN versions ON offer_id = value"
    " UNION SELECT 'application', openings.application_id FROM json_each(:ids) AS wanted"
    "  JOIN versions ON offer_id = wanted.value JOIN openings ON openings.id = versions.opening_id)"
    " SELECT kind, id, remote_id FROM ("
    + " UNION ALL ".join(
        f"SELECT here.kind, here.id, remote_id, remote_ids.id AS place"
        f" FROM here CROSS JOIN remote_ids ON {noun}_id = here.id"
        f" WHERE here.kind = '{noun}' AND remote_ids.kind = '{noun}' AND +system = :system"
        for noun in ("offer", "application", "job", "candidate", "user", "template", "opening")
    )
    + ") ORDER BY place"
)
