"""Pages of PDFs: what stays together, what is repeated, what readers and a checker find."""

import io
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from support.delivering import PLAIN, PNG
from support.everyday import everyday
from support.letter_making import INPUTS, render
from support.pdf_pages import extracted, pages

from data.delivery import pdf, web_page
from data.delivery.delivery_records import DeliverableLetter, Paper, Picture
from data.errors import NotAllowed
from data.letters import rendering
from data.letters.facts.visible_text import visible_text
from data.templates import shipped_files
from data.templates.shipped_files import ShippedTemplate

try:
    pdf._weasyprint()
except (ImportError, OSError) as missing:
    pytest.skip(f"WeasyPrint cannot be imported: {missing}", allow_module_level=True)
pypdf = pytest.importorskip("pypdf")

SHIPPED = shipped_files.letters()


def letter(template: ShippedTemplate, **changes: Any) -> DeliverableLetter:
    """A shipped letter of a made-up offer, on paper without header and foot."""
    company = replace(INPUTS.company, pictures=frozenset())
    made = render(template.source, replace(INPUTS, company=company))
    assert made.error is None
    language = rendering.header(template.source).language or "en"
    plain = replace(PLAIN, html=made.html, company="", candidate="", language=language)
    return replace(plain, **changes)


def table(rows: int) -> str:
    """A table whose headings are rows like the others."""
    cells = "".join(f"<tr><td>Row {row}</td><td>a</td></tr>" for row in range(rows))
    html = f"<table><tr><th>Term</th><th>Says</th></tr>{cells}</table>"
    return rendering.clean(html)


@pytest.mark.parametrize("lines", everyday([27, *range(20, 27), *range(28, 34)]))
def test_a_table_repeats_its_head_and_leaves_no_row_alone(lines: int) -> None:
    said = pages(replace(PLAIN, html="<p>Line</p>" * lines + table(20)))
    with_rows = [page for page in said if "Row" in page]
    assert all("Term" in page and page.count("Row") > 1 for page in with_rows)
    assert sum(page.count("Row") for page in said) == 20


@pytest.mark.long
@pytest.mark.parametrize("lines", [24, 27, 30])
def test_a_short_table_stands_on_one_page(lines: int) -> None:
    said = pages(replace(PLAIN, html="<p>Line</p>" * lines + table(7)))
    assert sorted(page.count("Row") for page in said)[-1] == 7


@pytest.mark.long
@pytest.mark.parametrize(
    "template",
    [
        one
        for one in SHIPPED
        if one.file_name in ("offer.html", "withdrawal.html", "de/offer_de.html")
    ],
    ids=lambda one: one.file_name,
)
def test_closing_and_signatures_of_shipped_letters_stand_below_words(
    template: ShippedTemplate,
) -> None:
    html = letter(template).html
    before, closing, behind = html.partition('<p class="closing">')
    assert closing
    for lines in (0, 7, 14):
        longer = before + "<p>Line</p>" * lines + "<p>Last line.</p>" + closing + behind
        said = pages(letter(template, html=longer))
        last = next(page for page in said if "Last line." in page)
        words = visible_text(closing + behind).split()
        assert all(word in last.split() for word in words[: len(words) // 2])


@pytest.mark.parametrize(
    ("words", "named"),
    everyday([("ⴰⵣⵓⵍ 𒀀", "𒀀"), ("ok 🎉", "Noto Emoji"), ("สวัสดี", "fonts-noto)")]),
)
def test_letters_that_no_font_has_are_named_never_boxes(words: str, named: str) -> None:
    try:
        made = pdf.make(replace(PLAIN, html=f"<p>{words}</p>"))
    except NotAllowed as error:
        assert "No font here has" in error.text and named in error.text and "browser" in error.text
    else:  # a machine with fonts for everything
        assert extracted(made) == words.split()


@pytest.mark.long
def test_names_of_the_east_have_one_face() -> None:
    one = replace(PLAIN, html="<p>山田太郎・王小明</p>", candidate="山田太郎", language="ja")
    style = web_page.page(one)
    assert style.index("CJK JP") < style.index("CJK KR") and "CJK" not in web_page.page(PLAIN)
    try:
        made = pdf.make(one)
    except NotAllowed as error:
        assert "No font here has" in error.text
        return
    fonts = pypdf.PdfReader(io.BytesIO(made)).pages[0]["/Resources"]["/Font"]
    assert len(fonts) <= 2


def checked(data: bytes) -> list[str]:
    """What a checker of PDF/UA-1 finds wrong."""
    checker = pytest.importorskip("page")
    report = checker.validate_pdf_bytes(data, profile=checker.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return [failure.message for failure in report.failures]


@pytest.mark.parametrize("template", everyday(SHIPPED[::-1]), ids=lambda one: one.file_name)
def test_every_shipped_letter_is_accessible_and_says_what_the_screen_says(
    template: ShippedTemplate,
) -> None:
    made = pdf.make(letter(template))
    assert checked(made) == []
    assert extracted(made) == visible_text(letter(template).html).split()


@pytest.mark.long
@pytest.mark.parametrize("signing", ["fields", "docusign", ""])
def test_a_letter_with_all_that_the_paper_has_is_accessible_too(signing: str) -> None:
    picture = Picture(PNG, "png", 1, 1)
    names = ("logo", "signature", "second_signature")
    paper = Paper(
        footer="HRB 1", header="Ferncastle", signing=signing,
        pictures=tuple((name, picture) for name in names),
    )  # fmt: skip
    html = render(SHIPPED[0].source, INPUTS).html
    made = pdf.make(replace(PLAIN, html=html, paper=paper))
    assert checked(made) == []
    said = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert said["/MarkInfo"]["/Marked"] and said["/StructTreeRoot"] and said["/Lang"] == "en"
    assert said["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb'pdfuaid:part(>|=")1[<"]', said["/Metadata"].get_data())
    assert "Logo: Northwind & Co" in unescape(html)
    assert {"Logo: Northwind & Co", "Signature: Ann"} <= alternatives(said["/StructTreeRoot"])


def alternatives(part: Any) -> set[str]:
    """The words for those who do not see a picture."""
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, list):
        return set().union(*map(alternatives, part))
    if not isinstance(part, dict):
        return set()
    own = {str(part["/Alt"])} if "/Alt" in part else set()
    return own | (alternatives(part["/K"]) if "/K" in part else set())


def test_a_checker_would_notice() -> None:
    assert checked(pdf._weasyprint().HTML(string="<p>a</p>").write_pdf())


@pytest.mark.long
def test_a_place_for_a_date_is_a_line_where_it_is_no_field() -> None:
    page = web_page.page_for_pdf(
        replace(PLAIN, html='<p>Date: <span class="date company"></span></p>')
    )
    (sheet,) = pdf._weasyprint().HTML(string=page).render().pages
    spans = [box for box in sheet._page_box.descendants() if box.element_tag == "span"]
    assert any(box.width > 100 and box.border_bottom_width for box in spans)
