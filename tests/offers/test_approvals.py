"""Approvals: when sending needs one, in which steps it is given, and what makes it void."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.making import Time

from data.board import board
from data.drafts import approval_steps
from data.drafts.approval_steps import StepsError
from data.errors import Invalid, NotAllowed
from data.filters import filter
from data.lists import offer_list, sorting
from data.offers import approvals, offer_editing, offer_letters, offers, status_changes
from data.people import erasing
from data.records.approval_records import AnswerDraft, ApprovalState, AskDraft
from data.records.offer_records import OfferRecord
from data.records.status_records import MoveDraft
from data.settings import settings
from data.settings_form import settings_form
from data.storage import connection, database
from data.values import clock
from data.values.status import Status
from tui.cli.command_line import main
from tui.widgets import offer_table
from tui.widgets.offer_table import ChosenColumn

RANGE = {"pay_kind": "range", "minimum": "62000", "maximum": "78000", "currency": "EUR",
         "pay_frequency": "yearly"}  # fmt: skip
ASKED, APPROVED, REFUSED = ApprovalState


@pytest.fixture(autouse=True)
def _standing(desk: Path, time: Time) -> None:
    settings.put("company_name", "Falkland Glass")


def _needs(**when: Any) -> None:
    for name, value in when.items():
        settings.put(name, value)


def _warned(offer: OfferRecord) -> dict[str, str]:
    found = {one.rule: one.text for one in status_changes.unseen(offer, Status.SENT)}
    return {name: found[name] for name in ("approval", "waits") if name in found}


def _said(offer: OfferRecord, *names: str, no: bool = False) -> OfferRecord:
    for name in names:
        offer = approvals.answer(offer.id, AnswerDraft(name, approved=not no))
    return offer


def _state(offer: OfferRecord) -> ApprovalState | None:
    return offer.approval.state if offer.approval else None


# ---------------------------------------------------------------- when it is needed

CASES = {"approval_when": "cases"}
ABOVE = CASES | {"approval_above": "100,000 EUR"}
RATES = {"exchange_rates": {"EUR": "1", "USD": "0.5"}}


@pytest.mark.parametrize(
    ("when", "terms", "is_needed"),
    everyday(
        [
            ({}, {}, False),
            ({"approval_when": "never", "approval_above": "1 EUR"}, {}, False),
            ({"approval_when": "always"}, {}, True),
            (CASES, {}, False),
            (ABOVE, {"salary": "100,000"}, False),
            (ABOVE, {"salary": "100,000.01"}, True),
            (ABOVE, {"salary": "8,333", "pay_frequency": "monthly"}, False),
            (ABOVE, {"salary": "8,334", "pay_frequency": "monthly"}, True),
            (ABOVE, {"salary": "50", "pay_frequency": "hourly"}, True),
            (ABOVE, {"salary": "", "currency": ""}, False),
            (ABOVE, {"salary": "90,000", "currency": "USD"}, True),
            (ABOVE | RATES, {"salary": "190,000", "currency": "USD"}, False),
            (ABOVE | RATES, {"salary": "210,000", "currency": "USD"}, True),
            (CASES | {"approval_outside": True}, {"salary": "78,000"}, False),
            (CASES | {"approval_outside": True}, {"salary": "78,001"}, True),
            (CASES | {"approval_outside": True}, {"salary": "61,999"}, True),
            (CASES, {"salary": "78,001"}, False),
            (CASES | {"approval_departments": ["engineering"]}, {}, True),
            (CASES | {"approval_departments": ["Sales", "Légal"]}, {}, False),
            (ABOVE | {"approval_departments": ["Engineering"]}, {"salary": "1"}, True),
        ],
        most=8,
    ),
)
def test_the_settings_say_when_sending_needs_an_approval(
    when: dict[str, Any], terms: dict[str, Any], is_needed: bool
) -> None:
    _needs(**when)
    who = {"job_id": making.a_job(**RANGE).id, "candidate_id": making.a_candidate().id}
    if not terms.get("salary", "1"):
        offer = making.an_offer(**making.an_application())
    else:
        offer = making.a_ready_offer(**({**who, "pay_reason": "Nobody else"} | terms))
    words = "approval is needed, nobody is asked"
    assert _warned(offer) == ({"approval": words} if is_needed else {})
    found = [one.text for one in offer_editing.check(offers.draft_of(offer), offer).warnings]
    assert (words in found) is is_needed
    on_board = [section.rule.id for section in board.look().sections]
    assert ("approval" in on_board) is is_needed


def test_a_new_offer_says_it_while_it_is_typed() -> None:
    _needs(approval_when="always")
    draft = offers.draft_of(making.an_offer())
    typed = replace(draft, version=None, application_id=None)
    assert "approval" in [one.rule for one in offer_editing.check(typed).warnings]


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"approval_above": "much"}, "approval_above"),
        ({"approval_above": "100,000"}, "approval_above"),
        ({"approvers": "3 of Ana, Ben"}, "approvers"),
    ],
)
def test_settings_that_mean_nothing_are_refused(entered: dict[str, str], field: str) -> None:
    draft = settings_form.current().changed(**entered)
    assert [one.field for one in settings_form.check(draft)] == [field]


def test_departments_are_lines_that_may_be_none() -> None:
    draft = settings_form.current().changed(approval_departments="Sales\n\nLegal\nSales")
    settings_form.save(draft)
    assert settings.get("approval_departments") == ["Sales", "Legal"]
    settings_form.save(settings_form.current().changed(approval_departments=""))
    assert settings.get("approval_departments") == []


# ---------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Ana", [(1, ["Ana"])]),
        ("Ana Ruiz, Ben Ode", [(2, ["Ana Ruiz", "Ben Ode"])]),
        ("1 of Ana, Ben", [(1, ["Ana", "Ben"])]),
        ("2 OF Ana,Ben ,Cy", [(2, ["Ana", "Ben", "Cy"])]),
        ("Ana, ana, ", [(1, ["Ana"])]),
        (" Ana\n\n1 of Ben, Cy", [(1, ["Ana"]), (1, ["Ben", "Cy"])]),
        ("Ana\x1b[31m", [(1, ["Ana\ufffd[31m"])]),
    ],
)
def test_steps_are_read_as_typed_and_written_so(
    text: str, steps: list[tuple[int, list[str]]]
) -> None:
    read = approval_steps.read(text)
    assert [(one.needed, [who.name for who in one.approvers]) for one in read] == steps
    assert approval_steps.read(approval_steps.text_of(read)) == read


@pytest.mark.parametrize("text", ["", " \n", "0 of Ana", "2 of Ana", ",", "A" * 201,
                                  "\n".join("ABCDEFGHIJKLMNOPQRSTU"),
                                  ",".join(map(str, range(51)))])  # fmt: skip
def test_steps_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(StepsError):
        approval_steps.read(text)
    with pytest.raises(Invalid) as refused:
        approvals.ask(making.an_offer().id, AskDraft(text))
    assert making.problems(refused.value) == {"steps"}


@pytest.mark.parametrize(
    ("steps", "yes", "no", "state", "waits_for"),
    [
        ("Ana, Ben", [], [], ASKED, ("Ana", "Ben")),
        ("Ana, Ben", ["Ana"], [], ASKED, ("Ben",)),
        ("Ana, Ben", ["Ana", "ben"], [], APPROVED, ()),
        ("Ana, Ben", ["Ana"], ["Ben"], REFUSED, ()),
        ("1 of Ana, Ben", ["Ben"], [], APPROVED, ()),
        ("1 of Ana, Ben", [], ["Ben"], ASKED, ("Ana",)),
        ("1 of Ana, Ben", [], ["Ben", "Ana"], REFUSED, ()),
        ("2 of Ana, Ben, Cy", ["Ana", "Cy"], [], APPROVED, ()),
        ("2 of Ana, Ben, Cy", ["Ana"], ["Cy"], ASKED, ("Ben",)),
        ("2 of Ana, Ben, Cy", [], ["Ana", "Cy"], REFUSED, ()),
        ("Ana\nBen", ["Ben"], [], ASKED, ("Ana",)),
        ("Ana\nBen", ["Ben", "Ana"], [], APPROVED, ()),
        ("Ana\nAna, Ben", ["Ana"], [], ASKED, ("Ben",)),
        ("Ana\nana, Ben", ["ana"], [], ASKED, ("Ben",)),
        ("Ana\nBen", ["Ana"], ["Ben"], REFUSED, ()),
    ],
)
def test_k_of_n_beside_each_other(
    steps: str, yes: list[str], no: list[str], state: ApprovalState, waits_for: tuple[str, ...]
) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft(steps))
    after = _said(_said(offer, *yes), *no, no=True)
    assert after.approval is not None
    assert (after.approval.state, after.approval.waits_for) == (state, waits_for)


def test_steps_in_order_wait_for_the_step_before() -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana\n1 of Ben, Cy\nDee", True))
    assert offer.approval is not None and offer.approval.waits_for == ("Ana",)
    with pytest.raises(NotAllowed, match="before Ben's"):
        _said(offer, "Ben")
    offer = _said(offer, "Ana")
    assert offer.approval is not None and offer.approval.waits_for == ("Ben", "Cy")
    with pytest.raises(NotAllowed, match="before Dee's"):
        _said(offer, "Dee")
    assert _state(_said(offer, "Cy", "Dee")) is APPROVED


# ---------------------------------------------------------------- what was said


def test_who_said_what_and_when_is_kept_and_stands_in_the_history(time: Time) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana, Ben", note="By Friday."))
    time.forward(days=2)
    approvals.answer(offer.id, AnswerDraft("ana", note="Go ahead.\n-- Ana", when="23 nov 09:30"))
    offer = approvals.answer(offer.id, AnswerDraft("Ben", approved=False, note="Too much."))
    assert offer.approval is not None
    assert offer.approval.words == "not approved: Ben"
    ana, ben = offer.approval.steps[0].approvers
    assert (ana.name, ana.answer, ana.note) == ("Ana", APPROVED, "Go ahead.\n-- Ana")
    assert ana.answered_at is not None and ana.answered_at.day == 23
    assert ben.answered_at == time.moment
    kinds = [(one.kind, one.version, one.reason, one.text) for one in offer.events[1:]]
    assert kinds == [
        ("approval asked", 1, "Ana, Ben", "By Friday."),
        ("approved", 1, "Ana", "Go ahead.\n-- Ana"),
        ("not approved", 1, "Ben", "Too much."),
    ]


def test_the_mail_in_which_somebody_answered_is_kept_with_the_version(tmp_path: Path) -> None:
    offer = making.a_ready_offer()
    with pytest.raises(Invalid) as refusal:
        approvals.answer(offer.id, AnswerDraft("Ana", mail=tmp_path / "none.eml"))
    assert making.problems(refusal.value) == {"mail"}
    (tmp_path / "ana.eml").write_text("Go ahead.")
    offer = approvals.answer(offer.id, AnswerDraft("Ana", mail=tmp_path / "ana.eml"))
    (kept,) = offer.attachments
    assert (kept.kind, kept.version, kept.name, _state(offer)) == ("mail", 1, "ana.eml", APPROVED)


def test_an_answer_can_be_put_right() -> None:
    offer = _said(approvals.ask(making.a_ready_offer().id, AskDraft("Ana")), "Ana", no=True)
    assert _warned(offer) == {"approval": "approval was not given"}
    assert _state(_said(offer, "Ana")) is APPROVED


def test_who_was_not_asked_before_is_asked_with_the_answer() -> None:
    assert _state(_said(making.a_ready_offer(), "Ana Ruiz")) is APPROVED


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (AnswerDraft("Zed"), "who"),
        (AnswerDraft(" "), "who"),
        (AnswerDraft("Ana", when="tomorrow"), "when"),
        (AnswerDraft("Ana", note="x" * 20_001), "note"),
    ],
)
def test_answers_that_cannot_be_are_refused_by_field(draft: AnswerDraft, field: str) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    with pytest.raises(Invalid) as refused:
        approvals.answer(offer.id, draft)
    assert making.problems(refused.value) == {field}
    assert offers.get(offer.id) == offer


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN])
def test_nothing_is_approved_of_a_decided_offer(status: Status) -> None:
    offer = making.in_status(status)
    with pytest.raises(NotAllowed, match=str(status)):
        approvals.ask(offer.id, AskDraft("Ana"))
    with pytest.raises(NotAllowed, match=str(status)):
        approvals.answer(offer.id, AnswerDraft("Ana"))


def test_what_was_said_of_a_decided_offer_stays() -> None:
    offer = _said(making.a_ready_offer(), "Ana")
    making.move(making.move(offer, Status.SENT), Status.ACCEPTED)
    with pytest.raises(NotAllowed, match="accepted"):
        approvals.take_back(offer.id)
    assert _state(offers.get(offer.id)) is APPROVED


def test_a_round_is_replaced_by_the_next_one_and_can_be_taken_back() -> None:
    offer = _said(approvals.ask(making.a_ready_offer().id, AskDraft("Ana")), "Ana", no=True)
    offer = approvals.ask(offer.id, AskDraft("Ben"))
    assert _state(offer) is ASKED
    assert [one.is_current for one in offer.approvals] == [False, True]
    offer = approvals.take_back(offer.id)
    assert offer.approval is None and offer.events[-1].kind == "approval taken back"
    with pytest.raises(NotAllowed):
        approvals.take_back(offer.id)


def test_an_offer_is_read_with_as_many_queries_however_many_were_asked() -> None:
    def reads(offer: OfferRecord) -> int:
        asked: list[str] = []
        connection.reader().set_trace_callback(asked.append)
        offers.get(offer.id)
        connection.reader().set_trace_callback(None)
        return sum("approv" in sql.partition(" FROM ")[2] for sql in asked)

    offer = making.a_ready_offer()
    assert reads(offer) == 1
    few = approvals.ask(offer.id, AskDraft("Ana"))
    assert reads(few) == reads(approvals.ask(offer.id, AskDraft("Ana, Ben\nCy\nDee"))) == 3


# ---------------------------------------------------------------- a changed version starts again


def test_a_changed_version_is_not_approved_and_says_so_before_it_is_saved() -> None:
    _needs(approval_when="always")
    offer = _said(making.a_ready_offer(), "Ana")
    assert _warned(offer) == {}
    changed = replace(offers.draft_of(offer), salary="95,000")
    assert "approval" in [one.rule for one in offer_editing.check(changed, offer).warnings]
    after = making.edit(offer, salary="95,000")
    assert after.approval is None and _warned(after) == {
        "approval": "approval is needed, nobody is asked"
    }
    assert (after.events[-1].kind, after.events[-1].reason) == (
        "approval void", "the terms changed; approved: Ana"
    )  # fmt: skip
    assert after.approval_of(1) is not None


def test_saving_without_a_change_voids_nothing() -> None:
    offer = _said(making.a_ready_offer(), "Ana")
    assert making.edit(offer) == offer


def test_a_restored_version_is_a_new_one_that_nobody_approved() -> None:
    offer = making.edit(_said(making.a_ready_offer(), "Ana"), salary="95,000")
    assert offer_editing.restore(offer.id, 1).approval is None


def test_what_was_asked_and_not_answered_is_warned_of_whatever_the_settings_say(
    time: Time,
) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    time.forward(days=3)
    assert _warned(offer) == {"waits": "waits for approval, asked 3 d ago"}
    (section,) = [one for one in board.look().sections if one.rule.id == "waits"]
    assert [one.row.id for one in section.matters] == [offer.id]
    with pytest.raises(Invalid) as refused:
        status_changes.move(offer.id, MoveDraft(Status.SENT))
    assert making.problems(refused.value) == {"warnings.waits"}
    sent = status_changes.move(offer.id, MoveDraft(Status.SENT, seen=frozenset({"waits"})))
    assert sent.events[-1].seen == ("waits for approval, asked 3 d ago",)
    assert [one.rule.id for one in board.look().sections if one.rule.id == "waits"] == []


# ---------------------------------------------------------------- where it is seen


def test_the_filter_finds_offers_by_their_approval() -> None:
    nobody = making.a_ready_offer()
    asked = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    approved = _said(making.a_ready_offer(), "Ana")
    refused = _said(making.a_ready_offer(), "Ana", no=True)
    changed = making.edit(_said(making.a_ready_offer(), "Ana"), salary="95,000")
    found = {
        word: set(offer_list.ids(wanted=filter.parse(f"approval:{word}")))
        for word in ("asked", "approved", "refused", "none", "asked,refused")
    }
    assert found == {
        "asked": {asked.id},
        "approved": {approved.id},
        "refused": {refused.id},
        "none": {nobody.id, changed.id},
        "asked,refused": {asked.id, refused.id},
    }
    listed = [(row.id, row.approval) for row in offer_list.rows(order=sorting.order("approval"))]
    ordered = [(asked.id, "asked"), (refused.id, "refused"), (approved.id, "approved")]
    assert listed == [*ordered, (changed.id, "none"), (nobody.id, "none")]
    reverse = sorting.order("approval", reverse=True)
    assert [row.id for row in offer_list.rows(order=reverse)] == [
        approved.id, refused.id, asked.id, changed.id, nobody.id,
    ]  # fmt: skip
    job = offer_list.offers(asked.job.id if asked.job else 0, order=reverse)
    assert job.advance(1)
    assert [job.row(0)] == [*offer_list.offers_by_id((asked.id,))]


def test_the_list_has_a_column_of_approvals_on_screen_command_line_and_in_json(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = making.a_ready_offer()
    refused = _said(making.a_ready_offer(), "Ana", no=True)
    approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    (column,) = offer_table.columns((ChosenColumn("approval", 12),))
    rows = offer_list.rows(order=sorting.order("approval"))
    assert ["".join(span.text for span in column.render(row)) for row in rows] == [
        "asked", "not approved", "",
    ]  # fmt: skip
    assert main(["list", "--db", str(desk), "--sort", "approval"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[-1] for line in lines[1:3]] == ["approval asked", "not approved"]
    assert main(["list", "--db", str(desk), "--json", "approval:none,refused"]) == 0
    listed = {row["id"]: row["approval"] for row in json.loads(capsys.readouterr().out)}
    assert listed == {nobody.id: None, refused.id: "refused"}


def test_an_offer_that_was_replaced_is_called_so_and_asked_about_no_more(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = making.sent()
    with database.transaction() as written:
        written.execute("UPDATE offers SET superseded = 1")
    here = ("--db", str(desk))
    assert main(["approve", str(offer.id), "--by", "Ana", *here]) == 1
    assert "The offer is replaced" in capsys.readouterr().err
    for words in (["show", str(offer.id)], ["list"]):
        assert main([*words, *here]) == 0
        said = capsys.readouterr().out
        assert "replaced" in said and "superseded" not in said


def test_letters_say_who_approved_their_version_and_when(time: Time) -> None:
    source = "{{ offer.approval }}, {{ offer.approved_by | list }}, {{ offer.approved_date }}"
    offer = making.a_ready_offer(template_id=making.a_template(source), letter_html=None)
    unset = {one.name for one in offer_letters.preview(offer).missing}
    assert unset == {"offer.approval", "offer.approved_by", "offer.approved_date"}
    offer = approvals.ask(offer.id, AskDraft("Ana Ruiz\nBen Ode"))
    offer = approvals.answer(offer.id, AnswerDraft("Ana Ruiz", when="yesterday 10:00"))
    assert "asked, " in offer_letters.preview(offer).html
    offer = _said(offer, "Ben Ode")
    day = f"{clock.today():%-d %B %Y}"
    assert f"approved, Ana Ruiz and Ben Ode, {day}" in offer_letters.preview(offer).html
    typed = offer_letters.draft_preview(
        offer.terms, offer.candidate, offer.job, offer=offer, number=offer.next_version
    )
    assert {one.name for one in typed.missing} == unset  # nobody approved what is typed


def test_erasing_a_person_takes_what_was_said_about_them() -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana", note="Zoë is great"))
    other = making.a_ready_offer(
        candidate_id=making.a_candidate("Mina", "Holt", "").id, job_id=making.a_job().id
    )
    approvals.ask(other.id, AskDraft("Ana", note="as for Zoë Müller"))
    approvals.answer(other.id, AnswerDraft("Ana", note="as Zoë Müller got"))
    offer = approvals.answer(offer.id, AnswerDraft("Ana", note="Zoë, at last"))
    assert offer.candidate is not None
    erasing.erase(offer.candidate.id)
    everything = making.everything_stored(database_path())
    assert "Zoë" not in repr(everything) and "Müller" not in repr(everything)
    after = offers.get(offer.id)
    assert _state(after) is APPROVED
    assert offers.get(other.id).approvals[0].note == "as for [erased]"


def database_path() -> Path:
    return connection.path()


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize(
    ("words", "idle"),
    [
        (("--take-back", "--note", "sorry"), "--note"),
        (("--take-back", "--in-order"), "--in-order"),
        (("--ask", "Ana", "--mail", "ana.eml"), "--mail"),
        (("--ask", "Ana", "--when", "20 nov"), "--when"),
        (("--by", "Ana", "--in-order"), "--in-order"),
    ],
)
def test_what_an_act_does_not_take_is_refused_and_not_dropped(
    desk: Path, words: tuple[str, ...], idle: str, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    database.close_desk()
    assert main(["--db", str(desk), "approve", str(offer.id), *words]) == 2
    assert f"{idle} goes with" in capsys.readouterr().err
    database.open_desk(desk)
    assert offers.get(offer.id).approval == offer.approval


def test_the_command_line_asks_answers_and_takes_back(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = making.a_ready_offer()
    settings.put("approvers", ["Ana", "1 of Ben, Cy"])
    database.close_desk()
    word = ["--db", str(desk), "approve", str(offer.id)]

    def said(*more: str) -> str:
        assert main([*word, *more]) == 0
        return capsys.readouterr().out.strip()

    name = "Zoë Müller, version 1:"
    assert said("--ask", "Ana", "--ask", "1 of Ben, Cy", "--in-order", "--note", "by Friday") == (
        f"{name} waits for approval: Ana"
    )
    assert main([*word, "--by", "Ben"]) == 1
    assert "before Ben's" in capsys.readouterr().err
    assert said("--by", "Ana", "--when", "20 nov") == f"{name} waits for approval: Ben, Cy"
    assert said("--by", "cy", "--dry-run") == f"Would be done: {name} approved: Ana, Cy"
    document = json.loads(said("--refused-by", "Ben", "--note", "no", "--json"))["approval"]
    assert document["status"] == "asked" and document["in_order"] is True
    assert [step["required"] for step in document["steps"]] == [1, 1]
    assert document["steps"][1]["approvers"][0]["note"] == "no"
    assert said("--take-back") == f"{name} not put up for approval any more"
    assert said("--usual") == f"{name} waits for approval: Ana, Ben, Cy"
    assert said("--usual", "--in-order") == f"{name} waits for approval: Ana"
    assert main([*word, "--ask", "9 of Ana", "--json"]) == 1
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert [one["field"] for one in errors] == ["steps"]
    assert main(word) == 2 and main([*word, "--by", "A", "--usual"]) == 2
