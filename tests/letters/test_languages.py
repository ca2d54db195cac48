"""The languages of a desk: the letters that it offers, the one that begins, what goes around."""

from dataclasses import replace
from pathlib import Path

import pytest
from support import making
from support.delivering import for_mail
from support.everyday import everyday
from support.letter_making import EMPTY, INPUTS

from data.delivery import deliverable_letter
from data.errors import Invalid
from data.letter_checks import template_list
from data.letters import rendering
from data.letters.letter_records import LetterInputs
from data.offers import letter_facts, offers
from data.records.template_records import TemplateRecord
from data.settings import settings
from data.settings_form import settings_form
from data.templates import shipped_files, templates
from data.values.field_values import FieldType, FieldValue
from data.values.money import Money


def speak(language: str, *more: str) -> None:
    draft = settings_form.current()
    settings_form.save(draft.changed(letter_language=language, more_languages=", ".join(more)))


def started_with() -> int:
    first = templates.default()
    assert first is not None
    return first.id


def files() -> set[str]:
    return {one.shipped for one in templates.all_templates(retired=True) if one.shipped}


def by_file(name: str) -> TemplateRecord:
    return next(one for one in templates.all_templates() if one.shipped == name)


@pytest.mark.parametrize(
    ("language", "file"),
    everyday([
        ("", "offer.html"), ("en-US", "offer_us.html"), ("en-GB", "offer_gb.html"),
        ("de", "de/offer.html"), ("de-DE", "de/offer_de.html"), ("de-CH", "de/offer_ch.html"),
        ("fr", "fr/offer.html"), ("fr-FR", "fr/offer_fr.html"), ("es", "es/offer.html"),
        ("es-ES", "es/offer_es.html"),
    ], most=3),
)  # fmt: skip
def test_new_letters_begin_in_the_language_of_the_desk(
    desk: Path, language: str, file: str
) -> None:
    speak(language)
    first = templates.default()
    assert first is not None and first.shipped == file
    reminder = templates.default("reminder")
    assert reminder is not None
    assert reminder.shipped == f"{file.rpartition('/')[0]}/reminder.html".lstrip("/")


def test_only_letters_of_the_chosen_languages_are_offered(desk: Path) -> None:
    english = files()
    assert not any("/" in name.removeprefix("_clauses/") for name in english)
    assert {"offer_us.html", "_clauses/us_at_will.html"}.isdisjoint(english)
    speak("de-CH", "en-US")
    chosen = files()
    assert english < chosen
    assert {"de/offer.html", "de/offer_ch.html", "offer_us.html"} <= chosen
    assert {"de/offer_de.html", "fr/offer.html", "offer_gb.html"}.isdisjoint(chosen)
    speak("")
    assert files() == chosen  # letters may follow them


def test_every_name_in_the_list_is_said_once(desk: Path) -> None:
    speak("de", "en-US", "en-GB", "de-DE", "de-CH", "fr", "fr-FR", "es", "es-ES")
    assert files() == set(shipped_files.sources())
    for kind in templates.KINDS:
        names = [one.name for one in templates.all_templates(kind)]
        assert len(names) == len(set(names))


def test_a_language_that_there_is_none_of_is_refused(desk: Path) -> None:
    with pytest.raises(Invalid, match="klingon is none of en, de, fr, es, en-US"):
        speak("", "de", "klingon")


def test_the_language_of_words_is_apart_from_the_way_to_write_amounts(desk: Path) -> None:
    settings.put("letter_locale", "de")
    offer = making.a_ready_offer(letter_html=None, template_id=by_file("note.html").id)
    letter = deliverable_letter.for_offer(offer)
    assert "92.500,00\u00a0€ per year" in letter.html.replace("&nbsp;", "\u00a0")
    assert "Mai" not in letter.html
    assert letter.language == "en"


