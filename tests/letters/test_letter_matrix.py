"""Every shipped letter in every case: it says the terms, names what it leaves out, counts right.

The figures are read back from the letter's text and held against figures computed from the terms.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support.everyday import everyday
from support.letter_making import CANDIDATE, COMPANY, INPUTS, JOB, render

from data.letters import rendering
from data.letters.facts.differences import differences
from data.letters.facts.mentions import amounts
from data.letters.facts.omissions import omissions
from data.letters.facts.placeholders import placeholders
from data.letters.facts.visible_text import visible_text
from data.letters.language.template_header import header
from data.letters.language.words import paid
from data.letters.letter_records import LetterInputs
from data.records.offer_records import Terms
from data.records.pay import PayFrequency
from data.templates import shipped_files
from data.templates.shipped_files import ShippedTemplate
from data.templates.shipped_files import letters as shipped
from data.values.field_values import FieldType, FieldValue, MoneyRange, NumberRange, Value
from data.values.money import Money
from data.values.status import Status


def field(key: str, name: str, kind: FieldType, value: Value) -> FieldValue:
    return FieldValue(key, name, kind, value)


CASES: dict[str, tuple[FieldValue, ...]] = {
    "nothing": (),
    "part-time": (field("weekly_hours", "Weekly hours", FieldType.NUMBER, Decimal(20)),),
    "everything": (
        field("annual_bonus", "Bonus", FieldType.NUMBER, Decimal("12.5")),
        field("signing_bonus", "Sign-on", FieldType.CURRENCY, Money(500_000, "EUR")),
        field("vacation_days", "Leave", FieldType.NUMBER, Decimal(30)),
        field("probation", "Probation (months)", FieldType.NUMBER, Decimal(1)),
        field("notice_period", "Notice (weeks)", FieldType.NUMBER, Decimal(4)),
        field("remote", "Remote work", FieldType.YES_NO, value=True),
        field("car", "Car allowance", FieldType.CURRENCY, Money(60_000, "EUR")),
        field(
            "commission", "Commission", FieldType.CURRENCY_RANGE,
            MoneyRange(Money(100_000, "EUR"), Money(200_000, "EUR")),
        ),
        field("perks", "Perks", FieldType.MULTI_SELECT, ("Bike", "Gym")),
        field("stock_options", "Options", FieldType.NUMBER, Decimal(12_000)),
        field("laptop", "Laptop", FieldType.YES_NO, value=False),
    ),
    "hours as a range": (
        field(
            "weekly_hours", "Hours", FieldType.NUMBER_RANGE, NumberRange(Decimal(20), Decimal(25))
        ),
    ),
    "hours in words": (field("hours", "Hours", FieldType.SHORT_TEXT, "by agreement"),),
    "three months": (field("duration", "Duration", FieldType.NUMBER, Decimal(3)),),
    "until a day": (
        field("end_date", "Last day", FieldType.DATE, date(2026, 7, 14)),
        field("bonus", "Bonus", FieldType.NUMBER, Decimal(10)),
    ),
}  # fmt: skip
PAY = {
    PayFrequency.HOURLY: Money(1_850, "EUR"),
    PayFrequency.DAILY: Money(42_050, "EUR"),
    PayFrequency.WEEKLY: Money(123_456, "EUR"),
    PayFrequency.MONTHLY: Money(150_000, "EUR"),
    PayFrequency.YEARLY: Money(9_250_000, "EUR"),
}
LEFT_OUT = {"everything": {"fields.car", "fields.commission", "fields.laptop"}}
"""What no letter that is shipped has a place for."""
PERMANENT = {"nothing", "part-time", "hours as a range", "hours in words", "everything"}
FULL = {
    "offer.html": PERMANENT, "offer_us.html": PERMANENT, "offer_gb.html": PERMANENT,
    "offer_de.html": PERMANENT, "offer_ch.html": PERMANENT,
    "fixed_term.html": {"nothing", "part-time", "three months", "until a day"},
}  # fmt: skip
"""The letters that have a place for all the rest of these cases."""
NEVER_MADE = {
    "en": "we cannot make you an offer", "de": "kein Angebot machen", "es": "no podemos hacerle",
    "fr": "nous ne pouvons pas vous faire de proposition",
}  # fmt: skip
TELLTALES = {
    "en": "the and you your will with our this that by from any per yes hour hours days weeks "
    "months years monday friday march april please subject dear sincerely date start",
    "de": "der die das und sie ihnen wir uns mit für bei ist nicht ja nein pro stunde stunden tage "
    "wochen monate jahre montag märz januar bitte angebot datum grüßen sehr",
    "fr": "le les et vous nous votre avec pour sur dans est oui non heure heures jours semaines "
    "mois ans lundi mars janvier merci poste madame une cette",
    "es": "el los las y usted su con para por en es sí hora horas días semanas meses años lunes "
    "marzo enero puesto carta una esta",
}
"""Words that no letter in another language has, but those that two languages share."""
ALIKE: dict[str, set[str]] = {
    "en": set(), "de": {"april", "es"}, "fr": {"date", "en"}, "es": {"le"},
}  # fmt: skip
LOCALES = ("", "de-CH")
"""As is usual in the letter's language, and as the settings of the desk may say."""
EVERYDAY = (PayFrequency.HOURLY, PayFrequency.YEARLY)

