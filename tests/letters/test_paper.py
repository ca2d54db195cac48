"""What letters are put on: pictures that are kept in the desk, a second signatory, a reference."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support import making
from support.delivering import PNG
from support.exported import text_out
from support.letter_making import letter_in

from data.delivery import (
    deliverable_letter,
    file_formats,
    pictures_in_letters,
    plain_text,
    svg_cleaning,
    web_page,
    word_file,
)
from data.delivery.delivery_records import DeliverableLetter, FileFormat, Paper, Picture
from data.errors import Invalid
from data.exchange.backup import backup_export
from data.offers import offers
from data.people import candidates, erasing
from data.records.offer_records import OfferRecord
from data.safekeeping import verify
from data.settings import paper_files, settings
from data.settings.paper_files import PaperFile as PaperFileRecord
from data.settings_form import settings_form
from data.storage import connection, database
from data.storage.models import PaperFile
from data.templates import templates
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")

SVG = b"""<?xml version="1.0" encoding="utf-8"?><!-- drawn --><svg
xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><style>.a{fill:#123}</style>
<path class="a" d="M0 0h9v9z"/><text x="1">Fern&amp;castle</text></svg>"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with a picture of every kind."""
    (tmp_path / "logo.svg").write_bytes(SVG)
    (tmp_path / "rui.png").write_bytes(PNG)
    (tmp_path / "ada.png").write_bytes(PNG + b"other")
    return tmp_path


def enter(**entered: str | bool | Path) -> tuple[str, ...]:
    """Settings as a person enters them."""
    plain = {key: str(one) if isinstance(one, Path) else one for key, one in entered.items()}
    return settings_form.save(settings_form.current().changed(**plain))


def dress(folder: Path) -> None:
    """All that letters can be put on."""
    enter(
        company_name="Ferncastle", signatory_name="Rui Costa", second_signatory_name="Ada Brandt",
        second_signatory_title="Head of People", signature_file=folder / "rui.png",
        second_signature_file=folder / "ada.png", logo_file=folder / "logo.svg",
        letter_place="Lisbon", letter_reference="HR-{year}-{number}", letter_confidential=True,
    )  # fmt: skip


def shipped(offer: OfferRecord | None = None) -> OfferRecord:
    """A ready offer with the shipped letter."""
    template = templates.default("offer")
    assert template is not None
    return making.a_ready_offer(template_id=template.id, letter_html=None)


def letter_of(offer: OfferRecord) -> DeliverableLetter:
    return deliverable_letter.for_offer(offers.get(offer.id))


# ---------------------------------------------------------------- in the letter


def test_the_letter_has_what_the_settings_say_and_pictures_are_named_in_text(
    pictures: Path,
) -> None:
    dress(pictures)
    offer = shipped()
    assert offer.candidate is not None
    draft = replace(candidates.draft_of(offer.candidate), address="Lindenweg 3\n20095 Hamburg")
    candidates.update(offer.candidate.id, draft)
    lines = [line.strip() for line in plain_text.text(letter_of(offer)).splitlines()]
    text = "\n".join(filter(None, lines))
    for words in ("[Logo: Ferncastle]", "[Signature: Rui Costa]", "[Signature: Ada Brandt]"):
        assert words in text
    assert "Zoë Müller\nLindenweg 3\n20095 Hamburg\nOur reference: HR-2026-1\n" in text
    assert "Private and confidential\nZoë Müller" in text and "\nLisbon, " in text
    assert "Rui Costa" in text and "Ada Brandt" in text and "Head of People" in text
    assert text.count("I accept this offer of employment.") == 1


def test_without_any_of_it_the_letter_is_as_it_was() -> None:
    enter(company_name="Ferncastle", signatory_name="Rui Costa")
    html = letter_of(shipped()).html
    assert "<img" not in html and "reference" not in html and "marking" not in html
    assert html.count("<hr") == 2 and html.count('<table class="signatures">') == 1


@pytest.mark.parametrize(
    ("pattern", "flaw"),
    [
        ("HR-{year}/{number}.{version}", ""),
        ("{jahr}", "{jahr} is none of {year}, {number}, {version}."),
        ("{", "{ is none of {year}, {number}, {version}."),
    ],
)
def test_a_reference_names_what_there_is(pattern: str, flaw: str) -> None:
    draft = settings_form.current().changed(letter_reference=pattern)
    assert [one.text for one in settings_form.check(draft)] == [f"Reference: {flaw}"] * bool(flaw)


def test_a_picture_stands_in_the_page_and_the_letter_is_as_it_is_stored(pictures: Path) -> None:
    dress(pictures)
    letter = letter_of(shipped())
    page = web_page.page(letter)
    assert page.count(' src="data:image/') == 3 and "od-logo" not in page.partition("<body>")[2]
    without = letter_in(page)
    for picture in letter.paper.by_name.values():
        without = without.replace(f' src="{picture.uri}"', "")
    assert without == letter.html


def test_a_letter_without_a_place_for_it_has_the_logo_above_it(pictures: Path) -> None:
    dress(pictures)
    page = web_page.page(letter_of(making.a_ready_offer()))
    assert page.count(' src="data:image/svg+xml;') == 1 and '<div class="od-logo">' in page
    assert "data:image/png" not in page


@pytest.mark.parametrize(
    "image",
    ['<img class="logo" alt="a">', '<img alt=">x" class="big logo">', "<img class='logo'>"],
)
def test_any_image_of_a_known_class_is_a_place(image: str) -> None:
    offer = making.a_ready_offer(letter_html=f"<p>{image}</p>")
    letter = replace(letter_of(offer), paper=Paper(pictures=(("logo", Picture(PNG, "png", 1, 1)),)))
    assert pictures_in_letters.names(letter.html) == {"logo"}
    assert letter_in(web_page.page(letter)).count("src=") == 1


def test_a_letter_names_no_picture_but_those_of_the_paper() -> None:
    html = '<img class="logo" src="file:///etc/passwd" alt="a"><img class="x" alt="b">'
    offer = making.a_ready_offer(letter_html=html)
    assert "src" not in letter_in(web_page.page(letter_of(offer)))


def test_a_word_file_has_signatures_in_their_place_and_names_what_it_cannot_have(
    pictures: Path,
) -> None:
    dress(pictures)
    made = file_formats.make(letter_of(shipped()), FileFormat.DOCX)
    assert made.notes == (word_file.NO_SVG,)
    import zipfile
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(made.data)) as parts:
        names = {name for name in parts.namelist() if "media" in name}
        document = parts.read("word/document.xml").decode()
    assert names == {"word/media/signature.png", "word/media/second_signature.png"}
    first, second = (document.index(f'r:embed="{n}"') for n in ("signature", "second_signature"))
    assert document.index("Yours sincerely") < first < second < document.index("Rui Costa<")


