"""Numbers before lines of a letter that is brought in: a template has them as written."""

import pytest
from support.letter_making import INPUTS
from support.word_letters import docx, para

from data.letters import rendering
from data.letters.foreign import read_letter, template_writer
from data.letters.layout.letter_lines import to_plain


def source(data: str | bytes) -> str:
    letter = read_letter.read(data.encode() if isinstance(data, str) else data)
    return "".join(template_writer.source(letter, {}).split("\n"))


def shown(data: str) -> list[str]:
    """What somebody who gets the letter reads, line by line."""
    made = rendering.render(source(data), INPUTS)
    return [" ".join(line.split()) for line in to_plain(made.html).split("\n") if line.strip()]


AS_WRITTEN = (
    "15. November 2026",
    "1. Position\nData Engineer\n2. Gehalt\n50.000 Euro",
    "a) The first of nothing",
    "3. c\n4. d\n5. e",
    "1. a\n2. b\n1. c\n2. d",
    "1. a\n2. b\n4. d\n5. e",
    "1. a\n2) b",
    "01. a\n02. b",
    "15. November 2026\n\n1. one\n2. two\n\n31. Dezember 2026",
    "1. a\n    7. lone and deeper\n2. b",
    "i. as in id est",
)


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_pasted_number_is_read_as_it_was_written(text: str) -> None:
    assert shown(text) == [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15. November 2026", "<p>15. November 2026</p>"),
        ("7.\tSeven", "<p>7.\u2003Seven</p>"),
        ("3. c\n\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("a) x\nb) y", '<ol type="a"><li>x</li><li>y</li></ol>'),
        ("h. x\ni. y\nj. z", '<ol start="8" type="a"><li>x</li><li>y</li><li>z</li></ol>'),
        (
            "1. a\n    a) x\n    b) y\n2. b",
            '<ol><li>a<ol type="a"><li>x</li><li>y</li></ol></li><li>b</li></ol>',
        ),
        ("1. a\n    • x\n2. b", "<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>"),
        ("1. a\n• x\n2. b", "<p>1. a</p><ul><li>x</li></ul><p>2. b</p>"),
    ],
)
def test_only_neighbours_that_count_up_are_a_list(text: str, wanted: str) -> None:
    assert source(text) == wanted


def item(mark: str, words: str, level: int = 1) -> str:
    """An item of a list as Word writes it on a page."""
    return (
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><span style='mso-list:"
        f"Ignore'>{mark}<span>&nbsp; </span></span>{words}</p>"
    )


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (item("3.", "c") + item("4.", "d"), '<ol start="3"><li>c</li><li>d</li></ol>'),
        (
            item("1.", "a") + "<p>x</p>" + item("2.", "b"),
            '<ol><li>a</li></ol><p>x</p><ol start="2"><li>b</li></ol>',
        ),
        (item("ii.", "b") + item("iii.", "c"), '<ol start="2" type="i"><li>b</li><li>c</li></ol>'),
        (item("B)", "b") + item("C)", "c"), '<ol start="2" type="A"><li>b</li><li>c</li></ol>'),
        (
            item("1.", "a") + item("(c)", "x", 2) + item("2.", "b"),
            '<ol><li>a<ol start="3" type="a"><li>x</li></ol></li><li>b</li></ol>',
        ),
        (item("1.1", "a") + item("§ 2", "b"), "<p>1.1 a</p><p>§ 2 b</p>"),
        (item("·", "a") + item("o", "b") + item("v", "c"),
         "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        (
            f"<table><tr><td>{item('5.', 'e')}{item('6.', 'f')}</td></tr></table>",
            '<table><tbody><tr><td><ol start="5"><li>e</li><li>f</li></ol></td></tr></tbody>'
            "</table>",
        ),
    ],
)  # fmt: skip
def test_a_page_of_word_keeps_the_numbers_of_its_lists(page: str, wanted: str) -> None:
    assert source(page) == wanted


def test_lists_of_word_that_touch_and_are_numbered_otherwise_stay_two() -> None:
    both = docx(para("a", lists=(2, 0)), para("b", lists=(3, 0)), para("c", lists=(2, 0)))
    assert source(both) == (
        '<ol><li>a</li></ol><ol type="a"><li>b</li></ol><ol start="2"><li>c</li></ol>'
    )