every_case = pytest.mark.parametrize("case", everyday(CASES, most=2))
every_frequency = pytest.mark.parametrize(
    "frequency",
    [
        pytest.param(frequency, marks=[pytest.mark.long] * (frequency not in EVERYDAY))
        for frequency in PayFrequency
    ],
)
every_locale = pytest.mark.parametrize("locale", LOCALES)


def made(case: str, frequency: PayFrequency, locale: str, **changes: object) -> LetterInputs:
    terms = Terms(
        salary=PAY[frequency],
        currency="EUR",
        pay_frequency=frequency,
        start_date=date(2026, 4, 15),
        expiry_date=date(2026, 4, 1),
        fields=CASES[case],
    )
    return replace(INPUTS, terms=terms, locale=locale, fields=(), **changes)


def called(kind: str) -> list[ShippedTemplate]:
    return [one for one in shipped() if one.kind == kind]


@every_locale
@every_frequency
@every_case
def test_an_offer_says_every_term_or_it_is_named(
    case: str, frequency: PayFrequency, locale: str
) -> None:
    inputs = made(case, frequency, locale)
    for template in called("offer"):
        letter = render(template.source, inputs)
        assert (letter.error, letter.missing) == (None, ()), template.name
        spoken = replace(inputs, language=template.language)
        left_out = {one.key for one in omissions(letter.html, spoken)}
        assert {"salary", "start_date", "expiry_date"}.isdisjoint(left_out), template.name
        assert LEFT_OUT.get(case, set()) <= left_out, template.name
        if case in FULL.get(template.file_name.rpartition("/")[2], ()):
            assert left_out == LEFT_OUT.get(case, set()), template.name


@every_locale
@every_frequency
@every_case
def test_every_figure_of_a_letter_is_one_of_the_terms(
    case: str, frequency: PayFrequency, locale: str
) -> None:
    inputs = made(case, frequency, locale)
    for template in called("offer"):
        html = render(template.source, inputs).html
        assert differences(html, inputs) == (), template.name
        assert placeholders(html, inputs) == (), template.name


@every_frequency
@every_case
def test_pay_of_a_year_is_computed_anew(case: str, frequency: PayFrequency) -> None:
    """The amounts behind "per", computed by another way than letters compute them."""
    inputs = made(case, frequency, "en")
    hours = {"part-time": 20}.get(case, 40)
    times = {"hourly": 52 * hours, "daily": 260, "weekly": 52, "monthly": 12, "yearly": 1}
    yearly = Decimal(PAY[frequency].minor) * times[frequency] / 100
    for template in called("offer"):
        text = visible_text(render(template.source, inputs).html)
        for mention in amounts(text):
            if mention.period is PayFrequency.YEARLY and mention.currencies:
                assert yearly in mention.values, (template.name, mention.text)


@every_locale
@pytest.mark.parametrize("status", [Status.SENT, Status.PENDING])
@pytest.mark.parametrize("expiry", [None, date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)])
def test_a_reminder_says_nothing_but_the_terms(
    expiry: date | None, status: Status, locale: str
) -> None:
    inputs = made("nothing", PayFrequency.MONTHLY, locale, status=status, was_sent=True)
    inputs = replace(inputs, terms=replace(inputs.terms, expiry_date=expiry))
    for template in called("reminder"):
        letter = render(template.source, inputs)
        assert (letter.error, letter.missing) == (None, ())
        assert differences(letter.html, inputs) == ()


@every_locale
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SENT, Status.WITHDRAWN])
@pytest.mark.parametrize("was_sent", [True, False])
@pytest.mark.parametrize(
    "reason", everyday(["Position filled", "", "Position cancelled", "No answer"])
)
def test_a_withdrawal_says_what_happened(
    reason: str, was_sent: bool, status: Status, locale: str
) -> None:
    inputs = made(
        "nothing", PayFrequency.YEARLY, locale, status=status, was_sent=was_sent, reason=reason
    )
    for template in called("withdrawal"):
        letter = render(template.source, inputs)
        assert (letter.error, letter.missing) == (None, ())
        assert (NEVER_MADE[template.language] in visible_text(letter.html)) is not was_sent
        assert differences(letter.html, inputs) == ()


