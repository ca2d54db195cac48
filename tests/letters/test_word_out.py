"""A letter as a Word file: every word of it, its structure, what stands around it."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from support import making
from support.delivering import PLAIN, PNG
from support.letter_making import INPUTS

from data.delivery import word_file
from data.delivery.delivery_records import Letterhead, Paper, Picture
from data.letter_checks import preview_offers
from data.letters import rendering
from data.letters.facts.visible_text import visible_text
from data.letters.foreign import read_letter, template_writer
from data.templates import templates
from tui.cli.command_line import main


def came_back(html: str, **changes: object) -> tuple[str, tuple[str, ...]]:
    """What another program would read of the letter's Word file, and what stands around it."""
    letter = read_letter.read(word_file.make(replace(PLAIN, html=html, **changes)))
    made = rendering.render(template_writer.source(letter, {}), INPUTS)
    assert made.error is None
    return made.html, letter.left_out


def test_every_word_of_every_shipped_letter_is_in_its_word_file(desk: Path) -> None:
    for template in templates.all_templates():
        if template.kind != "clause":
            html = rendering.render(
                template.source, preview_offers.made_up(), templates.clauses()
            ).html
            assert visible_text(came_back(html)[0]).split() == visible_text(html).split()


def test_the_structure_of_a_letter_is_kept() -> None:
    html = (
        '<h2>A</h2><p align="right">b <strong>c</strong><em> d</em><br>e</p>'
        '<ol start="3"><li>f<ul><li>g</li></ul></li></ol>'
        '<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td rowspan="2">j</td>'
        '<td align="center">k</td></tr><tr><td>l</td></tr></tbody></table>'
        '<p style="page-break-before:always"><a href="https://example.com/?a=1&amp;b=2">m</a></p>'
    )
    assert "".join(came_back(html)[0].split("\n")) == html


def test_items_that_state_their_number_keep_it() -> None:
    html = '<ol type="a"><li>x</li><li value="5">y</li><li>z</li><li value="7">w</li></ol>'
    assert "".join(came_back(html)[0].split("\n")) == (
        '<ol type="a"><li>x</li></ol><ol start="5" type="a"><li>y</li><li>z</li><li>w</li></ol>'
    )
    deeper = '<ol><li>x<ol><li value="4">y</li></ol></li><li value="9">z</li></ol>'
    assert "".join(came_back(deeper)[0].split("\n")) == (
        '<ol><li>x<ol start="4"><li>y</li></ol></li></ol><ol start="9"><li>z</li></ol>'
    )


def test_the_caption_of_a_table_stands_above_it() -> None:
    rows = "<tbody><tr><td>a</td></tr></tbody></table>"
    for caption in ("<caption>Terms</caption>", "<caption><p>Terms</p></caption>"):
        came = "".join(came_back(f"<table>{caption}{rows}")[0].split("\n"))
        assert came == f"<p>Terms</p><table>{rows}"
    inside = f"<table><tr><td><table><caption>Terms</caption>{rows}</td></tr></table>"
    assert "<td><p>Terms</p><table>" in "".join(came_back(inside)[0].split("\n"))


def test_the_mark_the_foot_and_the_logo_stand_around_it() -> None:
    pictures = (("logo", Picture(PNG, "png", 400, 200)),)
    foot = "Registered <in> Hamburg\nHRB 1"
    paper = Paper("Letter", foot, "Lato", pictures, header="Ferncastle\nLisbon")
    around = came_back("<p>a</p>", mark="Draft, not complete", paper=paper)[1]
    assert around == (
        "an image: “Ferncastle”",
        "a footer: “Registered <in> HamburgHRB 1 1 / 1”",
        "a header: “Draft, not completeFerncastleLisbon”",
    )


def test_a_date_has_a_line_to_write_it_on_and_a_letterhead_that_is_not_there_is_named() -> None:
    html = '<p>Date: <span class="date candidate"></span></p>'
    line = f"<p>Date: <u>{'&nbsp;' * 28}</u></p>"
    assert came_back(html)[0].strip() == line
    under = Letterhead(b"%PDF", 1, 60, 25, 30)
    letter = replace(PLAIN, paper=Paper(letterhead=under))
    assert word_file.note(letter) == word_file.NO_LETTERHEAD and word_file.note(PLAIN) == ""


def test_a_hostile_letter_is_text_and_the_same_letter_is_the_same_file() -> None:
    html = "<p>&lt;w:p&gt; &amp;lt; ]]&gt; \ufffe {{ x }}</p><script>x</script>"
    letter = replace(PLAIN, html=html)
    assert word_file.make(letter) == word_file.make(letter)
    assert visible_text(came_back(html)[0]) == "<w:p> &lt; ]]> \ufffd {{ x }}"
    with zipfile.ZipFile(BytesIO(word_file.make(letter))) as made:
        assert made.testzip() is None and "script" not in made.read("word/document.xml").decode()


def test_the_command_writes_it(desk: Path, tmp_path: Path) -> None:

    making.a_ready_offer(letter_html="<p>Welcome, Zoë</p>")
    target = tmp_path / "letter.docx"
    assert main(["--db", str(desk), "letter", "1", "-o", str(target)]) == 0
    assert read_letter.read(target.read_bytes()).blocks
