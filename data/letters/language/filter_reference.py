"""Reference of the filters: how each is written, what it makes, an example.

What they do is in `letter_filters`; a test renders every example. Every filter leaves an unset
value as it is, except `default`.
"""

from typing import NamedTuple

from data.letters.language.common_fields import COMMON


class FilterMeaning(NamedTuple):
    """A filter: how it is written, what it makes, an example, and what the example says."""

    signature: str
    text: str
    example: str
    result: str


FILTERS: dict[str, FilterMeaning] = {
    # ------------------------------------------------ amounts and numbers
    "money": FilterMeaning(
        'money(locale="…")', "An amount with its currency", "offer.salary | money", "92,500 EUR"
    ),
    "amount": FilterMeaning(
        'amount(locale="…")', "An amount without its currency", "offer.salary | amount", "92,500"
    ),
    "in_words": FilterMeaning(
        "in_words",
        "An amount or a number in words; English only",
        "offer.salary | in_words",
        "ninety-two thousand five hundred euros",
    ),
    "per": FilterMeaning(
        'per("hour" … "year", counted="…")',
        "Pay counted by hour, day, week, month or year, with the working time that is "
        "agreed, else that of the settings; `counted` says how it is counted, if not like the "
        "offer's pay",
        'offer.salary | per("month")',
        "7,708.33 EUR",
    ),
    "yearly": FilterMeaning(
        "yearly",
        'Pay counted by the year: the same as per("year")',
        "offer.salary | yearly",
        "92,500 EUR",
    ),
    "percent": FilterMeaning(
        "percent(of_it)",
        "So many hundredths of an amount or a number",
        "offer.salary | percent(10)",
        "9,250 EUR",
    ),
    "sum": FilterMeaning(
        "sum",
        "Amounts of one currency, or numbers, added up",
        "[offer.salary, offer.salary | percent(10)] | sum",
        "101,750 EUR",
    ),
    "number": FilterMeaning(
        "number",
        "An amount or a text of digits as a number, to calculate and compare with",
        "offer.salary | number",
        "92,500",
    ),
    "minimum": FilterMeaning(
        "minimum", "The lower end of a range", "job.pay | minimum", "80,000 EUR"
    ),
    "maximum": FilterMeaning(
        "maximum", "The upper end of a range", "job.pay | maximum", "95,000 EUR"
    ),
    "with_unit": FilterMeaning(
        "with_unit",
        "A number of a custom field with what it counts, in the letter's language; anything else "
        "as it is",
        "offer.hours_per_year | with_unit",
        "2,080 hours",
    ),
    "counted": FilterMeaning(
        'counted("one", "many")',
        "A number with the word for one or for many",
        '3 | counted("day", "days")',
        "3 days",
    ),
    # ------------------------------------------------ dates
    "date": FilterMeaning(
        'date("full", "long", "medium", "short" or "iso", locale="…")',
        "A date; long if nothing is said",
        'offer.start_date | date("full")',
        "Wednesday, 15 April 2026",
    ),
    "short_date": FilterMeaning(
        'short_date(locale="…")',
        'A date in short: the same as date("medium")',
        "offer.start_date | short_date",
        "15 Apr 2026",
    ),
    "weekday": FilterMeaning(
        'weekday(locale="…")', "The day of the week", "offer.start_date | weekday", "Wednesday"
    ),
    "year": FilterMeaning("year", "The year of a date", "today | year", "2026"),
    "plus": FilterMeaning(
        "plus(days=…, weeks=…, months=…, years=…)",
        "A date so much later, or earlier with a minus",
        "offer.start_date | plus(months=6)",
        "15 October 2026",
    ),
    "days_until": FilterMeaning(
        "days_until(date)",
        "How many days it is from one date to another",
        "today | days_until(offer.expiry_date)",
        "22",
    ),
    # ------------------------------------------------ names
    "first_name": FilterMeaning(
        "first_name", "The first name of a person", "sender | first_name", "Inês"
    ),
    "full_name": FilterMeaning(
        "full_name", "First and last name", "candidate | full_name", "Zoë Müller"
    ),
    "initials": FilterMeaning("initials", "The initials", "candidate | initials", "Z. M."),
    "formal": FilterMeaning(
        "formal", "Initials and last name", "company.signatory | formal", "R. Costa"
    ),
    # ------------------------------------------------ lists
    "list": FilterMeaning(
        'list("and" or "or")',
        "Several texts as a sentence has them; unset ones are left out",
        '["Monday", "Tuesday", "Friday"] | list',
        "Monday, Tuesday and Friday",
    ),
    "join": FilterMeaning(
        'join("between")',
        "Several texts with the same text between them; unset ones are left out",
        '[company.phone, company.email] | join(" · ")',
        "+351 21 555 0100 · people@ferncastle.example",
    ),
    "length": FilterMeaning("length", "How many", '["a", "b"] | length', "2"),
    "first": FilterMeaning("first", "The first one of a list", '["a", "b"] | first', "a"),
    "last": FilterMeaning("last", "The last one of a list", '["a", "b"] | last', "b"),
    "unused": FilterMeaning(
        "unused",
        "The keys of the custom fields that are set and stood nowhere in the letter so far",
        "offer.fields | unused | length",
        "0",
    ),
    "label": FilterMeaning(
        'label("key")', "What a custom field is called", 'offer.fields | label("bonus")', "bonus"
    ),
    "first_of": FilterMeaning(
        'first_of("key", "other_key", …)',
        "The first of several names of a group that has a value; empty if none has, known or not",
        'job | first_of("location", "department")',
        "Lisbon",
    ),
    "known_as": FilterMeaning(
        'known_as("leave")',
        "The custom field that desks commonly keep something under, in the languages of letters: "
        + ", ".join(COMMON),
        'offer.fields | known_as("leave") | default("as by law")',
        "as by law",
    ),
    # ------------------------------------------------ texts
    "default": FilterMeaning(
        'default("…")',
        "Another value where there is none",
        'offer.reason | default("no reason")',
        "no reason",
    ),
    "yes_no": FilterMeaning(
        'yes_no("yes", "no")',
        "A yes or no in your own words",
        'true | yes_no("from home", "in the office")',
        "from home",
    ),
    "lines": FilterMeaning(
        "lines",
        "A text of several lines with its line breaks kept",
        "company.address | lines",
        "12 Harbour Road<br>Lisbon",
    ),
    "upper": FilterMeaning("upper", "In capitals", "offer.pay_period | upper", "YEAR"),
    "lower": FilterMeaning("lower", "In small letters", "job.title | lower", "data engineer"),
    "capitalize": FilterMeaning(
        "capitalize",
        "With a capital at the beginning",
        "offer.pay_frequency | capitalize",
        "Yearly",
    ),
    "title": FilterMeaning(
        "title", "With A Capital At Every Word", '"our offer" | title', "Our Offer"
    ),
    "trim": FilterMeaning("trim", "Without spaces around", '" a " | trim', "a"),
}
"""Every filter of the language. A locale is named like "de", "fr-CA" or "en-US"."""

TESTS: dict[str, str] = {
    "defined": "It has a value",
    "undefined": "It has none",
    "none": "It is `none`",
    "number": "It is a number",
    "amount": "It is an amount with a currency",
    "date": "It is a date",
    "string": "It is a text",
    "odd": "It is an odd number",
    "even": "It is an even number",
}
"""Everything that can be asked with `is`."""

TAGS: dict[str, str] = {
    "{{ … }}": "Writes a value",
    "{% if … %} {% elif … %} {% else %} {% endif %}": "Only if a condition is met",
    "{% for x in … %} {% endfor %}": "Once for everything in a list; `loop.index`, `loop.last` …",
    "{% set x = … %}": "Gives a value a name of its own",
    '{% include "clauses/…" %}': "Puts a clause here",
    '{% extends "_layout.html" %}': "Uses the shipped layout; write its blocks",
    "{% block body %} {% endblock %}": "A part of the layout: subject, body, consent, after",
    "{% macro x(a) %} {% endmacro %}": "A piece to be used several times, as `{{ x(…) }}`",
    "{# … #}": "A note that is not in the letter; the first one may say what the template is",
}
"""What the tags of the language do."""
