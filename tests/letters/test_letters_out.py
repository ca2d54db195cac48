"""Letters on their way out: pages, emails, names, files, the record of it; nothing is fetched."""

from __future__ import annotations

import email
import email.policy
import json
import os
import re
import stat
import sys
import threading
import unicodedata
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making
from support.delivering import HOSTILE, PLAIN, PNG, attached, parsed, tampered
from support.letter_making import letter_in

from data.delivery import (
    deliverable_letter,
    delivery_events,
    destinations,
    email_draft,
    file_formats,
    file_names,
    open_externally,
    page_styles,
    pdf,
    picture_files,
    plain_text,
    save_file,
    web_page,
)
from data.delivery.delivery_records import DeliverableLetter, FileFormat, Paper, RenderedFile
from data.delivery.destinations import Destination
from data.errors import DataError, NotAllowed, NotFound
from data.letters.letter_hash import letter_hash
from data.offers import offers, versions
from data.people import candidates
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.templates import templates
from data.values.status import Status
from data.values.text import one_line

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without WeasyPrint."""
    pdf._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A picture of one pixel."""
    path = tmp_path / "logo.png"
    path.write_bytes(PNG)
    settings.put("logo_file", str(path))
    return path


def letter(**changes: object) -> DeliverableLetter:
    return replace(deliverable_letter.for_offer(making.a_ready_offer()), **changes)


class Reader(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs)))


def nothing_active(page: str) -> None:
    """No tag runs, and none names anything to fetch but what is in the page itself."""
    for tag, attributes in Reader(page).met:
        assert tag not in {"script", "iframe", "object", "link", "base", "svg", "embed", "form"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in ("src", "srcset", "data", "background", "poster"):
                assert (value or "").startswith(("data:image/", "cid:logo@"))
            if name == "href":
                assert (value or "").startswith(("http:", "https:", "mailto:", "tel:"))
        assert attributes.get("http-equiv") in (None, "Content-Security-Policy")
        assert "url(" not in (attributes.get("style") or "")
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style and page.count("<style") == 1
    assert "url(" not in style[1] and "@import" not in style[1]


# ---------------------------------------------------------------- which letter


def test_an_unsent_letter_goes_out_as_it_would_be_sent_now() -> None:
    template = making.a_template("<h1>Welcome</h1><p>Dear {{ candidate.first_name }}</p>")
    offer = making.a_ready_offer(template_id=template, letter_html=None)
    found = deliverable_letter.for_offer(offer)
    assert found.html == "<h1>Welcome</h1><p>Dear Zoë</p>"
    assert (found.is_draft, found.is_frozen, found.mark, found.unset) == (True, False, "", ())


def test_a_sent_letter_goes_out_byte_for_byte_whatever_the_template_says_now() -> None:
    template = making.a_template("<p>We pay {{ offer.salary | money }}.</p>")
    offer = making.sent(template_id=template, letter_html=None)
    frozen = offer.versions[-1].letter
    assert frozen is not None
    templates.revise(template, "<p>Something else</p>")
    candidates.update(_id(offer), replace(_draft(offer), first_name="Other"))
    found = deliverable_letter.for_offer(offers.get(offer.id))
    assert (found.html, found.sha256, found.is_frozen) == (frozen.html, frozen.sha256, True)
    page = web_page.page(found)
    assert letter_in(page) == frozen.html
    assert sha256(letter_in(page).encode()).hexdigest() == frozen.sha256
    assert frozen.sha256 in page


def _id(offer: OfferRecord) -> int:
    assert offer.candidate is not None
    return offer.candidate.id


def _draft(offer: OfferRecord) -> candidates.CandidateDraft:
    return candidates.draft_of(candidates.get(_id(offer)))


def test_an_email_of_a_draft_holds_the_bytes_that_sending_freezes() -> None:
    offer = making.a_ready_offer(template_id=making.a_template(), letter_html=None)
    page = web_page.page(deliverable_letter.for_offer(offer))
    sent = making.move(offer, Status.SENT)
    assert sent.versions[-1].letter is not None
    assert letter_in(page) == sent.versions[-1].letter.html


def test_a_sent_letter_that_was_changed_in_the_file_is_refused(desk: Path) -> None:
    offer = making.sent()
    from data.storage import connection

    reader = connection.reader()
    for (name,) in reader.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'letters'"
    ).fetchall():
        reader.execute(f"DROP TRIGGER {name}")
    reader.execute("UPDATE letters SET html = '<p>A million a year</p>'")
    with pytest.raises(NotAllowed, match="SHA-256"):
        deliverable_letter.for_offer(offers.get(offer.id))


