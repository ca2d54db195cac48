"""A letter is never wrong: no old figure, no placeholder; what it leaves out is named; its day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from support import making
from support.letter_making import INPUTS, TERMS, render

from data.delivery import deliverable_letter, delivery_events
from data.delivery.delivery_records import FileFormat
from data.errors import Invalid
from data.letters import rendering
from data.letters.facts.dated import dated
from data.letters.facts.differences import differences, taken_over
from data.letters.facts.omissions import omissions
from data.letters.facts.placeholders import placeholders
from data.letters.facts.visible_text import visible_text
from data.letters.layout import sanitizer
from data.letters.layout.letter_lines import to_plain
from data.offers import hand_edited_letter, offer_letters, offers, send_checks
from data.records.pay import PayFrequency
from data.settings import settings
from data.values import clock, dates
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money
from data.values.status import Status

GOOD = (
    '<p class="date">1 March 2026</p><p class="recipient">Zoë Müller<br>zoe@example.org</p>'
    '<h1 class="subject">Offer of employment as Engineer</h1><p>Dear Zoë,</p>'
    "<p>We offer you the position of Engineer. Your gross pay will be <b>150,000 USD</b> per year,"
    " which is 12,500 USD per month. Your first day is 15 April 2026; the offer is open until"
    " 1 April 2026.</p>"
)


def test_a_letter_that_says_what_the_terms_say_has_no_difference() -> None:
    assert differences(GOOD, INPUTS) == ()
    assert omissions(GOOD, INPUTS) == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("150,000 USD", "140,000 USD", "salary"),
        ("150,000 USD", "150,000 EUR", "salary"),
        ("150,000 USD", "USD 149.999,00", "salary"),
        ("150,000 USD</b> per year", "150,000 USD</b> per month", "salary"),
        ("12,500 USD per month", "11,000 USD per month", "salary"),
        ("15 April 2026", "1 May 2026", "start_date"),
        ("15 April 2026", "01.05.2026", "start_date"),
        ("15 April 2026", "le 1er mai 2026", "start_date"),
        ("open until 1 April 2026", "open until 1 June 2026", "expiry_date"),
        ("Dear Zoë", "Dear Anna", "candidate"),
        ("Zoë Müller<br>", "Anna Schmidt<br>", "candidate"),
        ("1 March 2026", "3 February 2026", "today"),
    ],
)
def test_what_a_letter_says_otherwise_is_named_and_taken_over_in_place(
    old: str, new: str, key: str
) -> None:
    wrong = GOOD.replace(old, new)
    found = differences(wrong, INPUTS)
    assert key in {one.key for one in found if one.is_sure}
    assert all(one.found in one.sentence and one.wanted in one.sentence for one in found)
    assert differences(taken_over(wrong, found), INPUTS) == ()


@pytest.mark.parametrize("name", ["you", "colleague", "Sir or Madam", "all", "Candidate"])
def test_a_greeting_that_names_nobody_names_nobody_else(name: str) -> None:
    assert differences(GOOD.replace("Dear Zoë", f"Dear {name}"), INPUTS) == ()


@pytest.mark.parametrize("name", ["Youssef", "Allan", "Siri", "Teamu"])
def test_a_name_that_begins_like_nobodys_is_somebody_elses(name: str) -> None:
    found = differences(GOOD.replace("Dear Zoë", f"Dear {name}"), INPUTS)
    assert [one.key for one in found] == ["candidate"]


def test_another_title_is_named() -> None:
    found = differences(GOOD.replace("Engineer", "Head of Sales"), INPUTS)
    assert [(one.key, one.found, one.wanted) for one in found] == [
        ("job", "Head of Sales", "Engineer")
    ]


def test_the_old_value_of_a_field_is_named() -> None:
    days = FieldValue("vacation_days", "Leave", FieldType.NUMBER, Decimal(30))
    bonus = FieldValue("bonus", "Signing bonus", FieldType.CURRENCY, Money(900_000, "USD"))
    terms = replace(TERMS, fields=(days, bonus))
    before = replace(
        terms,
        fields=(replace(days, value=Decimal(28)), replace(bonus, value=Money(500_000, "USD"))),
    )
    letter = f"{GOOD}<p>You have 28 days of leave and a signing bonus of 5,000 USD.</p>"
    found = differences(letter, replace(INPUTS, terms=terms), (before,))
    assert {(one.key, one.found, one.wanted) for one in found} == {
        ("fields.vacation_days", "28", "30"),
        ("fields.bonus", "5,000 USD", "9,000 USD"),
    }


def test_a_figure_of_no_term_is_named_and_stops_nothing() -> None:
    letter = f"{GOOD}<p>You have a training budget of 1,500 USD a year.</p>"
    (found,) = differences(letter, INPUTS)
    assert (found.is_sure, found.wanted) == (False, "")
    assert found.sentence == "the letter says “1,500 USD a year”, which is in none of the terms"


@pytest.mark.parametrize(
    "left",
    [
        "{{ candidate.name }}", "{{Candidate Name}}", "{First Name}", "{ MERGEFIELD Name }",
        "«Vorname»", "«First_Name»", "[start date]", "[Name]", "<<x>>", "<line manager>", "TBD",
        "XXX", "XX.XX.XXXX", "${name}", "%FIRST_NAME%", "DD/MM/YYYY", "???", "TODO", "[[date]]",
        "{% if x %}",
    ],
)  # fmt: skip
def test_a_placeholder_that_was_left_is_found_in_any_spelling(left: str) -> None:
    text = left.replace("<", "&lt;")
    assert placeholders(f"<p>We start on {text}, if you like.</p>") == (left,)


@pytest.mark.parametrize(
    "text",
    [
        "« Bonjour »", "«Guten Tag»", "[sic]", "[1]", "(Date)", "XXXLutz", "R&amp;D", "a@xxx.de",
        "100 % remote", "C# or F#", '<mark class="unset">[start date]</mark>', "1 &lt; 2",
    ],
)  # fmt: skip
def test_what_finished_letters_have_is_no_placeholder(text: str) -> None:
    assert placeholders(f"<p>We say {text} here.</p>") == ()


def test_what_a_value_says_is_no_placeholder() -> None:
    job = replace(INPUTS.job, title="Engineer [EMEA]") if INPUTS.job else None
    letter = "<p>Engineer [EMEA] in [town]</p>"
    assert placeholders(letter, replace(INPUTS, job=job)) == ("[town]",)


def test_what_is_set_and_not_in_the_letter_is_named() -> None:
    fields = (
        FieldValue("car", "Car allowance", FieldType.CURRENCY, Money(60_000, "USD")),
        FieldValue("remote", "Remote work", FieldType.YES_NO, value=False),
        FieldValue("perks", "Perks", FieldType.MULTI_SELECT, ("Bike", "Gym")),
    )
    inputs = replace(INPUTS, terms=replace(TERMS, fields=fields))
    letter = GOOD.replace("150,000", "150,001") + "<p>You get a Bike. Remote work: no.</p>"
    assert [one.label for one in omissions(letter, inputs)] == ["Salary", "Car allowance", "Perks"]


@pytest.mark.parametrize("period", ["hour", "day", "week", "month", "year"])
@pytest.mark.parametrize("minor", [5_226_000, 5_200_100, 5_226_013, 5_226_019])
def test_pay_by_another_period_is_what_the_letter_makes_of_it(minor: int, period: str) -> None:
    inputs = replace(INPUTS, terms=replace(TERMS, salary=Money(minor, "EUR")))
    letter = render(f"<p>Pay: {{{{ offer.salary | per('{period}') }}}} a {period}</p>", inputs).html
    assert differences(letter, inputs) == ()


def test_an_amount_written_whole_is_that_amount_everywhere() -> None:
    now = replace(TERMS, salary=Money(15_000_050, "USD"))
    before = replace(TERMS, salary=Money(14_000_050, "USD"))
    inputs = replace(INPUTS, terms=now)
    letter = GOOD.replace("150,000 USD", "150,001 USD")
    assert (differences(letter, inputs), omissions(letter, inputs)) == ((), ())
    old = f"{letter}<p>140,001 USD</p>"
    (found,) = differences(old, inputs, [before])
    assert (found.key, found.found) == ("salary", "140,001 USD")


def test_a_year_without_hours_counts_no_pay_by_the_hour() -> None:
    inputs = replace(INPUTS, hours_per_year=0)
    made = render("<p>{{ offer.salary | per('hour') }}</p>", inputs)
    assert [one.name for one in made.missing] == ["offer.weekly_hours"]
    assert differences(made.html, inputs) == ()


def test_the_date_line_of_a_letter_by_hand_is_the_day_it_is_sent() -> None:
    later = replace(INPUTS, today=date(2026, 3, 9))
    assert '<p class="date">9 March 2026</p>' in dated(GOOD, later)
    assert "15 April 2026" in dated(GOOD, later)
    assert dated("<p>1 March 2026</p>", later) == "<p>1 March 2026</p>"


# ---------------------------------------------------------------- on a desk


@pytest.fixture
def hand(desk: Path) -> str:
    """A letter by hand that fits the offers of `making`."""
    return (
        "<p>Dear Zoë,</p><p>Your gross pay will be 92,500 EUR per year from 1 February 2027; the"
        " offer is open until 10 December 2026.</p>"
    )


def test_a_letter_by_hand_with_old_pay_is_stopped_at_the_gate(hand: str) -> None:
    offer = making.a_ready_offer(letter_html=hand)
    assert send_checks.missing(offer) == ()
    raised = making.edit(offer, salary="95,000")
    (problem,) = send_checks.missing(raised)
    assert problem.text == ("The letter says “92,500 EUR per year”; Salary is 95,000 EUR per year.")
    with pytest.raises(Invalid, match="95,000 EUR per year"):
        making.move(raised, Status.SENT)
    html = hand_edited_letter.taken_over(raised, raised.terms.letter_html or "")
    again = hand_edited_letter.save(offer.id, html)
    assert making.move(again, Status.SENT).status is Status.SENT


def test_a_letter_with_a_placeholder_is_stopped_at_the_gate_and_marked_on_its_way_out(
    hand: str,
) -> None:
    offer = making.a_ready_offer(letter_html=f"{hand}<p>Your manager: TBD</p>")
    (problem,) = send_checks.missing(offer)
    assert problem.text == "The letter still has a placeholder: TBD."
    assert "TBD" in deliverable_letter.refusal(deliverable_letter.for_offer(offer))


@pytest.mark.parametrize("by_hand", [True, False])
def test_the_gate_and_the_way_out_collect_what_a_letter_is_made_from_once(
    hand: str, monkeypatch: pytest.MonkeyPatch, by_hand: bool
) -> None:
    template = making.a_template("<p>{{ offer.salary }} {{ offer.start_date }}</p>")
    offer = making.a_ready_offer(letter_html=hand if by_hand else None, template_id=template)
    collected = []
    collect = offer_letters.inputs
    monkeypatch.setattr(
        offer_letters, "inputs", lambda *given: collected.append(given) or collect(*given)
    )
    assert send_checks.missing(offer) == ()
    assert len(collected) == 1
    deliverable_letter.for_offer(offer)
    assert len(collected) == 2


def test_a_key_in_the_editor_makes_the_letter_safe_once(
    hand: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = making.a_ready_offer(letter_html=hand)
    written = f"{hand}<p onclick='x()'>A word more</p>"
    cleaned = []
    safe = sanitizer._clean
    monkeypatch.setattr(sanitizer, "_clean", lambda html: cleaned.append(html) or safe(html))
    html = rendering.clean(written)
    assert hand_edited_letter.taken_out(written) == ("onclick of p",)
    hand_edited_letter.compared(offer, written)
    rendering.marked_unset(html)
    assert cleaned == [written]


def test_what_a_letter_leaves_out_is_said_where_it_goes_out(hand: str) -> None:
    making.a_field("Car allowance")
    offer = making.a_ready_offer(
        letter_html=hand, fields=(making.entry("car_allowance", "600 EUR a month"),)
    )
    letter = deliverable_letter.for_offer(offer)
    assert letter.left_out == "Set, but not in this letter: Car allowance."


DATED = '<p class="date">{{ today }}</p><p>Dear {{ candidate.first_name }}</p>'


def test_the_date_of_a_letter_is_the_date_it_is_sent(desk: Path) -> None:
    offer = making.a_ready_offer(template_id=making.a_template(DATED), letter_html=None)
    day = clock.today() - timedelta(days=2)
    sent = making.move(offer, Status.SENT, sent_at=day.isoformat())
    assert dates.show(day) in to_plain(frozen(sent))


def test_what_was_exported_is_what_is_frozen(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = making.a_ready_offer(template_id=making.a_template(DATED), letter_html=None)
    exported = deliverable_letter.for_offer(offer)
    delivery_events.record(exported, FileFormat.PDF)
    later = clock.today() + timedelta(days=3)
    monkeypatch.setattr(clock, "today", lambda: later)
    sent = making.move(offers.get(offer.id), Status.SENT)
    assert frozen(sent) == exported.html
    assert sent.sent_at == later


def test_a_letter_that_changed_since_it_was_exported_has_to_be_exported_again(desk: Path) -> None:
    source = DATED + "<p>{{ company.name }}</p>"
    settings.put("company_name", "Ferncastle")
    offer = making.a_ready_offer(template_id=making.a_template(source), letter_html=None)
    delivery_events.record(deliverable_letter.for_offer(offer), FileFormat.PDF)
    settings.put("company_name", "Northwind")
    with pytest.raises(Invalid, match="export it again"):
        making.move(offer, Status.SENT)
    delivery_events.record(deliverable_letter.for_offer(offer), FileFormat.PDF)
    assert making.move(offer, Status.SENT).status is Status.SENT


def test_looking_at_a_letter_in_the_browser_exports_nothing(desk: Path) -> None:
    offer = making.a_ready_offer(template_id=making.a_template(DATED), letter_html=None)
    letter = replace(deliverable_letter.for_offer(offer), sha256="other")
    delivery_events.record(letter, FileFormat.HTML, delivery_events.READ)
    assert making.move(offer, Status.SENT).status is Status.SENT


def test_pay_of_another_frequency_is_a_difference() -> None:
    inputs = replace(INPUTS, terms=replace(TERMS, pay_frequency=PayFrequency.MONTHLY))
    (first, *_) = differences(GOOD, inputs)
    assert first.wanted == "150,000 USD per month"


def frozen(offer: offers.OfferRecord) -> str:
    letter = offer.versions[-1].letter
    assert letter is not None
    return letter.html


def test_a_clause_lists_what_stood_nowhere_above() -> None:
    fields = (
        FieldValue("car", "Car allowance", FieldType.CURRENCY, Money(60_000, "USD")),
        FieldValue("notice", "Notice (weeks)", FieldType.NUMBER, Decimal(4)),
        FieldValue("perks", "Perks", FieldType.MULTI_SELECT, ("Bike", "Gym")),
    )
    inputs = replace(INPUTS, terms=replace(TERMS, fields=fields))
    source = '<p>Perks: {{ fields.perks }}</p>{% include "_clauses/other_terms.html" %}'
    letter = render(source, inputs)
    assert letter.error is None
    assert visible_text(letter.html).split("\n") == [
        "Perks: Bike and Gym", "Other terms", "Car allowance", "600 USD", "Notice (weeks)",
        "4 weeks",
    ]  # fmt: skip
    assert not [one for one in omissions(letter.html, inputs) if one.key.startswith("fields.")]
