"""Every warning, walked through data, form, dialog, board and command line: it fires, it does not
fire, it is passed by saying so once, and that is recorded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support import making
from support.everyday import everyday
from support.making import Time
from support.warning_cases import CASES, RANGE, Case, addressed_to, for_job, of_closed_job, second

from data.board import board
from data.board.rules import RULES
from data.bulk import bulk_changes
from data.bulk.bulk_action import Action, Kind
from data.errors import Invalid
from data.offers import (
    hand_edited_letter,
    offer_editing,
    offers,
    status_changes,
    warnings,
)
from data.offers.warning_rules import WARNINGS
from data.people import applications
from data.records.candidate_records import ApplicationStatus
from data.records.offer_records import OfferDraft, OfferRecord
from data.records.status_records import MoveDraft
from data.settings import settings
from data.storage import database
from data.storage.connection import reader
from data.values.status import Status
from tui.cli.command_line import main

LATER = Action(Kind.EXPIRY, "2026-12-20")
LATER_BUT_SENT = Action(Kind.EXPIRY, "2026-12-20", keep_sent=True)
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
    offer = second()
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
    offer = for_job(salary="200,000")
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
    offer = making.move(of_closed_job(), Status.SENT)
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


def test_a_first_name_that_somebody_said_is_no_guess() -> None:
    names = {"first_name": "Wei", "last_name": "Zhang", "full_name": "Zhang Wei"}
    assert not warnings.before(addressed_to("Wei", **names), Status.SENT)
