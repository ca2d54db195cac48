"""Letters that companies have already: they come in, are mapped, go out; nothing is lost unsaid."""

import re
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import company_letters, making, word_letters
from support.everyday import everyday
from support.letter_making import INPUTS
from support.word_letters import docx, para, run

from data.delivery import deliverable_letter
from data.errors import Invalid
from data.fields import custom_fields
from data.letter_checks import foreign_templates
from data.letters import rendering
from data.letters.foreign import (
    proposal_rules,
    proposals,
    read_letter,
    slot_finder,
    template_writer,
    word_package,
)
from data.letters.foreign.foreign_letter import LINE, TEXT
from data.letters.foreign.word_package import ForeignLetterError
from data.letters.layout.letter_lines import to_plain
from data.offers import send_checks
from data.people import users
from data.records.template_records import TemplateDraft
from data.settings import settings
from data.templates import templates
from data.values.status import Status

PROPOSED = {
    "mail_merge": "today candidate.first_name candidate.last_name job.title offer.start_date "
    "offer.salary|yearly offer.expiry_date",
    "greenhouse_tokens": "today candidate.name candidate.first_name company.name job.title "
    "job.department offer.salary offer.start_date offer.expiry_date sender.name",
    "lever_placeholders": "candidate.first_name job.title job.location offer.start_date "
    "offer.salary offer.pay_period line line",
    "ashby_names": "candidate.name candidate.first_name company.name job.title offer.start_date "
    "offer.salary",
    "openats_names": "candidate.first_name offer.salary|amount offer.currency job.title "
    "offer.start_date",
    "brackets": "today candidate.name candidate.first_name job.title offer.start_date "
    "offer.salary|amount - offer.expiry_date",
    "controls": "candidate.first_name offer.start_date job.title",
    "german_table": "candidate.last_name job.title offer.start_date offer.salary|yearly "
    "job.location",
    "tracked": "candidate.first_name job.title offer.start_date - -",
    "hostile": "candidate.first_name - - - - - - -",
}
LEFT_OUT = {
    "mail_merge": (
        "an image: “logo.png”", "a footer: “Registered in England, 01234567”",
        "a header: “Ferncastle Ltd”",
    ),
    "tracked": (
        "a text box: “Private and confidential”", "a tracked deletion: “fixed-term”",
        "a mark of a tracked insertion: “permanent”",
        "a comment: “Check the bonus with finance”",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "make", everyday(company_letters.LETTERS, most=3), ids=lambda make: make.__name__
)
def test_a_letter_comes_in_is_mapped_and_goes_out(desk: Path, make: Callable[[], bytes]) -> None:
    settings.put("company_name", "Ferncastle")
    users.introduce("Ann Lee", "ann@example.org")
    letter = foreign_templates.read_bytes(make())
    found = [one.proposal.replace(" ", "") or "-" for one in letter.placeholders]
    assert found == PROPOSED[make.__name__].split()
    assert letter.left_out == LEFT_OUT.get(make.__name__, ())
    chosen = foreign_templates.proposed(letter)
    for one in foreign_templates.open_placeholders(letter, chosen):
        chosen[one.number] = foreign_templates.meant(f"field:{one.words or 'Note'}")
    made = foreign_templates.store(letter, TemplateDraft(make.__name__, "offer"), chosen)
    assert rendering.check(made.source, templates.clauses()) == () and not made.draft
    keys = [one.key for one in custom_fields.all_fields("offer")]
    offer = making.a_ready_offer(
        candidate_id=making.a_candidate().id,
        job_id=making.a_job(location="Lisbon").id,
        template_id=made.id,
        letter_html=None,
        currency="USD" if "$" in made.source else "EUR",
        fields=tuple(making.entry(key, "as agreed") for key in keys),
    )
    assert send_checks.missing(offer) == ()
    sent = making.move(offer, Status.SENT)
    text = to_plain(deliverable_letter.for_offer(sent).html)
    assert "Zoë" in text or "Müller" in text
    assert not re.search(r"[{}«»●]|_{30}", text)


def test_what_is_written_to_run_in_a_template_is_text_that_stops_at_the_gate(desk: Path) -> None:
    letter = foreign_templates.read_bytes(company_letters.hostile())
    made = foreign_templates.store(
        letter, TemplateDraft("hostile"), foreign_templates.proposed(letter)
    )
    offer = making.a_ready_offer(template_id=made.id, letter_html=None)
    text = to_plain(deliverable_letter.for_offer(offer).html)
    assert "{% for x in range(10**9) %}{{ x }}{% endfor %}{# a note #}" in " ".join(text.split())
    assert "<script>alert(1)</script>" in text and text.count("{{ 7*7 }}") == 2
    problems = [one.text for one in send_checks.missing(offer)]
    assert "The letter still has a placeholder: {{ 7*7 }}." in problems


def test_paragraphs_headings_lists_tables_bold_and_alignment_are_kept() -> None:
    letter = read_letter.read(
        docx(
            para("Offer", style="Title"),
            para("right ", run("bold", "b"), run(" both", "b i"), align="right"),
            para("one", lists=(2, 0)),
            para("deeper", lists=(1, 1)),
            para("between"),
            para("two", lists=(2, 0)),
            word_letters.table(("A", "B"), ("c", word_letters.table(("d",)) + para("")), head=True),
            "<w:p><w:r><w:t>x</w:t><w:br/><w:t>y</w:t>"
            '<w:br w:type="page"/><w:t>z</w:t></w:r></w:p>',
        )
    )
    assert template_writer.source(letter, {}).split("\n") == [
        "<h1>Offer</h1>",
        '<p align="right">right <strong>bold</strong><strong><em> both</em></strong></p>',
        "<ol>", "<li>one", "<ul>", "<li>deeper</li>", "</ul>", "</li>", "</ol>",
        "<p>between</p>",
        '<ol start="2">', "<li>two</li>", "</ol>",
        "<table>", "<thead>", "<tr>", "<th>A</th>", "<th>B</th>", "</tr>", "</thead>",
        "<tbody>", "<tr>", "<td>c</td>", "<td>", "<table>", "<tbody>", "<tr>", "<td>d</td>",
        "</tr>", "</tbody>", "</table>", "</td>", "</tr>", "</tbody>", "</table>",
        "<p>x<br>", "y</p>",
        '<p style="page-break-before:always">z</p>', "",
    ]  # fmt: skip


WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {margin:0}</style><script>alert(1)</script></head><body>
<p class=MsoNormal align=center style='text-align:center'><b>Offer<o:p></o:p></b></p>
<p class=MsoNormal>Dear <span style='mso-spacerun:yes'> </span>[First
Name],<img src="file:///c/logo.png"></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>You start on «Start_Date».</p>
<table><tr><td style='font-weight:bold'>Pay</td><td><p>{{Salary}} {% raw %}</p></td></tr></table>
<div style='mso-element:footer'>Page 1</div></body></html>"""


def test_a_page_that_word_saved_comes_in() -> None:
    letter = read_letter.read(WORD_PAGE.encode())
    chosen = {one.number: one.proposal or TEXT for one in letter.placeholders}
    assert template_writer.source(letter, chosen).split("\n") == [
        '<p align="center"><strong>Offer</strong></p>',
        "<p>Dear  {{ candidate.first_name }},</p>",
        "<ol>", "<li>You start on {{ offer.start_date }}.</li>", "</ol>",
        "<table>", "<tbody>", "<tr>", "<td><strong>Pay</strong></td>",
        "<td>{{ offer.salary }} &#123;% raw %&#125;</td>", "</tr>", "</tbody>", "</table>",
        "<p>Page 1</p>", "",
    ]  # fmt: skip
    assert letter.left_out == ("an image", "a script", "a header or footer of Word")


def test_how_letters_are_dressed_is_named_once_and_what_is_copied_from_google_is_not_bold() -> None:
    dressed = '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>x</w:t></w:r>'
    indented = '<w:p><w:pPr><w:ind w:left="720"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    section = '<w:sectPr><w:cols w:num="2"/></w:sectPr>'
    letter = read_letter.read(docx(para(dressed, dressed), para(dressed), indented, section))
    assert letter.left_out == ("fonts, sizes and colours", "indents", "text in columns")
    copied = (
        '<b style="font-weight:normal"><p><span style="font-weight:400">a </span>'
        '<span style="font-weight:700">b</span></p></b>'
    )
    assert template_writer.source(read_letter.read(copied.encode()), {}) == (
        "<p>a <strong>b</strong></p>\n"
    )


def test_text_that_was_pasted_comes_in() -> None:
    pasted = (
        "Dear [Name]\r\n\r\n•\tone\n    o\ttwo\n1.\tthree\n2.\tfour\n"
        "Pay\t[Salary]\nStart\t[Start date]\n"
    )
    letter = read_letter.read(pasted.encode("utf-16"))
    assert template_writer.source(letter, {0: "candidate.name", 2: LINE}).split("\n") == [
        "<p>Dear {{ candidate.name }}</p>",
        "<ul>", "<li>one", "<ul>", "<li>two</li>", "</ul>", "</li>", "</ul>",
        "<ol>", "<li>three</li>", "<li>four</li>", "</ol>",
        "<table>", "<tbody>", "<tr>", "<td>Pay</td>", "<td>[Salary]</td>", "</tr>",
        "<tr>", "<td>Start</td>", f"<td>{template_writer.RULE}</td>", "</tr>", "</tbody>",
        "</table>", "",
    ]  # fmt: skip


BEGIN, SEPARATE, END = (
    f'<w:r>{{}}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def instruction(words: str, look: str = "") -> str:
    return f"<w:r>{look}<w:instrText> {words} </w:instrText></w:r>"


def read_lines(*body: str) -> tuple[str, tuple[str, ...]]:
    letter = read_letter.read(docx(*body))
    source = template_writer.source(letter, {})
    return re.sub("</?p>", "", source), letter.left_out


@pytest.mark.parametrize("separate", [SEPARATE.format(""), ""])
@pytest.mark.parametrize("name", ["MERGEFIELD Name", "IF x", "PAGE"])
def test_a_field_without_an_end_takes_nothing_with_it(name: str, separate: str) -> None:
    open_field = BEGIN.format("") + instruction(name) + separate
    lines, left_out = read_lines(para("a ", open_field + run("shown")), para("b"), para("c"))
    assert lines == "a shown\nb\nc\n"
    assert left_out == ("an unended field",)
    inner = word_letters.merge("Job_Title")
    lines, left_out = read_lines(para(open_field, inner), para("x"), para(open_field, "y"))
    assert lines == "«Job_Title»\nx\ny\n"
    assert left_out == ("2 unended fields",)


def test_a_field_over_several_paragraphs_is_still_one() -> None:
    whole = BEGIN.format("") + instruction("MERGEFIELD Name") + SEPARATE.format("")
    assert read_lines(para("a", whole), para("b"), para(END.format("") + run("c"))) == (
        "a\n«Name»c\n", (),
    )  # fmt: skip


def test_a_field_whose_marks_are_hidden_is_a_field() -> None:
    marks = BEGIN.format(HIDDEN), instruction("MERGEFIELD Name", HIDDEN), SEPARATE.format(HIDDEN)
    end = END.format(HIDDEN)
    assert read_lines(para("a ", *marks, run("«Name»"), end, " b")) == ("a «Name» b\n", ())
    assert read_lines(para("a ", *marks, run("«Name»", "vanish"), end, " b")) == (
        "a  b\n", ("2 hidden texts: “«Name»”",),
    )  # fmt: skip
    seen = BEGIN.format(""), instruction("MERGEFIELD Name"), SEPARATE.format("")
    assert read_lines(para("a ", *seen, run("«Name»"), end, " b")) == ("a «Name» b\n", ())


# ---------------------------------------------------------------- hostile files

ENTITIES = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0old", "an old Word file"),
        (b"{\\rtf1 x}", "Rich Text Format"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04 and nothing", "cannot be unpacked"),
        (word_letters.packed({"word/other.xml": "<a/>"}), "no document in it"),
        (word_letters.packed({"content.xml": "<a/>", "mimetype": "x"}), "OpenDocument"),
        (word_letters.packed({"xl/workbook.xml": "<a/>"}), "a workbook"),
        (word_letters.packed({"word/document.xml": ENTITIES}), "entities of its own"),
        (word_letters.packed({"word/document.xml": "<a>" * 400 + "</a>" * 400}), "nested too deep"),
        (word_letters.packed({"word/document.xml": "<a><b></a>"}), "no XML"),
        (docx(para("x"))[:-200], "cannot be unpacked"),
        (docx(), "no words in it"),
        (b"GIF89a\0\0\0", "no text"),
        (b" \n ", "no words in it"),
    ],
)
def test_a_file_that_is_no_letter_says_so(data: bytes, why: str) -> None:
    with pytest.raises(ForeignLetterError, match=why):
        read_letter.read(data)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("is_damaged", [True, False])
def test_a_file_that_is_packed_as_word_never_does_says_so(packing: int, is_damaged: bool) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", packing) as made:
        made.writestr("word/document.xml", "<a>words</a>" * 99)
    data = bytearray(file.getvalue())
    if is_damaged:
        data[55:75] = bytes(20)
    with pytest.raises(ForeignLetterError, match="packed in an unusual way"):
        read_letter.read(bytes(data))


def test_a_zip_bomb_is_read_only_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "LONGEST_PART", 50_000)
    with pytest.raises(ForeignLetterError, match="Unpacked it is larger"):
        read_letter.read(docx(para("0" * 60_000)))
    with pytest.raises(ForeignLetterError, match="Unpacked it is larger"):  # all parts together
        read_letter.read(docx(para("0" * 48_000), header="0" * 48_000, footer="0" * 9_000))


def test_a_letter_of_nothing_but_placeholders_lists_only_so_many() -> None:
    letter = read_letter.read(docx(para(" ".join(f"[word{number}]" for number in range(900)))))
    assert len(letter.placeholders) == slot_finder.MOST
    text = re.sub("<[^>]*>", "", template_writer.source(letter, {}))
    assert len(text.split()) == 900
    with pytest.raises(ForeignLetterError, match="more than 131,072 characters"):
        read_letter.read(b"word " * 30_000)


PIECES = st.lists(
    st.tuples(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12),
              st.sampled_from(["", "b", "i", "b i", "u"])),
    min_size=1, max_size=6,
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_no_word_of_a_letter_vanishes_and_none_of_them_runs(
    paragraphs: list[list[tuple[str, str]]],
) -> None:
    letter = read_letter.read(
        docx(*(para(*(run(f"{text} ", look) for text, look in one)) for one in paragraphs))
    )
    made = rendering.render(template_writer.source(letter, {}), INPUTS)
    assert made.error is None and made.missing == ()
    shown = "".join(unescape(re.sub("<[^>]*>", "", made.html)).split())
    assert shown == "".join(text for one in paragraphs for text, _ in one)


# ---------------------------------------------------------------- what is proposed and chosen


@pytest.mark.parametrize(
    ("spelled", "proposal"),
    [
        ("{{candidate.firstName}}", "candidate.first_name"),
        ("[insert candidate name here]", "candidate.name"),
        ("{{MY_FULL_NAME}}", "sender.name"),
        ("{{Sig_es_:signer1:signature}}", LINE),
        ("[Title of Representative]", "company.signatory_title"),
        ("[hourly rate]", 'offer.salary | per("hour")'),
        ("{{currency_code}}", "offer.currency"),
        ("[Acceptance Deadline]", "offer.expiry_date"),
        ("[Date d'entrée]", "offer.start_date"),
        ("[Nombre]", "candidate.name"),
        ("«Gehalt»", "offer.salary"),
        # near to something of ours, and not it
        ("[Vesting Start Date]", ""),
        ("[Bonus Amount]", ""),
        ("[Hiring Manager Name]", ""),
        ("[Candidate Address]", ""),
        ("[Probation End Date]", ""),
    ],
)
def test_what_a_placeholder_stands_for_is_told_by_its_words(spelled: str, proposal: str) -> None:
    assert proposals.propose(spelled, slot_finder.words_of(spelled), "", "") == proposal


def test_every_proposal_is_an_expression_of_the_language() -> None:
    for _, value in proposal_rules.RULES:
        assert value == LINE or rendering.check(f"{{{{ {value} }}}}") == ()


def test_a_custom_field_of_the_desk_is_proposed_by_its_name(desk: Path) -> None:
    making.a_field("Signing bonus")
    letter = foreign_templates.read_bytes(b"Bonus: <<Signing Bonus>> and [signing_bonus]")
    proposals = [one.proposal for one in letter.placeholders]
    assert proposals == ["offer.fields.signing_bonus"] * 2


def test_a_choice_that_letters_do_not_know_is_refused(desk: Path) -> None:
    assert foreign_templates.meant(" {{ offer.salary | yearly }} ") == "offer.salary | yearly"
    for wrong in ("candidate.nickname", "7 *", "offer.fields.none", "", "field:"):
        with pytest.raises(Invalid):
            foreign_templates.meant(wrong)
