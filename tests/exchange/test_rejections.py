"""Why an application was rejected comes in from every system, in any order of files."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from support.exchanging import counts, one

from data import exchange
from data.exchange.import_options import ImportOptions
from data.offers import json_documents, offers
from data.people import applications, candidates
from tui.screens.people import candidate_lines

Record = dict[str, Any]
AT = "2024-01-02T03:04:05.678Z"

GREENHOUSE_V1: Record = {
    "id": 61, "candidate_id": 71, "prospect": False, "applied_at": AT, "rejected_at": AT,
    "last_activity_at": AT, "source": None, "credited_to": None, "jobs": [{"id": 52}],
    "status": "rejected", "current_stage": None,
    "rejection_reason": {"id": 8, "name": "Too far", "type": {"id": 1, "name": "We rejected"}},
}  # fmt: skip
GREENHOUSE_V3: list[tuple[str, Record]] = [
    ("applications", {"id": 61, "created_at": AT, "updated_at": AT, "candidate_id": 71,
                      "job_id": 52, "stage_id": 1, "stage_name": "Offer", "status": "rejected",
                      "needs_decision": False, "prospective_job_ids": []}),
    ("rejection detail", {"id": 5, "created_at": AT, "updated_at": AT, "application_id": 61,
                          "rejected_by_id": 3, "rejection_note_id": None,
                          "rejection_reason_id": 8, "rejected_at": AT}),
    ("rejection reason", {"id": 8, "created_at": AT, "updated_at": AT, "name": "Too far",
                          "type": {"id": 1, "key": "we", "name": "We rejected"}}),
]  # fmt: skip
STACKONE: Record = {
    "id": "a1", "remote_id": "ra1", "candidate_id": "c1", "job_id": "j1",
    "application_status": {"value": "rejected"}, "candidate": {"name": "Mila Roth"},
    "rejected_reasons": [{"id": "r1", "label": "Too far"}], "updated_at": AT,
}  # fmt: skip
ASHBY: Record = {
    "id": "a-1", "status": "Archived", "candidate": {"id": "c-1", "name": "Mila"},
    "currentInterviewStage": None, "hiringTeam": [], "job": {"id": "j-1", "title": "Cook"},
    "archiveReason": {"id": "r1", "text": "Too far", "reasonType": "RejectedByOrg"},
    "updatedAt": AT,
}  # fmt: skip
OPENATS: Record = {
    "id": 123, "firstName": "Mila", "lastName": "Roth", "email": "mila@example.com", "phone": None,
    "resumeUrl": None, "jobId": 45, "currentStageId": 9, "appliedAt": AT, "updatedAt": AT,
    "currentStage": {"id": 9, "name": "Too far", "stageType": "rejection"},
}  # fmt: skip
LEVER: list[tuple[str, Record]] = [
    ("opportunity", {"id": "op-1", "name": "Mila Roth", "contact": "c1", "headline": "",
                     "stage": "offer", "phones": [], "emails": [], "lastInteractionAt": 1,
                     "archived": {"archivedAt": 1709294400000, "reason": "r1"},
                     "isAnonymized": False, "updatedAt": 1709294400000}),
    ("archive reason", {"id": "r1", "text": "Too far", "status": "active", "type": "non-hired"}),
]  # fmt: skip
STACKONE_APART: list[tuple[str, Record]] = [
    ("application", {key: value for key, value in STACKONE.items() if key != "rejected_reasons"}
     | {"rejected_reason_ids": ["r1"]}),
    ("rejected reason", {"id": "r1", "remote_id": "r1", "label": "Too far", "type": "x",
                         "rejected_reason_type": {"value": "rejected_by_organization"}}),
]  # fmt: skip


def _read(folder: Path, system: str, kind: str, record: Record) -> exchange.Report:
    path = folder / "records.json"
    path.write_text(json.dumps([record]), "utf-8")
    return exchange.read_files([path], options=ImportOptions(system=system, kind=kind))


def _application() -> Any:
    (number,) = one("SELECT id FROM applications")
    return applications.application(number)


@pytest.mark.parametrize(
    ("system", "record"),
    [("greenhouse", GREENHOUSE_V1), ("stackone", STACKONE), ("ashby", ASHBY),
     ("openats", OPENATS)],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_the_reason_stands_with_the_application(
    desk: Path, tmp_path: Path, system: str, record: Record
) -> None:
    assert counts(_read(tmp_path, system, "", record))[3] == 0
    found = _application()
    assert (str(found.status), found.rejection_reason) == ("rejected", "Too far")
    assert counts(_read(tmp_path, system, "", record)) == (0, 0, 1, 0)
    assert one("SELECT count(*) FROM events WHERE kind = 'rejection reason'") == (1,)
    items = candidate_lines.candidate_items(candidates.get(found.candidate_id), [found], (), 60)
    assert any("Too far" in span.text for item in items for span in item.line)


@pytest.mark.parametrize(
    ("system", "order"),
    [(system, order)
     for system, records in (("greenhouse", GREENHOUSE_V3), ("lever", LEVER),
                             ("stackone", STACKONE_APART))
     for order in itertools.permutations(records)],
    ids=lambda one: one if isinstance(one, str) else ", ".join(kind for kind, _ in one),
)  # fmt: skip
def test_a_reason_given_by_its_number_is_named_in_any_order(
    desk: Path, tmp_path: Path, system: str, order: tuple[tuple[str, Record], ...]
) -> None:
    for kind, record in order:
        assert counts(_read(tmp_path, system, kind, record))[3] == 0
    assert _application().rejection_reason == "Too far"


def test_a_reason_shows_with_the_offer_and_not_after_a_hire(desk: Path, tmp_path: Path) -> None:
    _read(tmp_path, "greenhouse", "", GREENHOUSE_V1)
    offer = {"id": 700, "version": 1, "application_id": 61, "created_at": AT, "updated_at": AT,
             "sent_at": None, "resolved_at": None, "starts_at": None, "status": "unresolved",
             "custom_fields": {}, "keyed_custom_fields": {}}  # fmt: skip
    _read(tmp_path, "greenhouse", "", offer)
    shown = offers.get(700)
    assert shown.application_standing == "rejected: Too far"
    assert json_documents.offer_document(shown)["rejection_reason"] == "Too far"
    hired = GREENHOUSE_V1 | {"status": "hired", "last_activity_at": "2025-01-02T03:04:05.678Z"}
    _read(tmp_path, "greenhouse", "", hired)
    assert offers.get(700).application_standing == "hired"