def test_what_is_missing_is_reported_and_nothing_else() -> None:
    inputs = replace(
        INPUTS, terms=Terms(fields=CASES["everything"]), candidate=CANDIDATE, job=JOB,
        company=COMPANY, fields=(),
    )  # fmt: skip
    for template in called("offer"):
        names = {one.name for one in render(template.source, inputs).missing}
        assert names <= {
            "offer.salary", "offer.pay_frequency", "offer.currency", "offer.start_date"
        }  # fmt: skip
        assert "offer.salary" in names


@every_frequency
@every_case
def test_no_word_of_another_language_stands_in_a_letter(case: str, frequency: PayFrequency) -> None:
    inputs = made(case, frequency, "", was_sent=True)
    own = "by agreement|Hours|Leave|Bonus|Research|Engineer|Northwind|Bike|Gym|Ann|Lee|CEO"
    for template in shipped():
        language = template.language[:2]
        text = re.sub(own, " ", visible_text(render(template.source, inputs).html))
        words = set(re.findall(r"[^\W\d_]+", text.lower()))
        for other, telltales in TELLTALES.items():
            if other != language:
                strange = words & set(telltales.split()) - set(TELLTALES[language].split())
                assert strange <= ALIKE[language], (template.file_name, other, strange)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("", {"en": "Dear Zoë,", "de": "Guten Tag Zoë Müller,", "fr": "Madame, Monsieur,",
              "es": "Estimado/a Zoë Müller:"}),
        ("Frau", {"en": "Dear Ms Müller,", "de": "Sehr geehrte Frau Müller,", "fr": "Madame,",
                  "es": "Estimada Sra. Müller:"}),
        ("Mr", {"en": "Dear Mr Müller,", "de": "Sehr geehrter Herr Müller,", "fr": "Monsieur,",
                "es": "Estimado Sr. Müller:"}),
        ("The Hon.", {"en": "Dear Zoë,", "de": "Guten Tag Zoë Müller,", "fr": "Madame, Monsieur,",
                      "es": "Estimado/a Zoë Müller:"}),
    ],
)  # fmt: skip
def test_a_form_of_address_is_used_only_where_it_is_known(
    form: str, expected: dict[str, str]
) -> None:
    inputs = made("nothing", PayFrequency.YEARLY, "")
    known = (field("salutation", "Salutation", FieldType.SHORT_TEXT, form),) if form else ()
    inputs = replace(inputs, terms=replace(inputs.terms, fields=known))
    for template in shipped():
        lines = visible_text(render(template.source, inputs).html).splitlines()
        assert expected[template.language[:2]] in [line.strip() for line in lines]


@pytest.mark.parametrize("case", ["nothing", "everything"])
def test_a_swiss_letter_has_a_sharp_s_only_in_names(case: str) -> None:
    candidate = replace(CANDIDATE, last_name="Groß")
    inputs = made(case, PayFrequency.MONTHLY, "", language="de-CH", candidate=candidate)
    texts = {
        name: visible_text(render(source, inputs).html)
        for name, source in shipped_files.sources().items()
        if name.startswith("de/") and ("/_" not in name or "cover_note" in name)
        if header(source).country != "DE"
    }
    for name in ("de/offer_ch.html", "de/reminder.html", "de/_clauses/cover_note.html"):
        assert "Mit freundlichen Grüssen" in texts[name] and "Zoë Groß" in texts[name]
    assert not [name for name, text in texts.items() if "ß" in text.replace("Zoë Groß", "")]


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [*zip(PayFrequency, ("por hora", "al día", "por semana", "al mes", "al año"), strict=True)],
)
def test_spanish_pay_is_counted_as_people_there_say_it(
    frequency: PayFrequency, expected: str
) -> None:
    inputs = made("nothing", frequency, "", language="es")
    assert rendering.one_line(paid("es"), inputs).text.endswith(f"€ {expected}")
    for template in called("offer") + called("reminder"):
        if template.language.startswith("es"):
            assert f"€ {expected}" in visible_text(render(template.source, inputs).html)


def test_a_french_letter_has_the_article_before_its_day() -> None:
    inputs = made("nothing", PayFrequency.MONTHLY, "")
    for template in shipped():
        text = visible_text(render(template.source, inputs).html)
        assert ("Berlin, le 1er mars 2026" in text) is template.language.startswith("fr")
