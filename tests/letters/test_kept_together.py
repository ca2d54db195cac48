"""No line ends inside an amount, a day, or a name and its title, however a letter goes out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import making
from support.delivering import PLAIN
from support.everyday import everyday
from support.letter_making import CANDIDATE, INPUTS, letter_in, text

from data.delivery import deliverable_letter, plain_text, web_page, word_file
from data.letters.foreign import read_letter
from data.letters.language.locales import locale_format
from data.letters.layout.kept_together import kept_together
from data.letters.layout.letter_lines import to_plain
from data.values.money import Money

HERE = Path(__file__).parent
PROMISED = [
    line.partition(" ")[0] for line in (HERE / "locales.txt").read_text("utf-8").split("\n")
]
TOGETHER = {
    "92,500 EUR": "92,500~EUR",
    "EUR 92 500 per year": "EUR~92~500 per year",
    "<b>92,500</b> EUR": "<b>92,500</b>~EUR",
    "on 15\n  April 2026,": "on 15~April~2026,",
    "April 15, 2026": "April~15,~2026",
    "the 3rd of May": "the 3rd~of~May",
    "le 1er mai 2026": "le 1er~mai~2026",
    "15 de abril de 2026": "15~de~abril~de~2026",
    "3 months, 40 hours a week, 5 %": "3~months, 40~hours a week, 5~%",
    "Dear Mr Smith": "Dear Mr~Smith",
    "Frau Prof. Dr. Müller": "Frau~Prof.~Dr.~Müller",
    "Z. A. Müller": "Z.~A.~Müller",
    "12 Main St, 10115 Berlin": "12 Main St, 10115 Berlin",
    '<img alt="Dr. Lee">': '<img alt="Dr. Lee">',
    "may 5 of us": "may~5 of us",
    "<pre>Base  1000   EUR\n2024\n500</pre> 5 EUR": "<pre>Base  1000   EUR\n2024\n500</pre> 5~EUR",
    '<p style="white-space: pre">1\n500</p>': '<p style="white-space: pre">1\n500</p>',
}


@pytest.mark.parametrize(("said", "kept"), TOGETHER.items())
def test_what_belongs_together_has_spaces_that_do_not_break(said: str, kept: str) -> None:
    assert kept_together(said) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize("tag", everyday(list(filter(None, PROMISED)), most=6))
def test_amounts_and_days_of_every_promised_locale_stay_on_a_line(tag: str) -> None:
    way = locale_format(tag)
    for month in range(1, 13):
        for form in ("long", "medium", "short"):
            day = way.day(date(2026, month, 15), form)
            assert " " not in kept_together(day).replace("<span class", "").removesuffix(" р.")
    for currency in ("EUR", "USD", "GBP", "CHF"):
        assert " " not in kept_together(way.money(Money(9_250_000, currency)))


WIDE = "".join(
    f"<p>{'x' * length} 92,500 EUR, 15 April 2026, Dr. Lee</p>" for length in range(50, 78)
)


def test_no_line_of_a_text_ends_inside_and_who_wraps_it_anew_breaks_none() -> None:
    said = plain_text.text(replace(PLAIN, html=WIDE))
    for kept in ("92,500\u00a0EUR", "15\u00a0April\u00a02026", "Dr.\u00a0Lee"):
        assert said.count(kept) == 28
    assert max(map(len, said.splitlines())) <= 78
    assert "2026年4月15日" in to_plain(f"<p>{'字' * 36}2026年4月15日より</p>")
    assert "92,500 EUR" in to_plain(WIDE)


def test_the_page_says_so_and_has_the_letter_all_the_same() -> None:
    html = "<p>2026年4月15日, 92,500 EUR and 92.500,00&nbsp;€</p>"
    page = web_page.page(replace(PLAIN, html=html))
    assert "92,500\u00a0EUR" in page and '<span class="od-one">2026年4月15日</span>' in page
    assert letter_in(page) == html


def test_word_breaks_none_either() -> None:
    made = read_letter.read(word_file.make(replace(PLAIN, html=WIDE)))
    assert repr(made).count("92,500\\xa0EUR, 15\\xa0April\\xa02026, Dr.\\xa0Lee") == 28


def test_a_letter_calls_people_of_the_east_by_their_name_in_its_order() -> None:
    person = replace(CANDIDATE, first_name="太郎", last_name="山田")
    inputs = replace(INPUTS, candidate=person)
    assert text("{{ candidate.name }}, {{ candidate | full_name }}", inputs) == "山田太郎, 山田太郎"


@pytest.mark.usefixtures("desk")
def test_nothing_is_held_against_a_name_in_its_order() -> None:
    person = making.a_candidate(first_name="太郎", last_name="山田")
    source = '<p class="recipient">{{ candidate.name }}</p><p>Dear {{ candidate.name }},</p>'
    offer = making.a_ready_offer(
        candidate_id=person.id,
        job_id=making.a_job().id,
        template_id=making.a_template(source),
        letter_html=None,
    )
    letter = deliverable_letter.for_offer(offer)
    assert letter.candidate == "山田太郎" and letter.wrong == ()
