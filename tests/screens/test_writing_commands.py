"""The sub-commands that change the desk: the rules of the forms, as options or JSON."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.everyday import everyday
from support.making import Time

from data.offers import attachments, offers
from data.people import applications, candidates, users
from data.settings import settings
from data.storage import database
from data.values.money import Money
from data.values.status import Status
from tui.cli.command_line import main


class Line:
    """The command line on one desk, and what it says."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        """Run a sub-command; the desk is open again afterwards."""
        database.close_desk()
        code = main(["--db", str(self.path), *words])
        self.out, self.err = self.capsys.readouterr()
        database.open_desk(self.path)
        return code

    def answer(self, *words: str) -> Any:
        """Run it with --json, and what it answers."""
        assert self(*words, *(() if "--json" in words else ("--json",))) == 0, self.out or self.err
        return json.loads(self.out)


@pytest.fixture
def line(desk: Path, time: Time, capsys: pytest.CaptureFixture[str]) -> Line:
    settings.put("company_name", "Falkland Glass")
    return Line(desk, capsys)


def _handed_in(monkeypatch: pytest.MonkeyPatch, document: object) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(document)))


class _Slow(io.StringIO):
    """Standard input that notes whether others would have to wait for its end."""

    waited: bool | None = None

    def read(self, size: int | None = -1) -> str:
        self.waited = database.connection.is_open() and database.connection.reader().in_transaction
        return super().read(size)


@pytest.mark.parametrize(
    "words",
    [
        ("new", "--json", "-"), ("edit", "1", "--json", "-"), ("job", "--json", "-"),
        ("candidate", "--json", "-"), ("note", "1", "-"),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_nobody_waits_while_standard_input_is_read(
    line: Line, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    making.an_offer()
    slow = _Slow("{}")
    monkeypatch.setattr("sys.stdin", slow)
    line(*words)
    assert slow.waited is False


@pytest.mark.parametrize("words", [("note", "1", "-"), ("note", "1", "--json", "-")])
def test_what_is_no_text_is_no_damaged_desk(
    line: Line, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    making.an_offer()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xff"), "utf-8"))
    assert line(*words) == 2
    assert "damaged" not in line.err and ("UTF-8" in line.err or "no JSON" in line.err)


def test_a_note_is_text_or_nothing(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = making.an_offer()
    for text, code in ((None, 1), (5, 2), (["a"], 2)):
        _handed_in(monkeypatch, {"text": text})
        assert line("note", str(offer.id), "--json", "-") == code
    assert [event.kind for event in offers.get(offer.id).events] == ["created"]


def test_fields_that_are_no_object_are_named(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    _handed_in(monkeypatch, {"fields": []})
    assert line("new", "--json", "-", "--field", "a=b") in (1, 2)
    _handed_in(monkeypatch, {"fields": ["a"]})
    assert line("new", "--json", "-", "--field", "a=b") == 2
    assert "fields:" in line.err


def test_from_an_empty_desk_to_an_accepted_offer_without_a_screen(line: Line) -> None:
    job = line.answer("job", "--title", "Data Engineer", "--pay-kind", "range", "--minimum",
                      "60000", "--maximum", "80000", "--currency", "EUR",
                      "--pay-frequency", "yearly", "--opening", "4-7")  # fmt: skip
    who = line.answer("candidate", "--first-name", "Zoë", "--last-name", "Müller")
    applied = line.answer("apply", str(who["id"]), str(job["id"]))
    made = line.answer("new", "--application", str(applied["id"]), "--start-date", "2027-02-01",
                       "--expiry-date", "+2w", "--opening", "4-7")  # fmt: skip
    assert (made["salary"], made["currency"], made["status"]) == (70000, "EUR", "draft")
    assert made["opening"]["opening_id"] == "4-7"
    line.answer("edit", str(made["id"]), "--salary", "72000")
    offer = offers.get(made["id"])
    making.edit(offer, letter_html="<p>Welcome!</p>")
    assert line.answer("status", str(made["id"]), "sent")["status"] == "sent"
    assert line.answer("status", str(made["id"]), "accepted")["status"] == "accepted"
    assert line.answer("apply", str(who["id"]), str(job["id"]))["status"] == "hired"
    assert line.answer("job", str(job["id"]))["openings"][0]["status"] == "closed"


def test_a_draft_as_json_says_every_kind_of_value(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.a_field("Remote", "yes_no")
    making.a_field("Bonus", "currency")
    making.a_field("Perks", "multi_select", options=("Car", "Gym"))
    named = making.an_application()
    fields = {"remote": True, "Bonus": {"value": 5000, "currency": "EUR"}, "perks": ["Gym"]}
    document = {**named, "salary": 92500.5, "currency": "EUR", "fields": fields}
    _handed_in(monkeypatch, document)
    assert line("new", "--json", "-") == 0, self_said(line)
    made = offers.get(json.loads(line.out)["id"])
    assert made.terms.salary == Money(9_250_050, "EUR")
    values = {value.key: value.value for value in made.terms.fields}
    assert values == {"remote": True, "bonus": Money(500_000, "EUR"), "perks": ("Gym",)}


def self_said(line: Line) -> str:
    """What was printed, for a test that fails."""
    return line.out + line.err


def test_what_is_absent_stays_and_null_is_emptied(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = making.a_field("Bonus")
    offer = making.a_ready_offer(fields=(making.entry(field.key, "10 %"),))
    _handed_in(monkeypatch, {"expiry_date": None, "fields": {"bonus": None}})
    assert line("edit", str(offer.id), "--json", "-") == 0
    after = offers.get(offer.id)
    assert after.terms.expiry_date is None
    assert [value for value in after.terms.fields if not value.is_empty] == []
    assert after.terms.salary == offer.terms.salary


def test_mistakes_are_named_by_field(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    named = making.an_application()
    _handed_in(monkeypatch, {**named, "salary": "plenty", "start_date": "someday"})
    assert line("new", "--json", "-") == 1
    answer = json.loads(line.out)
    assert answer["message"] == "Validation error"
    assert {error["field"] for error in answer["errors"]} == {"salary", "start_date"}
    assert all(error["message"] for error in answer["errors"])


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"wages": 5}, "wages"),
        ({"fields": {"nothing": 1}}, "fields.nothing"),
        ({"fields": 7}, "fields"),
        ({"salary": [1]}, "salary"),
        ({"candidate_id": "Zoë"}, "candidate_id"),
        ({"correction": "yes"}, "correction"),
        ({"opening": "9-9"}, "opening"),
        ({"template": "None such"}, "template"),
    ],
)
def test_a_document_that_fits_no_draft_says_where(
    line: Line, monkeypatch: pytest.MonkeyPatch, document: object, field: str
) -> None:
    _handed_in(monkeypatch, document)
    assert line("new", "--json", "-") == 1
    assert [error["field"] for error in json.loads(line.out)["errors"]] == [field]


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"a": NaN}'])
def test_what_is_no_json_object_is_refused_as_usage(
    line: Line, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert line("new", "--json", "-") == 2
    assert "JSON" in line.err


def _every_change(offer_id: int, person: int, job: int) -> list[list[str]]:
    return [
        ["new", "--candidate", str(person), "--job", str(job)],
        ["edit", str(offer_id), "--salary", "93000"],
        ["status", str(offer_id), "sent", "--seen", "several"],
        ["note", str(offer_id), "Called her"],
        ["negotiate", str(offer_id), "--term", "salary", "--asked", "98k"],
        ["approve", str(offer_id), "--by", "Ana"],
        ["delete", str(offer_id), "--yes"],
        ["job", "--title", "Glazier"],
        ["job", str(job), "--closed"],
        ["candidate", "--first-name", "Bo"],
        ["candidate", str(person), "--phone", "1"],
        ["apply", str(person), str(job), "--status", "rejected"],
    ]


def test_a_dry_run_checks_everything_and_stores_nothing(line: Line) -> None:
    offer = making.a_ready_offer()
    assert offer.candidate is not None and offer.job is not None
    before = making.everything_stored(line.path)
    for words in _every_change(offer.id, offer.candidate.id, offer.job.id):
        assert line(*words, "--dry-run") == 0, (words, self_said(line))
        assert line.out.startswith("Would be done: ")
        assert making.everything_stored(line.path) == before, words


def test_every_change_is_made_and_says_so(line: Line) -> None:
    offer = making.a_ready_offer()
    assert offer.candidate is not None and offer.job is not None
    for words in _every_change(offer.id, offer.candidate.id, offer.job.id):
        before = making.everything_stored(line.path)
        if words[0] == "delete":
            assert line("delete", str(offer.id)) == 0
            assert "--yes does it" in line.out
            assert making.everything_stored(line.path) == before
        assert line(*words) == 0, (words, self_said(line))
        assert line.out.strip()
        assert making.everything_stored(line.path) != before, words


def test_for_whom_one_acts_is_recorded(line: Line) -> None:
    users.create("Ada", "Cole")
    bob = users.create("Bob", "Ray", "bob@example.com")
    offer = making.a_ready_offer()
    for name in ("bob ray", "BOB@example.com", str(bob.id)):
        assert line("note", str(offer.id), "Hello", "--on-behalf-of", name) == 0
        assert offers.get(offer.id).events[-1].on_behalf_of == "Bob Ray"
    assert line("note", str(offer.id), "Hello", "--on-behalf-of", "Nobody") == 1
    assert "Nobody is called Nobody" in line.err


def test_a_letter_is_written_on_behalf_of_somebody(line: Line, tmp_path: Path) -> None:
    users.create("Ada", "Brandt")
    users.create("Bob", "Ray", "bob@example.com")
    offer = making.a_ready_offer()
    page = str(tmp_path / "a.html")
    assert line("letter", str(offer.id), "-o", page, "--on-behalf-of", "bob ray") == 0
    assert line("letters", "--to", str(tmp_path), "--as", "html", "--on-behalf-of", "2") == 0
    assert [event.on_behalf_of for event in offers.get(offer.id).events[-2:]] == ["Bob Ray"] * 2
    assert users.current().on_behalf_of_id is None


def test_the_gate_is_the_same(line: Line) -> None:
    offer = making.an_offer()
    assert line("status", str(offer.id), "sent") == 1
    assert "offerdesk: Salary is not set." in line.err.splitlines()
    assert line("status", str(offer.id), "accepted") == 1
    assert "only as an exception" in line.err


def test_the_last_change_of_status_is_taken_back(line: Line) -> None:
    offer = making.sent()
    assert line.answer("status", str(offer.id), "--undo")["status"] == "draft"
    assert line("status", str(offer.id)) == 2
    assert line("status", str(offer.id), "sent", "--undo") == 2
    assert line("status", str(offer.id), "sent", "--seen", "everything") == 2


def test_a_locked_offer_is_not_changed(line: Line) -> None:
    offer = making.sent()
    line("status", str(offer.id), "accepted")
    assert line("edit", str(offer.id), "--salary", "1") == 1
    assert "locked" in line.err


def test_an_application_shows_all_its_offers_with_the_current_one_marked(line: Line) -> None:
    first = making.in_status(Status.DECLINED)
    second = making.an_offer(application_id=first.application_id)
    assert first.candidate is not None and first.job is not None
    answer = line.answer("apply", str(first.candidate.id), str(first.job.id))
    assert {row["id"]: row["current"] for row in answer["offers"]} == {
        first.id: False, second.id: True,
    }  # fmt: skip
    assert answer["current_offer_id"] == second.id


def test_notes_of_candidates_and_jobs_and_from_standard_input(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Two\nlines"))
    person = making.a_candidate()
    assert line("note", str(person.id), "-", "--on", "candidate") == 0
    assert line("note", str(person.id), "", "--on", "candidate") == 1
    assert line("note", "99", "x", "--on", "job") == 1
    assert candidates.get(person.id).name == person.name


def test_nobody_applies_for_nothing(line: Line) -> None:
    assert line("apply", "1", "1") == 1
    person, job = making.a_candidate(), making.a_job()
    assert line("apply", str(person.id), "99") == 1
    number = line.answer("apply", str(person.id), str(job.id))["id"]
    assert line.answer("apply", str(person.id), str(job.id))["id"] == number
    assert applications.application(number).candidate_name == "Zoë Müller"


# ---------------------------------------------------------------- attached files


def test_a_file_is_attached_listed_written_out_and_removed(line: Line, tmp_path: Path) -> None:
    offer = making.an_offer()
    path = tmp_path / "signed\x1b[2J.pdf"
    path.write_bytes(b"%PDF signed")
    assert line("attach", str(offer.id), str(path), "--kind", "signed", "--version", "1") == 0
    assert line.out == "Attached to offer 1 as number 1: signed copy signed\ufffd[2J.pdf\n"
    (kept,) = line.answer("show", "1")["attachments"]
    assert (kept["kind"], kept["version"], kept["size"]) == ("signed", 1, 11)
    assert line.answer("attach", "1") == [kept]
    for words in (("attach", "1"), ("show", "1")):
        assert line(*words) == 0
        assert kept["sha256"] in line.out and "\x1b" not in line.out
    assert line("attach", "1", "--number", "1", "-o", str(tmp_path)) == 0
    written = Path(line.out.strip())
    assert written.parent == tmp_path and written.read_bytes() == b"%PDF signed"
    assert line("attach", "1", "--number", "1", "--remove") == 0
    assert attachments.of_offer(1) == ()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    everyday(
        [
            (("1", "none.pdf"), 1, "File: there is no such file."),
            (("1", "FILE", "--version", "9"), 1, "no version 9"),
            (("9", "FILE"), 1, "There is no offer 9"),
            (("1", "--number", "7", "--remove"), 1, "There is no attachment 7"),
            (("2", "--number", "1", "--remove"), 1, "Offer 2 has no attachment 1"),
            (("2", "--number", "1", "-o", "FOLDER"), 1, "Offer 2 has no attachment 1"),
            (("1", "--number", "1", "-o", "FILE"), 1, "is there already"),
            (("1", "--remove"), 2, "Name the attachment"),
            (("1", "FILE", "--remove"), 2, "Name a file to keep, or one of"),
            (("1", "FILE", "--kind", "spell"), 2, "invalid choice"),
        ],
        most=4,
    ),
)
def test_attaching_says_what_is_wrong(
    line: Line, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    two_offers = making.an_offer(), making.an_offer()
    making.attached(two_offers[0].id, tmp_path)
    named = {"FILE": str(tmp_path / "kept with the offer.pdf"), "FOLDER": str(tmp_path)}
    assert line("attach", *(named.get(word, word) for word in words)) == code
    assert said in line.err
    assert len(attachments.of_offer(1)) == 1


def test_attaching_is_rehearsed_and_refused_by_field(line: Line, tmp_path: Path) -> None:
    making.an_offer()
    file = tmp_path / "a.pdf"
    file.write_bytes(b"x")
    assert line("attach", "1", str(file), "--dry-run") == 0
    assert line.out.startswith("Would be done: Attached") and attachments.of_offer(1) == ()
    assert line("attach", "1", str(tmp_path), "--json") == 1
    assert json.loads(line.out)["errors"][0]["field"] == "file"


def test_accepting_takes_the_signed_copy_along(line: Line, tmp_path: Path) -> None:
    offer = making.in_status(Status.SENT)
    number, file = str(offer.id), tmp_path / "signed.pdf"
    words = ("status", number, "accepted", "--seen", "all", "--signed-copy", str(file))
    assert line(*words) == 1
    assert "there is no such file" in line.err
    file.write_bytes(b"%PDF")
    assert line.answer(*words)["attachments"][0]["kind"] == "signed"


# ---------------------------------------------------------------- what stays of a deleted offer


def test_what_stays_of_a_deleted_offer_is_shown_without_terms_and_names(line: Line) -> None:
    offer = making.a_ready_offer()
    application, job = offer.application_id, offer.job.id if offer.job else 0
    assert line("delete", str(offer.id), "--yes") == 0
    assert line("show", str(offer.id)) == 0
    assert line.out.startswith(f"Offer {offer.id} of application {application} for job {job} was")
    assert "it was draft" in line.out and offer.candidate_name not in line.out
    shown = line.answer("show", str(offer.id))
    assert (shown["deleted"], shown["status"], shown["application_id"], shown["job_id"]) == (
        True, "withdrawn", application, job,
    )  # fmt: skip
    assert offer.candidate_name not in line.out and "92500" not in line.out


@pytest.mark.parametrize("words", [("status", "1", "sent"), ("delete", "1"), ("diff", "1"),
                                   ("edit", "1", "--salary", "1"), ("letter", "1")])  # fmt: skip
def test_every_command_says_that_the_offer_was_deleted(line: Line, words: tuple[str, ...]) -> None:
    making.an_offer()
    assert line("delete", "1", "--yes") == 0
    assert line(*words) == 1
    assert "was deleted on" in line.err
    assert line("show", "2") == 1
    assert "There is no offer 2." in line.err


def test_what_was_negotiated_is_written_down_and_goes_on_where_it_stopped(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = making.a_ready_offer()
    number, name = str(offer.id), offer.candidate_name
    assert line("negotiate", number, "--term", "Salary", "--asked", "98k", "--dry-run") == 0
    assert offers.get(offer.id).negotiations == ()
    assert line("negotiate", number, "--term", "Salary", "--asked", "98k") == 0
    one = offers.get(offer.id).negotiations[-1]
    assert line.out.strip() == f"{name}, negotiation {one.id}: Salary: asked 98,000 EUR"
    _handed_in(monkeypatch, {"who": "Ada", "counter": "94k"})
    assert line.answer("negotiate", number, "--json", "-")["negotiations"][0]["trail"] == (
        "asked 98,000 → countered 94,000 EUR"
    )
    assert line("negotiate", number, "--term", "other", "--asked", "a car") == 0
    assert line("negotiate", number, "--follows", str(one.id), "--agreed", "95.5k") == 0
    assert line.out.strip().endswith("countered 94,000 → agreed 95,500 EUR")
    assert line("show", number) == 0
    assert f"  {one.id}  Salary: asked 98,000 → countered 94,000 → agreed 95,500 EUR" in (
        line.out.splitlines()
    )
    steps = offers.get(offer.id).negotiations[0].steps
    assert [step.who for step in steps] == [name, "Ada", name]


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ({"asked": "98k"}, ["term"]),
        ({"term": "pay_level", "asked": "98k"}, ["term"]),
        ({"term": "salary"}, ["asked"]),
        ({"term": "salary", "asked": "98k", "version": 9}, ["version"]),
        ({"term": "salary", "asked": "98k", "outcome": "perhaps", "who": " "}, ["who", "outcome"]),
        ({"term": "salary", "asks": "98k", "version": "two"}, ["asks", "version"]),
    ],
)
def test_what_is_wrong_with_a_negotiation_is_named_by_field(
    line: Line, monkeypatch: pytest.MonkeyPatch, document: dict[str, object], fields: list[str]
) -> None:
    offer = making.a_ready_offer()
    _handed_in(monkeypatch, document)
    assert line("negotiate", str(offer.id), "--json", "-") == 1
    assert [error["field"] for error in json.loads(line.out)["errors"]] == fields
    assert offers.get(offer.id).negotiations == ()
    assert line("negotiate", str(offer.id), "--follows", "12", "--counter", "1") == 1
    assert "no negotiation 12" in line.err


def test_a_document_says_what_the_options_of_a_command_say(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = making.a_ready_offer()
    number = str(offer.id)
    for document in (
        {"ask": ["Ana", "1 of Ben, Cy"], "in_order": True, "note": "By Friday."},
        {"by": "Ana", "when": "20 nov"},
    ):
        _handed_in(monkeypatch, document)
        approval = line.answer("approve", number, "--json", "-")["approval"]
    assert (approval["in_order"], approval["note"]) == (True, "By Friday.")
    assert approval["steps"][0]["approvers"][0]["answered_at"].startswith("2026-11-20")
    _handed_in(monkeypatch, {"to": "sent", "seen": ["all"], "sent_at": "20 nov"})
    sent = line.answer("status", number, "--json", "-")
    assert (sent["status"], sent["sent_at"]) == ("sent", "2026-11-20")
    assert offer.candidate is not None and offer.job is not None
    _handed_in(monkeypatch, {"status": "rejected", "reason": "Withdrew"})
    words = ("apply", str(offer.candidate.id), str(offer.job.id), "--json", "-")
    assert line.answer(*words)["status"] == "rejected"


@pytest.mark.parametrize(
    ("words", "document", "fields"),
    [
        (("approve", "1"), {"by": 1, "ask": "Ana", "in_order": "yes", "asks": []},
         ["by", "ask", "in_order", "asks"]),
        (("status", "1"), {"to": "signed"}, ["to"]),
        (("apply", "1", "1"), {"status": "gone"}, ["status"]),
    ],
)  # fmt: skip
def test_what_a_document_says_wrongly_is_named_by_field(
    line: Line,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    document: dict[str, object],
    fields: list[str],
) -> None:
    making.a_ready_offer()
    _handed_in(monkeypatch, document)
    assert line(*words, "--json", "-") == 1
    assert [error["field"] for error in json.loads(line.out)["errors"]] == fields


@pytest.mark.parametrize("words", [("delete", "1", "--yes"), ("attach", "1", "x.pdf")])
def test_a_command_that_takes_no_document_says_so(
    line: Line, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    offer = making.a_ready_offer()
    _handed_in(monkeypatch, {"yes": False})
    assert line(*words, "--json", "-") == 2
    assert f"{words[0]} takes no JSON" in line.err
    assert offers.get(offer.id) == offer


def test_two_candidates_are_joined_and_parted_without_a_screen(line: Line) -> None:
    job = making.a_job("Cook")
    kept, gone = making.a_candidate(), making.a_candidate()
    for one in (kept, gone):
        applications.apply(one.id, job.id)
    words = ("candidate", str(kept.id), "--join", str(gone.id))
    assert line("candidate", str(kept.id)) == 0
    assert f"perhaps one person (offerdesk {' '.join(words)})" in line.out
    before = making.everything_stored(line.path)
    assert line(*words, "--dry-run") == 0
    assert line.out.startswith("Would be done: ")
    assert "Both applied for Cook: the two applications stay beside each other." in line.out
    assert making.everything_stored(line.path) == before
    assert line.answer(*words)["id"] == kept.id
    assert len(applications.applications_of(kept.id)) == 2
    assert line("candidate", str(gone.id)) != 0
    assert line.answer("candidate", str(kept.id), "--undo")["id"] == gone.id
    assert len(applications.applications_of(kept.id)) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--join", "2"), 2, "which candidate"),
        (("--undo",), 2, "which candidate"),
        (("1", "--join", "2", "--undo"), 2, "stand alone"),
        (("1", "--join", "2", "--phone", "1"), 2, "stand alone"),
        (("1", "--join", "1"), 1, "another candidate"),
        (("1", "--undo"), 1, "Nobody was joined"),
        (("1", "--join", "77"), 1, "no candidate 77"),
    ],
)
def test_what_cannot_be_joined_is_said(
    line: Line, words: tuple[str, ...], code: int, said: str
) -> None:
    assert making.a_candidate().id == 1
    assert (line("candidate", *words), said in line.err) == (code, True), line.err


def test_a_whole_name_is_entered_and_corrected_without_a_screen(line: Line) -> None:
    made = line.answer("candidate", "--full-name", "Zhang Wei")
    assert (made["first_name"], made["last_name"]) == ("Zhang", "Wei")
    turned = line.answer(
        "candidate", str(made["id"]), "--first-name", "Wei", "--last-name", "Zhang"
    )
    assert (turned["first_name"], turned["full_name"]) == ("Wei", "Zhang Wei")
