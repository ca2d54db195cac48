"""A letter that was sent is kept for good: nothing that is done afterwards changes a byte of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from support import making
from support.examples import examples

from data.errors import DataError
from data.offers import offers, status_changes, warnings
from data.records.status_records import MoveDraft
from data.records.template_records import Limit, TemplateDraft
from data.storage import database
from data.templates import template_scope, templates
from data.values.status import Status

SOURCES = st.sampled_from(
    [
        "<p>Dear {{ candidate.first_name }}, {{ offer.salary }}</p>",
        '<p>Hello</p>{% include "clauses/our_terms" %}',
        '<h1>{{ job.title }}</h1>{% include "clauses/our_terms" %}{{ offer.fields.bonus }}',
        "<p>{{ oops</p>",
        "",
    ]
)
CLAUSES = st.sampled_from(["<p>Terms</p>", "<p>Other {{ company.name }}</p>", "<p>Zoë \u202e</p>"])


class Letters(RuleBasedStateMachine):
    """Templates, clauses and offers are changed in any order; sent letters are looked at."""

    ids = Bundle("ids")
    offer_ids = Bundle("offer_ids")
    folder: Path
    number = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).number += 1
        database.open_desk(self.folder / f"{self.number}.db")
        self.frozen: dict[int, tuple[str, str]] = {}
        making.a_field("Bonus")
        self.clause = templates.create(TemplateDraft("Our terms", "clause", "<p>Terms</p>")).id

    @initialize(target=ids)
    def begin(self) -> int:
        return templates.create(
            TemplateDraft("Letter", source="<p>Dear {{ candidate.name }}</p>")
        ).id

    @rule(target=ids, template=ids, source=SOURCES)
    def clone_and_change(self, template: int, source: str) -> int:
        clone = templates.clone(template).id
        templates.revise(clone, source, draft=True)
        return clone

    @rule(template=ids, source=SOURCES, subject=st.sampled_from(["", "Hi", "{{ oops"]))
    def revise(self, template: int, source: str, subject: str) -> None:
        templates.revise(template, source, subject, draft=True)

    @rule(source=CLAUSES)
    def change_the_clause(self, source: str) -> None:
        templates.revise(self.clause, source)

    @rule(template=ids)
    def retire_or_revive(self, template: int) -> None:
        change = templates.revive if templates.get(template).retired else templates.retire
        change(template)

    @rule(template=ids, number=st.integers(0, 99))
    def rename_and_limit(self, template: int, number: int) -> None:
        try:
            templates.rename(template, f"Letter {number}")
        except DataError:
            return
        template_scope.limit(template, [Limit(department=f"D{number}")])

    @rule(target=offer_ids, template=ids)
    def make_an_offer(self, template: int) -> int:
        return making.a_ready_offer(template_id=template, letter_html=None).id

    @rule(offer=offer_ids, salary=st.integers(1, 9), by_hand=st.booleans())
    def edit(self, offer: int, salary: int, by_hand: bool) -> None:
        html = "<p>By hand</p>" if by_hand else None
        making.edit(offers.get(offer), salary=f"{salary}0000", letter_html=html)

    @rule(offer=offer_ids)
    def send(self, offer: int) -> None:
        if offers.get(offer).status is Status.DRAFT:
            draft = MoveDraft(Status.SENT, force=True, reason="Agreed", seen=warnings.EVERY)
            status_changes.move(offer, draft)

    @rule(offer=offer_ids, template=ids)
    def follow_another_template(self, offer: int, template: int) -> None:
        making.edit(offers.get(offer), template_id=template, letter_html=None)

    @rule()
    def open_again(self) -> None:
        path = self.folder / f"{self.number}.db"
        database.close_desk()
        database.open_desk(path)

    @invariant()
    def every_sent_letter_is_as_it_was(self) -> None:
        path = self.folder / f"{self.number}.db"
        stored = {
            int(number): (str(html), str(digest))
            for number, html, digest in making.rows(path, "SELECT id, html, sha256 FROM letters")
        }
        for number, letter in self.frozen.items():
            assert stored[number] == letter
        for html, digest in stored.values():
            assert hashlib.sha256(html.encode()).hexdigest() == digest
        self.frozen = stored

    def teardown(self) -> None:
        database.close_desk()


@pytest.mark.long
def test_no_sequence_of_changes_touches_a_sent_letter(tmp_path: Path, time: making.Time) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Letters.folder = tmp_path
    run_state_machine_as_test(
        Letters, settings=settings(max_examples=12, stateful_step_count=12, deadline=None)
    )


@given(
    after=st.sampled_from(["<p>Other</p>", '{% include "clauses/our_terms" %}', "<p>{{ oops</p>"])
)
@examples(0.1)
def test_a_letter_of_a_sent_version_is_shown_as_it_was_sent(
    tmp_path_factory: pytest.TempPathFactory, after: str
) -> None:
    from data.offers import offer_letters

    database.open_desk(tmp_path_factory.mktemp("desk") / "offers.db")
    templates.create(TemplateDraft("Our terms", "clause", "<p>Terms</p>"))
    made = templates.create(TemplateDraft("Letter", source="<p>Dear {{ candidate.name }}</p>"))
    offer = making.move(making.a_ready_offer(template_id=made.id, letter_html=None), Status.SENT)
    before = offer_letters.preview(offer)
    templates.revise(made.id, after, draft=True)
    assert offer_letters.preview(offers.get(offer.id)) == before
    assert before.frozen
    database.close_desk()
