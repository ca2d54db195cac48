"""A letter as it was sent against what its template would say now, and whether it is whole."""

import shutil
from pathlib import Path

import pytest
from support import making
from support.damaging import damage

from data.errors import NotAllowed, NotFound
from data.letters.letter_hash import letter_hash
from data.offers import letter_drift, offer_letters, offers, sent_letter
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage import database
from data.templates import templates
from data.values.status import Status


def a_sent_letter(source: str = making.LETTER, **terms: str) -> OfferRecord:
    return making.sent(letter_html=None, template_id=making.a_template(source), **terms)


def revise(offer: OfferRecord, source: str) -> None:
    templates.revise(offer.terms.template_id or 0, source)


def test_without_changes_there_is_no_drift(desk: Path, time: making.Time) -> None:
    offer = a_sent_letter("<p>{{ today }}: we pay {{ offer.salary | money }}</p>")
    time.forward(days=40)
    found = letter_drift.drift(offers.get(offer.id))
    assert not found.has_drifted
    assert found.comparison.summary == "the same"
    assert found.frozen == found.now
    assert found.why == ()


def test_a_new_revision_drifts_and_says_so(desk: Path) -> None:
    offer = a_sent_letter("<p>We pay {{ offer.salary | money }} a year.</p>")
    revise(offer, "<p>We pay {{ offer.salary | money }} each year.</p>")
    found = letter_drift.drift(offers.get(offer.id), 1)
    assert found.comparison.to_plain() == "We pay 92,500 EUR [-a-]{+each+} year.\n"
    assert found.why == ("Plain is at revision 2 now; the letter was made from revision 1.",)
    assert found.facts.source == "Plain, rev. 1"
    assert found.facts.sha256 == letter_hash(found.frozen)


def test_what_came_from_elsewhere_is_named(desk: Path) -> None:
    settings.put("company_name", "Northwind")
    offer = a_sent_letter("<p>Welcome to {{ company.name }}</p>")
    settings.put("company_name", "Northwind GmbH")
    found = letter_drift.drift(offers.get(offer.id))
    assert found.comparison.to_plain() == "Welcome to Northwind {+GmbH+}\n"
    assert found.why == ("The company's name changed: Northwind → Northwind GmbH.",)


def test_a_value_that_is_missing_now_is_named(desk: Path) -> None:
    settings.put("company_name", "Northwind")
    offer = a_sent_letter("<p>Welcome to {{ company.name }}</p>")
    settings.put("company_name", "")
    why = letter_drift.drift(offers.get(offer.id)).why
    assert "Company name is not set; set it in the settings." in why


def test_a_drift_can_be_printed(desk: Path) -> None:
    offer = a_sent_letter("<p>We pay {{ offer.salary | money }} a year.</p>")
    assert "Version 1, the same as sent\n" in letter_drift.to_plain(letter_drift.drift(offer))
    revise(offer, "<p>We pay {{ offer.salary | money }} each year.</p>")
    printed = letter_drift.to_plain(letter_drift.drift(offers.get(offer.id)))
    assert printed.startswith("Version 1, drifted: 1 word changed\n  Plain is at revision 2")
    assert printed.endswith(" matches\n\nWe pay 92,500 EUR [-a-]{+each+} year.\n")


def test_a_letter_written_by_hand_stands_by_itself(desk: Path) -> None:
    found = letter_drift.drift(making.sent(letter_html="<p>Just for you</p>"))
    assert not found.has_drifted
    assert found.facts.revision is None
    assert "by hand" in found.why[0]


def test_older_versions_have_a_drift_of_their_own(desk: Path) -> None:
    offer = a_sent_letter("<p>We pay {{ offer.salary | money }}</p>")
    offer = making.edit(offer, salary="95,000")
    revise(offer, "<p>We will pay {{ offer.salary | money }}</p>")
    found = letter_drift.drift(offers.get(offer.id))
    assert found.number == 1
    assert found.comparison.to_plain() == "We {+will+} pay 92,500 EUR\n"
    with pytest.raises(NotAllowed, match="Version 2 was never sent"):
        letter_drift.drift(offers.get(offer.id), 2)
    with pytest.raises(NotFound, match="no version 9"):
        letter_drift.drift(offers.get(offer.id), 9)


def test_an_offer_that_was_never_sent_has_no_drift(desk: Path) -> None:
    with pytest.raises(NotAllowed, match="never sent"):
        letter_drift.drift(making.a_ready_offer())


def test_a_letter_that_was_tampered_with_is_found_out(desk: Path) -> None:
    offer = a_sent_letter("<p>We pay {{ offer.salary | money }}</p>")
    assert all(map(offer_letters.verify, offers.get(offer.id).versions))
    letter = sent_letter.current(offer.id)
    assert letter is not None
    assert letter.is_whole
    damage(desk)
    assert not offer_letters.verify(offers.get(offer.id).versions[0])
    assert not letter_drift.drift(offers.get(offer.id)).facts.is_whole
    letter = sent_letter.current(offer.id)
    assert letter is not None
    assert not letter.is_whole


def test_a_copy_of_the_file_has_the_same_letters_with_matching_hashes(
    desk: Path, tmp_path: Path
) -> None:
    ids = [a_sent_letter(salary=f"{number}0,000").id for number in (5, 6, 7)]
    before = {id: sent_letter.current(id) for id in ids}
    copy = tmp_path / "copy.db"
    database.close_desk()
    shutil.copy(desk, copy)
    database.open_desk(copy)
    for id in ids:
        assert sent_letter.current(id) == before[id]
        assert all(map(offer_letters.verify, offers.get(id).versions))


def test_the_letter_read_straight_from_the_file_is_the_one_that_the_rules_give(
    demo_desk: Path,
) -> None:
    seen = 0
    for (id,) in making.rows(demo_desk, "SELECT id FROM offers"):
        letter, said = sent_letter.current(id), offer_letters.preview(offers.get(id))
        if letter is not None:
            assert (letter.html, letter.source, True) == (said.html, said.source, said.frozen)
            seen += 1
    assert seen > 10


def test_a_letter_whose_sending_was_taken_back_is_live_again(desk: Path) -> None:
    from data.offers import status_changes

    offer = a_sent_letter()
    assert sent_letter.current(offer.id) is not None
    status_changes.undo(offer.id)
    assert offers.get(offer.id).status is Status.DRAFT
    assert sent_letter.current(offer.id) is None
