"""Templates and clauses: every save is a revision, what is shipped stays, nothing sent changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import making
from support.letter_making import flaw
from support.shipped_updates import update

from data.errors import Invalid, NotAllowed, NotFound, Stale, Storage
from data.fields import custom_fields
from data.jobs import jobs
from data.letter_checks import template_list, template_uses
from data.offers import offer_deletion, offers
from data.records.template_records import Limit, TemplateDraft, TemplateRecord
from data.settings import settings
from data.storage import connection, database
from data.templates import shipped as template_shipped
from data.templates import shipped_files, template_scope, templates
from data.values.field_values import FieldType, FieldValue

WORDS = "<p>Dear {{ candidate.first_name }}</p>"


def a_template(name: str = "Ours", source: str = WORDS, **changes: str) -> TemplateRecord:
    return templates.create(TemplateDraft(name=name, source=source, **changes))


def a_clause(name: str = "Remote work", source: str = "<p>From home.</p>") -> TemplateRecord:
    return templates.create(TemplateDraft(name=name, kind="clause", source=source))


def shipped(file: str = "offer.html") -> TemplateRecord:
    return next(one for one in templates.all_templates() if one.shipped == file)


def events(path: Path, template_id: int) -> list[tuple[str, str]]:
    found = making.rows(
        path, "SELECT kind, text FROM events WHERE subject = 'template' AND subject_id = ? "
        "ORDER BY id", template_id,
    )  # fmt: skip
    return [(str(kind), str(text)) for kind, text in found]


# ---------------------------------------------------------------- making


def test_a_new_template_begins_with_revision_one(desk: Path) -> None:
    made = a_template(subject="Your offer, {{ candidate.first_name }}")
    assert (made.revision, made.kind, made.shipped, made.draft) == (1, "offer", None, 0)
    assert (made.source, made.subject) == (WORDS, "Your offer, {{ candidate.first_name }}")
    assert made in templates.all_templates("offer")
    assert events(desk, made.id) == [("created", "Ours")]


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (TemplateDraft(name=" \n"), {"name"}),
        (TemplateDraft(name="x" * 121), {"name"}),
        (TemplateDraft(name="Good", kind="poem"), {"kind"}),
        (TemplateDraft(name="Good", source="x" * (256 * 1024 + 1)), {"source"}),
        (TemplateDraft(name="Good", subject="x" * 501), {"subject"}),
        (TemplateDraft(name="ours"), {"name"}),
    ],
)
def test_what_is_wrong_with_a_new_template_is_named(
    desk: Path, draft: TemplateDraft, wrong: set[str]
) -> None:
    a_template("Ours")
    with pytest.raises(Invalid) as refusal:
        templates.create(draft)
    assert making.problems(refusal.value) == wrong


def test_a_name_may_be_given_again_to_another_kind(desk: Path) -> None:
    a_template("Standard")
    assert a_template("Standard", kind="reminder").name == "Standard"


def test_hostile_text_is_made_harmless_on_the_way_in(desk: Path) -> None:
    made = a_template("Ours\u202e\x1b[31m", "<p>\x1b]0;x\x07</p>", subject="Hi\nthere\u200b")
    for text in (made.name, made.source, made.subject):
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\u200b", "\n"}


# ---------------------------------------------------------------- revisions


def test_a_save_makes_a_revision_and_the_old_one_stays(desk: Path, time: making.Time) -> None:
    made = a_template()
    time.forward(days=1)
    saved = templates.revise(made.id, "<p>New</p>", "Subject")
    assert (saved.revision, saved.source, saved.subject) == (2, "<p>New</p>", "Subject")
    first, second = templates.revisions(made.id)
    assert (first.number, first.source) == (1, WORDS)
    assert (second.created_at - first.created_at).days == 1
    assert events(desk, made.id)[-1] == ("revised", "revision 2")


def test_a_save_without_a_change_makes_no_revision(desk: Path) -> None:
    made = a_template()
    assert templates.revise(made.id, WORDS).revision == 1
    assert templates.revise(made.id, WORDS, "New subject").revision == 2
    assert templates.revise(made.id, WORDS, "New subject").revision == 2
    assert len(templates.revisions(made.id)) == 2


def test_who_started_from_an_older_revision_is_told(desk: Path) -> None:
    made = a_template()
    templates.revise(made.id, "<p>Theirs</p>", since=1)
    with pytest.raises(Stale) as refusal:
        templates.revise(made.id, "<p>Mine</p>", since=1)
    assert "Revision 2" in refusal.value.text
    assert templates.get(made.id).source == "<p>Theirs</p>"


def test_a_mistake_is_refused_with_its_line(desk: Path) -> None:
    made = a_template()
    with pytest.raises(Invalid) as refusal:
        templates.revise(made.id, "<p>\n{{ offer.salary | mony }}</p>")
    assert "line 2" in refusal.value.text
    assert "money" in refusal.value.text
    assert templates.get(made.id).revision == 1


def test_a_draft_with_a_mistake_is_kept_and_letters_go_on_without_it(desk: Path) -> None:
    made = a_template()
    kept = templates.revise(made.id, "<p>{{ oops</p>", draft=True)
    assert (kept.revision, kept.source, kept.draft) == (1, WORDS, 2)
    assert templates.revisions(made.id)[-1].source == "<p>{{ oops</p>"
    assert templates.revisions(made.id)[-1].problem
    mended = templates.revise(made.id, "<p>Mended</p>")
    assert (mended.revision, mended.source, mended.draft) == (3, "<p>Mended</p>", 0)


def test_a_letter_is_frozen_with_the_revision_that_has_no_mistake(desk: Path) -> None:
    made = a_template()
    templates.revise(made.id, "<p>{{ oops</p>", draft=True)
    (number,) = making.rows(
        desk, "SELECT number FROM template_revisions WHERE id = ?",
        templates.revision_id(made.id),
    )  # fmt: skip
    assert number == (1,)


def test_a_template_that_never_was_right_says_so_where_it_is_used(desk: Path) -> None:
    made = a_template(source="<p>{% if %}</p>")
    assert made.draft == 1
    assert flaw(made.source) is not None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE template_revisions SET source = 'x'",
        "UPDATE template_revisions SET problem = 'x'",
        "DELETE FROM template_revisions",
        "DELETE FROM templates",
        "UPDATE templates SET key = 'x' WHERE kind = 'clause'",
        "UPDATE templates SET kind = 'clause' WHERE kind = 'offer'",
        "INSERT OR REPLACE INTO template_revisions (template_id, number, source, created_at) "
        "SELECT template_id, number, 'x', created_at FROM template_revisions",
    ],
)
def test_the_database_itself_keeps_what_was_saved(desk: Path, sql: str) -> None:
    a_template()
    a_clause()
    before = making.rows(desk, "SELECT * FROM template_revisions")
    with pytest.raises(Storage), database.transaction() as current:
        current.execute(sql)
    assert making.rows(desk, "SELECT * FROM template_revisions") == before


# ---------------------------------------------------------------- clone, rename, retire


def test_a_clone_has_the_words_and_limits_and_a_name_of_its_own(desk: Path) -> None:
    made = a_template(subject="Hello")
    template_scope.limit(made.id, [Limit(department="Design")])
    copy, again = templates.clone(made.id), templates.clone(made.id)
    assert (copy.name, again.name) == ("Ours (copy)", "Ours (2)")
    assert (copy.source, copy.subject, copy.limits) == (
        WORDS,
        "Hello",
        (Limit(department="Design"),),
    )
    templates.revise(copy.id, "<p>Other</p>")
    assert templates.get(made.id).source == WORDS


def test_a_template_is_renamed_but_not_to_a_name_that_is_taken(desk: Path) -> None:
    made, other = a_template("One"), a_template("Two")
    assert templates.rename(made.id, "  Three ").name == "Three"
    assert events(desk, made.id)[-1] == ("renamed", "One → Three")
    with pytest.raises(Invalid):
        templates.rename(made.id, "TWO")
    assert templates.rename(other.id, "two").name == "two"


def test_a_retired_template_is_not_offered_but_goes_on(desk: Path) -> None:
    made = a_template()
    offer = making.an_offer(template_id=made.id)
    templates.retire(made.id)
    assert made.id not in [one.id for one in templates.all_templates("offer")]
    assert made.id in [one.id for one in templates.all_templates("offer", retired=True)]
    assert offers.get(offer.id).template_name == "Ours"
    assert templates.revive(made.id).retired is False
    assert [kind for kind, _ in events(desk, made.id)] == ["created", "retired", "revived"]


def test_a_template_is_not_revived_beside_another_of_its_name(desk: Path) -> None:
    made = a_template()
    templates.retire(made.id)
    a_template()
    with pytest.raises(Invalid):
        templates.revive(made.id)


def test_what_is_not_there_is_said(desk: Path) -> None:
    for ask in (templates.get, templates.retire, templates.clone, template_uses.uses):
        with pytest.raises(NotFound):
            ask(4711)


# ---------------------------------------------------------------- what comes with the program


def test_what_comes_with_the_program_keeps_its_name_but_can_be_cloned(desk: Path) -> None:
    ours = shipped()
    with pytest.raises(NotAllowed):
        templates.rename(ours.id, "x")
    clone = templates.clone(ours.id)
    assert (clone.shipped, clone.source) == (None, ours.source)
    assert clone.name == f"{ours.name} (ours)"


def test_an_update_of_the_program_never_touches_words_of_ours(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = shipped()
    ours = templates.clone(theirs.id)
    templates.revise(ours.id, "<p>Ours</p>")
    update(monkeypatch, desk, {"offer.html": ("Permanent employment", "offer", "<p>Newer</p>")})
    assert templates.get(theirs.id).source == "<p>Newer</p>"
    assert templates.get(theirs.id).revision == theirs.revision + 1
    assert templates.get(ours.id).source == "<p>Ours</p>"
    assert templates.revisions(theirs.id)[0].source == theirs.source


def test_what_comes_with_the_program_no_longer_becomes_ours(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = shipped("internship.html")
    update(monkeypatch, desk, {"offer.html": ("Permanent employment", "offer", "<p>x</p>")})
    assert templates.get(gone.id).shipped is None
    assert templates.revise(gone.id, "<p>Ours now</p>").source == "<p>Ours now</p>"


def test_the_same_program_takes_its_templates_in_once(desk: Path) -> None:
    templates.all_templates()
    before = making.rows(desk, "SELECT count(*) FROM template_revisions")
    database.close_desk()
    database.open_desk(desk)
    templates.all_templates()
    assert making.rows(desk, "SELECT count(*) FROM template_revisions") == before


def test_a_desk_that_has_them_is_opened_without_reading_what_they_say(desk: Path) -> None:
    templates.all_templates()
    for known in (template_shipped._state, template_shipped._files, shipped_files.letters):
        known.cache_clear()
    database.close_desk()
    database.open_desk(desk)
    assert templates.all_templates()
    assert shipped_files.letters.cache_info().misses == 0


# ---------------------------------------------------------------- clauses of our own


def test_a_letter_says_what_a_clause_of_ours_says(desk: Path) -> None:
    clause = a_clause()
    assert clause.include == "clauses/remote_work"
    made = a_template(source='{% include "clauses/remote_work" %}')
    assert made.draft == 0
    offer = making.an_offer(template_id=made.id)
    assert "From home." in preview(offer.id)
    templates.revise(clause.id, "<p>From the office.</p>")
    assert "From the office." in preview(offer.id)


def test_a_renamed_clause_is_included_as_before(desk: Path) -> None:
    clause = a_clause()
    templates.rename(clause.id, "Working from home")
    assert templates.get(clause.id).include == "clauses/remote_work"
    other = a_clause("Remote work")
    assert other.include == "clauses/remote_work_2"


def test_a_clause_without_latin_letters_has_a_key_too(desk: Path) -> None:
    assert a_clause("リモート").include == "clauses/clause"


def test_a_template_that_includes_what_is_not_there_is_refused(desk: Path) -> None:
    made = a_template()
    with pytest.raises(Invalid) as refusal:
        templates.revise(made.id, '<p>\n{% include "clauses/nowhere" %}')
    assert "line 2" in refusal.value.text


def test_a_clause_never_includes_itself(desk: Path) -> None:
    one = a_clause("One")
    two = a_clause("Two", '{% include "clauses/one" %}')
    for clause, source in (
        (one, '{% include "clauses/two" %}'),
        (two, '{% include "clauses/two" %}'),
    ):
        with pytest.raises(Invalid) as refusal:
            templates.revise(clause.id, source)
        assert "include itself" in refusal.value.text
    assert templates.get(one.id).revision == 1


def test_where_a_clause_is_used_is_said_through_other_clauses_too(desk: Path) -> None:
    inner = a_clause("Inner")
    a_clause("Outer", '{% include "clauses/inner" %}')
    letter = a_template(source='{% include "clauses/outer" %}')
    making.an_offer(template_id=letter.id)
    found = template_uses.uses(inner.id)
    assert (found.templates, found.offers, found.unsent) == (("Ours",), 1, 1)


def preview(offer_id: int) -> str:
    from data.offers import offer_letters

    return offer_letters.preview(offers.get(offer_id)).html


# ---------------------------------------------------------------- limits


def value(key: str, told: object, type: FieldType = FieldType.SINGLE_SELECT) -> FieldValue:
    return FieldValue(key, key, type, told)


def test_a_template_without_limits_fits_everything(desk: Path) -> None:
    assert template_scope.fits((), None, ())
    assert template_scope.fits((), making.a_job(), ())


def test_one_of_the_jobs_or_departments_is_enough(desk: Path) -> None:
    data = making.a_job("Data Engineer")
    designer = making.a_job("Designer", department="Design")
    seller = making.a_job("Seller", department="Sales")
    limits = (Limit(job_id=data.id), Limit(department="design"))
    assert [template_scope.fits(limits, one, ()) for one in (data, designer, seller, None)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_of_every_field_that_is_named_one_value_has_to_be_there(desk: Path) -> None:
    limits = (
        Limit(field="contract", value="Permanent"),
        Limit(field="contract", value="Fixed term"),
        Limit(field="remote", value="Yes"),
    )
    remote = value("remote", True, FieldType.YES_NO)
    permanent = value("contract", "permanent")
    assert template_scope.fits(limits, None, (permanent, remote))
    assert not template_scope.fits(limits, None, (permanent,))
    assert not template_scope.fits(limits, None, (value("contract", "Freelance"), remote))
    assert not template_scope.fits(limits, None, (remote,))


def test_one_of_several_choices_is_enough() -> None:
    limits = (Limit(field="perks", value="Car"),)
    several = value("perks", ("Phone", "Car"), FieldType.MULTI_SELECT)
    assert template_scope.fits(limits, None, (several,))
    assert not template_scope.fits((Limit(field="perks", value="Bike"),), None, (several,))


def test_a_place_and_a_field_have_to_fit_both(desk: Path) -> None:
    job = making.a_job()
    limits = (Limit(job_id=job.id), Limit(field="contract", value="Permanent"))
    assert template_scope.fits(limits, job, (value("contract", "Permanent"),))
    assert not template_scope.fits(limits, job, ())
    assert not template_scope.fits(limits, None, (value("contract", "Permanent"),))


def test_limits_are_stored_once_each_and_read_back(desk: Path) -> None:
    job = making.a_job()
    field = making.a_field("Contract", "single_select", options=("Permanent",))
    made = a_template()
    wanted = (
        Limit(job_id=job.id), Limit(department="Design"), Limit(field=field.key, value="Permanent"),
    )  # fmt: skip
    template_scope.limit(made.id, (*wanted, wanted[0]))
    assert templates.get(made.id).limits == wanted
    template_scope.limit(made.id, ())
    assert templates.get(made.id).limits == ()


@pytest.mark.parametrize(
    "wrong",
    [
        Limit(),
        Limit(job_id=4711),
        Limit(field="nothing", value="x"),
        Limit(field="bonus"),
        Limit(job_id=1, department="Both"),
    ],
)
def test_limits_that_mean_nothing_are_refused(desk: Path, wrong: Limit) -> None:
    making.a_field("Bonus")
    made = a_template()
    with pytest.raises(Invalid):
        template_scope.limit(made.id, [wrong])
    assert templates.get(made.id).limits == ()


def test_a_clause_has_no_limits(desk: Path) -> None:
    with pytest.raises(Invalid):
        template_scope.limit(a_clause().id, [Limit(department="Design")])


def test_only_templates_that_fit_are_offered(desk: Path) -> None:
    job, other = making.a_job("A"), making.a_job("B")
    made = a_template()
    template_scope.limit(made.id, [Limit(job_id=job.id)])
    assert made.id in [one.id for one in templates.fitting(templates_job(job.id))]
    assert made.id not in [one.id for one in templates.fitting(templates_job(other.id))]


def templates_job(job_id: int) -> jobs.JobRecord:
    return jobs.get(job_id)


# ---------------------------------------------------------------- defaults


def test_the_default_is_the_chosen_template_of_the_kind(desk: Path) -> None:
    first = templates.default()
    assert first is not None
    assert first.shipped == "offer.html"
    made = a_template()
    templates.make_default(made.id)
    assert templates.default() == templates.get(made.id)
    reminder = a_template(kind="reminder")
    templates.make_default(reminder.id)
    assert settings.get("default_templates") == {"offer": made.id, "reminder": reminder.id}
    templates.retire(made.id)
    assert templates.default() == first


def test_a_clause_is_no_default(desk: Path) -> None:
    with pytest.raises(NotAllowed):
        templates.make_default(a_clause().id)


def test_a_job_has_a_template_of_its_own(desk: Path) -> None:
    made = a_template()
    job = making.a_job(template_id=made.id)
    found = templates.default_for(job)
    assert found is not None
    assert found.id == made.id
    assert template_uses.uses(made.id).jobs == ("Data Engineer",)
    offer = making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    assert offer.terms.template_id == made.id
    assert "template" in offer.inherited


def test_the_template_of_a_job_that_is_retired_gives_way(desk: Path) -> None:
    made = a_template()
    job = making.a_job(template_id=made.id)
    templates.retire(made.id)
    found = templates.default_for(job)
    assert found is not None
    assert found.shipped == "offer.html"
    assert (
        making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id).terms.template_id
        is None
    )


def test_a_chosen_template_is_not_replaced_by_that_of_the_job(desk: Path) -> None:
    made, other = a_template("One"), a_template("Two")
    job = making.a_job(template_id=made.id)
    offer = making.an_offer(
        candidate_id=making.a_candidate().id, job_id=job.id, template_id=other.id
    )
    assert offer.terms.template_id == other.id
    assert "template" not in offer.inherited


def test_a_default_that_does_not_fit_gives_way_to_one_that_does(desk: Path) -> None:
    made = a_template()
    templates.make_default(made.id)
    template_scope.limit(made.id, [Limit(department="Design")])
    found = templates.default_for(making.a_job())
    assert found is not None
    assert found.id != made.id
    designers = templates.default_for(making.a_job("D", department="Design"))
    assert designers is not None
    assert designers.id == made.id


def test_a_job_takes_no_template_that_is_not_there(desk: Path) -> None:
    with pytest.raises(Invalid) as refusal:
        making.a_job(template_id=4711)
    assert making.problems(refusal.value) == {"template"}


# ---------------------------------------------------------------- uses and what would change


def test_how_many_offers_follow_a_template_is_counted(desk: Path) -> None:
    made = a_template()
    making.an_offer(template_id=made.id)
    sent = making.a_ready_offer(template_id=made.id)
    making.move(sent, making.Status.SENT)
    found = template_uses.uses(made.id)
    assert (found.offers, found.unsent) == (2, 1)
    assert template_uses.counts()[made.id] == (2, 1)
    offer_deletion.delete(sent.id)
    assert template_uses.counts()[made.id] == (1, 1)
    assert template_uses.uses(made.id).offers == 1
    (row,) = [one for one in template_list.rows() if one.id == made.id]
    assert (row.offers, row.unsent) == (1, 1)


def test_what_saving_would_change_is_said_offer_by_offer(desk: Path) -> None:
    made = a_template()
    first = making.an_offer(template_id=made.id)
    by_hand = making.an_offer(template_id=made.id, letter_html="<p>By hand</p>")
    sent = making.a_ready_offer(template_id=made.id, letter_html=None, salary="1")
    making.force(sent, making.Status.SENT)
    change = template_uses.would_change(made.id, WORDS.replace("Dear", "Hello"))
    assert [one.offer_id for one in change.differences] == [first.id]
    assert by_hand.id not in [one.offer_id for one in change.differences]
    assert "Dear" in change.differences[0].before
    assert "Hello" in change.differences[0].after
    assert template_uses.would_change(made.id, WORDS).differences == ()


def test_what_a_clause_would_change_is_said_as_well(desk: Path) -> None:
    clause = a_clause()
    made = a_template(source='{% include "clauses/remote_work" %}')
    making.an_offer(template_id=made.id)
    change = template_uses.would_change(clause.id, "<p>From anywhere.</p>")
    assert "From anywhere." in change.differences[0].after
    assert "From home." in change.differences[0].before
    assert template_uses.would_change(a_clause("Unused").id, "<p>x</p>").unsent == 0


def test_only_some_letters_are_compared(desk: Path) -> None:
    made = a_template()
    for _ in range(4):
        making.an_offer(template_id=made.id)
    change = template_uses.would_change(made.id, "<p>Other</p>", 3)
    assert (change.unsent, change.looked, len(change.differences)) == (4, 3, 3)


# ---------------------------------------------------------------- the list


def test_the_list_goes_by_kind_and_name_with_retired_ones_last(desk: Path) -> None:
    a_clause("A clause")
    a_template("Zebra")
    templates.retire(a_template("Gone").id)
    rows = template_list.rows()
    kinds = [row.template.kind for row in rows if not row.template.retired]
    assert kinds == sorted(kinds, key=list(templates.KINDS).index)
    assert rows[-1].template.name == "Gone"
    assert [row.is_default for row in rows].count(True) >= 1


@pytest.mark.parametrize(
    ("words", "found"),
    [("zeb", {"Zebra"}), ("ours clause", {"Älter"}), ("alter", {"Älter"}), ("retired", {"Gone"})],
)
def test_the_list_is_narrowed_by_words(desk: Path, words: str, found: set[str]) -> None:
    a_clause("Älter")
    a_template("Zebra")
    templates.retire(a_template("Gone").id)
    assert {row.template.name for row in template_list.rows(words)} == found


def test_a_change_by_another_program_is_seen(desk: Path) -> None:
    made = a_template()
    other = connection.connect(desk)
    other.execute("UPDATE templates SET name = 'Elsewhere' WHERE id = ?", (made.id,))
    other.close()
    assert templates.get(made.id).name == "Elsewhere"


def test_what_was_taken_back_is_not_remembered(desk: Path) -> None:
    made = a_template()
    with pytest.raises(Invalid), database.transaction():
        templates.rename(made.id, "Other")
        templates.rename(made.id, "")
    assert templates.get(made.id).name == "Ours"


def test_a_field_of_a_limit_is_named_by_its_key(desk: Path) -> None:
    field = making.a_field("Contract", "single_select", options=("Permanent",))
    limit = Limit(field=field.key, value="Permanent")
    assert template_scope.words(limit, {}, {field.key: "Contract"}) == "Contract: Permanent"
    assert template_scope.words(Limit(job_id=7), {7: "Data Engineer"}, {}) == "Data Engineer"
    assert template_scope.words(Limit(department="Design"), {}, {}) == "Design (department)"
    assert custom_fields.get(field.id).key == field.key
