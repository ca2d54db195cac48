"""Every template against every live offer: what is missing or broken, counted and bounded."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from support import making

from data.letter_checks import check_all, preview_offers
from data.letter_checks.check_all import CheckResult, Progress
from data.letters import rendering
from data.records.template_records import Limit, TemplateDraft, TemplateRecord
from data.storage import connection
from data.templates import template_scope, templates
from data.values.field_values import FieldType
from data.values.status import Status

PAY = "<p>{{ offer.salary | money }}</p>"


def a_template(name: str, source: str, kind: str = "offer") -> TemplateRecord:
    return templates.create(TemplateDraft(name=name, kind=kind, source=source))


@pytest.fixture
def only_ours(desk: Path) -> None:
    """A desk on which what comes with the program is retired."""
    for one in templates.all_templates():
        if one.kind != "clause":
            templates.retire(one.id)


def tally(checked: CheckResult, template: TemplateRecord) -> tuple[int, int, int]:
    found = next(one for one in checked.tallies if one.template_id == template.id)
    return found.letters, found.broken, found.incomplete


def test_what_is_missing_is_listed_by_template_and_offer(only_ours: None) -> None:
    good, wants = a_template("Good", "<p>Hello</p>"), a_template("Wants pay", PAY)
    with_pay = making.an_offer(salary="90000", currency="EUR")
    without = making.an_offer()
    checked = check_all.check_all()
    assert (checked.offers, checked.total, checked.letters, checked.stopped) == (2, 2, 4, False)
    assert tally(checked, good) == (2, 0, 0)
    assert tally(checked, wants) == (2, 0, 1)
    (finding,) = checked.findings
    assert (finding.template, finding.offer_id) == ("Wants pay", without.id)
    assert finding.problems == ("offer.salary is not set",)
    assert with_pay.id != finding.offer_id


def test_what_is_broken_is_told_apart_from_what_is_missing(only_ours: None) -> None:
    broken = a_template("Broken", "<p>{{ candidate.first_name | per('month') | amount + 1 }}</p>")
    making.an_offer()
    checked = check_all.check_all()
    assert tally(checked, broken) == (1, 1, 0)
    assert checked.findings[0].broken


def test_only_live_offers_are_looked_at(only_ours: None) -> None:
    a_template("Wants pay", "<p>{{ offer.salary_text }}</p>")
    live = {making.in_status(status).id for status in (Status.DRAFT, Status.SENT, Status.PENDING)}
    for status in (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN):
        making.in_status(status)
    checked = check_all.check_all()
    assert {one.offer_id for one in checked.findings} == live
    assert (checked.offers, checked.total) == (3, 3)


def test_a_template_is_tried_on_the_offers_that_it_fits(only_ours: None) -> None:
    made = a_template("Designers", PAY)
    template_scope.limit(made.id, [Limit(department="Design")])
    making.an_offer()
    assert tally(check_all.check_all(), made) == (0, 0, 0)
    follows = making.an_offer(template_id=made.id)
    checked = check_all.check_all()
    assert tally(checked, made) == (1, 0, 1)
    assert [(one.offer_id, one.follows) for one in checked.findings] == [(follows.id, True)]


def test_a_retired_template_is_tried_on_the_offers_that_follow_it(only_ours: None) -> None:
    made = a_template("Old", PAY)
    making.an_offer(template_id=made.id)
    making.an_offer()
    making.an_offer(template_id=made.id, letter_html="<p>By hand</p>")
    templates.retire(made.id)
    assert tally(check_all.check_all(), made) == (1, 0, 1)


def test_clauses_of_ours_are_part_of_the_letters(only_ours: None) -> None:
    a_template("Our pay", PAY, "clause")
    letter = a_template("Letter", '{% include "clauses/our_pay" %}')
    making.an_offer()
    assert tally(check_all.check_all(), letter) == (1, 0, 1)


def test_what_an_offer_needs_itself_comes_first(only_ours: None) -> None:
    a_template("Another", PAY)
    own = a_template("Zebra", PAY)
    making.an_offer(template_id=own.id)
    checked = check_all.check_all()
    assert [one.template for one in checked.findings] == ["Zebra", "Another"]


def test_it_says_how_far_it_is_and_stops_when_told(only_ours: None) -> None:
    a_template("Wants pay", PAY)
    for _ in range(5):
        making.an_offer()
    told: list[Progress] = []
    checked = check_all.check_all(told.append, lambda: len(told) == 2)
    assert [(one.offers, one.total, one.letters, one.found) for one in told] == [
        (1, 5, 1, 1), (2, 5, 2, 2),
    ]  # fmt: skip
    assert (checked.stopped, checked.offers, checked.found) == (True, 2, 2)


def test_only_so_many_findings_are_kept_and_all_are_counted(
    only_ours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_all, "KEPT", 2)
    monkeypatch.setattr(preview_offers, "PAGE", 2)
    made = a_template("Wants pay", PAY)
    for _ in range(5):
        making.an_offer()
    checked = check_all.check_all()
    assert (len(checked.findings), checked.more, checked.found) == (2, 3, 5)
    assert tally(checked, made) == (5, 0, 5)
    (counted,) = [one.problems for one in checked.tallies if one.template_id == made.id]
    assert counted == (("offer.salary is not set", 5),)


def test_findings_of_offers_that_follow_the_template_have_room_of_their_own(
    only_ours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_all, "KEPT", 1)
    made = a_template("Wants pay", PAY)
    for follows in (False, True, True, False, False):
        making.an_offer(template_id=made.id if follows else None)
    checked = check_all.check_all()
    assert [one.follows for one in checked.findings] == [True, False]
    assert (checked.more, checked.found) == (3, 5)


def test_only_so_many_different_problems_are_counted_those_known_go_on(
    only_ours: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_all, "WORDS_KEPT", 1)
    made = a_template("Two", "<p>{{ offer.salary | money }} {{ offer.start_date | date }}</p>")
    making.an_offer()
    making.an_offer()
    (counted,) = [
        one.problems for one in check_all.check_all().tallies if one.template_id == made.id
    ]
    assert counted == (("offer.salary is not set", 2),)


def test_it_works_beside_everything_else_on_a_connection_of_its_own(only_ours: None) -> None:
    a_template("Wants pay", PAY)
    making.an_offer()
    found: list[CheckResult] = []

    def check() -> None:
        with connection.apart():
            found.append(check_all.check_all())

    thread = threading.Thread(target=check)
    thread.start()
    making.an_offer()
    thread.join()
    assert found[0].letters in (1, 2)


def test_the_made_up_offer_has_a_value_for_every_name(desk: Path) -> None:
    for type in FieldType:
        options = ("One", "Two") if "select" in type else ()
        making.a_field(type, type, options=options)
        making.a_field(type, type, options=options, belongs_to="job")
    unset = [
        one.name for one in rendering.language(preview_offers.made_up()) if not one.value_shown
    ]
    assert unset == [
        "offer.weekly_hours",
        "offer.whole_pay",
        "offer.package_once",
    ]  # they are read from other fields


def test_every_shipped_template_is_complete_on_the_made_up_offer(desk: Path) -> None:
    inputs = preview_offers.made_up()
    for one in templates.all_templates():
        rendered = rendering.render(one.source, inputs, templates.clauses())
        assert (rendered.error, rendered.missing) == (None, ()), one.name
        line = rendering.one_line(templates.subject(one), inputs)
        assert (line.error, line.missing) == (None, ()), one.name
        assert bool(line.text) is (one.kind != "clause")