def test_an_email_without_a_note_carries_its_pictures(pictures: Path) -> None:
    dress(pictures)
    letter = replace(letter_of(shipped()), covering=None)
    assert set(web_page.used(letter)) == {"logo", "signature", "second_signature"}
    page = web_page.page_for_mail(letter, {"logo": "cid:logo@offerdesk"})
    assert page.count("src=") == 1 and "img-src cid:" in page


# ---------------------------------------------------------------- in the desk


def test_a_picture_is_in_the_desk_and_the_file_may_go(pictures: Path) -> None:
    dress(pictures)
    for path in pictures.iterdir():
        if path.suffix in (".svg", ".png"):
            path.unlink()
    letter = letter_of(shipped())
    assert set(letter.paper.by_name) == {"logo", "signature", "second_signature"}
    assert letter.notes == () and verify.verify() == ()
    shown = settings_form.current()
    assert shown["logo_file"] == "logo.svg (SVG, 200 x 50)"
    assert shown["signature_file"] == "rui.png (PNG, 1 x 1)"
    settings_form.save(shown.changed(company_phone="1"))
    assert settings_form.current()["logo_file"] == "logo.svg (SVG, 200 x 50)"


def test_a_sent_letter_keeps_its_pictures_and_what_nothing_has_is_removed(pictures: Path) -> None:
    dress(pictures)
    (offer,) = [making.move(shipped(), Status.SENT)]
    frozen = offer.versions[-1].letter
    assert frozen is not None
    enter(signature_file="", logo_file="", second_signature_file=pictures / "rui.png")
    after = letter_of(offer)
    assert (after.html, after.sha256) == (frozen.html, frozen.sha256)
    assert set(after.paper.by_name) == {"logo", "signature", "second_signature"}
    assert after.paper.by_name["second_signature"].data == PNG + b"other"
    assert PaperFile.select().count() == 3
    assert offer.candidate is not None
    erasing.erase(offer.candidate.id)
    enter(second_signature_file="")
    assert PaperFile.select().count() == 0


def test_a_sent_letter_stays_on_the_paper_that_it_was_sent_on(pictures: Path) -> None:
    enter(letter_footer="Foot", letter_header="Head", logo_file=pictures / "logo.svg",
          company_name="Ferncastle", signatory_name="Rui Costa")  # fmt: skip
    offer = making.move(shipped(), Status.SENT)
    before = letter_of(offer).paper
    enter(page_size="Letter", letter_font="Charter", letter_signing="docusign",
          letter_header="", letter_footer="", logo_file="")  # fmt: skip
    assert letter_of(offer).paper == before
    assert letter_of(shipped()).paper == Paper("Letter", font="Charter", signing="docusign")


def test_a_picture_of_another_program_that_is_not_what_it_says_is_left_out_and_named(
    pictures: Path,
) -> None:
    enter(logo_file=pictures / "rui.png")
    connection.reader().execute("DROP TRIGGER paper_files_stay")
    connection.reader().execute("UPDATE paper_files SET data = 'AAAA'")
    letter = letter_of(making.a_ready_offer())
    assert letter.paper.logo is None and "not in the desk" in letter.notes[0]
    assert [one.check for one in verify.verify()] == ["paper"]