def test_an_older_version_that_was_never_sent_says_so_on_the_page() -> None:
    offer = making.a_ready_offer()
    making.edit(offer, letter_html="<p>Second</p>")
    found = deliverable_letter.for_offer(offers.get(offer.id), 1)
    assert found.mark == "Draft of version 1, never sent"
    assert "Draft of version 1, never sent" in web_page.page(found)
    assert plain_text.text(found).startswith("[Draft of version 1, never sent]")
    assert deliverable_letter.for_offer(offers.get(offer.id)).mark == ""


def test_what_is_unset_is_named_and_marked_on_the_page() -> None:
    template = making.a_template("<p>We pay {{ offer.salary }} from {{ offer.start_date }}.</p>")
    offer = making.an_offer(template_id=template)
    found = deliverable_letter.for_offer(offer)
    assert len(found.unset) == 2 and "salary" in deliverable_letter.refusal(found)
    assert found.mark == deliverable_letter.INCOMPLETE
    assert f'<p class="od-mark">{deliverable_letter.INCOMPLETE}</p>' in web_page.page(found)


@pytest.mark.parametrize(
    ("number", "kind", "refused"),
    [(9, "offer", NotFound), (None, "farewell", NotFound)],
)
def test_what_is_not_there_is_not_found(
    number: int | None, kind: str, refused: type[DataError]
) -> None:
    offer = making.a_ready_offer()
    with pytest.raises(refused):
        deliverable_letter.for_offer(offer, number, kind)


def test_an_offer_without_a_letter_has_none_to_let_out() -> None:
    with pytest.raises(NotAllowed, match="template"):
        deliverable_letter.for_offer(making.an_offer())
    with pytest.raises(NotAllowed, match="empty letter"):
        deliverable_letter.for_offer(making.an_offer(letter_html="<p> </p><script>x</script>"))


@pytest.mark.parametrize("kind", ["withdrawal", "reminder"])
def test_another_kind_of_letter_is_made_of_the_offers_data_as_of_now(kind: str) -> None:
    offer = making.sent()
    template = templates.create(
        templates.TemplateDraft("Ours", kind, "<p>About {{ job.title }}, {{ candidate.name }}</p>")
    )
    found = deliverable_letter.for_offer(offer, None, kind, template.id)
    assert found.html == "<p>About Data Engineer, Zoë Müller</p>"
    assert (found.is_draft, found.is_frozen, found.kind) == (False, False, kind)
    assert kind in file_names.file_name(found, FileFormat.PDF)
    assert (kind, template.id) in [
        (one, t.id) for one, t in deliverable_letter.kinds() if t is not None
    ]


def test_the_foot_of_the_page_is_kept_with_a_sent_letter() -> None:
    settings.put("letter_footer", "Registered in Hamburg")
    offer = making.sent()
    settings.put("letter_footer", "Registered in Lisbon")
    assert (
        deliverable_letter.for_offer(offers.get(offer.id)).paper.footer == "Registered in Hamburg"
    )
    assert (
        deliverable_letter.for_offer(making.a_ready_offer()).paper.footer == "Registered in Lisbon"
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ candidate.name }} joins us", "Zoë Müller joins us"),
        ("{{ fields.nothing }}", "Welcome & hello"),
        ("two\r\nBcc: all@example.com", "two Bcc: all@example.com"),
    ],
)
def test_the_subject_is_the_templates_else_the_heading(source: str, said: str) -> None:
    body = "<h1>Welcome &amp; <em>hello</em></h1><p>Dear</p>"
    template = templates.create(templates.TemplateDraft("Ours", "offer", body, source))
    offer = making.a_ready_offer(template_id=template.id, letter_html=None)
    assert deliverable_letter.for_offer(offer).subject == said


def test_a_letter_without_template_and_heading_is_about_the_job() -> None:
    assert (
        deliverable_letter.for_offer(making.a_ready_offer()).subject == "Your offer: Data Engineer"
    )


