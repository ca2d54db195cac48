"""Letters edited by hand: the start, what is taken out, saving, going back; and the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looks import screens
from support import making
from textual.pilot import Pilot

from data.errors import Invalid, NotAllowed, Stale
from data.letters import rendering
from data.offers import hand_edited_letter, offer_letters, offers
from data.records.offer_records import OfferRecord
from data.records.template_records import BY_HAND
from data.values.status import Status
from tui.app import OfferDesk
from tui.screens.base.confirm import Confirm, Leave
from tui.screens.letters.editor import LetterEditScreen
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.screen import OfferScreen

pytestmark = pytest.mark.usefixtures("desk")
SIZE = (140, 40)


def templated() -> OfferRecord:
    return making.a_ready_offer(template_id=making.a_template(), letter_html=None)


# ---------------------------------------------------------------- the use case


def test_editing_starts_with_what_the_template_says_now() -> None:
    offer = templated()
    assert hand_edited_letter.start(offer) == offer_letters.preview(offer).html
    after = hand_edited_letter.save(offer.id, "<p>Mine</p>", version=1)
    assert hand_edited_letter.start(after) == "<p>Mine</p>"
    assert hand_edited_letter.start(making.an_offer()) == ""


def test_saving_makes_a_version_that_no_longer_follows_the_template() -> None:
    offer = templated()
    after = hand_edited_letter.save(offer.id, "<p>Mine</p><script>x()</script>", version=1)
    assert (after.version, after.terms.letter_html) == (2, "<p>Mine</p>")
    assert after.terms.template_id == offer.terms.template_id
    assert after.versions[-1].changes == ("letter written by hand",)
    said = offer_letters.preview(after)
    assert (said.html, said.source) == ("<p>Mine</p>", BY_HAND)


def test_saving_what_the_template_says_anyway_changes_nothing() -> None:
    offer = templated()
    assert (
        hand_edited_letter.save(offer.id, hand_edited_letter.start(offer), version=1).version == 1
    )


def test_following_the_template_again_is_a_new_version() -> None:
    offer = templated()
    hand_edited_letter.save(offer.id, "<p>Mine</p>")
    after = hand_edited_letter.follow_template(offer.id, version=2)
    assert (after.version, after.terms.letter_html) == (3, None)
    assert offers.get(offer.id).versions[1].terms.letter_html == "<p>Mine</p>"
    with pytest.raises(NotAllowed, match="follows its template already"):
        hand_edited_letter.follow_template(offer.id)


def test_without_a_template_there_is_no_way_back() -> None:
    offer = making.a_ready_offer()
    with pytest.raises(NotAllowed, match="No letter template is chosen"):
        hand_edited_letter.follow_template(offer.id)


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x</script>", "<!-- -->"])
def test_an_empty_letter_is_refused(html: str) -> None:
    with pytest.raises(Invalid, match="empty"):
        hand_edited_letter.save(templated().id, html)


def test_a_version_saved_meanwhile_and_a_locked_offer_are_refused() -> None:
    offer = templated()
    making.edit(offer, salary="95,000")
    with pytest.raises(Stale):
        hand_edited_letter.save(offer.id, "<p>Mine</p>", version=1)
    with pytest.raises(Stale):
        hand_edited_letter.save(offer.id, hand_edited_letter.start(offers.get(offer.id)), version=1)
    accepted = making.in_status(Status.ACCEPTED)
    with pytest.raises(NotAllowed, match="locked"):
        hand_edited_letter.save(accepted.id, "<p>Mine</p>")


def test_a_sent_letter_edited_by_hand_is_a_draft_again_or_a_correction() -> None:
    first, second = making.sent(), making.sent()
    assert hand_edited_letter.save(first.id, "<p>Mine</p>").status is Status.DRAFT
    after = hand_edited_letter.save(second.id, "<p>Mine</p>", correction=True)
    assert after.status is Status.SENT
    assert after.versions[-1].letter is not None
    assert after.versions[-1].letter.html == "<p>Mine</p>"


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ("<p>Plain <b>words</b></p>", ()),
        ('<a href="https://example.com/?a=1&amp;b=2">x</a>', ()),
        ("<p onclick='x()'>a</p>", ("onclick of p",)),
        ("<script>a</script><p>b</p>", ("script",)),
        ('<img src="a.png" alt="b"><img src=c.png>', ("src of img (2 times)",)),
        ('<a href="javascript:x()">a</a>', ("href of a",)),
        ('<p style="color: red; text-align: right">a</p>', ("style color of p",)),
        ("<!-- for us --><p>a</p>", ("comments",)),
        ("a < b and c > d", ()),
        ("<iframe></iframe>" * 3 + "<p>a</p>", ("iframe (3 times)",)),
    ],
)
def test_what_no_letter_can_have_is_named(html: str, lost: tuple[str, ...]) -> None:
    assert hand_edited_letter.taken_out(html) == lost


def test_very_much_that_is_taken_out_is_counted() -> None:
    html = "".join(f"<x-{n}>a</x-{n}>" for n in range(20))
    named = hand_edited_letter.taken_out(html)
    assert len(named) == hand_edited_letter.MOST_NAMED + 1 and named[-1] == "12 others"


@given(st.text(st.sampled_from("<>/=\"' ab!-&;p"), max_size=80))
def test_nothing_is_said_to_be_lost_from_what_was_cleaned(text: str) -> None:
    assert hand_edited_letter.taken_out(rendering.clean(text)) == ()


# ---------------------------------------------------------------- the editor


async def opened(pilot: Pilot[None], *keys: str) -> LetterEditScreen:
    await pilot.press(*keys)
    await pilot.pause(0.1)
    assert isinstance(pilot.app.screen, LetterEditScreen)
    return pilot.app.screen


async def saved(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await pilot.pause(0.1)


def home() -> OfferDesk:
    return screens.desk()


@pytest.mark.long
async def test_typing_shows_at_once_how_it_reads_and_what_is_left_out() -> None:
    templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "enter", "h")
        assert "Dear Zoë" in screen.letter.text
        screen.area.put("<p>Only <b>this</b></p><script>x()</script>")
        await pilot.pause()
        assert "Only this" in screen.letter.text and "Dear" not in screen.letter.text
        lost = screen.query_one("#edit-lost")
        assert lost.has_class("-said") and "script" in str(lost.render())
        await saved(pilot)
        assert isinstance(app.screen, OfferScreen)
    after = offers.get(1)
    assert (after.version, after.terms.letter_html) == (2, "<p>Only <b>this</b></p>")


async def test_what_contradicts_the_terms_is_named_and_taken_over_by_a_key() -> None:
    templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "enter", "h")
        screen.area.put("<p>Your gross pay will be <b>90,000 EUR</b> per year.</p>")
        await pilot.pause()
        lost = str(screen.query_one("#edit-lost").render())
        assert "The letter says “90,000 EUR per year”; Salary is 92,500 EUR per year" in lost
        await pilot.press("f4")
        await pilot.pause()
        assert "92,500 EUR per year" in screen.letter.text
        assert not screen.query_one("#edit-lost").has_class("-said")
        assert not screen.can_take_over


@pytest.mark.long
async def test_the_offer_says_that_its_letter_no_longer_follows_and_goes_back() -> None:
    hand_edited_letter.save(templated().id, "<p>Mine</p>")
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        screen = app.screen
        assert isinstance(screen, OfferScreen)
        assert "by hand, no longer" in screen.terms.text.replace("\n", " ")
        assert BY_HAND in str(screen.letter.border_subtitle)
        await pilot.press("T")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await pilot.pause()
        assert offers.get(1).terms.letter_html is None
        assert screen.check_action("follow", ()) is None


@pytest.mark.long
async def test_what_was_typed_stays_when_it_cannot_be_saved() -> None:
    offer = templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "enter", "h")
        screen.area.put("<p>Mine</p>")
        making.edit(offer, salary="95,000")
        await saved(pilot)
        assert app.screen is screen and screen.area.value == "<p>Mine</p>"
        assert "saved in the meantime" in screen.query_one("FormNotice").text
        screen.area.put("")
        await saved(pilot)
        assert "empty" in screen.query_one("FormNotice").text


@pytest.mark.long
async def test_leaving_asks_only_when_something_was_typed() -> None:
    templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        await opened(pilot, "enter", "h")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OfferScreen)
        screen = await opened(pilot, "h")
        screen.area.put("<p>Mine</p>")
        await pilot.press("escape")
        assert isinstance(app.screen, Leave)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, OfferScreen)
    assert offers.get(1).version == 1


async def test_a_sent_offer_is_corrected_by_hand_and_stays_sent() -> None:
    making.sent(template_id=making.a_template(), letter_html=None)
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "enter", "h")
        screen.area.put("<p>Mine</p>")
        await pilot.press("f7")
        assert "kept as sent" in str(screen.query_one("#edit-source").border_subtitle)
        await saved(pilot)
    after = offers.get(1)
    assert (after.status, after.version) == (Status.SENT, 2)


@pytest.mark.long
async def test_in_the_form_the_letter_is_edited_with_what_is_entered_there() -> None:
    offer = templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "e")
        await pilot.pause(0.1)
        form = app.screen
        assert isinstance(form, OfferFormScreen)
        form.fields["salary"].set_value("101,000")
        editor = await opened(pilot, "ctrl+g")
        assert "101,000 EUR" in editor.letter.text
        editor.area.put("<p>Mine</p>")
        await saved(pilot)
        assert app.screen is form and form.is_changed
        assert "by hand" in form.fields["template"].note
        assert offers.get(offer.id).version == 1
        await saved(pilot)
    after = offers.get(offer.id)
    assert (after.version, after.terms.letter_html) == (2, "<p>Mine</p>")
    assert after.terms.salary is not None and after.terms.salary.minor == 10_100_000


@pytest.mark.long
async def test_in_the_form_the_template_is_followed_again() -> None:
    hand_edited_letter.save(templated().id, "<p>Mine</p>")
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "e")
        await pilot.pause(0.1)
        await opened(pilot, "ctrl+g")
        await pilot.press("f2", "y")
        await pilot.pause()
        assert isinstance(app.screen, OfferFormScreen)
        await saved(pilot)
    assert offers.get(1).terms.letter_html is None


@pytest.mark.long
async def test_the_own_editor_gets_the_letter_and_gives_it_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from contextlib import nullcontext

    program = tmp_path / "editor"
    program.write_text('#!/bin/sh\necho "<p>from outside</p>" >> "$1"\n')
    program.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(program))
    monkeypatch.delenv("VISUAL", raising=False)
    templated()
    app = home()
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(pilot, "enter", "h")
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("f5")
        await pilot.pause()
        assert screen.area.value.endswith("<p>from outside</p>\n")
        assert "from outside" in screen.letter.text


@pytest.mark.long
async def test_where_there_is_no_room_the_letter_takes_the_place_of_the_source() -> None:
    templated()
    app = home()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "enter", "h")
        assert not screen.letter.display
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert screen.letter.display and not screen.query_one("#edit-source").display
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is screen and screen.query_one("#edit-source").display
