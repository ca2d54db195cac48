"""The one stream of an offer: what happened, who did it and for whom; nothing in it is edited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import making
from support.making import Time

from data.board import board
from data.offers import approvals, flags, negotiations, notes, offers, timeline
from data.people import users
from data.records.approval_records import AnswerDraft, AskDraft
from data.records.negotiation_records import OTHER, NegotiationDraft
from data.records.offer_records import EventRecord, OfferRecord
from data.storage import connection, events
from data.values.status import Status
from tui.widgets.timeline import KINDS, SENTENCES, event_items, is_of_kind

pytestmark = pytest.mark.usefixtures("desk", "time")


def _flag(offer: OfferRecord, text: str) -> int:
    desk = connection.reader()
    sql = "INSERT INTO flags (offer_id, version, field, text, source, created_at)"
    row = desk.execute(
        f"{sql} VALUES (?, 1, 'id', ?, 'Greenhouse', ?)",
        (offer.id, text, "2026-11-22T12:00:30.000Z"),
    )
    return int(row.lastrowid or 0)


@pytest.fixture
def lived(time: Time) -> OfferRecord:
    """An offer to which everything has happened that can happen to one."""
    boss = users.create("Ada", "Brandt")
    me = users.current()
    acting = type(me)(me.user_id, boss.id)
    offer = making.a_ready_offer()

    def later() -> None:
        time.forward(minutes=1)

    later()
    flag = _flag(offer, "starts before it was made")
    later()
    flags.settle_flag(flag)
    later()
    making.edit(offer, salary="95,000", actor=acting)
    later()
    approvals.ask(offer.id, AskDraft("Ana Ruiz", note="Please look"))
    later()
    approvals.answer(offer.id, AnswerDraft("Ana Ruiz"))
    later()
    making.move(offer, Status.SENT)
    later()
    notes.add(events.OFFER, offer.id, "Called.\nWill decide.")
    assert offer.candidate is not None and offer.job is not None
    later()
    notes.add(events.CANDIDATE, offer.candidate.id, "Prefers mail")
    later()
    notes.add(events.JOB, offer.job.id, "Moves to Ghent")
    later()
    negotiations.add(offer.id, NegotiationDraft("Zoë", "100k", "95k", "agreed", 2, OTHER))
    later()
    board.snooze("opening", offer.id, "+3d", "Being split")
    later()
    making.force(offer, Status.DECLINED)
    return offers.get(offer.id)


def _kinds(stream: tuple[EventRecord, ...]) -> list[str]:
    return [event.kind for event in stream]


def test_everything_stands_in_one_stream_in_order(lived: OfferRecord) -> None:
    stream = timeline.timeline_of(lived)
    assert _kinds(stream) == [
        "created", "flagged", "settled", "version", "approval asked", "approved", "status",
        "note", "candidate note", "job note", "negotiation", "snoozed", "status",
    ]  # fmt: skip
    assert [event.at for event in stream] == sorted(event.at for event in stream)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("versions", ["created", "version"]),
        ("status", ["created", "status", "status"]),
        ("forced", ["status"]),
        ("letters", ["status"]),
        ("approvals", ["approval asked", "approved"]),
        ("notes", ["note", "candidate note", "job note", "negotiation", "snoozed"]),
        ("imports", ["flagged", "settled"]),
    ],
)
def test_the_stream_is_narrowed_to_a_kind(kind: str, shown: list[str], lived: OfferRecord) -> None:
    stream = timeline.timeline_of(lived)
    assert [event.kind for event in stream if is_of_kind(event, kind)] == shown
    assert kind in {one for one, _, _ in KINDS}


def test_lines_say_who_did_it_for_whom_and_why(lived: OfferRecord) -> None:
    stream = timeline.timeline_of(lived)
    items = event_items(stream, 200)
    text = "\n".join("".join(span.text for span in item.line) for item in items)
    for said in (
        "saved version 2 for Ada Brandt", "Greenhouse raised a flag on version 1: starts before",
        "marked it as declined, as an exception: Agreed by phone", "negotiated version 2: ",
        "noted on the job: Moves to Ghent", "No opening: until", "Being split",
        "created version 1 as draft", "sent version 2", "asked for approval of version 2",
    ):  # fmt: skip
        assert said in text, text
    assert all(event.kind in SENTENCES for event in stream)
    assert {line.find(line.lstrip("0123456789 minjustow")) for line in text.splitlines()} == {9}


def test_what_is_of_no_known_kind_is_shown_as_it_is_called(lived: OfferRecord) -> None:
    event = replace(lived.events[0], kind="{0} of {version}", version=2)
    (item,) = event_items([event], 200)
    assert "{0} of version 2" in "".join(span.text for span in item.line)


def test_versions_that_no_event_tells_of_stand_where_they_were_made(time: Time) -> None:
    offer = making.a_ready_offer()
    desk = connection.reader()
    with_events = timeline.timeline_of(offers.get(offer.id))
    desk.execute(
        "INSERT INTO versions (offer_id, number, note, created_at)"
        " VALUES (?, 0, 'former', '2019-05-01T00:00:00.000Z')",
        (offer.id,),
    )
    stream = timeline.timeline_of(offers.get(offer.id))
    assert len(stream) == len(with_events) + 1
    assert (stream[0].kind, stream[0].version, stream[0].text) == ("version", 0, "former")


def test_a_correction_is_a_further_entry(lived: OfferRecord) -> None:
    before = timeline.timeline_of(lived)
    notes.add(events.OFFER, lived.id, "Called on Monday, not on Friday.")
    after = timeline.timeline_of(offers.get(lived.id))
    assert after[: len(before)] == before
    note = next(event for event in before if event.kind == "note")
    for change in ("UPDATE events SET text = 'x' WHERE id = ?", "DELETE FROM events WHERE id = ?"):
        with pytest.raises(Exception, match="an event"):
            connection.reader().execute(change, (note.id,))