def test_the_language_of_a_letter_is_its_own_or_its_templates() -> None:
    german = templates.create(
        templates.TemplateDraft("Deutsch", "offer", "{# locale: de_AT #}<p>Guten Tag</p>")
    )
    offer = making.a_ready_offer(template_id=german.id, letter_html=None)
    assert '<html lang="de-AT">' in web_page.page(deliverable_letter.for_offer(offer))
    said = making.edit(offer, letter_html='<div lang="pt-BR"><p>Bom dia</p></div>')
    assert deliverable_letter.for_offer(said).language == "pt-BR"
    assert deliverable_letter.for_offer(making.a_ready_offer()).language == "en"


# ---------------------------------------------------------------- pages


def test_a_page_stands_alone_and_says_what_it_may_load(logo: Path) -> None:
    page = web_page.page(deliverable_letter.for_offer(making.a_ready_offer()))
    nothing_active(page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy and style
    assert policy[1].startswith("default-src 'none'") and "img-src data:" in policy[1]
    import base64

    digest = base64.b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src-elem 'sha256-{digest}'" in policy[1]
    assert page.startswith("<!DOCTYPE html>") and '<meta charset="utf-8">' in page
    assert "data:image/png;base64," in page and "@page { size: A4" in page


def test_without_a_logo_a_page_loads_no_picture_at_all() -> None:
    page = web_page.page(letter())
    assert "img-src 'none'" in page and "<img" not in page


@pytest.mark.parametrize("form", [FileFormat.HTML, FileFormat.EML])
def test_nothing_hostile_gets_out(form: FileFormat, no_pdf: None) -> None:
    offer = tampered(making.a_ready_offer(), HOSTILE)
    made = file_formats.make(deliverable_letter.for_offer(offer), form)
    if form is FileFormat.EML:
        for part in parsed(made.data).walk():
            if part.get_content_type() == "text/html":
                nothing_active(part.get_content())
    else:
        nothing_active(made.data.decode())
    assert b"passwd" not in made.data and b"127.0.0.1" not in made.data


def test_a_sent_letter_of_another_program_is_made_safe_and_that_is_said() -> None:
    from data.storage.models import Letter

    offer = making.a_ready_offer()
    version = versions.id_of(offer.id, 1)
    digest = letter_hash(HOSTILE)
    Letter.create(
        version=version, html=HOSTILE, sha256=digest, inputs="{}",
        frozen_at="2026-11-22T12:00:00.000Z",
    )  # fmt: skip
    from data.storage import connection

    connection.reader().execute("UPDATE offers SET status = 'sent'")
    connection.reader().execute(
        "INSERT INTO events (subject, subject_id, kind, at, version, from_status, to_status)"
        " VALUES ('offer', ?, 'status', '2026-11-22T12:00:00.000Z', 1, 'draft', 'sent')",
        (offer.id,),
    )
    found = deliverable_letter.for_offer(offers.get(offer.id))
    assert found.is_frozen and found.notes == (deliverable_letter.ALTERED,)
    nothing_active(web_page.page(found))


NASTY = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["</style><script>x</script>", '"}*{background:url(file:///x)}', "a\nb", "\\", "--></title>"]
)


@given(company=NASTY, subject=NASTY, footer=NASTY, name=NASTY, font=NASTY)
def test_no_word_of_the_settings_becomes_markup_or_style(
    company: str, subject: str, footer: str, name: str, font: str
) -> None:
    one = replace(
        PLAIN, company=company, subject=subject, candidate=name,
        paper=Paper(footer=footer, font=font), mark=name,
    )  # fmt: skip
    for page in (web_page.page(one), web_page.page_for_pdf(one)):
        nothing_active(page)


def test_a_string_of_css_cannot_be_ended() -> None:
    assert page_styles.css_text('a"b') == '"a\\22 b"'
    assert page_styles.css_text("</style>\n") == '"\\3c /style\\3e \\a "'


def test_no_line_of_a_text_is_wider_than_78_columns() -> None:
    foot = "Registered in Hamburg, HRB 1234. " * 5
    made = plain_text.text(replace(PLAIN, html=f"<p>{'word ' * 60}</p>", paper=Paper(footer=foot)))
    assert max(map(len, made.splitlines())) <= 78
    assert " ".join(made.split()).endswith(" ".join(foot.split()))


def test_text_has_the_words_and_the_foot() -> None:
    said = plain_text.text(letter(paper=Paper(footer="Registered in Hamburg")))
    assert "Welcome!" in said and said.rstrip().endswith("Registered in Hamburg")


