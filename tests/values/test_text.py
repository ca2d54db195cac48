"""User text becomes something drawn: harmless, exactly so wide, and readable in every theme."""

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from data.errors import NotFound
from data.records.list_rows import OfferRow
from data.values import clock
from data.values.status import Status
from data.values.styled_text import Span
from tui import text, theme_choice, themes

TODAY = date(2026, 11, 22)

AWKWARD = [
    "plain",
    "a [/] b",
    "[@click=app.quit]x[/]",
    "王小明 東京オフィス",
    "Zoe\u0308 Mu\u0308ller",
    "👩\u200d👩\u200d👧 family",
    "❤\ufe0f heart",
    "\u200dlost joiner\u200d",
    "\u202eright to left",
    "\x1b[31mred\x1b]0;title\x07",
    "many\nlines\tand tabs",
    "שלום עולם",
    "x" * 10_000,
    "e" + "\u0301" * 500,
    "",
]


def an_offer(**changes: object) -> OfferRow:
    row = OfferRow(
        id=1,
        application_id=1,
        job_id=1,
        candidate_name="Doe, John",
        job_title="Engineer",
        standing="sent",
        version=1,
        salary_minor=15_000_000,
        salary_text="",
        currency="USD",
        pay_frequency="yearly",
        start_date=None,
        expiry_date=None,
        sent_at=None,
        created_at="2026-11-01T00:00:00.000Z",
        updated_at="2026-11-01T00:00:00.000Z",
        flags=0,
    )
    return row._replace(**changes)


@pytest.mark.parametrize("raw", AWKWARD)
@pytest.mark.parametrize("width", [1, 2, 5, 12, 40])
@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_text_takes_exactly_its_cells_also_between_other_text(
    raw: str, width: int, align: str
) -> None:
    drawn = text.cells(raw, width, align)
    assert text.cell_len(drawn) == width
    assert text.cell_len("| " + drawn + " |") == width + 4
    assert not set(drawn) & set("\n\t\x1b\x07\u202e")


@given(
    st.text(alphabet=st.characters() | st.sampled_from("\u200d\ufe0f\u0301 王a"), max_size=30),
    st.integers(1, 20),
)
def test_any_text_takes_exactly_its_cells(raw: str, width: int) -> None:
    drawn = text.cells(raw, width)
    assert text.cell_len(drawn) == width
    assert text.cell_len("  " + drawn + "  ") == width + 4


def test_what_is_too_long_ends_with_an_ellipsis_and_no_half_character() -> None:
    assert text.cells("Müller, Zoë", 8) == "Müller,…"
    assert text.cells("王小明", 4) == "王… "
    assert text.cells("John", 6, "right") == "  John"


def test_indentation_stays_and_other_blanks_collapse() -> None:
    assert text.cells("  Ünder   it", 12) == "  Ünder it  "


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4), st.integers(1, 24))
def test_styled_text_takes_exactly_its_cells(parts: list[str], width: int) -> None:
    spans = tuple(Span(part, "good") for part in parts)
    for align in ("left", "right", "center"):
        drawn = text.span_cells(spans, width, align)
        assert sum(text.cell_len(span.text) for span in drawn) == width


def test_styled_text_moves_right_as_a_whole() -> None:
    spans = (Span("ab", "good"), Span("cd", "bad"))
    assert "".join(span.text for span in text.span_cells(spans, 6, "right")) == "  abcd"
    assert "".join(span.text for span in text.span_cells(spans, 3)) == "ab…"


def test_markup_in_user_text_stays_text() -> None:
    assert text.content("a [/] [b]x[/b]").plain == "a [/] [b]x[/b]"


def test_every_standing_has_a_sign_a_word_and_a_style_of_its_own() -> None:
    standings = [
        "draft",
        "sent",
        "pending",
        "accepted",
        "declined",
        "withdrawn",
        "superseded",
    ]
    for signs in (text.UNICODE, text.ASCII):
        marks = [text.status_mark(standing, signs) for standing in standings]
        marks.append(text.status_mark("sent", signs, expired=True))
        assert len({mark.glyph for mark in marks}) == len(marks)
        assert [mark.word for mark in marks] == [*standings[:-1], "replaced", "expired"]
        assert all(mark.style in themes.WORDS for mark in marks)
        assert all(text.cell_len(mark.glyph) == 1 for mark in marks)
    assert all(glyph.isascii() for glyph in text.ASCII)


def test_an_ascii_terminal_gets_ascii_only() -> None:
    text.use_ascii(True)
    try:
        assert text.cells("Müller, Zoë", 8) == "Müller,~"
        assert text.status_spans(an_offer(standing="accepted"))[0].text == "+ accepted"
    finally:
        text.use_ascii(False)
    assert text.cells("Müller, Zoë", 8) == "Müller,…"


