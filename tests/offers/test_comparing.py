"""Versions, offers and a job's pay side by side: what differs, by how much."""

from decimal import Decimal

import pytest
from support import making
from support.making import Time

from data.errors import NotAllowed, NotFound
from data.jobs import jobs
from data.offers import side_by_side
from data.offers.comparison import Difference, Measure, pay_step
from data.records.job_records import JobDraft
from data.records.pay import PayFrequency
from data.settings import exchange_rates, settings
from data.values.conversion import convert
from data.values.money import Money

Y, M, H = PayFrequency.YEARLY, PayFrequency.MONTHLY, PayFrequency.HOURLY


@pytest.fixture(autouse=True)
def _standing(desk: object, time: Time) -> None: ...


def _by_key(compared: side_by_side.Compared) -> dict[str, Difference]:
    return {line.key: line for line in compared.lines}


# ------------------------------------------------------------ pay


@pytest.mark.parametrize(
    ("old", "old_by", "new", "new_by", "said"),
    [
        (Money(9_000_000, "EUR"), Y, Money(9_250_000, "EUR"), Y, "+2,500 EUR (+2.8 %)"),
        (Money(9_250_000, "EUR"), Y, Money(9_000_000, "EUR"), Y, "-2,500 EUR (-2.7 %)"),
        (Money(9_000_000, "EUR"), Y, Money(9_000_000, "EUR"), Y, ""),
        (Money(9_000_000, "EUR"), Y, Money(750_000, "EUR"), M, "the same by the year"),
        (Money(9_000_000, "EUR"), Y, Money(800_000, "EUR"), M, "+6,000 EUR (+6.7 %) a year"),
        (
            Money(5_000, "EUR"), H, Money(11_440_000, "EUR"), Y,
            "+10,400 EUR (+10.0 %) a year of 2,080 hours, 260 days",
        ),
        (
            Money(10_000_000, "USD"), Y, Money(9_200_000, "EUR"), Y,
            "not comparable: no exchange rate is set",
        ),
        (Money(9_000_000, "EUR"), None, Money(9_100_000, "EUR"), Y, "+1,000 EUR (+1.1 %)"),
    ],
)  # fmt: skip
def test_pay_across_frequencies(
    old: Money, old_by: PayFrequency, new: Money, new_by: PayFrequency, said: str
) -> None:
    assert pay_step(old, old_by, new, new_by, Measure()) == said


def test_pay_across_currencies_by_the_rates_entered() -> None:
    by = Measure(rates={"EUR": Decimal(1), "USD": Decimal("0.92")})
    old, new = Money(10_000_000, "USD"), Money(9_660_000, "EUR")
    assert pay_step(old, Y, new, Y, by) == "+4,600 EUR (+5.0 %) at the rates set"


def test_the_hours_a_year_are_the_settings() -> None:
    settings.put("hours_per_year", 1_000)
    assert side_by_side.measure().hours == 1_000


# ------------------------------------------------------------ versions


def test_the_current_version_is_compared_with_its_predecessor() -> None:
    offer = making.a_ready_offer(letter_html="<p>You start in May.</p>")
    making.edit(offer, salary="95,000", start_date="2027-03-01",
                letter_html="<p>You start in June.</p>")  # fmt: skip
    compared = side_by_side.versions(offer.id)
    lines = _by_key(compared)
    assert (compared.left, compared.right) == ("version 1", "version 2")
    assert lines["salary"].change == "+2,500 EUR (+2.7 %)"
    assert (lines["salary"].before, lines["salary"].after) == ("92,500 EUR/y", "95,000 EUR/y")
    assert lines["start_date"].change == "+28 days"
    assert lines["expiry_date"].is_same and lines["expiry_date"].change == ""
    assert compared.letter is not None and not compared.letter.is_same
    assert [line.key for line in compared.changed] == ["salary", "start_date"]


def test_any_two_versions_in_any_order() -> None:
    offer = making.a_ready_offer()
    making.edit(offer, salary="95,000")
    making.edit(offer, salary="99,000")
    assert _by_key(side_by_side.versions(offer.id, 3, 1))["salary"].change == "-6,500 EUR (-6.6 %)"


def test_a_first_version_and_one_that_is_not_there_are_refused_in_words() -> None:
    offer = making.an_offer()
    with pytest.raises(NotAllowed, match="is the first: there is nothing to compare it with"):
        side_by_side.versions(offer.id)
    with pytest.raises(NotFound, match="has no version 7: it has 1"):
        side_by_side.versions(offer.id, 1, 7)


