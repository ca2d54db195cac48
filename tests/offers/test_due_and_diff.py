"""`offerdesk due` and `offerdesk diff`: what they print, and how they leave."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support import making

from data.board import board
from data.offers import offer_editing
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage import database
from tui.cli.command_line import main


class Run:
    """Runs a sub-command on the desk, which is closed meanwhile."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._path = path
        self._capsys = capsys

    def __call__(self, *args: str) -> tuple[int, str]:
        """The exit code and what was printed, complaints too."""
        database.close_desk()
        code = main([*args, "--db", str(self._path)])
        said = self._capsys.readouterr()
        database.open_desk(self._path)
        return code, said.out + said.err


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(desk, capsys)


# ------------------------------------------------------------ due


def test_nothing_is_due_on_an_empty_desk(run: Run) -> None:
    assert run("due") == (0, "Nothing is due.\n")
    code, out = run("due", "--json")
    assert (code, json.loads(out)["due"]) == (0, [])


def an_expiring_offer() -> OfferRecord:
    return making.sent(expiry_date="2026-11-27", start_date="2027-02-01")


def test_what_is_due_is_printed_most_urgent_first_and_leaves_with_1(run: Run) -> None:
    offer = an_expiring_offer()
    code, out = run("due")
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == ("Expiring soon: 1 (with the candidate, expires within 7 days)")
    assert lines[1].split() == [
        str(offer.id), "expires", "in", "5", "d", "Zoë", "Müller", "·", "Data", "Engineer",
    ]  # fmt: skip
    assert lines[2].startswith("No opening: 1")


def test_the_same_for_a_program(run: Run) -> None:
    offer = an_expiring_offer()
    settings.put("board_off", ["opening"])
    code, out = run("due", "--json")
    said = json.loads(out)
    assert (code, said["day"], len(said["due"])) == (1, "2026-11-22", 1)
    (section,) = said["due"]
    assert section == {
        "rule": "expiring",
        "title": "Expiring soon",
        "meaning": "with the candidate, expires within 7 days",
        "offers": 1,
        "more": False,
        "matters": [{
            "offer_id": offer.id, "candidate": "Zoë Müller", "job": "Data Engineer",
            "text": "expires in 5 d",
        }],
    }  # fmt: skip


def test_what_is_snoozed_is_not_due(run: Run) -> None:
    offer = an_expiring_offer()
    for rule in ("expiring", "opening"):
        board.snooze(rule, offer.id, "+3d", "On holiday")
    assert run("due") == (0, "Nothing is due.\n")


def test_more_than_is_wanted_is_counted(run: Run) -> None:
    for _ in range(3):
        making.an_offer()
    code, out = run("due", "--limit", "1")
    assert (code, out.splitlines()[0][:13]) == (1, "No opening: 3")
    assert out.splitlines()[-1] == "  … and 2 more"
    code, out = run("due", "--limit", "0")
    assert (code, len(out.splitlines())) == (1, 2)


def test_a_desk_that_cannot_be_read_is_neither_due_nor_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear Zoë")
    assert main(["due", "--db", str(other)]) == 2
    assert "is no offerdesk database" in capsys.readouterr().err


# ------------------------------------------------------------ diff


def two_versions(**changes: Any) -> OfferRecord:
    offer = making.a_ready_offer(letter_html="<p>You start in May.</p>")
    return making.edit(offer, salary="95,000", letter_html="<p>You start in June.</p>", **changes)


def test_the_current_version_is_compared_with_the_one_before(run: Run) -> None:
    code, out = run("diff", str(two_versions().id))
    assert code == 0
    assert out.splitlines()[:2] == [
        "version 1 → version 2",
        "  Salary  92,500 EUR/y → 95,000 EUR/y  (+2,500 EUR (+2.7 %))",
    ]
    assert "Letter: " in out and "June" in out and "May" in out


def test_any_two_versions_for_a_program(run: Run) -> None:
    offer = two_versions()
    making.edit(offer, start_date="2027-03-01")
    code, out = run("diff", str(offer.id), "--from", "1", "--to", "3", "--json")
    said = json.loads(out)
    assert (code, said["left"], said["right"]) == (0, "version 1", "version 3")
    changed = {line["key"]: line["change"] for line in said["terms"] if line["changed"]}
    assert changed == {"salary": "+2,500 EUR (+2.7 %)", "start_date": "+28 days"}
    assert said["letter"]["changed"] is True


def test_two_offers_and_the_pay_of_the_job(run: Run) -> None:
    job = making.a_paid_job()
    first, second = (
        making.a_ready_offer(candidate_id=making.a_candidate(name).id, job_id=job.id, salary=salary)
        for name, salary in (("Mina", "90,000"), ("Jonas", "99,000"))
    )
    code, out = run("diff", str(first.id), str(second.id))
    assert code == 0
    assert "Mina Müller → Jonas Müller" in out
    assert "+9,000 EUR (+10.0 %)" in out
    code, out = run("diff", str(second.id), "--pay")
    assert (code, "+9,000 EUR (+10.0 %)" in out) == (0, True)


def test_versions_that_say_the_same_say_so(run: Run) -> None:
    offer = two_versions()
    offer_editing.restore(offer.id, 1)
    code, out = run("diff", str(offer.id), "--from", "1", "--to", "3")
    assert (code, out.splitlines()[1]) == (0, "  The terms are the same.")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("1",), 1, "Version 1 of offer 1 is the first: there is nothing to compare it with."),
        (("1", "--from", "4"), 1, "Offer 1 has no version 4: it has 1."),
        (("9",), 1, "There is no offer 9."),
        (("1", "--pay"), 1, "The job has no pay to compare with: give it a salary or a range."),
        (("1", "1", "--pay"), 2, "Choose one: another offer, --pay, or versions"),
        (("x",), 2, "x is not a whole number"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(
    args: tuple[str, ...], code: int, said: str, run: Run
) -> None:
    making.an_offer()
    left, out = run("diff", *args)
    assert (left, said in out) == (code, True), out