# ---------------------------------------------------------------- the logo


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.svg", b"<svg onload='x()'/>", "no SVG"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "no PNG, JPEG"),
        ("a.png", PNG[:16] + b"\x00\x00\xff\xff" * 2 + PNG[24:], "pixels"),
        ("a.png", PNG + b"x" * picture_files.MOST_BYTES, "too large"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\x00\x10" + b"x" * 40, "no PNG, JPEG"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(picture_files.BadPicture, match=why):
        picture_files.read(str(path))


def test_a_folder_a_pipe_and_nothing_are_no_logo(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, why in ((tmp_path, "no file"), (pipe, "no file"), (tmp_path / "none", "not exist")):
        with pytest.raises(picture_files.BadPicture, match=why):
            picture_files.read(str(path))


def test_a_jpeg_has_the_size_of_its_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    head = b"\xff\xd8\xff\xe0\x00\x04ab" + b"\xff\xc0\x00\x11\x08\x00\x20\x00\x40\x03" + b"\0" * 20
    path.write_bytes(head)
    found, _ = picture_files.read(str(path))
    assert (found.type, found.width, found.height) == ("jpeg", 64, 32)


def test_a_logo_that_is_gone_is_left_out_and_that_is_said(logo: Path) -> None:
    logo.unlink()
    found = deliverable_letter.for_offer(making.a_ready_offer())
    assert found.paper.logo is None
    assert any("does not exist" in note for note in found.notes)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "job", "said"),
    [
        ("Zoë Müller", "Data Engineer", "Zoë Müller - Data Engineer - offer 1 v1 draft.pdf"),
        ("../../etc/passwd", "a/b\\c", "_.._etc_passwd - a_b_c - offer 1 v1 draft.pdf"),
        ("..", ".", "offer 1 v1 draft.pdf"),
        ("CON", "", "CON - offer 1 v1 draft.pdf"),
        ("con.x", "Clerk", "_con.x - Clerk - offer 1 v1 draft.pdf"),
        ("-rf *", "", "rf _ - offer 1 v1 draft.pdf"),
        ("山田 太郎", "エンジニア", "山田 太郎 - エンジニア - offer 1 v1 draft.pdf"),
        ("a\nb\x00c\u202egpj", "", "a b_c_gpj - offer 1 v1 draft.pdf"),
    ],
)
def test_a_file_has_a_sensible_name_and_no_path(name: str, job: str, said: str) -> None:
    assert file_names.file_name(replace(PLAIN, candidate=name, job=job), FileFormat.PDF) == said


def test_a_name_is_composed_and_what_was_sent_is_no_draft() -> None:
    decomposed = unicodedata.normalize("NFD", "Zoë")
    one = replace(PLAIN, candidate=decomposed, is_frozen=True, version=3)
    assert file_names.file_name(one, FileFormat.EML) == "Zoë - Data Engineer - offer 1 v3.eml"


@given(name=st.text(max_size=300), job=st.text(max_size=300))
def test_any_name_makes_a_file_in_the_folder(name: str, job: str) -> None:
    made = file_names.file_name(replace(PLAIN, candidate=name, job=job), FileFormat.PDF)
    assert len(made.encode()) < 230
    assert Path(made).name == made and made not in ("", ".", "..")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', made)
    assert not made.startswith((".", "-", " "))


# ---------------------------------------------------------------- emails


def test_an_email_draft_has_everything_but_the_sending(no_pdf: None, logo: Path) -> None:
    one = deliverable_letter.for_offer(making.a_ready_offer())
    made = file_formats.make(one, FileFormat.EML)
    message = parsed(made.data)
    assert message["X-Unsent"] == "1" and message["From"] is None and message["Date"] is None
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Zoë Müller", "zoe@example.com")
    assert message["Subject"] == one.subject
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None and "Welcome!" in text.get_content()
    assert page is not None and letter_in(page.get_content()) == one.html
    assert 'src="cid:logo@offerdesk"' in page.get_content()
    assert [part["Content-ID"] for part in message.walk() if part["Content-ID"]] == [
        "<logo@offerdesk>"
    ]