def test_an_offer_that_ran_out_is_shown_as_expired_only_while_with_the_candidate() -> None:
    past = "2026-11-20"
    assert text.status_spans(an_offer(expiry_date=past), TODAY)[0].text == "! expired"
    assert text.status_spans(an_offer(expiry_date=past, standing="draft"), TODAY)[0].text == (
        "○ draft"
    )
    assert text.expiry_spans(an_offer(expiry_date=past), TODAY)[0].style == "bad"
    assert text.expiry_spans(an_offer(expiry_date="2026-11-25"), TODAY)[0] == Span("in 3 d", "warn")
    assert text.expiry_words("2026-11-25", "accepted", TODAY) == ""
    assert text.expiry_words(None, "draft", TODAY) == "–"


@pytest.mark.parametrize(
    ("day", "style", "word"),
    [
        ("2026-11-21", "bad", "expired"),
        ("2026-11-22", "warn", "sent"),
        ("2026-11-28", "warn", "sent"),
        ("2026-11-29", "warn", "sent"),
        ("2026-11-30", "value", "sent"),
    ],
)
def test_the_day_itself_is_not_past_and_the_seventh_day_is_near(
    day: str, style: str, word: str
) -> None:
    row = an_offer(expiry_date=day)
    assert text.expiry_spans(row, TODAY)[0].style == style
    assert text.status_spans(row, TODAY)[0].text.endswith(word)
    for standing in ("draft", "accepted"):
        assert text.expiry_spans(row._replace(standing=standing), TODAY)[0].style == "muted"


def test_pay_shows_an_amount_or_the_words_of_its_source_or_a_dash() -> None:
    assert text.pay(an_offer()) == "150,000 USD/y"
    assert text.pay(an_offer(salary_minor=None, salary_text="Around\n$100k")) == "Around $100k"
    assert text.pay(an_offer(salary_minor=None)) == "–"


def test_moments_and_days_are_in_peoples_words() -> None:
    clock.set_source(lambda: datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert text.when("2026-11-22T11:55:00.000Z") == "5 min ago"
    assert text.when(None) == "–"
    assert text.day("2026-04-15") == "15 Apr 2026"
    assert text.day(None) == "–"


# ---------------------------------------------------------------- themes


def _contrast(one: Color, other: Color) -> float:
    def luminance(colour: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in (channel / 255 for channel in colour.rgb)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _variables(theme: Theme) -> dict[str, str]:
    return theme.to_color_system().generate() | theme.variables


@pytest.mark.parametrize("theme", (themes.DARK, themes.LIGHT), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel", "cursor", "cursor-dim"])
def test_text_keeps_the_contrast_of_wcag_aa(theme: Theme, ground: str) -> None:
    variables = _variables(theme)
    colours = themes.theme_colours(variables, Color.parse(variables["background"]))
    base = Style(color=Color.parse(variables["foreground"]).rich_color)
    palette = themes.StylePalette(colours, base).on(ground)
    for word in themes.WORDS - {"rule"}:
        drawn = palette(word)
        assert drawn.color is not None and drawn.bgcolor is not None
        pair = Color.from_rich_color(drawn.color), Color.from_rich_color(drawn.bgcolor)
        assert _contrast(*pair) >= 4.5, (theme.name, ground, word)


def test_style_words_work_in_every_theme_of_textual() -> None:
    app: App[None] = App()
    for name in app.available_themes:
        variables = _variables(app.available_themes[name])
        colours = themes.theme_colours(variables, Color.parse(variables["background"]))
        for ground in ("background", "surface", "cursor", "cursor-dim"):
            palette = themes.StylePalette(colours, Style()).on(ground)
            assert palette("strong good") != palette("")


_DEFAULT = Color.parse("ansi_default")


@pytest.mark.parametrize("colours", [themes.theme_colours(_variables(themes.ANSI), _DEFAULT), {}])
def test_status_and_cursor_can_be_told_with_few_colours_and_with_none(
    colours: dict[str, Color],
) -> None:
    palette = themes.StylePalette(colours, Style(), few_colours=True)
    for one, other in combinations([*map(str, Status), "superseded", "expired"], 2):
        assert palette(one) != palette(other), (one, other)
    rows = {drawn("value") for drawn in (palette, palette.on("cursor"), palette.on("cursor-dim"))}
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"TERM": "xterm-256color"}, themes.DARK_NAME),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, themes.DARK_NAME),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, themes.LIGHT_NAME),
        ({"TERM": "linux"}, themes.ANSI_NAME),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, themes.ANSI_NAME),
    ],
)
def test_a_theme_fits_the_terminal(environment: dict[str, str], name: str) -> None:
    assert themes.fitting(environment) == name


def test_a_theme_is_known_by_its_name_and_the_nearest_one_is_named() -> None:
    assert theme_choice.known("light") == themes.LIGHT_NAME
    assert theme_choice.known("nord") == "nord"
    with pytest.raises(NotFound, match="did you mean dracula"):
        theme_choice.known("drakula")


def test_words_add_up_and_unknown_ones_change_nothing() -> None:
    palette = themes.StylePalette({"warn": Color.parse("yellow")}, Style())
    assert palette("strong em").bold and palette("strong em").italic
    assert palette("strong warn").color is not None
    assert palette("no-such-word") == palette("")