@pytest.mark.parametrize(
    ("header", "locale", "language", "expected"),
    [
        ("", "", "", "92,500 EUR; 1 March 2026; yes; year"),
        ("", "de", "", "92.500,00 €; 1. März 2026; yes; year"),  # as desks before had it
        ("", "de", "en", "92.500,00 €; 1 March 2026; yes; year"),
        ("", "", "de-CH", "EUR 92’500.00; 1. März 2026; ja; Jahr"),
        ("language: de", "", "", "92.500,00 €; 1. März 2026; ja; Jahr"),
        ("language: de", "en", "", "92,500 EUR; 1. März 2026; ja; Jahr"),
        ("language: de | country: CH", "", "fr", "EUR 92’500.00; 1. März 2026; ja; Jahr"),
        ("language: de", "", "de-CH", "EUR 92’500.00; 1. März 2026; ja; Jahr"),
        ("locale: fr", "", "de", "92 500,00 €; 1er mars 2026; oui; an"),
        ("language: en | country: US", "", "", "€92,500.00; March 1, 2026; yes; year"),
        ("language: es", "pt-BR", "", "€ 92.500,00; 1 de marzo de 2026; sí; año"),
        ("", "pt-BR", "pt-BR", "€ 92.500,00; 1 de março de 2026; yes; year"),
    ],
)
def test_what_a_template_says_wins_then_the_desk(
    header: str, locale: str, language: str, expected: str
) -> None:
    source = f"{{# {header} #}}{{{{ offer.salary }}}}; {{{{ today }}}}; {{{{ true }}}}; " + (
        "{{ offer.pay_period }}"
    )
    made = rendering.render(source, in_euros(locale, language))
    assert " ".join(made.html.replace("&nbsp;", " ").split()) == expected


def in_euros(locale: str, language: str) -> LetterInputs:
    terms = replace(INPUTS.terms, salary=Money(9_250_000, "EUR"), currency="EUR")
    return replace(INPUTS, terms=terms, locale=locale, language=language)


def test_the_email_speaks_the_language_of_its_letter(desk: Path) -> None:
    speak("de-DE", "fr")
    settings.put("company_name", "Northwind")
    german = making.a_ready_offer(letter_html=None, template_id=started_with())
    assert german.terms.template_id == by_file("de/offer_de.html").id
    covering = for_mail(offers.get(german.id)).covering
    assert covering is not None and "im Anhang erhalten Sie" in covering.note
    french = making.a_ready_offer(letter_html=None, template_id=by_file("fr/offer.html").id)
    covering = for_mail(french).covering
    assert covering is not None and "Veuillez trouver ci-joint" in covering.note
    assert deliverable_letter.for_offer(french).language == "fr"


def test_what_goes_around_a_letter_is_of_the_country_of_the_desk(desk: Path) -> None:
    speak("de-CH")
    settings.put("company_name", "Northwind")
    letter = for_mail(
        making.a_ready_offer(letter_html=None, template_id=by_file("de/note.html").id)
    )
    assert letter.language == "de-CH" and "Mit freundlichen Grüssen" in letter.html
    assert letter.covering is not None and "Mit freundlichen Grüssen" in letter.covering.note


def test_what_differs_is_named_in_the_words_of_the_letter(desk: Path) -> None:
    speak("de")
    offer = making.a_ready_offer(letter_html=None, template_id=started_with())
    letter = deliverable_letter.for_offer(offer)
    wrong = letter.html.replace("92.500,00", "91.000,00")
    assert wrong != letter.html
    found = letter_facts.compared(offer, wrong)
    assert found and "pro Jahr" in found[0].wanted


def test_what_a_lawyer_should_look_at_is_said_at_the_desk_and_in_no_letter(desk: Path) -> None:
    speak("", "en-US", "en-GB", "de-DE", "de-CH", "fr-FR", "es-ES")
    for one in templates.all_templates():
        is_of_country = bool(rendering.header(one.source).country)
        note = template_list.to_check(one)
        if is_of_country:
            assert note.startswith("No lawyer has reviewed it. Have checked: "), one.name
        if one.kind != "clause":
            made = rendering.render(one.source, INPUTS, templates.clauses())
            assert "lawyer" not in made.html and "checked" not in made.html.replace(
                "background checks", ""
            )
    assert template_list.to_check(by_file("offer.html")) == ""
    assert "Montana" in template_list.to_check(by_file("offer_us.html"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Exempt", "classified as exempt"), ("non-exempt", "classified as non-exempt"),
     ("we will see", "")],
)  # fmt: skip
def test_exempt_or_not_is_said_only_where_it_is_known(status: str, expected: str) -> None:
    source = shipped_files.sources()["_clauses/us_exempt.html"]
    known = (FieldValue("flsa_status", "FLSA status", FieldType.SHORT_TEXT, status),)
    inputs = replace(EMPTY, terms=replace(EMPTY.terms, fields=known))
    made = rendering.render(source, inputs)
    assert made.error is None and made.missing == ()
    assert (expected in made.html) if expected else ("classified" not in made.html)