def test_without_a_pdf_the_page_is_attached_and_that_is_said(no_pdf: None) -> None:
    made = file_formats.make(deliverable_letter.for_offer(making.a_ready_offer()), FileFormat.EML)
    part = attached(parsed(made.data))
    assert part.get_filename() == "Offer letter - Data Engineer - Zoë Müller.html"
    assert part.get_content_type() == "text/html"
    assert 'pip install "offerdesk[pdf]"' in " ".join(made.notes)


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("zoe@bücher.example", "zoe@xn--bcher-kva.example"),
        (" zoe.m+x@example.com ", "zoe.m+x@example.com"),
        ("zoë@example.com", None),
        ("zoe@example.com\r\nBcc: all@example.com", None),
        ("zoe\r\n@example.com", None),
        ("zoe@exam\nple.com", None),
        ("zoe@exam\rple.com", None),
        ("zoe\x00@example.com", None),
        ("zoe@exam\x00ple.com", None),
        ("zoe@exam\x1b[31mple.com", None),
        ("zoe@example.com\x7f", None),
        ("zoe\u202e@example.com", None),
        ("zoe@exam\u2028ple.com", None),
        ("zo\te@example.com", None),
        ("zoe@example.com\r\n", "zoe@example.com"),
        ("z" * 64 + "@example.com", "z" * 64 + "@example.com"),
        ("z" * 65 + "@example.com", None),
        ("zoe@example.com, all@example.com", None),
        ("<zoe@example.com>", None),
        ("zoe@", None),
        ("zoe at example", None),
        ("", None),
        ("zoe@" + "ä" * 300, None),
    ],
)
def test_mail_goes_only_to_what_is_an_address(address: str, to: str | None, no_pdf: None) -> None:
    made = file_formats.make(replace(PLAIN, email=address), FileFormat.EML)
    message = parsed(made.data)
    assert message["Bcc"] is None
    assert (message["To"].addresses[0].addr_spec if message["To"] else None) == to
    said = "No email address" if not address else f"{one_line(address)} is no address"
    assert any(note.startswith(said) for note in made.notes) is (to is None)
    text = message.get_body(("plain",))
    assert text is not None
    assert text["Content-Transfer-Encoding"] == "quoted-printable"


def test_a_pdf_that_can_be_made_is_attached_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "make", lambda letter: b"%PDF-1.7")
    made = file_formats.make(PLAIN, FileFormat.EML)
    part = attached(parsed(made.data))
    assert (part.get_content_type(), part.get_content()) == ("application/pdf", b"%PDF-1.7")
    assert (part.get_filename() or "").endswith(".pdf")
    assert made.notes == ()


@given(name=st.text(max_size=30), address=st.text(max_size=80) | st.emails())
def test_any_text_is_an_address_or_none(name: str, address: str) -> None:
    found = email_draft.address(name, address)
    if found is not None:
        assert found.addr_spec.isascii() and found.addr_spec.isprintable()
        assert found.addr_spec.partition("@")[0] == address.strip().rpartition("@")[0]


@given(subject=NASTY, name=NASTY)
def test_no_text_begins_another_header(subject: str, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "make", _refused)
        made = email_draft.draft(replace(PLAIN, subject=subject, candidate=name))[0]
    message = email.message_from_bytes(made, policy=email.policy.default)
    assert set(message.keys()) == {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}


def _refused(one: DeliverableLetter) -> bytes:
    raise NotAllowed("Not here.")


def test_a_mailto_address_says_the_letter_or_that_it_is_attached() -> None:
    short = email_draft.mailto(PLAIN)
    assert short.startswith("mailto:zoe@example.com?subject=Offer&body=Dear%20Zo%C3%AB")
    long = email_draft.mailto(replace(PLAIN, html=f"<p>{'word ' * 2_000}</p>", subject="a&b=c\nd"))
    assert len(long) < 2_000 and "attached" in long
    assert "subject=a%26b%3Dc%20d&body=" in long


# ---------------------------------------------------------------- PDFs that cannot be made


def test_without_weasyprint_one_sentence_says_what_to_install(no_pdf: None) -> None:
    assert 'pip install "offerdesk[pdf]"' in pdf.trouble() and "browser" in pdf.trouble()
    with pytest.raises(NotAllowed, match="WeasyPrint"):
        file_formats.make(PLAIN, FileFormat.PDF)


def test_a_missing_system_library_is_named_and_nothing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "cannot load library 'libgobject-2.0-0': error 0x7e"
    (tmp_path / "weasyprint.py").write_text(f"print('a banner')\nraise OSError({text!r})\n")
    pdf._weasyprint.cache_clear()
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert "libgobject-2.0-0" in pdf.trouble() and "browser" in pdf.trouble()
    assert capsys.readouterr().out == ""


