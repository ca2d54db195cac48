"""PDFs of letters: tagged, with fonts and logo inside, and deaf to everything a letter names."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.delivering import HOSTILE, PLAIN, PNG, attached, parsed, structure, tampered
from support.everyday import everyday
from support.pdf_pages import pages

from data.delivery import (
    deliver_many,
    deliverable_letter,
    file_formats,
    pdf,
    picture_files,
)
from data.delivery.delivery_records import FileFormat, Paper, Picture
from data.errors import NotAllowed
from data.offers import offers
from data.settings import settings

try:
    weasyprint = pdf._weasyprint()
except (ImportError, OSError) as missing:
    pytest.skip(f"WeasyPrint cannot be imported: {missing}", allow_module_level=True)

pytestmark = pytest.mark.usefixtures("desk")

_heard: list[tuple[str, str]] = []
_listening = threading.Event()


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _listening.is_set() and event in ("open", "socket.connect", "socket.getaddrinfo"):
        _heard.append((event, str(args[1] if event == "socket.connect" else args[0])))


sys.addaudithook(_hear)


@contextmanager
def heard() -> Iterator[list[tuple[str, str]]]:
    """Every file that is opened and every connection that is tried meanwhile."""
    _heard.clear()
    _listening.set()
    try:
        yield _heard
    finally:
        _listening.clear()


def test_a_pdf_is_tagged_titled_and_has_its_fonts_inside() -> None:
    one = replace(PLAIN, html="<h1>Offer</h1><p>Dear Zoë, łódź</p>", language="de")
    data = pdf.make(one)
    said = structure(data)
    assert data.startswith(b"%PDF-1.7")
    assert "/MarkInfo" in said and "/StructTreeRoot" in said and "/DisplayDocTitle true" in said
    assert "pdfuaid:part" in said and "/Lang (de)" in said
    assert "/FontFile2" in said or "/FontFile3" in said
    assert "/H1" in said and "/P" in said


@pytest.mark.parametrize(("size", "box"), [("A4", "595.27"), ("Letter", "612 792")])
def test_the_page_has_the_size_of_the_settings(size: str, box: str) -> None:
    settings.put("page_size", size)
    data = pdf.make(deliverable_letter.for_offer(making.a_ready_offer()))
    assert f"/MediaBox [0 0 {box}" in structure(data).replace("\n", " ")


def test_pages_are_numbered_with_foot_head_and_mark() -> None:
    body = "<p>Welcome.</p><div class='page-break'></div><p>Second page.</p>"
    one = replace(
        PLAIN, html=body, paper=Paper(footer="HRB 1\nHamburg"), mark="Draft, not complete"
    )
    first, second = pages(one)
    assert "1 / 2" in first and "2 / 2" in second
    assert all("HRB 1" in page and "Draft, not complete" in page for page in (first, second))
    running = "Ferncastle · Zoë Müller"
    assert running in second and running not in first


@pytest.mark.long
def test_the_signatures_stay_together_with_the_line_before_them() -> None:
    rows = (
        "<table class='signatures'><tr><td><hr class='signature'></td></tr><tr><td>A. Brandt</td>"
    )
    for lines in range(24, 34):
        body = "<p>Line</p>" * lines + f"<p>Yours sincerely,</p>{rows}</td></tr></table>"
        last = next(page for page in pages(replace(PLAIN, html=body)) if "Brandt" in page)
        assert "Yours sincerely" in last


@pytest.mark.long
def test_no_page_has_only_the_closing_and_the_signatures() -> None:
    """Where the closing says that it is one, a line of the letter goes with it."""
    rows = "<tr><td><hr class='signature'></td></tr><tr><td>A. Brandt</td></tr>"
    end = f"<p class='closing'>Sincerely,</p><table class='signatures'>{rows}</table>"
    for lines in range(24, 34):
        body = "".join(f"<p>Line {number}</p>" for number in range(lines)) + end
        last = next(page for page in pages(replace(PLAIN, html=body)) if "Brandt" in page)
        assert "Sincerely" in last and f"Line {lines - 1}" in last


def test_the_logo_is_in_the_pdf_and_no_other_picture(tmp_path: Path) -> None:
    logo = Picture(PNG, "png", 1, 1)
    with_logo = structure(pdf.make(replace(PLAIN, paper=Paper(pictures=(("logo", logo),)))))
    assert with_logo.count("/Subtype /Image") == 1 and "/Alt (Ferncastle)" in with_logo
    assert "/Subtype /Image" not in structure(pdf.make(PLAIN))


FETCHING = """<html lang=en><head><title>t</title><base href="http://{host}/">
<link rel=stylesheet href="file://{file}"><link rel=attachment href="file://{file}">
<link rel=icon href="http://{host}/i"><style>@import "file://{file}"; @import url(http://{host}/a);
@font-face {{ font-family: f; src: url("file://{file}") }} p {{ font-family: f;
background: url("file://{file}"); list-style: url(http://{host}/l) }}
li::before {{ content: url("http://{host}/b") attr(x) }} @page {{ background: url(file://{file}) }}
</style></head><body><img src="file://{file}" alt="a"><img src="{file}" alt="b">
<img src="//{host}/c" alt="c"><img srcset="http://{host}/d 2x" src="http://{host}/e" alt="d">
<object data="file://{file}">o</object><embed src="http://{host}/f">
<svg width=9 height=9><image href="file://{file}" width=9 height=9 /><use href="file://{file}#x"/>
<style>@import "http://{host}/g";</style></svg><p style="background:url(file://{file})">text</p>
<ul><li>x</ul><img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image
href='file://{file}'/></svg>" alt="e"><a rel=attachment href="file://{file}">attached</a>
<img src="DATA:image/png;base64,iVBORw0KGgo=" alt="f"><img src="ftp://{host}/h" alt="g">"""


def test_nothing_that_a_page_names_is_read_or_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG + b"the secret words")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        host = f"127.0.0.1:{server.getsockname()[1]}"
        page = FETCHING.format(host=host, file=secret)
        pdf.from_page(page)  # the first one loads fonts and the like
        with heard() as events:
            data = pdf.from_page(page)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert [one for one in events if one[0] != "open" or str(tmp_path) in one[1]] == []
    said = structure(data)
    assert "secret words" not in said and "/Subtype /Image" not in said
    assert "/EmbeddedFile" not in said


def test_the_test_above_would_notice(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(PNG)
    with heard() as events:
        weasyprint.HTML(string=f'<img src="file://{secret}" alt="a">').render()
    assert any(str(secret) in place for _, place in events)


def test_a_hostile_letter_becomes_a_harmless_pdf() -> None:
    offer = tampered(making.a_ready_offer(), HOSTILE)
    with heard() as events:
        data = pdf.make(deliverable_letter.for_offer(offer))
    assert not [one for one in events if "passwd" in one[1] or one[0] != "open"]
    assert "javascript" not in structure(data).lower()


ABSURD = {
    "spans": "<table><tr><td colspan='99999999' rowspan='99999999'>wide</td></tr></table>",
    "start": "<ol start='99999999999999'><li>late</li></ol>",
    "deep": "<blockquote>" * 900 + "deep" + "</blockquote>" * 900,
    "tables": "<table><tr><td>" * 40 + "deep" + "</td></tr></table>" * 40,
    "word": "<p>" + "w" * 20_000 + "</p>",
    "cells": "<table>" + "<tr><td>x</td></tr>" * 5_000 + "</table>",
    "long": "<p>" + "word " * 70_000 + "</p>",
}
SLOW = {"tables", "cells", "long"}


@pytest.mark.parametrize(
    "name",
    everyday([pytest.param(name, marks=[pytest.mark.long] * (name in SLOW)) for name in ABSURD]),
)
def test_an_absurd_letter_is_made_or_refused_in_a_sentence(name: str) -> None:
    offer = tampered(making.a_ready_offer(), ABSURD[name])
    try:
        assert pdf.make(deliverable_letter.for_offer(offer)).startswith(b"%PDF")
    except NotAllowed as error:
        assert "browser" in error.text


def test_an_email_has_the_pdf_under_a_name_without_draft() -> None:
    made = file_formats.make(deliverable_letter.for_offer(making.a_ready_offer()), FileFormat.EML)
    part = attached(parsed(made.data))
    assert part.get_filename() == "Offer letter - Data Engineer - Zoë Müller.pdf"
    assert part.get_content().startswith(b"%PDF-") and made.notes == ()


def test_a_letter_with_something_unset_is_attached_as_a_draft() -> None:
    template = making.a_template("<p>From {{ offer.start_date }}.</p>")
    made = file_formats.make(
        deliverable_letter.for_offer(making.an_offer(template_id=template)), FileFormat.EML
    )
    assert attached(parsed(made.data)).get_filename().endswith(" - draft.pdf")


def test_pdfs_of_many_offers_are_one_file_each(tmp_path: Path) -> None:
    ids = [making.a_ready_offer().id for _ in range(3)]
    done = deliver_many.write(ids, deliver_many.DeliveryOrder(tmp_path / "out", FileFormat.PDF))
    assert len(done.of(deliver_many.Outcome.WRITTEN)) == 3
    assert {path.read_bytes()[:4] for path in (tmp_path / "out").iterdir()} == {b"%PDF"}
    assert [offers.get(one).events[-1].kind for one in ids] == ["letter"] * 3


@pytest.mark.parametrize("epoch", [None, "86400"])
def test_the_same_letter_gives_the_same_pdf_on_another_day(
    monkeypatch: pytest.MonkeyPatch, epoch: str | None
) -> None:
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    else:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = pdf.make(PLAIN)
    tomorrow = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert pdf.make(PLAIN) == made
    assert os.environ.get("SOURCE_DATE_EPOCH") == epoch


def test_a_logo_that_is_broken_inside_gives_a_letter_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(PNG[:40] + b"broken" * 10)
    file, _ = picture_files.read(str(path))
    logo = Picture(file.data, file.type, file.width, file.height)
    assert pdf.make(replace(PLAIN, paper=Paper(pictures=(("logo", logo),)))).startswith(b"%PDF")
