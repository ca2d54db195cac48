"""A letterhead of one's own: a PDF under the pages of a letter, of which only drawings are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.delivering import PLAIN, structure
from support.everyday import everyday

from data.delivery import deliverable_letter, letterhead_files, pdf, svg_cleaning, web_page
from data.delivery.delivery_records import Letterhead, Paper
from data.delivery.picture_files import BadPicture
from data.errors import Invalid
from data.offers import offers
from data.settings import paper_files, settings
from data.settings_form import settings_form
from data.storage.models import PaperFile
from data.values.status import Status

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("weasyprint")

DRAWN = b"BT /F1 24 Tf 60 780 Td (Printed paper %d) Tj ET"


def sheet(pages: int = 1, *, size: tuple[int, int] = (595, 842), hostile: bool = False) -> bytes:
    """A letterhead, its pages numbered; a hostile one runs, fetches and carries what it can."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject
    from pypdf.generic import TextStringObject as Text

    writer = pypdf.PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    for number in range(pages):
        page = writer.add_blank_page(*size)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = StreamObject()
        stream.set_data(DRAWN % (number + 1))
        page[NameObject("/Contents")] = writer._add_object(stream)
        if hostile:
            action = DictionaryObject({
                NameObject("/S"): NameObject("/URI"), NameObject("/URI"): Text("http://evil.test"),
            })  # fmt: skip
            link = DictionaryObject({
                NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action,
            })  # fmt: skip
            page[NameObject("/Annots")] = ArrayObject([link])
            page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    if hostile:
        script = DictionaryObject({
            NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): Text("evil()"),
        })  # fmt: skip
        writer.root_object[NameObject("/OpenAction")] = script
        writer.add_attachment("evil.exe", b"evil")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def on(data: bytes, body: str = "<p>Dear Zoë</p>") -> list[str]:
    """The text of each page of a letter on a letterhead."""
    count = letterhead_files.page_count(data)
    paper = Paper(letterhead=Letterhead(data, count, 50, 30, 30))
    made = pdf.make(replace(PLAIN, html=body, paper=paper))
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]


LONG = "<p>Line</p>" * 120


@pytest.mark.parametrize(
    ("pages", "numbers"), everyday([(1, [1, 1, 1]), (2, [1, 2, 2]), (5, [1, 2, 2])])
)
def test_the_first_page_has_the_first_sheet_and_others_the_second(
    pages: int, numbers: list[int]
) -> None:
    file, _ = letterhead_files.checked("a.pdf", sheet(pages))
    texts = on(file.data, LONG)
    found = [next(n for n in range(1, 6) if f"Printed paper {n}" in text) for text in texts[:3]]
    assert found == numbers and all("Line" in text for text in texts[:3])


def test_only_what_is_drawn_is_kept_and_what_a_person_loses_is_named() -> None:
    file, left_out = letterhead_files.checked("a.pdf", sheet(3, hostile=True))
    assert left_out == ("links and fields", "pages behind the second")
    made = pdf.make(
        replace(PLAIN, paper=Paper(letterhead=Letterhead(sheet(1, hostile=True), 1, 50, 30, 30)))
    )
    for data in (file.data, made):
        written = structure(data)
        assert not [word for word in ("evil", "/AA", "/URI", "JavaScript") if word in written]


def test_the_letterhead_is_no_part_of_the_text_and_the_pdf_stays_tagged() -> None:
    paper = Paper(letterhead=Letterhead(sheet(), 1, 50, 30, 30))
    made = pdf.make(replace(PLAIN, paper=paper))
    page = pypdf.PdfReader(BytesIO(made)).pages[0]
    assert page.get_contents().get_data().startswith(b"/Artifact BMC q ")
    assert made.startswith(b"%PDF-1.7") and "pdfuaid" in structure(made)
    assert "/StructTreeRoot" in structure(made)
    assert made == pdf.make(replace(PLAIN, paper=paper))


def test_a_sheet_of_another_size_is_drawn_over_the_whole_page() -> None:
    paper = Paper(letterhead=Letterhead(sheet(size=(1190, 1684)), 1, 50, 30, 30))
    made = pdf.make(replace(PLAIN, paper=paper))
    data = pypdf.PdfReader(BytesIO(made)).pages[0].get_contents().get_data()
    across = float(data.split()[3])
    assert 0.49 < across < 0.51