def test_custom_fields_differ_by_their_type() -> None:
    perks = making.a_field("Perks", "multi_select", options=("Car", "Phone", "Bike"))
    bonus, days = making.a_field("Bonus", "currency"), making.a_field("Leave", "number")
    begin, motto = making.a_field("Review", "date"), making.a_field("Motto")
    entries = lambda *said: tuple(making.entry(*one) for one in said)  # noqa: E731
    offer = making.an_offer(fields=entries(
        (perks.key, "", "Car", "Phone"), (bonus.key, "1,000 EUR"), (days.key, "25"),
        (begin.key, "2027-01-01"),
    ))  # fmt: skip
    making.edit(offer, fields=entries(
        (perks.key, "", "Car", "Bike"), (bonus.key, "1,100 EUR"), (days.key, "27.5"),
        (begin.key, "2027-01-31"), (motto.key, "Onwards"),
    ))  # fmt: skip
    said = {line.label: line.change for line in side_by_side.versions(offer.id).changed}
    assert said == {
        "Perks": "+ Bike, - Phone",
        "Bonus": "+100 EUR (+10.0 %)",
        "Leave": "+2.5",
        "Review": "+30 days",
        "Motto": "added",
    }


def test_two_offers_say_whose_they_are() -> None:
    first, second = making.a_ready_offer(), making.a_ready_offer(salary="100,000")
    compared = side_by_side.two_offers(first.id, second.id)
    assert compared.left == f"Zoë Müller (offer {first.id})"
    assert _by_key(compared)["salary"].change == "+7,500 EUR (+8.1 %)"


def test_an_offer_beside_its_jobs_range() -> None:
    job = jobs.create(JobDraft(title="Glazier", currency="EUR", pay_frequency="monthly",
                               pay_kind="range", minimum="5000", maximum="6000"))  # fmt: skip
    offer = making.an_offer(job_id=job.id, candidate_id=making.a_candidate().id,
                            salary="66,000", currency="EUR", pay_frequency="yearly")  # fmt: skip
    compared = side_by_side.with_job(offer.id)
    assert compared.left == "Glazier: 5,000 to 6,000 EUR monthly"
    said = {line.label: line.change for line in compared.lines}
    assert said == {
        "Minimum": "+6,000 EUR (+10.0 %) a year",
        "Maximum": "-6,000 EUR (-8.3 %) a year",
        "In its range": "",
    }
    assert compared.lines[-1].after == "100 % of the midpoint, at 50 % of the range (a year)"


def test_a_job_without_pay_cannot_be_compared_with() -> None:
    with pytest.raises(NotAllowed, match="The job has no pay"):
        side_by_side.with_job(making.an_offer().id)


# ------------------------------------------------------------ rates


def test_rates_are_entered_one_a_line() -> None:
    settings.put("exchange_rates", exchange_rates.read("1 USD = 0.92 EUR\nGBP=1.17 eur\n"))
    assert exchange_rates.known() == {"EUR": 1, "USD": Decimal("0.92"), "GBP": Decimal("1.17")}
    assert exchange_rates.entered() == "1 USD = 0.92 EUR\n1 GBP = 1.17 EUR"
    settings.put("exchange_rates", exchange_rates.read(""))
    assert exchange_rates.known() == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("USD 0.92", "is no rate"),
        ("1 XXQ = 2 EUR", "XXQ in line 1 is no currency"),
        ("1 USD = 0 EUR", "has to be above 0"),
        ("1 USD = 0.92 EUR\n1 GBP = 1.2 USD", "give every rate in one currency, such as EUR"),
        ("1 EUR = 1 EUR", "give every rate in one currency"),
    ],
)
def test_a_wrong_rate_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(exchange_rates.RatesError, match=said):
        exchange_rates.read(text)


def test_amounts_are_converted_to_the_minor_unit() -> None:
    known = {"EUR": Decimal(1), "JPY": Decimal("0.006")}
    assert convert(Money(600, "EUR"), "JPY", known) == Money(1000, "JPY")
    assert convert(Money(1, "JPY"), "EUR", known) == Money(1, "EUR")
    assert convert(Money(1, "USD"), "EUR", known) is None
