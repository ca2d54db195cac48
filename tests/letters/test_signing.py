"""Where a PDF is signed: fields for the candidate, marks for services, nothing in a draft."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support import making
from support.delivering import PLAIN, PNG, structure

from data.delivery import deliverable_letter, pdf, signing, web_page
from data.delivery.delivery_records import DeliverableLetter, Paper, Picture
from data.letters.rendering import clean
from data.settings import settings
from data.templates import templates

LINES = clean(
    '<p>Dear</p><hr class="signature company"><hr class="signature second">'
    '<hr class="signature candidate"><p>Date: <span class="date candidate"></span></p>'
)
OLD = clean(
    '<table><tr><td><hr class="signature"></td><td><hr class="signature"></td></tr></table>'
)


def letter(html: str = LINES, **changes: object) -> DeliverableLetter:
    return replace(PLAIN, html=html, **changes)


def fields(html: str) -> list[str]:
    return re.findall(r'name="candidate_(\w+)"', html)


def test_the_candidate_has_a_field_to_sign_and_one_for_the_date() -> None:
    made = signing.prepared(letter(), "fields")
    assert fields(made) == ["signature", "date"]
    assert made.index("candidate_signature") > made.index("second") and made.count("<hr") == 3
    assert 'title="Signature: Zoë Müller"' in made
    assert "Unterschrift: Zoë" in signing.prepared(letter(language="de-AT"), "fields")


@pytest.mark.parametrize("way", signing.SERVICES)
def test_a_service_finds_marks_of_each_signer(way: str) -> None:
    made = signing.prepared(letter(), way)
    marks = re.findall(r'<span class="od-anchor">([^<]+)</span>', made)
    assert [re.findall(r"[1-3]", mark) for mark in marks] == [["2"], ["3"], ["1"], ["1"]]
    assert "{" not in re.sub(r"\{\{[^{}]*\}\}", "", "".join(marks))


def test_the_marks_are_those_that_the_services_know() -> None:
    def first(way: str) -> list[str]:
        made = signing.prepared(letter('<hr class="signature candidate">'), way)
        return re.findall(r'od-anchor">([^<]+)<', made)

    assert first("adobe") == ["{{Sig_es_:signer1:signature}}"]
    assert first("dropbox") == ["[sig|req|signer1]"]
    assert first("signwell") == ["{{signature:1:y}}"]
    assert first("docusign") == ["/sn1/"]


def test_who_has_signed_with_an_image_is_not_asked_again() -> None:
    paper = Paper(pictures=(("signature", Picture(PNG, "png", 1, 1)),))
    made = signing.prepared(letter(paper=paper), "docusign")
    assert re.findall("/sn(.)/", made) == ["3", "1"]


def test_in_a_letter_from_before_the_last_line_is_the_candidates() -> None:
    made = signing.prepared(letter(OLD), "fields")
    assert fields(made) == ["signature"]
    assert made.index("candidate_signature") > made.index("<hr")
    for kind in ("withdrawal", "reminder"):
        assert signing.prepared(letter(OLD, kind=kind), "fields") == OLD


@pytest.mark.parametrize("way", ["", "unknown"])
def test_lines_stay_lines_where_nothing_else_was_chosen(way: str) -> None:
    assert signing.prepared(letter(), way) == LINES


def test_a_draft_is_not_to_be_signed() -> None:
    assert signing.prepared(letter(mark="Draft, not complete"), "fields") == LINES


@pytest.mark.usefixtures("desk")
def test_neither_is_in_the_page_or_in_what_is_stored() -> None:
    template = templates.default("offer")
    assert template is not None
    settings.put("company_name", "Ferncastle")
    settings.put("signatory_name", "Rui Costa")
    offer = making.a_ready_offer(template_id=template.id, letter_html=None)
    made = deliverable_letter.for_offer(offer)
    assert made.paper.signing == "fields" and "input" not in made.html
    assert "<input" not in web_page.page(made)
    assert fields(web_page.page_for_pdf(made)) == ["signature", "date"]


def test_the_pdf_has_a_field_to_sign_with_a_name_for_those_who_do_not_see_it() -> None:
    pytest.importorskip("weasyprint")
    made = pdf.make(letter(paper=Paper(signing="fields")))
    written = structure(made)
    assert [written.count(word) for word in ("/FT /Sig", "/FT /Tx", "/TU ")] == [1, 1, 2]
    assert made == pdf.make(letter(paper=Paper(signing="fields")))
    assert "/AcroForm" in written and "/AcroForm" not in structure(pdf.make(letter()))


def test_a_box_that_the_letter_has_itself_is_no_field() -> None:
    pytest.importorskip("weasyprint")
    html = clean('<p><input type="checkbox" checked> yes <input type="text" value="a"></p>')
    assert "/AcroForm" not in structure(pdf.make(letter(html, paper=Paper(signing="fields"))))


def test_the_head_of_pages_is_on_every_page() -> None:
    body = "<p>Line</p>" * 80
    plain = web_page.page_for_pdf(letter(body))
    headed = web_page.page_for_pdf(letter(body, paper=Paper(header="Ferncastle Labs\nLisbon")))
    assert "@page :first" in plain and "@page :first" not in headed and "Ferncastle Labs" in headed