def test_it_stands_in_place_of_the_head_that_the_letter_writes() -> None:
    bare = web_page.page_for_pdf(PLAIN)
    paper = Paper(letterhead=Letterhead(b"", 2, 61, 33, 28))
    under = web_page.page_for_pdf(replace(PLAIN, paper=paper))
    assert "header.letterhead" not in bare
    for words in ("header.letterhead, .od-logo { display: none; }", "margin-top: 61mm",
                  "margin-top: 33mm; margin-bottom: 28mm"):  # fmt: skip
        assert words in under
    assert "header.letterhead" not in web_page.page(replace(PLAIN, paper=paper))


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(sheet())))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def bomb() -> bytes:
    """A page that unpacks to far more than it is."""
    from pypdf.generic import NameObject, StreamObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(b"0 0 m " * 1_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", "is no PDF"),
        (b"%PDF-1.7\n", "cannot be read"),
        (b"%PDF-1.7\n" + b"\xff" * 4_000, "cannot be read"),
        (sheet()[:400], "cannot be read"),
        (sheet(size=(20, 20)), "no page of a letter"),
        (sheet(size=(9_000, 842)), "no page of a letter"),
        (encrypted(), "cannot be read"),
        (bomb(), "cannot be read"),
    ],
    ids=["png", "empty", "noise", "cut", "tiny", "huge", "encrypted", "bomb"],
)
def test_what_is_no_letterhead_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(BadPicture, match=why):
        letterhead_files.checked("a.pdf", data)


def test_what_draws_too_much_is_refused_before_it_is_read_command_by_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(pypdf.PageObject, "transfer_rotation_to_content", read.append)
    with pytest.raises(BadPicture):
        letterhead_files.checked("big.pdf", bomb())
    assert read == []


@pytest.mark.parametrize("at", range(0, 700, 23))
def test_a_damaged_one_is_read_or_refused(at: int) -> None:
    data = bytearray(sheet(2))
    data[at : at + 9] = b"<<<</[(>>"
    try:
        letterhead_files.checked("a.pdf", bytes(data))
    except BadPicture as error:
        assert "a.pdf" in error.text


@pytest.mark.usefixtures("desk")
def test_it_is_kept_in_the_desk_and_with_the_letters_that_had_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(sheet(2))
    save = settings_form.save
    save(settings_form.current().changed(letterhead_file=str(path), letterhead_top="61"))
    path.unlink()
    assert settings_form.current()["letterhead_file"] == "paper.pdf (PDF, 595 x 842)"
    offer = making.move(making.a_ready_offer(), Status.SENT)
    save(settings_form.current().changed(letterhead_file="", letterhead_top="20"))
    under = deliverable_letter.for_offer(offers.get(offer.id)).paper.letterhead
    assert under is not None and (under.pages, under.top) == (2, 61)
    assert deliverable_letter.for_offer(making.a_ready_offer()).paper.letterhead is None
    assert PaperFile.select().count() == 1


@pytest.mark.usefixtures("desk")
def test_a_wrong_file_is_refused_where_it_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_text("no PDF")
    with pytest.raises(Invalid, match="is no PDF"):
        settings_form.save(settings_form.current().changed(letterhead_file=str(path)))


@pytest.mark.usefixtures("desk")
def test_a_file_is_looked_into_once_while_other_settings_are_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf, drawing = tmp_path / "paper.pdf", tmp_path / "logo.svg"
    looked: list[str] = []

    def counted(kind: str, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def look(data: Any) -> Any:
            looked.append(kind)
            return read(data)

        return look

    monkeypatch.setattr(pypdf, "PdfReader", counted("pdf", pypdf.PdfReader))
    monkeypatch.setattr(svg_cleaning, "cleaned", counted("svg", svg_cleaning.cleaned))
    for width in (600, 610):
        pdf.write_bytes(sheet(size=(width, 842)))
        drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="9"/>')
        named = settings_form.current().changed(letterhead_file=str(pdf), logo_file=str(drawing))
        for name in ("F", "Fa", "Fal"):
            assert settings_form.check(named.changed(company_name=name)) == ()
    assert sorted(looked) == ["pdf", "pdf", "svg", "svg"]


@pytest.mark.usefixtures("desk")
def test_one_that_is_broken_in_the_desk_is_left_out_and_that_is_said() -> None:
    broken = paper_files.PaperFile("a.pdf", "pdf", 595, 842, b"%PDF-1.7 broken")
    settings.put("letterhead_file", paper_files.keep(broken))
    found = deliverable_letter.for_offer(making.a_ready_offer())
    assert found.paper.letterhead is None
    assert found.notes == ("The letter has no letterhead: The letterhead cannot be read.",)
