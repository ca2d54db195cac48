"""Hostile text in every record, past the place that cleans it: every screen shows it harmlessly."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import looking, screens
from support import making
from textual.pilot import Pilot

from data.fields import custom_fields
from data.jobs import jobs
from data.offers import offers, versions
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


def fill(text: str) -> int:
    """One offer with the text in every place that takes text, written past every check."""
    job = making.a_job()
    opening = jobs.add_opening(job.id, OpeningDraft("1"))
    select = custom_fields.create(
        FieldDraft(name="Choice", type="single_select", options=(OptionDraft("one"),))
    )
    note = custom_fields.create(FieldDraft(name="Note", type="long_text"))
    candidate = making.a_candidate()
    template = templates.default()
    offer = offers.create(
        OfferDraft(
            candidate_id=candidate.id,
            job_id=job.id,
            opening_id=opening.id,
            template_id=template.id if template else None,
        )
    )
    write = connection.reader().execute
    told = {"text": text}
    write(
        "UPDATE jobs SET title = :text, department = :text, location = :text, notes = :text", told
    )
    write(
        "UPDATE candidates SET first_name = :text, last_name = :text, email = :text, phone = :text",
        told,
    )
    write("UPDATE candidates SET notes = :text", told)
    write("UPDATE openings SET opening_id = :text, close_reason = :text", told)
    write("UPDATE custom_fields SET name = :text, description = :text", told)
    write("UPDATE field_options SET name = :text", told)
    write("UPDATE users SET first_name = :text, last_name = :text, email = :text", told)
    write("UPDATE offers SET source_value = :text", told)
    write("UPDATE templates SET name = :text", told)
    custom_fields.forget()
    terms = Terms(
        salary_text=text,
        opening_id=opening.id,
        template_id=template.id if template else None,
        fields=(
            FieldValue(select.key, text, FieldType.SINGLE_SELECT, text),
            FieldValue(note.key, text, FieldType.LONG_TEXT, text),
        ),
    )
    offers.new_version(offers.get(offer.id), terms, users.current(), note=text)
    by_hand = Terms(letter_html=f"<p>{text}</p>", salary_text=text)
    versions.write(offer.id, 3, by_hand, users.current(), note=text)
    write(
        "INSERT INTO flags (offer_id, field, text, source, created_at) VALUES (?, ?, ?, ?, ?)",
        (offer.id, text, text, text, "2026-11-22T12:00:00.000Z"),
    )
    write(
        "INSERT INTO events (subject, subject_id, kind, at, reason, text)"
        " VALUES ('offer', ?, ?, '2026-11-22T12:00:00.000Z', ?, ?)",
        (offer.id, text, text, text),
    )
    return offer.id


def harmless(app: OfferDesk) -> None:
    """Nothing on the screen but what may be shown, and nothing that runs when clicked."""
    for number, line in enumerate(looking.lines(app)):
        assert plain(line) == line, f"line {number}: {line!r}"
        assert "\n" not in line
        assert "\t" not in line
    for strip in app.screen._compositor.render_strips():
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


@pytest.mark.parametrize("name", NASTY)
async def test_hostile_text_shows_harmlessly_on_every_screen(name: str, desk: Path) -> None:
    fill(NASTY[name])
    app = screens.desk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        harmless(app)
        for keys in screens.KEYS.values():
            await visit(pilot, keys)
        await visit(pilot, ("1", "enter", "p"))
        await pilot.resize_terminal(80, 24)
        await visit(pilot, ("enter",))
        await visit(pilot, ("e",))
        assert app.return_code in (None, 0)
