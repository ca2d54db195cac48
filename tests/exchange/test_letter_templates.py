"""Letter templates of OpenATS come in as letter templates, in the language of ours."""

from pathlib import Path
from typing import Any

import pytest
from support.exchanging import Reader, counts, one
from support.exported import as_read, out

from data.letter_checks import preview_offers
from data.letters import rendering
from data.offers import offers
from data.storage import connection
from data.templates import template_store, templates

Record = dict[str, Any]
AT = "2026-02-01T10:00:00.000Z"


def _template(*blocks: Record, **changes: Any) -> Record:
    record = {"id": 1, "name": "Standard Offer", "type": "offer",
              "subject": "Your offer for {{job_title}}", "bodyJson": list(blocks),
              "createdBy": 1, "createdAt": AT, "updatedAt": AT}  # fmt: skip
    return record | changes


HEADING = {"type": "heading", "content": "Offer of employment"}
TEXT = {"type": "text", "content": "Dear {{candidate_name}},\nWelcome & hello <all>."}
WHOLE = (HEADING, TEXT, {"type": "divider"},
         {"type": "button", "label": "Accept", "url": "https://example.com"},
         {"type": "spacer", "height": 20})  # fmt: skip


def _source() -> str:
    (number,) = one("SELECT template_id FROM remote_ids WHERE kind = 'template'")
    return template_store.newest(number).source


def test_blocks_become_html_and_names_are_ours(desk: Path, tmp_path: Path) -> None:
    assert counts(Reader(tmp_path)(_template(*WHOLE))) == (1, 0, 0, 0)
    source = _source()
    assert "<h2>Offer of employment</h2>" in source
    assert "{{ candidate.name }}" in source
    assert "Welcome &amp; hello &lt;all&gt;." in source
    assert "<hr>" in source
    assert 'href="https://example.com"' in source
    (number,) = one("SELECT template_id FROM remote_ids WHERE kind = 'template'")
    assert templates.get(number).name == "Standard Offer"
    assert template_store.newest(number).subject == "Your offer for {{ job.title }}"
    made = rendering.render(source, preview_offers.made_up())
    assert made.error is None


def test_a_name_that_is_unknown_stays_and_is_pointed_out(desk: Path, tmp_path: Path) -> None:
    report = Reader(tmp_path)(_template({"type": "text", "content": "{{zodiac_sign}}"}))
    assert any("{{zodiac_sign}} is no name here" in line.text for line in report.lines)
    assert "zodiac_sign" in _source()
    assert "{{" not in _source()


def test_it_comes_in_once_and_goes_out_as_it_came(desk: Path, tmp_path: Path) -> None:
    records = [_template(*WHOLE), _template(id=2, name="No", type="rejection", subject="Thanks")]
    read = Reader(tmp_path)
    assert counts(read(*records)) == (2, 0, 0, 0)
    before = len(templates.all_templates())
    assert counts(read(*records)) == (0, 0, 2, 0)
    assert len(templates.all_templates()) == before
    assert out("openats", records="templates") == records


@pytest.mark.parametrize("is_changed_here", [False, True])
def test_what_changed_there_is_a_revision_unless_it_was_changed_here(
    desk: Path, tmp_path: Path, *, is_changed_here: bool
) -> None:
    read = Reader(tmp_path)
    read(_template(TEXT))
    (number,) = one("SELECT template_id FROM remote_ids WHERE kind = 'template'")
    if is_changed_here:
        templates.revise(number, "<p>Mine</p>")
    report = read(_template(TEXT, HEADING, updatedAt="2026-02-02T10:00:00.000Z"))
    assert ("Offer of employment" in _source()) is not is_changed_here
    warned = any("was changed here and in OpenATS" in line.text for line in report.lines)
    assert warned is is_changed_here


def test_an_offer_that_names_it_follows_it(desk: Path, tmp_path: Path) -> None:
    offer = {"id": 11, "candidateId": 123, "jobId": 45, "templateId": 1, "status": "draft",
             "salary": "150000.00", "currency": "EUR", "payFrequency": "yearly",
             "startDate": None, "expiryDate": None, "renderedHtml": None, "createdBy": 1,
             "createdAt": AT, "updatedAt": AT}  # fmt: skip
    Reader(tmp_path)(offer, _template(*WHOLE))
    assert offers.get(11).template_name == "Standard Offer"


def test_a_name_that_is_taken_gets_a_number(desk: Path, tmp_path: Path) -> None:
    Reader(tmp_path)(_template(TEXT), _template(HEADING, id=2))
    names = {one.name for one in templates.all_templates()}
    assert {"Standard Offer", "Standard Offer (2)"} <= names


def test_a_template_without_words_is_kept_and_pointed_out(desk: Path, tmp_path: Path) -> None:
    empty = _template({"type": "divider"})
    report = Reader(tmp_path)(empty)
    assert any("has no words" in line.text for line in report.lines)
    assert out("openats", records="templates") == [empty]


def test_a_template_that_no_letter_can_be_is_refused_and_stops_nothing_else(
    desk: Path, tmp_path: Path
) -> None:
    endless = _template({"type": "text", "content": "word " * 300_000})
    report = Reader(tmp_path)(endless, _template(TEXT, id=2))
    assert counts(report) == (1, 0, 0, 1)


OFFER: Record = {
    "id": 7, "candidateId": 3, "jobId": 2, "templateId": 1, "status": "draft", "salary": "5.00",
    "currency": "EUR", "payFrequency": "yearly", "startDate": None, "createdBy": 1,
    "createdAt": AT, "updatedAt": AT,
}  # fmt: skip


def test_a_template_that_comes_after_its_offer_is_linked(desk: Path, tmp_path: Path) -> None:
    read = Reader(tmp_path)
    assert read(OFFER).flagged == 1
    before = out("openats")
    read(_template(TEXT))
    offer = offers.get(7)
    assert (offer.template_name, offer.flags) == ("Standard Offer", ())
    assert len(offer.versions) == 1
    assert counts(read(OFFER)) == (0, 0, 1, 0)
    assert out("openats") == before


def test_offers_that_wait_are_searched_once_however_many_templates_come(
    desk: Path, tmp_path: Path
) -> None:
    read = Reader(tmp_path)
    read({**OFFER, "id": 8, "templateId": 2})
    read(OFFER)
    asked: list[str] = []
    connection.reader().set_trace_callback(asked.append)
    read(_template(TEXT), _template(TEXT, id=2, name="Second Offer"), _template(TEXT, id=3))
    connection.reader().set_trace_callback(None)
    assert [offers.get(number).template_name for number in (7, 8)] == [
        "Standard Offer", "Second Offer",
    ]  # fmt: skip
    assert sum("offers.template_id IS NULL" in sql for sql in asked) == 1


def test_a_template_that_never_came_can_be_taken_away(desk: Path, tmp_path: Path) -> None:
    read = Reader(tmp_path)
    read(OFFER)
    done = read({"templateId": None}, system="openats", offer=7)
    assert [line.text for line in done.lines] == ["offer 7: no letter template"]
    (record,) = out("openats")
    assert record == {**as_read(OFFER)[0], "templateId": None}
    assert offers.get(7).flags == ()
    read(_template(TEXT))
    assert offers.get(7).template_name == ""
    assert counts(read(OFFER)) == (0, 0, 1, 0)
