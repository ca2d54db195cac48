"""Letters as people really send them: every word of the HTML is on the screen, in its order.

What the words are is read here by the standard library's parser alone, not by ours.
"""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from data.letters.layout.letter_lines import lay_out, to_plain
from data.letters.layout.sanitizer import clean
from data.letters.layout.wrapping import line_width

LETTERS = sorted((Path(__file__).parent / "pages").glob("*.html"))
WIDTHS = (40, 60, 80, 120)
DROPPED = {"script", "style", "title", "iframe", "head", "xml"}
BLOCKS = frozenset(
    [
        *("p", "div", "h1", "h2", "h3", "h4", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr"),
        *("td", "th", "caption", "blockquote", "pre", "address", "hr", "form", "label", "option"),
        *("select", "button", "textarea", "center", "header", "details", "summary", "noscript"),
        *("body", "html", "br", "thead", "tbody", "tfoot", "figure", "section"),
    ]
)
LONG = 12
"""Longer words may be broken on narrow screens; their letters are still all there."""


class Reader(HTMLParser):
    """The blocks of a letter as texts, and which of them stand in a cell of a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, bool]] = []
        self._text = ""
        self._cells = self._dropped = self._marks = 0
        self._links: list[tuple[str, int]] = []
        self._titles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        if self._marks:
            self._marks += tag not in ("br", "img", "input", "hr")
        elif "mso-list:Ignore" in stated.get("style", ""):
            self._marks = 1
        self._dropped += tag in DROPPED
        if tag in BLOCKS:
            self._end()
        self._cells += tag in ("td", "th")
        if tag == "img":
            self._text += f" {stated.get('alt', '')} "
        elif tag == "input" and stated.get("type") != "checkbox":
            self._text += f" {stated.get('value', '')} "
        elif tag == "a":
            self._links.append((stated.get("href", ""), len(self._text)))
        elif tag == "abbr":
            self._titles.append(stated.get("title", ""))

    def handle_endtag(self, tag: str) -> None:
        self._marks -= self._marks > 0
        self._dropped -= tag in DROPPED
        if tag == "a" and self._links:
            href, start = self._links.pop()
            if href.startswith(("http", "mailto", "tel")):
                said = self._text[start:].strip()
                bare = re.sub("^(https?://|mailto:|tel:)", "", href).strip("/")
                self._text += "" if bare == said else f" {href} "
        elif tag == "abbr" and self._titles:
            self._text += f" {self._titles.pop()} "
        elif tag in BLOCKS:
            self._end()
        self._cells -= tag in ("td", "th") and self._cells > 0

    def handle_data(self, data: str) -> None:
        if not self._dropped and not self._marks:
            self._text += data

    def _end(self) -> None:
        if self._text.strip():
            self.blocks.append((self._text, self._cells > 0))
        self._text, self._links = "", []

    def close(self) -> None:
        super().close()
        self._end()


def normal(text: str) -> str:
    bare = re.sub("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]", "", text)
    return unicodedata.normalize("NFKC", bare).casefold()


def words(text: str) -> list[str]:
    """Words as people count them: letters and digits, without what stands around them."""
    return re.findall(r"[^\W_]+", normal(text))


def letters(text: str) -> str:
    return "".join(words(text))


def blocks_of(html: str) -> list[tuple[str, bool]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


def screen(html: str, width: int) -> str:
    return "\n".join("".join(span.text for span in line) for line in lay_out(html, width))


def is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_word_is_on_the_screen(path: Path, width: int) -> None:
    html = path.read_text("utf-8")
    shown = screen(html, width)
    wanted = Counter(word for text, _ in blocks_of(html) for word in words(text))
    there = Counter(words(shown))
    whole = {word: count for word, count in wanted.items() if len(word) <= LONG and word.isascii()}
    assert {word: count for word, count in whole.items() if there[word] < count} == {}
    missing = Counter("".join(wanted.elements())) - Counter(letters(shown))
    assert not missing


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_paragraphs_are_read_in_their_order_and_without_interruption(
    path: Path, width: int
) -> None:
    html = path.read_text("utf-8")
    shown = letters(screen(html, width))
    at = 0
    for text, is_cell in blocks_of(html):
        if is_cell or not letters(text):
            continue
        found = shown.find(letters(text), at)
        assert found >= at, text
        at = found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_the_words_of_a_cell_are_read_in_their_order(path: Path, width: int) -> None:
    html = path.read_text("utf-8")
    shown = words(screen(html, width))
    for text, is_cell in blocks_of(html):
        wanted = words(text)
        if is_cell and all(len(word) <= LONG and word.isascii() for word in wanted):
            assert is_subsequence(wanted, shown), text


@pytest.mark.parametrize("width", (8, 20, *WIDTHS))
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_screen(path: Path, width: int) -> None:
    assert max(map(line_width, lay_out(path.read_text("utf-8"), width))) <= width


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_that_was_made_safe_reads_the_same(path: Path) -> None:
    html = path.read_text("utf-8")
    safe = clean(html)
    assert clean(safe) == safe
    assert to_plain(safe) == to_plain(html)


def read(name: str, width: int = 80) -> str:
    return screen((Path(__file__).parent / "pages" / f"{name}.html").read_text("utf-8"), width)


def test_words_lists_have_their_marks_and_their_levels() -> None:
    shown = read("word", 60)
    assert "• gross yearly salary of EUR 61.250, in fourteen" in shown
    assert "\n  ◦ of which two are paid" in shown
    assert "\n• a company bicycle" in shown
    assert "page break" in shown
    assert "[-15 May-] 28 May 2027" in shown


def test_nothing_can_be_hidden_in_a_letter() -> None:
    assert "Preheader nobody sees" in read("mail")
    shown = read("broken")
    for hidden in ("Off the page", "Hidden words", "White words", "Without scripts"):
        assert hidden in shown
    for never in ("alert", "no frame", "javascript"):
        assert never not in shown


def test_layout_tables_are_no_boxes_and_narrow_columns_of_prose_go_under_each_other() -> None:
    assert not set(read("mail")) & set("│┌─|")
    wide, narrow = read("two_columns", 100).splitlines(), read("two_columns", 40).splitlines()
    assert any("left column" in line and "right column" in line for line in wide)
    assert not any("left column" in line and "right column" in line for line in narrow)


def test_a_foot_comes_last_and_a_caption_first() -> None:
    lines = read("long").splitlines()
    table = [line for line in lines if "GBP" in line or "Together" in line or "in June" in line]
    assert [line.split()[0] for line in table] == ["Part", "1,000.00", "Together"]
    assert any("What you receive" in line for line in lines)


def test_soft_hyphens_are_seen_only_where_a_line_ends() -> None:
    assert "STRASSENBAHNFAHRKARTE INKLUSIVE" in read("german")
    assert re.search(r"überwachungs-\n|etikettierungs-\n|Rindfleisch-\n", read("german", 40))


# ---------------------------------------------------------------- any tree

WORD = st.text(st.sampled_from("abcdefgXYZ019"), min_size=1, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
STYLE = st.sampled_from(
    [
        "",
        ' style="text-align:right"',
        ' style="margin-left:36pt"',
        ' dir="rtl"',
        ' style="page-break-before:always"',
        ' style="display:none"',
        ' align="center"',
        ' style="white-space:pre-wrap"',
    ]
)
BLOCK = st.sampled_from(
    ["p", "div", "h2", "blockquote", "pre", "section", "dd", "dt", "details", "summary", "address"]
)
INLINE = st.sampled_from(["b", "i", "span", "small", "code", "font", "sub", "ins", "o:p"])


def element(tag: str, style: str, inside: str) -> str:
    return f"<{tag}{style}>{inside}</{tag}>"


def listed(tag: str, style: str, items: list[str]) -> str:
    return element(tag, style, "".join(f"<li>{item}</li>" for item in items))


def table(style: str, rows: list[list[str]]) -> str:
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return element("table", style, made)


def larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(part, min_size=1, max_size=3)
    return st.one_of(
        st.builds(element, INLINE, st.just(""), TEXT),
        st.builds(element, BLOCK, STYLE, some.map(" ".join)),
        st.builds(listed, st.sampled_from(["ul", "ol", 'ol type="I" reversed']), STYLE, some).map(
            lambda html: re.sub(r"</ol [^>]*>", "</ol>", html)
        ),
        st.builds(table, STYLE, st.lists(some, min_size=1, max_size=3)),
        some.map("<br>".join),
        some.map("<hr>".join),
    )


TREES = st.recursive(TEXT, larger, max_leaves=14)


@examples(5)
@given(TREES, st.integers(20, 90))
def test_every_word_of_any_tree_is_whole_on_the_screen(html: str, width: int) -> None:
    lines = lay_out(html, width)
    assert max(map(line_width, lines), default=0) <= width
    shown = Counter(words(" ".join("".join(span.text for span in line) for line in lines)))
    wanted = Counter(words(re.sub("<[^>]*>", " ", html)))
    assert not wanted - shown


@examples(2.5)
@given(st.recursive(TEXT, lambda part: st.builds(
    element, BLOCK, STYLE, st.lists(part, min_size=1, max_size=3).map(" ".join)), max_leaves=10),
    st.integers(20, 90))  # fmt: skip
def test_without_tables_words_keep_their_order(html: str, width: int) -> None:
    shown = re.findall("[a-gXYZ019]+", "\n".join(
        "".join(span.text for span in line)
        for line in lay_out(html, width) if not any("page break" in span.text for span in line)
    ))  # fmt: skip
    assert shown == re.sub("<[^>]*>", " ", html).split()