# ---------------------------------------------------------------- files and programs


def test_a_file_is_private_and_never_written_over_unasked(tmp_path: Path) -> None:
    made = file_formats.make(PLAIN, FileFormat.TEXT)
    path = save_file.save(made, tmp_path)
    assert path == tmp_path / made.name and stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine")
    with pytest.raises(DataError, match="there already"):
        save_file.save(made, tmp_path)
    assert path.read_text() == "mine"
    save_file.save(made, tmp_path, force=True)
    assert "Dear Zoë" in path.read_text("utf-8")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".txt"] == [path.name]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        save_file.save(file_formats.make(PLAIN, FileFormat.TEXT), tmp_path / "none" / "a.txt")
    with pytest.raises(DataError, match="no place"):
        save_file.save(file_formats.make(PLAIN, FileFormat.TEXT), Path("~nobody-of-that-name/x"))


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose opener writes down what it was asked to open."""
    programs, told = tmp_path / "bin", tmp_path / "told"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" > {told}.part\nmv {told}.part {told}\n')
    kinds = programs / "xdg-mime"
    kinds.write_text('#!/bin/sh\n[ "$3" = "$KNOWN" ] && echo mail.desktop\nexit 0\n')
    for program in (opener, kinds):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("KNOWN", destinations.MESSAGE)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(open_externally, "_sweep_on_leaving", lambda: None)
    return told


def told(place: Path) -> list[str]:
    for thread in threading.enumerate():
        if thread.name == open_externally.WAITING:
            thread.join(5)
    return place.read_text("utf-8").splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
@pytest.mark.parametrize(
    ("way", "form"), [(Destination.BROWSER, FileFormat.HTML), (Destination.MAIL, FileFormat.EML)]
)
def test_a_private_file_is_handed_to_the_desktop_as_one_argument(
    opened: Path, way: Destination, form: FileFormat, no_pdf: None
) -> None:
    one = replace(PLAIN, candidate="$(touch x); 'a' & b")
    done = destinations.deliver(one, form, way)
    number, path = told(opened)
    assert (number, path) == ("1", done.place)
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
def test_where_no_program_opens_emails_one_is_begun_by_its_address(
    opened: Path, monkeypatch: pytest.MonkeyPatch, no_pdf: None
) -> None:
    monkeypatch.setenv("KNOWN", destinations.MAILTO)
    done = destinations.deliver(PLAIN, FileFormat.EML, Destination.MAIL)
    assert told(opened)[1].startswith("mailto:zoe@example.com?subject=Offer")
    assert any("attach the PDF" in note for note in done.notes)


def test_without_a_desktop_nothing_is_opened_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, no_pdf: None
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    for form, way in ((FileFormat.EML, Destination.MAIL), (FileFormat.HTML, Destination.BROWSER)):
        with pytest.raises(NotAllowed, match="no desktop"):
            destinations.deliver(PLAIN, form, way)


def test_files_made_to_be_opened_go_after_a_while(opened: Path) -> None:
    made = RenderedFile(FileFormat.TEXT, "a.txt", b"x")
    old, new = open_externally.temporary(made), open_externally.temporary(made)
    os.utime(old.parent, (0, 0))
    (old.parent.parent / f"{open_externally.PREFIX}link").symlink_to(new.parent)
    assert open_externally.sweep() == 1
    assert not old.exists() and new.read_bytes() == b"x"


# ---------------------------------------------------------------- the history


def test_what_went_out_is_in_the_history_without_names_and_paths(desk: Path) -> None:
    one = deliverable_letter.for_offer(making.sent())
    delivery_events.record(one, FileFormat.PDF)
    event = offers.get(one.offer_id).events[-1]
    assert (event.kind, event.version, event.text) == ("letter", 1, "offer letter as PDF")
    assert offers.get(one.offer_id).status is Status.SENT
    ((details,),) = making.rows(desk, "SELECT details FROM events WHERE kind = 'letter'")
    kept = json.loads(details)
    assert (kept["sha256"], kept["form"], kept["as_sent"]) == (one.sha256, "pdf", True)
    assert "Müller" not in details


def test_a_letter_that_went_out_does_not_stand_in_the_way_of_taking_back() -> None:
    from data.offers import status_changes

    offer = making.sent()
    delivery_events.record(deliverable_letter.for_offer(offer), FileFormat.EML)
    assert status_changes.undo(offer.id).status is Status.DRAFT
