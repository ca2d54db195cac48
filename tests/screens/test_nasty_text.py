"""Hostile text in every record, past the place that cleans it: every screen shows it harmlessly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, repeat
from pathlib import Path

import pytest
from looks import looking, screens
from support import making, shown
from textual.pilot import Pilot

from data.fields import custom_fields
from data.jobs import job_openings
from data.offers import offer_editing, offers, versions
from data.people import users
from data.records.field_records import FieldDraft, OptionDraft
from data.records.job_records import OpeningDraft
from data.records.offer_records import OfferDraft, Terms
from data.storage import connection
from data.templates import templates
from data.values.field_values import FieldType, FieldValue
from data.values.text import plain
from tui.app import OfferDesk

NASTY = {
    "markup": "a [/] b [bold]x[/bold] [senior] [50%]",
    "click": "[@click=app.quit]leave[/] [link='http",
    "escape": "red \x1b[31m and \x1b]0;title\x07 and \x9b2J clear",
    "bidi": "safe\u202egnp.exe\u202c \u2066x\u2069 \u200e\u061c",
    "invisible": "a\u200bb\ufeffc\u2060d\U000e0041e",
    "right to left": "محمد بن سلمان עברית",
    "long": "x" * 10_000,
    "long words": "wörd " * 2_000,
    "wide": "漢字仮名交じり文" * 40,
    "combining": "Z" + "\u0301" * 200 + " 👩‍👩‍👧‍👦 🇩🇪 family",
    "template": "{{ offer.__class__ }} {% for x in y %} {# no #}",
    "html": "<script>alert(1)</script><b>&lt;&#27;[31m &copy;",
    "lines": "one\ntwo\r\nthree\x0bfour\u2028five\tsix",
    "control": "".join(map(chr, (*range(32), 127, *range(128, 160)))) + "end",
    "sql": "'; DROP TABLE offers; --",
    "formula": '=HYPERLINK("http://x")',
}


PLACES = (
    ("jobs", ("title", "department", "location", "notes")),
    ("candidates", ("first_name", "last_name", "email", "phone", "notes")),
    ("openings", ("opening_id", "close_reason")),
    ("custom_fields", ("name", "description")),
    ("field_options", ("name",)),
    ("users", ("first_name", "last_name", "email")),
    ("offers", ("source_value",)),
    ("templates", ("name",)),
)
"""Tables and their columns that hold what somebody typed."""


def _value(key: str, type: FieldType, text: str) -> FieldValue:
    return FieldValue(key, text, type, text)


def fill(texts: Iterator[str]) -> int:
    """One offer with the next of the texts in every place that takes one, past every check."""
    job = making.a_job()
    opening = job_openings.add_opening(job.id, OpeningDraft("1"))
    select = custom_fields.create(
        FieldDraft(name="Choice", type="single_select", options=(OptionDraft("one"),))
    )
    note = custom_fields.create(FieldDraft(name="Note", type="long_text"))
    candidate = making.a_candidate()
    template = templates.default()
    offer = offer_editing.create(
        OfferDraft(
            candidate_id=candidate.id,
            job_id=job.id,
            opening_id=opening.id,
            template_id=template.id if template else None,
        )
    )
    write = connection.reader().execute
    for table, columns in PLACES:
        told = ", ".join(f"{column} = ?" for column in columns)
        write(f"UPDATE {table} SET {told}", [next(texts) for _ in columns])
    custom_fields.forget()
    terms = Terms(
        salary_text=next(texts),
        opening_id=opening.id,
        template_id=template.id if template else None,
        fields=(
            _value(select.key, FieldType.SINGLE_SELECT, next(texts)),
            _value(note.key, FieldType.LONG_TEXT, next(texts)),
        ),
    )
    offer_editing.new_version(offers.get(offer.id), terms, users.current(), note=next(texts))
    by_hand = Terms(letter_html=f"<p>{next(texts)}</p>", salary_text=next(texts))
    versions.write(offer.id, 3, by_hand, users.current(), note=next(texts))
    write(
        "INSERT INTO flags (offer_id, field, text, source, created_at) VALUES (?, ?, ?, ?, ?)",
        (offer.id, next(texts), next(texts), next(texts), "2026-11-22T12:00:00.000Z"),
    )
    write(
        "INSERT INTO events (subject, subject_id, kind, at, reason, text)"
        " VALUES ('offer', ?, ?, '2026-11-22T12:00:00.000Z', ?, ?)",
        (offer.id, next(texts), next(texts), next(texts)),
    )
    return offer.id


def harmless(app: OfferDesk) -> None:
    """Nothing on the screen but what may be shown, and nothing that runs when clicked."""
    for number, line in enumerate(looking.lines(app)):
        assert plain(line) == line, f"line {number}: {line!r}"
        assert "\n" not in line
        assert "\t" not in line
    for strip in shown.strips(app):
        for segment in strip:
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta, segment
            assert not (segment.style and segment.style.link), segment


async def visit(pilot: Pilot[None], keys: tuple[str, ...]) -> None:
    """Open a screen by its keys, look at it, and go back to the home screen."""
    app = pilot.app
    assert isinstance(app, OfferDesk)
    await pilot.press(*keys)
    await pilot.pause(0.03)
    harmless(app)
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()


async def visit_every_screen(step: int = 1) -> None:
    """Or only each so many of them."""
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        harmless(app)
        for keys in [*screens.KEYS.values()][::step]:
            await visit(pilot, keys)
        await visit(pilot, ("1", "enter", "p"))
        await pilot.resize_terminal(80, 24)
        await visit(pilot, ("enter",))
        await visit(pilot, ("e",))
        assert app.return_code in (None, 0)


@pytest.mark.long
async def test_hostile_texts_side_by_side_show_harmlessly(desk: Path) -> None:
    fill(cycle(NASTY.values()))
    await visit_every_screen(4)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, len(NASTY), 4))
async def test_hostile_texts_side_by_side_show_harmlessly_on_every_screen(
    first: int, desk: Path
) -> None:
    texts = [*NASTY.values()]
    fill(cycle(texts[first:] + texts[:first]))
    await visit_every_screen()


@pytest.mark.long
@pytest.mark.parametrize("name", NASTY)
async def test_a_hostile_text_everywhere_shows_harmlessly_on_every_screen(
    name: str, desk: Path
) -> None:
    fill(repeat(NASTY[name]))
    await visit_every_screen()
