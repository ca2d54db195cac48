"""What comes with the program is said in words of one's own, and by the program's again."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import making
from support.shipped_updates import by_file, update

from data.errors import Invalid, NotAllowed
from data.letter_checks import template_list, template_uses
from data.letters import rendering
from data.offers import offer_letters
from data.records.template_records import TemplateDraft
from data.storage import connection
from data.templates import own_words, templates

CLAUSE = "_clauses/confidentiality.html"
OURS = "<p>You keep the secrets of {{ company.name }}.</p>"
LETTER = "offer.html"


def changed(source: str = OURS, file: str = CLAUSE) -> int:
    found = by_file(file)
    return templates.revise(found.id, source).id


def letter_of(file: str = LETTER) -> str:
    offer = making.a_ready_offer(letter_html=None, template_id=by_file(file).id)
    return offer_letters.preview(offer).html


def words(template_id: int) -> list[tuple[int, bool]]:
    return [(one.number, one.of_program) for one in templates.revisions(template_id)]


def test_letters_say_what_a_shipped_clause_says_in_our_words(desk: Path) -> None:
    assert "keep the secrets" not in letter_of()
    number = changed()
    template = templates.get(number)
    assert template.is_overridden
    assert (template.revision, template.update, template.shipped) == (2, 0, CLAUSE)
    assert words(number) == [(1, True), (2, False)]
    assert "keep the secrets" in letter_of()
    assert templates.clauses()[CLAUSE] == OURS
    assert len(template_list.rows("changed clause")) == 1


def test_it_is_taken_back_and_ours_can_be_brought_back(desk: Path) -> None:
    number = changed()
    before = templates.revisions(number)[0].source
    back = own_words.take_back(number)
    assert (back.is_overridden, back.source, back.draft) == (False, before, 0)
    assert words(number) == [(1, True), (2, False), (3, True)]
    assert "keep the secrets" not in letter_of()
    again = templates.revise(number, OURS)
    assert (again.is_overridden, again.revision, again.source) == (True, 4, OURS)
    with pytest.raises(NotAllowed):
        own_words.take_back(by_file("_clauses/bonus.html").id)


def test_the_program_s_words_typed_again_are_the_program_s(desk: Path) -> None:
    number = changed()
    first = templates.revisions(number)[0]
    assert not templates.revise(number, first.source, first.subject).is_overridden


def test_an_update_of_the_program_is_said_and_ours_stay(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = changed("<p>Ours</p>", LETTER)
    update(monkeypatch, desk, {LETTER: ("Permanent employment", "offer", "<p>Newer</p>")})
    found = templates.get(number)
    assert (found.source, found.revision, found.own_since, found.update) == ("<p>Ours</p>", 2, 1, 3)
    assert templates.to_write(number).source == "<p>Ours</p>"
    saved = templates.revise(number, "<p>Ours, too</p>", since=3)
    assert (saved.revision, saved.update) == (4, 3)
    kept = own_words.keep(number)
    assert (kept.source, kept.update, kept.own_since) == ("<p>Ours, too</p>", 0, 3)
    assert own_words.take_back(number).source == "<p>Newer</p>"


def test_an_update_that_says_what_we_say_already_can_be_taken(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = changed("<p>Ours</p>", LETTER)
    update(monkeypatch, desk, {LETTER: ("Permanent employment", "offer", "<p>Ours</p>")})
    back = own_words.take_back(number)
    assert (back.source, back.is_overridden, back.update) == ("<p>Ours</p>", False, 0)


def test_an_update_that_changes_other_words_says_nothing(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = by_file(LETTER)
    changed("<p>Ours</p>", LETTER)
    same = (before.name, "offer", before.source, before.subject)
    update(monkeypatch, desk, {LETTER: same, "new.html": ("New", "offer", "<p>New</p>")})
    assert templates.get(before.id).update == 0


def test_what_comes_with_the_program_no_longer_goes_on_in_our_words(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = changed("<p>Ours</p>", LETTER)
    update(monkeypatch, desk, {LETTER: ("Permanent employment", "offer", "<p>Newer</p>")})
    update(monkeypatch, desk, {"note.html": ("Note", "offer", "<p>Note</p>")})
    found = templates.get(number)
    assert (found.shipped, found.source, found.is_overridden) == (None, "<p>Ours</p>", False)
    assert templates.revise(number, "<p>Once more</p>").source == "<p>Once more</p>"


def test_a_draft_with_a_mistake_leaves_the_program_s_words_in_letters(desk: Path) -> None:
    template = by_file(CLAUSE)
    kept = templates.revise(template.id, "<p>{{ oops</p>", draft=True)
    assert (kept.source, kept.draft, kept.is_overridden) == (template.source, 2, False)
    assert templates.to_write(template.id).source == "<p>{{ oops</p>"
    mended = templates.revise(template.id, "<p>Mended</p>")
    assert (mended.source, mended.draft, mended.is_overridden) == ("<p>Mended</p>", 0, True)


def test_what_comes_with_the_program_never_includes_itself(desk: Path) -> None:
    template = by_file(CLAUSE)
    with pytest.raises(Invalid) as refusal:
        templates.revise(template.id, f'{{% include "{CLAUSE}" %}}')
    assert "include itself" in refusal.value.text


def test_a_letter_that_was_sent_stays_and_its_revision_too(desk: Path) -> None:
    number = changed("<p>Dear {{ candidate.name }}, ours.</p>", LETTER)
    offer = making.sent(letter_html=None, template_id=number)
    own_words.take_back(number)
    (row,) = making.rows(
        desk, "SELECT number FROM template_revisions JOIN letters ON template_revision_id = "
        "template_revisions.id WHERE version_id IN (SELECT id FROM versions WHERE offer_id = ?)",
        offer.id,
    )  # fmt: skip
    assert row == (2,)


def test_on_a_damaged_desk_without_our_words_the_program_s_are_taken(desk: Path) -> None:
    number = changed()
    connection.reader().execute("DROP TRIGGER template_revisions_stay_whole")
    connection.reader().execute("DELETE FROM template_revisions WHERE created_by IS NOT NULL")
    templates.retire(by_file(LETTER).id)  # whatever is written: everything is read again
    theirs = templates.to_write(number)
    assert (theirs.of_program, templates.get(number).source) == (True, "")
    assert own_words.take_back(number).source == theirs.source


def test_what_our_words_would_change_is_said_for_a_shipped_clause(desk: Path) -> None:
    letter_of()
    change = template_uses.would_change(by_file(CLAUSE).id, OURS)
    assert [rendering.clean(one.after) == one.after for one in change.differences] == [True]


def test_a_clone_of_changed_words_begins_with_ours(desk: Path) -> None:
    clone = templates.clone(changed("<p>Ours</p>", LETTER))
    assert (clone.source, clone.is_overridden, clone.update) == ("<p>Ours</p>", False, 0)
    assert TemplateDraft(clone.name).name.endswith("(ours)")
