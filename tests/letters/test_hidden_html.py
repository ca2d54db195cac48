"""What a page hides does not come in as text; it is named."""

import pytest

from data.letters.foreign import read_letter, template_writer
from data.letters.foreign.html_reader import read_html

SECRET = "INTERNAL: do not exceed 95k"
HIDDEN = (
    f'<p style="display:none">{SECRET}</p>',
    f"<p class=MsoNormal style='margin:0;mso-hide:all'>{SECRET}</p>",
    f"<p hidden>{SECRET}</p>",
    f'<p id="x" hidden="hidden" class="y">{SECRET}</p>',
    f"<p>a <span style='display: none !important'>{SECRET}</span></p>",
    f"<p>a <SPAN STYLE='color:red;DISPLAY:NONE'>{SECRET}</SPAN></p>",
    "<div style=display:none><p>INTERNAL: do</p> <p>not <b>exceed</b> 95k</p></div>",
    f'<p>a <font style="display:none">{SECRET}</font> <font color=red>b</font></p>',
    f'<p>a <o:p style="mso-hide:all">{SECRET}</o:p></p>',
    f'<ul><li>a</li><li style="visibility:hidden">{SECRET}</li></ul>',
    f"<table><tr><td>a</td></tr><tr hidden><td>{SECRET}</td></tr></table>",
    f'<p>a <a href="https://example.com/" hidden>{SECRET}</a></p>',
    f'<form style="display:none">{SECRET}</form>',
    f'<p style="display:none">{SECRET}<p>b</p>',
)


@pytest.mark.parametrize("page", HIDDEN)
def test_what_a_page_hides_is_left_out_and_named(page: str) -> None:
    letter = read_letter.read(f"<p>Dear [Name]</p>{page}<p>Yours</p>".encode())
    source = template_writer.source(letter, {})
    assert "INTERNAL" not in source and "95k" not in source
    assert "Dear [Name]" in source and "Yours" in source
    assert letter.left_out == (f"a hidden text: “{SECRET}”",)


@pytest.mark.parametrize(
    "page",
    [
        "<p style='display:block'>x</p>",
        '<p title="hidden things">x</p>',
        "<p class=hidden>x</p>",
        "<p>display:none hidden x</p>",
        '<p title=" hidden ">x</p>',
    ],
)
def test_what_is_not_hidden_comes_in(page: str) -> None:
    letter = read_letter.read(page.encode())
    assert "x</p>" in template_writer.source(letter, {}) and letter.left_out == ()


def test_a_box_that_is_hidden_shows_nothing() -> None:
    letter = read_letter.read(b'<p>a<input type="hidden" value="b"></p>')
    assert template_writer.source(letter, {}) == "<p>a</p>\n"


def test_a_letter_of_our_own_hides_nothing() -> None:
    assert "secret" in str(read_html('<p style="display:none">secret</p>').blocks)
