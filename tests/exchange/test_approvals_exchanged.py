"""Approvals of other systems become approvals of versions here, and go back, in any order."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.exchanging import Reader, counts, one, stored, texts
from support.exported import as_read, out
from support.fresh_desks import fresh_desk

from data.offers import approvals, offers
from data.records.approval_records import AnswerDraft, ApprovalRecord, AskDraft
from data.safekeeping import verify
from data.storage import connection

Record = dict[str, Any]
AT = "2024-05-02T03:04:05.678Z"
LATER = "2024-05-03T10:00:00.000Z"


def _offer(version: int = 1, **changes: Any) -> Record:
    return {"id": 90, "created_at": AT, "updated_at": AT, "version": version,
            "application_id": 61, "job_id": 52, "candidate_id": 71, "opening_id": None,
            "status": "Created", "starts_on": None, "sent_on": None, "resolved_at": None,
            "custom_fields": {}} | changes  # fmt: skip


FLOW: Record = {
    "id": 5, "created_at": AT, "updated_at": AT, "job_id": 52, "offer_id": 90,
    "approval_type": "offer_candidate", "sequential": True, "version": 1, "requested_by_id": 3,
    "approval_status": "pending",
}  # fmt: skip


def _group(number: int, needed: int, place: int) -> Record:
    return {"id": number, "created_at": AT, "updated_at": AT, "approval_flow_id": 5,
            "approvals_required": needed, "sort_order": place, "required_for_exception": False,
            "resolved_at": None}  # fmt: skip


def _approver(number: int, group: int, user: int, status: str = "waiting", **more: Any) -> Record:
    return {"id": number, "created_at": AT, "updated_at": AT, "sort_order": number,
            "user_id": user, "status": status, "resolved_by_id": None, "resolved_at": None,
            "request_sent_at": None, "version_sent": None, "reminder_sent_at": None,
            "reminders_sent": 0, "approver_group_id": group} | more  # fmt: skip


def _user(number: int, first: str) -> Record:
    return {"id": number, "created_at": AT, "updated_at": AT, "first_name": first,
            "last_name": "Roth", "primary_email": f"{first.lower()}@example.com",
            "site_admin": False, "deactivated": False}  # fmt: skip


V3: tuple[tuple[Record, ...], ...] = (
    (_offer(),),
    (FLOW,),
    (_group(11, 1, 1), _group(10, 1, 0)),
    (_approver(20, 10, 31, "approved", resolved_at=LATER),
     _approver(21, 11, 32, "due"), _approver(22, 11, 33)),
    (_user(3, "Rita"), _user(31, "Mila"), _user(32, "Odile"), _user(33, "Ana")),
)  # fmt: skip
V1: Record = {
    "id": 5, "offer_id": 90, "sequential": True, "version": 1, "approval_type": "offer_candidate",
    "approval_status": "pending", "job_id": 52, "requested_by_user_id": 3,
    "approver_groups": [
        {"id": 10, "approvals_required": 1, "created_at": AT, "resolved_at": LATER, "priority": 0,
         "job_id": 52, "offer_id": 90, "approvers": [
             {"id": 31, "name": "Mila Roth", "email_addresses": ["m@example.com"],
              "employee_id": None, "status": "approved"}]},
        {"id": 11, "approvals_required": 1, "created_at": AT, "resolved_at": None, "priority": 1,
         "job_id": 52, "offer_id": 90, "approvers": [
             {"id": 32, "name": "Odile Roth", "email_addresses": [], "employee_id": None,
              "status": "due"},
             {"id": 33, "name": "Ana Roth", "email_addresses": [], "employee_id": None,
              "status": "waiting"}]}],
}  # fmt: skip


def _approval(offer_id: int = 90) -> ApprovalRecord:
    found = offers.get(offer_id).approval
    assert found is not None
    return found


def _said(approval: ApprovalRecord) -> dict[str, Any]:
    return {
        "state": (str(approval.state), approval.in_order, approval.asked_by, approval.source),
        "asked": approval.asked_at.isoformat(),
        "steps": [(step.needed, [(who.name, str(who.answer), str(who.answered_at))
                                 for who in step.approvers]) for step in approval.steps],
    }  # fmt: skip


EXPECTED = {
    "state": ("asked", True, "Rita Roth", "Greenhouse"),
    "asked": "2024-05-02T03:04:05.678000+00:00",
    "steps": [(1, [("Mila Roth", "approved", "2024-05-03 10:00:00+00:00")]),
              (1, [("Odile Roth", "None", "None"), ("Ana Roth", "None", "None")])],
}  # fmt: skip


def _read_in_turn(folder: Path, files: tuple[tuple[Record, ...], ...]) -> None:
    for records in files:
        report = Reader(folder)(*records)
        assert (report.refused, report.flagged) == (0, 0)


ORDERS = [(one,) for one in itertools.permutations(range(len(V3)))][::7]


@pytest.mark.parametrize("order", everyday(ORDERS, most=1), ids=str)
def test_flows_groups_and_approvers_are_one_approval_in_any_order(
    order: tuple[int, ...], desk: Path, tmp_path: Path
) -> None:
    _read_in_turn(tmp_path, tuple(V3[at] for at in order))
    assert _said(_approval()) == EXPECTED
    assert verify.verify() == ()
    before = stored()
    for records in V3:
        assert counts(Reader(tmp_path)(*records))[:2] == (0, 0)
    assert stored() == before
    came = [one for records in V3[1:4] for one in records]
    assert sorted(map(json.dumps, out("greenhouse", records="approvals"))) == sorted(
        map(json.dumps, came)
    )


def test_a_flow_of_v1_has_its_groups_in_it(desk: Path, tmp_path: Path) -> None:
    _read_in_turn(tmp_path, ((V1,), V3[0], V3[4]))
    assert _said(_approval()) == EXPECTED
    assert out("greenhouse", records="approvals") == [V1]
    assert texts(Reader(tmp_path)(V1), "same") == ["the same as before"]


def test_an_approval_is_of_the_version_that_it_says(desk: Path, tmp_path: Path) -> None:
    changed = FLOW | {"version": 2, "id": 6}
    _read_in_turn(
        tmp_path,
        ((changed, FLOW), (_offer(status="Deprecated", resolved_at=LATER), _offer(2)), *V3[2:]),
    )
    offer = offers.get(90)
    first, second = offer.approval_of(1), offer.approval_of(2)
    assert first is not None and second is not None
    assert (len(first.steps), len(second.steps)) == (2, 0)
    assert offer.approval == second


def test_an_approval_that_nobody_asked_for_yet_and_one_of_a_job_are_kept_only(
    desk: Path, tmp_path: Path
) -> None:
    unasked = V1 | {
        "requested_by_user_id": None,
        "approver_groups": [
            V1["approver_groups"][1] | {"approvers": [V1["approver_groups"][1]["approvers"][1]]}
        ],
    }
    of_job = FLOW | {"id": 8, "approval_type": "open_job", "offer_id": None}
    _read_in_turn(tmp_path, (V3[0], (unasked, of_job)))
    assert offers.get(90).approval is None
    assert out("greenhouse", records="approvals") == [unasked, of_job]


def test_what_is_answered_there_is_taken_and_what_was_answered_here_stays(
    desk: Path, tmp_path: Path
) -> None:
    _read_in_turn(tmp_path, V3)
    approvals.answer(90, AnswerDraft("Odile Roth", approved=False, note="too much"))
    answered = {one["id"]: one for one in out("greenhouse", records="approvals")}
    assert answered[21]["status"] == "rejected" and answered[21]["resolved_at"]
    later = _approver(21, 11, 32, "approved", resolved_at=LATER, updated_at=LATER)
    report = Reader(tmp_path)(later, _approver(22, 11, 33, "rejected", resolved_at=LATER,
                                               updated_at=LATER))  # fmt: skip
    assert report.changed == 2
    (_, last) = _approval().steps
    assert [(one.name, str(one.answer)) for one in last.approvers] == [
        ("Odile Roth", "refused"), ("Ana Roth", "refused")]  # fmt: skip
    assert last.approvers[0].note == "too much"
    assert [flag.text for flag in offers.get(90).flags if flag.field == "approval"] == [
        "Odile Roth answered otherwise in Greenhouse: left as it is here."
    ]
    assert str(_approval().state) == "refused"


def test_who_is_asked_there_after_somebody_was_asked_here_counts(
    desk: Path, tmp_path: Path
) -> None:
    _read_in_turn(tmp_path, (V3[0], (V1,)))
    approvals.take_back(90)
    approvals.ask(90, AskDraft("Mila Roth"))
    _read_in_turn(tmp_path, ((V1 | {"approval_status": "rejected"},),))
    assert _approval().source == ""
    groups = [{**group, "created_at": "2027-01-01T00:00:00.000Z"}
              for group in V1["approver_groups"]]  # fmt: skip
    anew = {**V1, "id": 6, "approval_status": "approved", "approver_groups": groups}
    _read_in_turn(tmp_path, ((anew,),))
    assert (str(_approval().state), _approval().source) == ("approved", "Greenhouse")
    assert verify.verify() == ()


@pytest.mark.parametrize("beside", [[], [None, "x"]])
def test_an_answer_given_here_goes_back_inside_a_flow_of_v1(
    beside: list[Any], desk: Path, tmp_path: Path
) -> None:
    first, last = V1["approver_groups"]
    last = {**last, "approvers": [*beside, *last["approvers"]]}
    _read_in_turn(tmp_path, (V3[0], (V1 | {"approver_groups": [*beside, first, last]},)))
    approvals.answer(90, AnswerDraft("Ana Roth"))
    (flow,) = out("greenhouse", records="approvals")
    *others, group = flow["approver_groups"]
    assert others == as_read(*beside, first)
    assert flow["approval_status"] == "approved"
    assert group["approvers"][: len(beside)] == beside
    assert [one["status"] for one in group["approvers"][len(beside) :]] == ["due", "approved"]


def test_a_flow_that_cannot_be_read_any_more_goes_out_as_it_is_kept(
    desk: Path, tmp_path: Path
) -> None:
    _read_in_turn(tmp_path, (V3[0], (V1,)))
    approvals.answer(90, AnswerDraft("Ana Roth"))
    connection.reader().execute("UPDATE kept_records SET raw = '{}' WHERE kind = 'approval'")
    assert out("greenhouse", records="approvals") == [{}]


def test_what_was_asked_here_goes_out_as_a_flow_and_comes_into_another_desk(
    desk: Path, tmp_path: Path
) -> None:
    made = making.an_offer()
    approvals.ask(made.id, AskDraft("Mila Roth\n1 of Odile Roth, Ana Roth", in_order=True))
    approvals.answer(made.id, AnswerDraft("Mila Roth"))
    records = out("greenhouse", records="all")
    before = stored()
    assert counts(Reader(tmp_path)(*records))[:2] == (0, 0)
    assert stored() == before
    said = _said(_approval(made.id))
    with fresh_desk() as folder:
        assert counts(Reader(folder)(*records))[3] == 0
        (number,) = one("SELECT id FROM offers")
        there = _said(_approval(number))
    assert there["steps"] == said["steps"]
    assert there["asked"] == said["asked"]
    assert there["state"][:2] == said["state"][:2]


# ---------------------------------------------------------------- where the offer says it


def _lever(status: str, **changes: Any) -> Record:
    return {"id": "of-1", "posting": "p-1", "createdAt": 1709287200000, "status": status,
            "creator": "u-1", "fields": [
                {"text": "Job posting", "identifier": "job_posting", "value": "op-1"}],
            "signatures": {}, "approved": None, "approvedAt": None, "sentAt": None,
            "sentDocument": None, "signedDocument": None} | changes  # fmt: skip


def _ashby(waits: str, approval: str | None, **changes: Any) -> Record:
    latest = {"id": "v-1", "createdAt": AT, "startDate": "2024-06-01", "salary": None,
              "openingId": None, "customFields": [], "approvalStatus": approval}  # fmt: skip
    return {"id": "o-1", "applicationId": "a-1", "acceptanceStatus": "Created",
            "offerStatus": waits, "decidedAt": None, "latestVersion": latest,
            "versions": []} | changes  # fmt: skip


def _stackone(value: str) -> Record:
    return {"id": "o1", "remote_id": "ro1", "application_id": "a1", "start_date": None,
            "offer_status": {"value": value, "source_value": value}, "salary": None,
            "currency": None, "created_at": AT, "updated_at": AT}  # fmt: skip


STATED = [
    ("lever", _lever("approval-sent"), "asked"),
    ("lever", _lever("approved", approved=True, approvedAt=1709290800000), "approved"),
    ("lever", _lever("sent", approved="true", approvedAt=1709290800000), "approved"),
    ("lever", _lever("denied"), "refused"),
    ("lever", _lever("draft"), None),
    ("ashby", _ashby("WaitingOnOfferApproval", None), "asked"),
    ("ashby", _ashby("WaitingOnCandidateResponse", "Approved"), "approved"),
    ("ashby", _ashby("WaitingOnApprovalStart", None), None),
    ("ashby", _ashby("WaitingOnOfferApproval", "Rejected"), "refused"),
    ("stackone", _stackone("approved"), "approved"),
    ("stackone", _stackone("not_approved"), "refused"),
    ("stackone", _stackone("created"), None),
]


@pytest.mark.parametrize(("system", "record", "state"), everyday(STATED, most=4))
def test_an_offer_says_how_its_approval_stands(
    system: str, record: Record, state: str | None, desk: Path, tmp_path: Path
) -> None:
    assert counts(Reader(tmp_path)(record)) == (1, 0, 0, 0)
    (number,) = one("SELECT id FROM offers")
    found = offers.get(number).approval
    assert (str(found.state) if found else None) == state
    assert counts(Reader(tmp_path)(record)) == (0, 0, 1, 0)
    assert out(system) == [record]
    assert verify.verify() == ()


DRAFTS = [("lever", _lever("draft")), ("ashby", _ashby("WaitingOnApprovalStart", None)),
          ("stackone", _stackone("created"))]  # fmt: skip


@pytest.mark.parametrize(("system", "draft"), everyday(DRAFTS, most=1), ids=str)
def test_what_is_asked_and_answered_here_goes_back(
    system: str, draft: Record, desk: Path, tmp_path: Path
) -> None:
    Reader(tmp_path)(draft)
    (number,) = one("SELECT id FROM offers")
    approvals.ask(number, AskDraft("Mila Roth"))
    records = out(system)
    for answer in (True, False):
        approvals.answer(number, AnswerDraft("Mila Roth", approved=answer))
        records += out(system)
    assert counts(Reader(tmp_path)(records[-1]))[:2] == (0, 0)
    said = [_state_elsewhere(record) for record in records]
    # StackOne has no word for a version that others were asked about
    asked = None if system == "stackone" else "asked"
    assert said == [asked, "approved", "refused"]


def _state_elsewhere(record: Record) -> str | None:
    """How the approval stands on a desk that knows the record alone."""
    with fresh_desk() as folder:
        Reader(folder)(record)
        (number,) = one("SELECT id FROM offers")
        found = offers.get(number).approval
        return str(found.state) if found else None


def test_a_changed_approval_of_an_offer_is_taken_though_it_was_touched_here(
    desk: Path, tmp_path: Path
) -> None:
    Reader(tmp_path)(_lever("approval-sent"))
    (number,) = one("SELECT id FROM offers")
    approvals.take_back(number)
    given = _lever("approved", approved=True, approvedAt=1709290800000)
    assert counts(Reader(tmp_path)(given)) == (0, 1, 0, 0)
    assert one("SELECT state FROM approvals WHERE source = 'Lever'") == ("approved",)
    assert verify.verify() == ()


def test_an_answer_that_is_kept_as_a_mail_is_no_change_of_the_offer(
    desk: Path, tmp_path: Path
) -> None:
    Reader(tmp_path)(_lever("draft"))
    (number,) = one("SELECT id FROM offers")
    mail = tmp_path / "answer.eml"
    mail.write_text("Subject: yes\n\nYes.", "utf-8")
    approvals.answer(number, AnswerDraft("Mila Roth", mail=mail))
    report = Reader(tmp_path)(_lever("sent", sentAt=1709290800000))
    assert (counts(report), report.flagged) == ((0, 1, 0, 0), 0)


def test_former_versions_of_ashby_have_approvals_of_their_own(desk: Path, tmp_path: Path) -> None:
    former = {"id": "v-0", "createdAt": "2024-05-01T00:00:00.000Z", "startDate": "2024-07-01",
              "salary": None, "customFields": [], "approvalStatus": "Rejected"}  # fmt: skip
    record = _ashby("WaitingOnOfferApproval", "Approved", versions=[former])
    Reader(tmp_path)(record)
    (number,) = one("SELECT id FROM offers")
    offer = offers.get(number)
    states = [offer.approval_of(version) for version in (1, 2)]
    assert [str(one.state) for one in states if one] == ["refused", "approved"]
    assert out("ashby") == [record]


@pytest.mark.parametrize("together", [False, True])
def test_every_version_keeps_its_approval_however_many_records_a_file_has(
    together: bool, desk: Path, tmp_path: Path
) -> None:
    pay = {"text": "Salary amount", "identifier": "salary_amount", "value": 1000}
    first = _lever("approved", approved=True, approvedAt=1709290800000)
    then = _lever("approval-sent", fields=[*first["fields"], pay])
    for records in [(first, then)] if together else [(first,), (then,)]:
        Reader(tmp_path)(*records)
    (number,) = one("SELECT id FROM offers")
    states = [offers.get(number).approval_of(version) for version in (1, 2)]
    assert [str(found.state) for found in states if found] == ["approved", "asked"]
