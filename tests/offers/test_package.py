"""What an offer costs a year: base pay and the custom fields that are part of the package."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from support import making
from support.making import entry

from data.errors import Invalid
from data.fields import custom_fields
from data.letters import rendering
from data.letters.facts.differences import differences
from data.letters.language import package as rule
from data.letters.language.contract import contract
from data.offers import json_documents, offer_editing, offer_letters, offers, packages, side_by_side
from data.records.field_records import Counted, FieldDraft, FieldRecord
from data.records.offer_records import OfferDraft, OfferRecord, Terms
from data.records.pay import PayFrequency
from data.settings import settings
from data.storage import connection
from data.values.field_values import FieldType, FieldValue, Value
from data.values.money import Money
from tui.cli import printing

RATES = {"EUR": Decimal(1), "USD": Decimal("0.9")}


def eur(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def usd(amount: int) -> Money:
    return Money(amount * 100, "USD")


def field(
    key: str, counted: str = "yearly", *, active: bool = True, type: FieldType = FieldType.CURRENCY
) -> FieldRecord:
    return FieldRecord(1, "offer", key, key.capitalize(), type, False, active, 0, "",
                       package=Counted(counted))  # fmt: skip


def value(key: str, content: Value | None, raw: str | None = None) -> FieldValue:
    kind = FieldType.CURRENCY if isinstance(content, Money | None) else FieldType.NUMBER
    return FieldValue(key, key.capitalize(), kind, content, raw)


BASE = Terms(eur(90_000), currency="EUR", pay_frequency=PayFrequency.YEARLY)
BONUS, CAR, SIGNING = field("bonus"), field("car"), field("signing", "once")
PAID = (value("bonus", eur(10_000)), value("signing", eur(5_000)))


def counted(terms: Terms, *marked: FieldRecord) -> rule.Package:
    return rule.package(terms, marked, contract(terms, 2080, 260))


def by_the_hour(*fields: FieldValue) -> Terms:
    return replace(BASE, salary=eur(30), pay_frequency=PayFrequency.HOURLY, fields=fields)


@pytest.mark.parametrize(
    ("terms", "marked", "words"),
    [
        pytest.param(BASE, (), (), id="nothing is marked"),
        pytest.param(
            replace(BASE, fields=PAID), (BONUS, SIGNING),
            ("100,000 EUR a year; 5,000 EUR once; 105,000 EUR in the first year",),
            id="yearly and once",
        ),
        pytest.param(
            replace(BASE, fields=PAID[:1]), (BONUS,), ("100,000 EUR a year",), id="yearly alone"
        ),
        pytest.param(
            BASE, (BONUS, CAR),
            ("90,000 EUR a year", "not counted: Bonus (not set), Car (not set)"),
            id="marked and unset",
        ),
        pytest.param(
            replace(BASE, fields=(value("bonus", Decimal(1200)),)), (BONUS,),
            ("90,000 EUR a year", "not counted: Bonus 1200 (no amount of money)"),
            id="equity as entered",
        ),
        pytest.param(
            replace(BASE, fields=(value("bonus", None, '"a few thousand"'),)), (BONUS,),
            ("90,000 EUR a year", "not counted: Bonus a few thousand (no amount of money)"),
            id="text that is no money",
        ),
        pytest.param(
            replace(BASE, fields=PAID), (replace(BONUS, active=False), replace(CAR, active=False)),
            ("100,000 EUR a year",),
            id="a field that is off counts where it says something and is not missed",
        ),
        pytest.param(
            replace(BASE, salary=None, fields=PAID), (BONUS,),
            ("10,000 EUR a year", "not counted: base (not set)"),
            id="no base pay",
        ),
        pytest.param(
            replace(BASE, salary=None, salary_text="Around $100k", fields=PAID), (BONUS,),
            ("10,000 EUR a year", "not counted: base Around $100k (no amount of money)"),
            id="base pay that is text",
        ),
        pytest.param(
            replace(BASE, pay_frequency=None, fields=PAID), (BONUS,),
            ("10,000 EUR a year", "not counted: base 90,000 EUR (no pay frequency)"),
            id="paid nobody knows how often",
        ),
        pytest.param(
            by_the_hour(value("weekly_hours", Decimal(20)), *PAID), (BONUS,),
            ("41,200 EUR a year", "base 31,200 EUR a year, of 30 EUR an hour"),
            id="the agreed hours",
        ),
        pytest.param(
            by_the_hour(FieldValue("weekly_hours", "", FieldType.SHORT_TEXT, "as agreed"), *PAID),
            (BONUS,),
            ("10,000 EUR a year", "not counted: base 30 EUR an hour (working time is no number)"),
            id="hours that are words",
        ),
        pytest.param(
            replace(BASE, fields=(value("duration", Decimal(6)), *PAID)), (BONUS, SIGNING),
            ("50,000 EUR for 6 months; 5,000 EUR once; 55,000 EUR in all",
             "base 45,000 EUR for 6 months, of 90,000 EUR a year"),
            id="a contract of months",
        ),
        pytest.param(
            replace(BASE, fields=(value("duration", Decimal("0.04")), *PAID[:1])), (BONUS,),
            ("333.33 EUR for less than a month",
             "base 300 EUR for less than a month, of 90,000 EUR a year"),
            id="a contract of a day",
        ),
        pytest.param(
            replace(BASE, fields=(value("bonus", usd(10_000)),)), (BONUS,),
            ("90,000 EUR + 10,000 USD a year (99,000 EUR at the rates set)",),
            id="two currencies with rates",
        ),
        pytest.param(
            replace(BASE, fields=(value("bonus", Money(10_000, "JPY")),)), (BONUS,),
            ("90,000 EUR + 10,000 JPY a year (not added up: no exchange rate for JPY)",),
            id="two currencies without a rate",
        ),
        pytest.param(
            replace(BASE, fields=(value("signing", usd(5_000)),)), (SIGNING,),
            ("90,000 EUR a year; 5,000 USD once; 94,500 EUR in the first year at the rates set",),
            id="paid once in another currency",
        ),
        pytest.param(
            replace(BASE, fields=(value("signing", Money(5_000, "JPY")),)), (SIGNING,),
            ("90,000 EUR a year; 5,000 JPY once; not added up: no exchange rate for JPY",),
            id="paid once in a currency without a rate",
        ),
    ],
)  # fmt: skip
def test_the_package_says_what_it_costs_and_what_it_leaves_out(
    terms: Terms, marked: tuple[FieldRecord, ...], words: tuple[str, ...]
) -> None:
    assert rule.lines(counted(terms, *marked), RATES) == words


def test_a_sum_of_one_currency_needs_no_rate_and_one_of_two_needs_both() -> None:
    assert rule.added_up((eur(1), eur(2)), "EUR", {}) == eur(3)
    assert rule.added_up((eur(9), usd(10)), "EUR", {"USD": Decimal("0.9")}) is None
    assert rule.lacking_rates((eur(9), usd(10)), "EUR", {"USD": Decimal("0.9")}) == ("EUR",)


# ---------------------------------------------------------------- on a desk


def an_offer_with(bonus: str = "10,000 EUR", signing: str = "5,000 USD") -> OfferRecord:
    """An offer on a desk that marks a bonus, a signing bonus and stock options."""
    making.a_field("Bonus", "currency", package="yearly")
    making.a_field("Signing", "currency", package="once")
    making.a_field("Options", "number", package="once")
    fields = (entry("bonus", bonus), entry("signing", signing), entry("options", "1200"))
    return making.a_ready_offer(fields=fields)


@pytest.mark.usefixtures("desk")
def test_only_fields_of_offers_are_marked_and_a_mark_can_go() -> None:
    one = making.a_field("Bonus", "currency", package="yearly")
    assert custom_fields.in_package() == (one,)
    custom_fields.update(one.id, FieldDraft(name="Bonus"))
    assert custom_fields.in_package() == ()
    for draft in (
        FieldDraft("A", package="monthly"),
        FieldDraft("A", "number", "", "job", package="once"),
    ):
        with pytest.raises(Invalid) as refused:
            custom_fields.create(draft)
        assert making.problems(refused.value) == {"package"}


@pytest.mark.usefixtures("desk")
def test_form_show_and_document_say_the_same() -> None:
    offer = an_offer_with()
    total = "102,500 EUR a year; 5,000 USD once; not added up: no exchange rate for USD"
    rest = "not counted: Options 1200 (no amount of money)"
    assert packages.lines(offer.terms) == (total, rest)
    assert offer_editing.check(offers.draft_of(offer), offer).package == f"{total}; {rest}"
    shown = "\n".join(printing.offer_lines(offer))
    assert total in shown and rest in shown
    document = json.loads(json_documents.dumps(json_documents.offer_document(offer)))["package"]
    assert document["yearly"] == [{"value": 102500, "currency": "EUR"}]
    assert document["whole"][1:] == [{"value": 5000, "currency": "USD"}]
    assert (document["added_up"], document["months"]) == (None, None)
    reasons = {part["key"]: part["not_counted_because"] for part in document["parts"]}
    assert reasons == {"salary": None, "fields.bonus": None, "fields.signing": None,
                       "fields.options": "no amount of money"}  # fmt: skip


@pytest.mark.usefixtures("desk")
def test_the_rates_of_the_desk_add_up_and_say_so() -> None:
    offer = an_offer_with()
    settings.put("exchange_rates", {"EUR": "1", "USD": "0.9"})
    assert "107,000 EUR in the first year at the rates set" in packages.line(offer.terms)
    assert packages.added_up(packages.of_terms(offer.terms)) == eur(107_000)


@pytest.mark.usefixtures("desk")
def test_a_form_says_nothing_before_there_is_an_amount_or_a_mark() -> None:
    nothing = OfferDraft(**making.an_application())
    assert offer_editing.check(replace(nothing, salary="90,000 EUR")).package == ""
    making.a_field("Bonus", "currency", package="yearly")
    assert offer_editing.check(nothing).package == ""


@pytest.mark.usefixtures("desk")
def test_versions_and_offers_are_compared_by_their_package() -> None:
    offer = an_offer_with(signing="5,000 EUR")
    fields = (entry("bonus", "12,000 EUR"), entry("signing", "5,000 EUR"), entry("options", "900"))
    making.edit(offer, fields=fields)
    compared = side_by_side.versions(offer.id)
    found = {line.key: line for line in compared.lines if line.is_derived}
    assert found["package"].change == "+2,000 EUR (+2.0 %)"
    assert found["package_once"].is_same
    assert found["package_whole"].after == "109,500 EUR"
    assert not found["package_not_counted"].is_same
    assert compared.terms_changed == 2  # what follows from them is no term
    other = making.a_ready_offer(fields=(entry("bonus", "1,000 USD"),))
    beside = {line.key: line for line in side_by_side.two_offers(offer.id, other.id).lines}
    assert beside["package"].change == "not comparable: no exchange rate for USD"
    assert beside["package_once"].change == "removed"


@pytest.mark.usefixtures("desk")
def test_without_a_mark_nothing_is_compared_or_shown() -> None:
    offer = making.edit(making.a_ready_offer(), salary="95,000")
    assert not [one for one in side_by_side.versions(offer.id).lines if one.is_derived]
    assert packages.lines(offer.terms) == ()


# ---------------------------------------------------------------- in letters


def says(offer: OfferRecord, source: str) -> tuple[str, list[str]]:
    """What a letter says, and which names it lacks."""
    made_from = offer_letters.inputs(offer.terms, offer.candidate, offer.job, offer)
    made = rendering.render(source, made_from)
    return made.html, [one.name for one in made.missing]


NAMES = "{{ offer.package_yearly }} {{ offer.package_once }} {{ offer.package_whole }}"


@pytest.mark.usefixtures("desk")
def test_a_letter_names_the_sums_and_no_sum_of_two_currencies() -> None:
    offer = an_offer_with(signing="5,000 EUR")
    html, missing = says(offer, NAMES)
    assert (html.replace("\xa0", " "), missing) == ("102,500 EUR 5,000 EUR 107,500 EUR", [])
    mixed = making.edit(offer, fields=(entry("signing", "5,000 USD"),))
    assert says(mixed, NAMES)[1] == ["offer.package_whole"]
    unpaid = making.edit(offer, salary="", pay_frequency="")
    assert says(unpaid, NAMES)[1] == ["offer.package_yearly", "offer.package_whole"]


@pytest.mark.usefixtures("desk")
def test_a_letter_may_name_the_package_and_does_not_call_it_the_pay() -> None:
    offer = an_offer_with(signing="5,000 EUR")
    made_from = offer_letters.inputs(offer.terms, offer.candidate, offer.job, offer)

    def differs(text: str) -> bool:
        return bool(differences(f"<p>Dear Zoë Müller,</p><p>{text}</p>", made_from))

    assert not differs("Your total compensation is 102,500 EUR, in all 107,500 EUR.")
    assert not differs("It is worth 107,500 EUR in your first year.")
    assert differs("Your salary is 102,500 EUR a year.")
    assert differs("Your total compensation is 112,500 EUR.")


# ---------------------------------------------------------------- as stored


@pytest.mark.usefixtures("desk")
def test_the_table_takes_no_other_mark_and_none_of_a_field_of_jobs() -> None:
    one = making.a_field("Bonus", belongs_to="job")
    for mark in ("yearly", "monthly"):
        sql = f"UPDATE custom_fields SET package = '{mark}' WHERE id = {one.id}"
        with pytest.raises(Exception, match="CHECK"):
            connection.reader().execute(sql)