def test_a_path_from_before_is_read_and_taken_in_when_it_is_entered_anew(pictures: Path) -> None:
    path = str(pictures / "rui.png")
    settings.put("logo_file", path)
    assert letter_of(making.a_ready_offer()).paper.logo is not None
    assert settings_form.current()["logo_file"] == path
    settings_form.save(settings_form.current().changed(company_phone="1"))
    assert paper_files.is_kept(settings.get("logo_file"))


# ---------------------------------------------------------------- hostile drawings

HOSTILE = {
    "script": "<script>x()</script>",
    "onclick": '<g onclick="x()"/>',
    "image": '<image href="file:///etc/passwd"/>',
    "foreignObject": "<foreignObject><p>x</p></foreignObject>",
    "style": '<rect style="fill:url(http://127.0.0.1/x)"/>',
    "use": '<use href="http://127.0.0.1/x#y"/>',
    "a": '<a href="javascript:x()"><g/></a>',
    "animate": '<animate attributeName="href" values="javascript:x()"/>',
    "iframe": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
    "set": '<set attributeName="onload" to="x()"/>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_runs_or_fetches_is_left_out_of_a_drawing_and_named(name: str) -> None:
    start = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20">'
    made = svg_cleaning.cleaned(f"{start}{HOSTILE[name]}<rect id='k'/></svg>".encode())
    text = made.data.decode()
    assert made.left_out == (name,) and '<rect id="k" />' in text
    for word in ("script", "passwd", "127.0.0.1", "onclick", "onload", "foreign", "iframe"):
        assert word not in text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<g>" * 100 + "</g>" * 100, "too many parts"),
        ("<g/>" * 6_000, "too many parts"),
        ("<g>", "damaged"),
    ],
)
def test_an_absurd_drawing_is_refused(body: str, why: str) -> None:
    with pytest.raises(svg_cleaning.SvgError, match=why):
        svg_cleaning.cleaned(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode())


@pytest.mark.parametrize("encoding", ["klingon", "utf-7"])
def test_a_drawing_in_an_encoding_that_is_not_known_is_refused(encoding: str) -> None:
    start = f'<?xml version="1.0" encoding="{encoding}"?>'
    with pytest.raises(svg_cleaning.SvgError, match="damaged"):
        svg_cleaning.cleaned(start.encode() + SVG.partition(b"?>")[2])


def test_entities_are_refused_and_what_draws_again_cannot_grow() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    with pytest.raises(svg_cleaning.SvgError, match="entities"):
        svg_cleaning.cleaned(bomb)
    levels = "".join(f'<g id="g{n}"><use href="#g{n - 1}"/>' * 1 + "</g>" for n in range(1, 9))
    start = '<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"/>'
    made = svg_cleaning.cleaned(f"{start}{levels}</svg>".encode())
    assert made.data.decode().count("<use") == 1


@pytest.mark.parametrize(
    ("stated", "size"),
    [
        ('width="10mm" height="20mm"', (38, 76)),
        ('viewBox="0 0 400 100"', (400, 100)),
        ('width="100" viewBox="0 0 400 100"', (100, 25)),
        ('width="100%" height="nan"', (300, 300)),
        ('width="999999" height="9"', (4000, 1)),
        ("", (300, 300)),
    ],
)
def test_a_drawing_has_a_size_whatever_it_says(stated: str, size: tuple[int, int]) -> None:
    made = svg_cleaning.cleaned(f'<svg xmlns="http://www.w3.org/2000/svg" {stated}/>'.encode())
    assert (made.width, made.height) == size


def test_what_is_left_out_is_said_when_it_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "odd.svg"
    path.write_bytes(SVG.replace(b"<path", b"<script>x</script><path"))
    assert enter(logo_file=path) == ("left out of odd.svg: script",)
    path.write_text("<svg")
    with pytest.raises(Invalid, match="damaged"):
        enter(logo_file=path)


@pytest.mark.parametrize("ids", [None, (1,)], ids=["whole", "of an offer"])
def test_the_dump_carries_the_pictures(pictures: Path, ids: tuple[int, ...] | None) -> None:
    dress(pictures)
    offer = making.move(shipped(), Status.SENT)
    lines = [json.loads(line) for line in text_out("json", ids).splitlines()]
    before = letter_of(offer).paper.by_name
    assert len(before) == 3
    database.open_desk(pictures / "another.db")
    assert PaperFile.select().count() == 0
    with database.transaction() as desk:
        backup_export.read(desk, lines)
    assert letter_of(offer).paper.by_name == before and verify.verify() == ()


def test_a_drawing_that_a_dump_brought_is_made_safe_too(pictures: Path) -> None:
    hostile = SVG.replace(b"<path", b"<script>x</script><path")
    settings.put("logo_file", paper_files.keep(PaperFileRecord("a.svg", "svg", 1, 1, hostile)))
    logo = letter_of(making.a_ready_offer()).paper.logo
    assert logo is not None and b"script" not in logo.data and b"castle" in logo.data
