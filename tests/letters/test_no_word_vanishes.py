"""No word of a letter vanishes without a word, whatever stands between angle brackets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.everyday import everyday
from support.letter_making import text

from data.letters.layout.letter_lines import to_plain
from data.letters.layout.sanitizer import clean
from data.offers import hand_edited_letter

_DRAWN = (
    "a animate circle clipPath defs desc ellipse filter foreignObject g image line linearGradient "
    "marker mask metadata path pattern polygon rect script set stop style svg switch symbol text "
    "title tspan use view annotation maction math menclose merror mfrac mi mn mo mover mpadded "
    "mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub mtable mtd mtext mtr munder none "
    "root semantics sum"
)
DRAWN = _DRAWN.split()
"""Elements of SVG and MathML, some of them words that people use."""
_HTML = (
    "p div span b i u em strong h1 h2 ul ol li table tr td th thead tbody br hr blockquote center "
    "font small sub sup section header footer address details summary select option label form "
    "button fieldset legend nav aside dir menu object noscript audio video canvas picture "
    "frameset frame noframes noembed listing xmp image map data time"
)
HTML = _HTML.split()
HIDDEN = ("script", "style", "title", "template", "iframe", "xml")


@pytest.mark.parametrize(
    "name", everyday([*DRAWN, "line manager", "start date", "title of the post"], most=20)
)
@pytest.mark.parametrize("form", ["<{}>", "<{}/>", "<{} />", "</{}>"])
def test_a_tag_of_a_drawing_takes_no_words_with_it(name: str, form: str) -> None:
    note = form.format(name)
    said = to_plain(clean(f"<p>You report to {note}, and start on Monday.</p><p>Yours</p>"))
    assert said.startswith("You report to") and ", and start on Monday.\n\nYours" in said


@pytest.mark.parametrize("note", ["<line manager>", "<text>", "<root/>", "<title>", "<data owner>"])
def test_what_reads_like_a_placeholder_stays_as_it_was_written(note: str) -> None:
    assert to_plain(clean(f"<p>You report to {note}, and start</p>")) == (
        f"You report to {note}, and start\n"
    )


def test_templates_keep_it_too() -> None:
    letter = text("<p>Dear <title> {{ candidate.last_name }},</p><p>welcome.</p>")
    assert to_plain(letter) == "Dear <title> Müller,\n\nwelcome.\n"


def test_what_stays_as_text_is_not_named_as_taken_out() -> None:
    assert hand_edited_letter.taken_out("<p>Ask <line manager></p>") == ()
    assert hand_edited_letter.taken_out("<p>a<script>b</script></p>") == ("script",)


def test_a_drawing_keeps_its_words_and_loses_its_lines() -> None:
    drawing = '<svg width="9"><path d="M0 0"/><text x="1">Ferncastle</text><style>p{}</style></svg>'
    assert to_plain(clean(f"<p>From {drawing} with care</p>")) == "From Ferncastle with care\n"


def test_what_is_never_closed_hides_nothing() -> None:
    for opened in ("<!-- internal", "<template>", "<style>", "<script>", "<xml>", "<svg>"):
        assert "Yours" in to_plain(clean(f"<p>Dear Zoë {opened}</p><p>Yours</p>"))


_TAGS = st.builds(
    lambda form, name: form.format(name),
    st.sampled_from(["<{}>", "</{}>", "<{}/>", '<{} class="x">', "<{} one two>", "<{} id=a>"]),
    st.sampled_from([*DRAWN, *HTML, *HIDDEN, "math", "o:p", "x-y", "manager"]),
)
_WORDS = st.integers(1000, 9999).map(lambda number: f" w{number} ")
_ODD = st.sampled_from(["<", "< ", ">", "</", "<3", "&", "&lt;", "<!-- c -->", "\n"])


@given(st.lists(st.one_of(_TAGS, _WORDS, _WORDS, _ODD), max_size=25).map("".join))
def test_every_visible_word_of_any_source_is_in_the_letter(source: str) -> None:
    said = " ".join(to_plain(clean(source)).split())
    assert set(re.findall(r"w\d{4}", _visible(source))) <= set(re.findall(r"w\d{4}", said))
    assert clean(clean(source)) == clean(source)


def _visible(source: str) -> str:
    """A source without what browsers never show: what is hidden and closed, and comments."""
    shown = re.sub(r"<!--.*?-->", " ", source, flags=re.DOTALL)
    for name in HIDDEN:
        shown = re.sub(rf"<{name}\b.*</{name}", " ", shown, flags=re.DOTALL | re.IGNORECASE)
    return shown


def test_it_holds_for_the_inputs_of_a_letter_too() -> None:
    letter = text("<p>{{ candidate.first_name }} <set> {{ job.title }}</p>")
    assert "Zoë <set> Engineer" in to_plain(letter)


def test_a_list_directly_inside_a_list_keeps_its_indent() -> None:
    nested = "<ul><li>one</li><ul><li>two</li><ol><li>three</ol></ul><li>four<ul><li>five</ul></ul>"
    assert to_plain(nested).splitlines() == [
        "• one",
        "  ◦ two",
        "    1. three",
        "• four",
        "  ◦ five",
    ]
