"""The comparison on the screen: from change to change, in one or side by side, and the drift."""

from pathlib import Path

from support import making
from textual.app import App, ComposeResult

from data.letters.comparison.letter_comparison import compare
from data.offers import offers
from data.templates import templates
from tui.app import OfferDesk
from tui.screens.letters.comparison import About, LetterCompareScreen
from tui.screens.offer.screen import OfferScreen
from tui.text import cell_len
from tui.widgets.compare_view import CompareView
from tui.widgets.letter_view import LetterView

BEFORE = "<p>We pay 90,000 EUR.</p>" + "<p>A paragraph that stays as it is.</p>" * 20 + "<p>Bye</p>"
AFTER = BEFORE.replace("90,000", "95,000").replace("Bye", "Bye now")


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.view = CompareView()

    def compose(self) -> ComposeResult:
        yield self.view


def drawn(view: CompareView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


def reversed_text(view: CompareView) -> str:
    lines = (view.render_line(y) for y in range(view.size.height))
    return "".join(
        segment.text
        for line in lines
        for segment in line
        if segment.style and segment.style.reverse
    )


async def test_next_and_previous_go_round_and_are_counted_in_the_border() -> None:
    desk = Desk()
    async with desk.run_test(size=(60, 12)):
        view = desk.view
        view.show_comparison(compare(BEFORE, AFTER), "v1", "v2")
        assert str(view.border_title) == "v1 → v2"
        assert str(view.border_subtitle) == "change 1 of 2"
        assert reversed_text(view) == "[-90,000-]{+95,000+}" or "90,000" in reversed_text(view)
        view.next_change()
        assert str(view.border_subtitle) == "change 2 of 2"
        view.next_change(-1)
        view.next_change(-1)
        assert str(view.border_subtitle) == "change 2 of 2"
        assert "now" in reversed_text(view)
        view.next_change()
        assert view.current == 0
        assert view.top == 0


async def test_side_by_side_when_wide_and_on_request() -> None:
    desk = Desk()
    async with desk.run_test(size=(60, 12)) as pilot:
        view = desk.view
        view.show_comparison(compare(BEFORE, AFTER), "v1", "v2")
        assert not view.is_beside
        view.toggle_beside()
        assert any("│" in line for line in drawn(view))
        view.toggle_beside()
        assert not any("│" in line for line in drawn(view))
        assert all(cell_len(line) == 60 for line in drawn(view))
        view.toggle_beside()
        view.toggle_beside()
        await pilot.resize_terminal(130, 12)
        assert all(cell_len(line) == 130 for line in drawn(view))


async def test_what_is_the_same_says_so() -> None:
    desk = Desk()
    async with desk.run_test(size=(130, 12)):
        desk.view.show_comparison(compare(BEFORE, BEFORE), "v1", "v2")
        assert desk.view.is_beside
        assert str(desk.view.border_subtitle) == "the same"
        assert desk.view.current is None
        desk.view.next_change()
        assert "{" not in desk.view.text


def a_drifted_offer() -> int:
    template = making.a_template("<p>We pay {{ offer.salary | money }} a year.</p>")
    offer = making.sent(letter_html=None, template_id=template)
    templates.revise(template, "<p>We pay {{ offer.salary | money }} each year.</p>")
    return offer.id


async def test_the_drift_of_a_sent_letter_is_one_key_away(desk: Path) -> None:
    offer_id = a_drifted_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(OfferScreen(offer_id))
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, LetterCompareScreen)
        said = screen.query_one("#about-lines", About).text
        assert "! Drifted: 1 word changed." in said
        assert "Plain is at revision 2 now" in said
        assert "SHA-256" in said
        assert "matches" in said
        view = screen.query_one(CompareView)
        assert "[-a-]{+each+}" in view.text
        await pilot.press("full_stop", "vertical_line", "y", "escape")
        assert isinstance(app.screen, OfferScreen)


async def test_a_draft_has_no_drift_to_show(desk: Path) -> None:
    offer = making.a_ready_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(OfferScreen(offer.id))
        await pilot.pause()
        assert app.screen.check_action("drift", ()) is None
        await pilot.press("d")
        assert isinstance(app.screen, OfferScreen)


async def test_a_damaged_letter_is_said_above_it(desk: Path) -> None:
    from support.damaging import damage

    offer_id = making.sent(
        letter_html=None, template_id=making.a_template("<p>{{ offer.salary | money }}</p>")
    ).id
    damage(desk)
    app = OfferDesk()
    async with app.run_test(size=(130, 30)) as pilot:
        app.push_screen(OfferScreen(offer_id))
        await pilot.pause()
        letter = app.screen.query_one("#letter", LetterView)
        assert "This letter is damaged" in " ".join(letter.text.split())
        await pilot.press("d")
        await pilot.pause()
        said = app.screen.query_one("#about-lines", About).text
        assert "DOES NOT MATCH" in said
    assert offers.get(offer_id).versions[0].letter is not None


async def test_a_live_letter_of_the_first_offer_is_there_after_the_first_frame(desk: Path) -> None:
    making.a_ready_offer(
        letter_html=None, template_id=making.a_template("<p>Live for {{ candidate.name }}</p>")
    )
    app = OfferDesk()
    async with app.run_test(size=(130, 30)) as pilot:
        for _ in range(20):
            await pilot.pause()
            if "Live for" in app.screen.query_one("#letter", LetterView).text:
                break
        assert "Live for Zoë Müller" in app.screen.query_one("#letter", LetterView).text
