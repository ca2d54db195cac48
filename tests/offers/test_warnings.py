"""Every warning, walked through data, form, dialog, board and command line: it fires, it does not
fire, it is passed by saying so once, and that is recorded."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.making import Time

from data.board import board
from data.board.rules import RULES
from data.bulk import bulk_changes
from data.bulk.bulk_action import Action, Kind
from data.errors import Invalid
from data.offers import (
    approvals,
    hand_edited_letter,
    offer_editing,
    offers,
    status_changes,
    warnings,
)
from data.offers.warning_rules import WARNINGS
from data.people import applications, candidates
from data.records.approval_records import AnswerDraft, AskDraft
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.offer_records import OfferDraft, OfferRecord
from data.records.status_records import MoveDraft
from data.settings import settings
from data.storage import database
from data.storage.connection import reader
from data.templates import templates
from data.values.status import Status
from tui.cli.command_line import main

LATER = Action(Kind.EXPIRY, "2026-12-20")
LATER_BUT_SENT = Action(Kind.EXPIRY, "2026-12-20", keep_sent=True)
RANGE = {"pay_kind": "range", "minimum": "62000", "maximum": "78000", "currency": "EUR",
         "pay_frequency": "yearly"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """How a warning comes about, how it does not, before which move, and what it is called."""

    rule: str
    fires: Callable[[], OfferRecord]
    quiet: Callable[[], OfferRecord]
    words: str
    to: Status = Status.SENT


def _rejected() -> OfferRecord:
    offer = making.a_ready_offer()
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    return offers.get(offer.id)


def _hired_elsewhere() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.candidate is not None
    other = applications.apply(offer.candidate.id, making.a_job("Glazier").id)
    applications.set_status(other, ApplicationStatus.HIRED)
    return offer


def _applied_elsewhere() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.candidate is not None
    applications.apply(offer.candidate.id, making.a_job("Glazier").id)
    return offer


def _to(greeted: str, **names: str) -> OfferRecord:
    letter = f"<p>Dear {greeted}, welcome!</p>"
    who = {"candidate_id": candidates.create(CandidateDraft(**names)).id}
    return making.a_ready_offer(**who, job_id=making.a_job().id, letter_html=letter)


def _second(status: Status = Status.DRAFT) -> OfferRecord:
    first = making.in_status(status)
    assert first.candidate is not None
    job = making.a_job("Glazier")
    return making.a_ready_offer(candidate_id=first.candidate.id, job_id=job.id)


def _of_closed_job() -> OfferRecord:
    offer = making.a_ready_offer()
    assert offer.job is not None
    reader().execute("UPDATE jobs SET is_open = 0 WHERE id = ?", (offer.job.id,))
    return offers.get(offer.id)


def _for_job(**terms: Any) -> OfferRecord:
    job = making.a_job(**RANGE)
    return making.a_ready_offer(job_id=job.id, candidate_id=making.a_candidate().id, **terms)


def _with_openings(*, named: bool, is_open: bool = True) -> OfferRecord:
    job = making.a_job()
    opening = making.an_opening(job)
    who = {"job_id": job.id, "candidate_id": making.a_candidate().id}
    offer = making.a_ready_offer(**who, opening_id=opening.id if named else None)
    if not is_open:
        reader().execute("UPDATE openings SET is_open = 0")
    return offers.get(offer.id)


def _sent_by_template(changed: str) -> OfferRecord:
    template = making.a_template("<p>Welcome, {{ candidate.first_name }}!</p>")
    offer = making.sent(letter_html=None, template_id=template)
    templates.revise(template, f"<p>{changed}, {{{{ candidate.first_name }}}}!</p>")
    return offers.get(offer.id)


def _sent_until(day: str) -> OfferRecord:
    return making.force(making.a_ready_offer(expiry_date=day), Status.SENT)


def _when(needed: str) -> OfferRecord:
    settings.put("approval_when", needed)
    return making.a_ready_offer()


def _asked() -> OfferRecord:
    return approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))


CASES = (
    Case("closed", _rejected, making.a_ready_offer, "the candidate is rejected"),
    Case("hired_elsewhere", _hired_elsewhere, _applied_elsewhere,
         "the candidate is hired for Glazier"),
    Case("approval", lambda: _when("always"), lambda: _when("cases"),
         "approval is needed, nobody is asked"),
    Case("waits", _asked, lambda: approvals.answer(_asked().id, AnswerDraft("Ana")),
         "waits for approval, asked today"),
    Case("several", _second, lambda: _second(Status.DECLINED),
         "another live offer: Data Engineer, draft, 92,500 EUR/y"),
    Case("expired", lambda: _sent_until("2026-11-21"), lambda: _sent_until("2026-11-22"),
         "expired yesterday", Status.ACCEPTED),
    Case("mail", lambda: making.a_ready_offer(expiry_date="2026-11-22"),
         lambda: making.a_ready_offer(expiry_date="2026-11-23"),
         "expires today, before a letter of today arrives"),
    Case("start", lambda: making.a_ready_offer(start_date="2026-12-09"),
         lambda: making.a_ready_offer(start_date="2026-12-10"),
         "starts on 9 December 2026, before it expires on 10 December 2026"),
    Case("closed_day", lambda: making.a_ready_offer(start_date="2027-02-06"),
         lambda: making.a_ready_offer(start_date="2027-02-05"), "starts on a Saturday"),
    Case("pay", lambda: _for_job(salary="200,000", pay_reason="Nobody else was found"),
         lambda: _for_job(salary="78,000"),
         "pay 286 % of the midpoint, 122,000 above the range"),
    Case("job_closed", _of_closed_job, making.a_ready_offer, "the job is closed"),
    Case("opening", lambda: _with_openings(named=False), lambda: _with_openings(named=True),
         "no opening"),
    Case("opening_closed", lambda: _with_openings(named=True, is_open=False),
         lambda: _with_openings(named=True), "the opening 4-7 is closed"),
    Case("salutation", lambda: _to("Zhang", full_name="Zhang Wei"),
         lambda: _to("Zhang Wei", full_name="Zhang Wei"),
         "the greeting takes Zhang of Zhang Wei for the first name"),
    Case("drift", lambda: _sent_by_template("Hello"), lambda: _sent_by_template("Welcome"),
         "the letter drifted since it was sent today", Status.ACCEPTED),
)  # fmt: skip


def test_a_first_name_that_somebody_said_is_no_guess() -> None:
    names = {"first_name": "Wei", "last_name": "Zhang", "full_name": "Zhang Wei"}
    assert not warnings.before(_to("Wei", **names), Status.SENT)


each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
some = pytest.mark.parametrize("case", everyday(CASES, most=4), ids=lambda case: case.rule)


@pytest.fixture(autouse=True)
def _standing(desk: Path, time: Time) -> None:
    settings.put("company_name", "Falkland Glass")


def _before(offer: OfferRecord, to: Status) -> dict[str, str]:
    return {one.rule: one.text for one in status_changes.unseen(offer, to)}


def _on_the_board(offer: OfferRecord, rule: str) -> list[str]:
    sections = {section.rule.id: section for section in board.look().sections}
    found = sections[rule].matters if rule in sections else ()
    return [matter.text for matter in found if matter.row.id == offer.id]


def test_every_warning_has_a_case_and_is_a_rule_of_the_board() -> None:
    assert {case.rule for case in CASES} == warnings.EVERY
    assert set(WARNINGS) <= set(RULES)


@each
def test_it_fires_in_the_dialog_and_on_the_board_with_the_same_words(case: Case) -> None:
    offer = case.fires()
    assert _before(offer, case.to).get(case.rule) == case.words
    options = {option.to: option for option in status_changes.options(offer.id).options}
    assert case.words in [one.text for one in options[case.to].warnings]
    assert _on_the_board(offer, case.rule) == [case.words]


@each
def test_it_does_not_fire(case: Case) -> None:
    offer = case.quiet()
    assert case.rule not in _before(offer, case.to)
    assert _on_the_board(offer, case.rule) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.to is Status.SENT], ids=lambda case: case.rule
)
def test_the_form_says_the_same_while_one_types(case: Case) -> None:
    offer = case.fires()
    checked = offer_editing.check(offers.draft_of(offer), offer)
    assert case.words in [one.text for one in checked.warnings]
    quiet = case.quiet()
    checked = offer_editing.check(offers.draft_of(quiet), quiet)
    assert case.rule not in [one.rule for one in checked.warnings]


@some
def test_it_is_passed_by_saying_so_once_and_that_is_recorded(case: Case) -> None:
    offer = case.fires()
    with pytest.raises(Invalid) as refused:
        status_changes.move(offer.id, MoveDraft(case.to))
    assert f"warnings.{case.rule}" in making.problems(refused.value)
    after = status_changes.move(offer.id, MoveDraft(case.to, seen=warnings.EVERY))
    assert after.status is case.to
    assert case.words in after.events[-1].seen


@some
def test_what_was_passed_for_this_version_is_not_asked_again(case: Case) -> None:
    offer = case.fires()
    status_changes.move(offer.id, MoveDraft(case.to, seen=warnings.EVERY))
    before = status_changes.undo(offer.id)
    assert case.rule not in _before(before, case.to)


@some
def test_the_command_line_refuses_until_it_is_said(
    case: Case, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = case.fires()
    database.close_desk()
    word = ["--db", str(desk), "status", str(offer.id), str(case.to)]
    assert main(word) == 1
    assert case.words in capsys.readouterr().err
    assert main([*word, "--seen", case.rule, "--dry-run"]) == 0
    assert main([*word, "--seen", case.rule, "--json"]) == 0
    events = json.loads(capsys.readouterr().out.splitlines()[-1])["events"]
    assert case.words in events[-1]["warnings_seen"]


def test_another_matter_of_the_same_kind_is_asked_again() -> None:
    offer = _second()
    status_changes.move(offer.id, MoveDraft(Status.SENT, seen=warnings.EVERY))
    back = status_changes.undo(offer.id)
    assert offer.candidate is not None
    third = making.a_job("Third")
    making.an_offer(candidate_id=offer.candidate.id, job_id=third.id)
    assert "several" in _before(back, Status.SENT)


def test_a_changed_version_is_asked_about_again() -> None:
    offer = making.a_ready_offer(start_date="2027-02-06")
    status_changes.move(offer.id, MoveDraft(Status.SENT, seen=warnings.EVERY))
    after = making.edit(offer, salary="93,000")
    assert "closed_day" in _before(after, Status.SENT)


def test_what_the_gate_names_is_not_warned_of_too() -> None:
    offer = making.a_ready_offer(expiry_date="2026-11-20")
    options = {option.to: option for option in status_changes.options(offer.id).options}
    assert [problem.field for problem in options[Status.SENT].missing] == ["expiry_date"]
    assert "mail" not in [one.rule for one in options[Status.SENT].warnings]


def test_a_new_offer_for_a_person_with_another_one_says_so_while_it_is_typed() -> None:
    first = making.an_offer()
    assert first.candidate is not None
    draft = OfferDraft(candidate_id=first.candidate.id, job_id=making.a_job("Glazier").id)
    assert [one.rule for one in offer_editing.check(draft).warnings] == ["several"]


def test_a_new_offer_to_a_rejected_application_says_so_while_it_is_typed() -> None:
    offer = making.in_status(Status.WITHDRAWN)
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    draft = OfferDraft(application_id=offer.application_id)
    assert [one.rule for one in offer_editing.check(draft).warnings] == ["closed"]
    assert offer.candidate is not None and offer.job is not None
    same = OfferDraft(candidate_id=offer.candidate.id, job_id=offer.job.id)
    assert [one.rule for one in offer_editing.check(same).warnings] == ["closed"]


@pytest.mark.parametrize(
    ("lines", "day", "words"),
    [
        (["12-25 Christmas"], "2026-12-25", "starts on a holiday, Christmas"),
        (["2026-12-28 Company day"], "2026-12-28", "starts on a holiday, Company day"),
        (["2025-12-28 Company day"], "2026-12-28", None),
        (["12-25"], "2026-12-25", "starts on a holiday"),
    ],
)
def test_holidays_of_the_office(lines: list[str], day: str, words: str | None) -> None:
    settings.put("holidays", lines)
    offer = making.a_ready_offer(start_date=day)
    assert _before(offer, Status.SENT).get("closed_day") == words


def test_an_office_may_rest_on_other_days() -> None:
    settings.put("weekend", "56")
    friday = making.a_ready_offer(start_date="2027-02-05")
    assert _before(friday, Status.SENT)["closed_day"] == "starts on a Friday"
    assert "closed_day" not in _before(making.a_ready_offer(start_date="2027-02-07"), Status.SENT)


def test_pay_outside_the_range_needs_a_reason_and_the_version_keeps_it() -> None:
    offer = _for_job(salary="200,000")
    options = {option.to: option for option in status_changes.options(offer.id).options}
    assert [one.field for one in options[Status.SENT].missing] == ["pay_reason"]
    after = making.edit(offer, pay_reason="Nobody else was found")
    assert status_changes.options(offer.id).options[0].missing == ()
    assert after.versions[-1].terms.pay_reason == "Nobody else was found"
    assert "reason for the pay – → Nobody else was found" in after.versions[-1].changes


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ({**RANGE, "minimum": "0", "maximum": "60,000"},
         "pay 308 % of the midpoint, 32,500 above the range"),
        ({"pay_kind": "fixed", "salary": "0", "currency": "EUR", "pay_frequency": "yearly"},
         "pay 92,500 above it"),
    ],
)  # fmt: skip
def test_a_job_that_pays_nothing_has_a_range_like_any_other(
    pay: dict[str, str], words: str
) -> None:
    job = making.a_job(**pay)
    offer = making.a_ready_offer(job_id=job.id, candidate_id=making.a_candidate().id)
    assert _before(offer, Status.SENT)["pay"] == words


def test_a_correction_records_what_was_seen() -> None:
    offer = making.sent()
    seen = frozenset({"closed_day"})
    after = making.edit(offer, start_date="2027-02-06", correction=True, seen=seen)
    assert (after.status, after.events[-1].kind) == (Status.SENT, "correction")
    assert after.events[-1].seen == ("starts on a Saturday",)
    assert "closed_day" not in _before(after, Status.SENT)
    plain = making.edit(after, start_date="2027-02-05", correction=True, seen=seen)
    assert plain.events[-1].seen == ()


def _sent_for_a_job_that_was_closed() -> OfferRecord:
    offer = making.sent()
    reader().execute("UPDATE jobs SET is_open = 0")
    return offers.get(offer.id)


@pytest.mark.parametrize(
    "correct",
    [
        lambda offer: making.edit(offer, salary="93,000", correction=True),
        lambda offer: offer_editing.restore(
            making.edit(offer, salary="93,000", correction=True).id, 1, correction=True
        ),
        lambda offer: hand_edited_letter.save(offer.id, "<p>Hello!</p>", correction=True),
        lambda offer: bulk_changes.run([offer.id], LATER_BUT_SENT),
        lambda offer: (bulk_changes.run([offer.id], LATER_BUT_SENT), bulk_changes.undo()),
        lambda offer: (bulk_changes.run([offer.id], LATER), bulk_changes.undo()),
    ],
    ids=["edited", "restored", "letter", "many", "many taken back", "many sent again"],
)
def test_a_correction_passes_nothing_that_nobody_saw(
    correct: Callable[[OfferRecord], object],
) -> None:
    offer = _sent_for_a_job_that_was_closed()
    correct(offer)
    after = offers.get(offer.id)
    assert (after.status, after.events[-1].seen) == (Status.SENT, ())
    with pytest.raises(Invalid, match="the job is closed"):
        status_changes.move(offer.id, MoveDraft(Status.ACCEPTED))


def test_a_correction_carries_over_what_was_passed_of_the_same_matter() -> None:
    offer = making.move(_of_closed_job(), Status.SENT)
    after = making.edit(offer, salary="93,000", correction=True)
    again = making.edit(after, salary="94,000", correction=True)
    assert again.events[-1].seen == ("the job is closed",)
    assert "job_closed" not in _before(again, Status.ACCEPTED)
    saturday = making.edit(again, start_date="2027-02-06", correction=True, seen=warnings.EVERY)
    sunday = making.edit(saturday, start_date="2027-02-07", correction=True)
    assert sunday.events[-1].seen == ("the job is closed",)
    assert "closed_day" in _before(sunday, Status.SENT)


def test_a_plan_for_many_passes_what_it_names() -> None:
    offer = making.sent(start_date="2027-02-05")
    action = Action(Kind.START, "+1d", keep_sent=True)
    bulk_changes.run([offer.id], action)
    assert offers.get(offer.id).events[-1].seen == ("starts on a Saturday",)


def test_the_command_line_records_what_it_says_was_seen(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = making.sent()
    database.close_desk()
    edit = ["--db", str(desk), "edit", str(offer.id), "--correction"]
    assert main([*edit, "--start-date", "2027-02-06", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["events"][-1]["warnings_seen"] == []
    assert main([*edit, "--start-date", "2027-02-07", "--seen", "closed_day", "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)["events"][-1]["warnings_seen"]
    assert seen == ["starts on a Sunday"]
    assert main([*edit, "--start-date", "2027-02-06", "--seen", "sunday"]) == 2
    assert "sunday is no warning. They are: all, " in capsys.readouterr().err
    handed = desk.with_name("edit.json")
    for value, said in (('["all"]', 0), ("5", 1)):
        handed.write_text(f'{{"start_date": "2027-02-06", "correction": true, "seen": {value}}}')
        assert main([*edit, "--json", str(handed)]) == said


def test_a_plan_for_many_says_what_each_would_be_warned_of() -> None:
    offer = making.a_ready_offer(start_date="2027-02-05")
    planned = bulk_changes.plan([offer.id], Action(Kind.START, "+1d")).items[0]
    assert planned.what.endswith("! starts on a Saturday")
    later = bulk_changes.plan([offer.id], Action(Kind.START, "+3d")).items[0]
    assert "!" not in later.what


def test_the_history_is_read_no_more_often_however_many_moves_warn() -> None:
    def reads(offer: OfferRecord) -> tuple[int, int]:
        asked: list[str] = []
        reader().set_trace_callback(asked.append)
        found = status_changes.options(offer.id)
        reader().set_trace_callback(None)
        warned = sum(bool(one.warnings) for one in found.options)
        return warned, sum(sql.count('FROM "events"') for sql in asked)

    quiet = making.a_ready_offer()
    loud = making.a_ready_offer()
    applications.set_status(loud.application_id, ApplicationStatus.REJECTED)
    loud = offers.get(loud.id)
    assert (warned := reads(loud))[0] == 2
    assert warned[1] == reads(quiet)[1] > 0
