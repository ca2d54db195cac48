"""Custom fields: created, renamed, ordered, switched off; key and type stay for good."""

from pathlib import Path

import pytest
from support import making

from data.errors import Invalid, NotFound
from data.fields import custom_fields
from data.offers import offers
from data.records.field_records import FieldDraft, OptionDraft
from data.values.field_values import FieldType

pytestmark = pytest.mark.usefixtures("desk")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Signing Bonus", "signing_bonus"),
        ("Zulage für Ärzte", "zulage_fur_arzte"),
        ("日本", "field"),
    ],
)
def test_a_field_gets_a_key_from_its_name(name: str, key: str) -> None:
    assert making.a_field(name).key == key


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert [making.a_field("Bonus").key for _ in range(3)] == ["bonus", "bonus_2", "bonus_3"]


def test_offers_and_jobs_have_keys_of_their_own() -> None:
    assert making.a_field("Bonus").key == making.a_field("Bonus", belongs_to="job").key


@pytest.mark.parametrize("type", list(FieldType))
def test_every_type_can_be_made_and_is_read_back(type: FieldType) -> None:
    options = ("a", "b") if type in custom_fields.SELECTS else ()
    field = making.a_field("One", type, options=options, description="why", required=True)
    assert custom_fields.all_fields() == (field,)
    assert (field.type, field.required, field.description) == (type, True, "why")
    assert tuple(option.name for option in field.options) == options


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        custom_fields.create(
            FieldDraft(name=" ", type="colour", key="Not A Key", belongs_to="desk")
        )
    assert making.problems(refused.value) == {"name", "type", "key", "belongs_to"}


@pytest.mark.parametrize(
    ("type", "options"),
    [("single_select", ()), ("multi_select", ("a", "a")), ("single_select", ("a", " ")),
     ("short_text", ("a",))],
)  # fmt: skip
def test_options_belong_to_selects_and_are_named_once(type: str, options: tuple[str, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        making.a_field("Shift", type, options=options)
    assert making.problems(refused.value) == {"options"}


def test_a_name_has_an_end() -> None:
    with pytest.raises(Invalid):
        making.a_field("x" * 256)


def test_a_key_that_is_taken_is_refused_when_it_was_asked_for() -> None:
    making.a_field("Bonus")
    with pytest.raises(Invalid) as refused:
        making.a_field("Other", key="bonus")
    assert making.problems(refused.value) == {"key"}


def test_renaming_changes_the_name_only_and_values_stay() -> None:
    field = making.a_field("Bonus")
    offer = making.an_offer(fields=(making.entry("bonus", "10 %"),))
    draft = FieldDraft(name="Signing bonus", type="number", key="other", belongs_to="job")
    renamed = custom_fields.update(field.id, draft)
    assert (renamed.name, renamed.key, renamed.type) == ("Signing bonus", "bonus", "short_text")
    assert renamed.belongs_to == "offer"
    assert offers.get(offer.id).terms == offer.terms


def test_a_field_that_is_switched_off_is_kept_with_its_values() -> None:
    field = making.a_field("Bonus")
    offer = making.an_offer(fields=(making.entry("bonus", "10 %"),))
    custom_fields.update(field.id, FieldDraft(name="Bonus", active=False))
    assert custom_fields.all_fields(active_only=True) == ()
    assert [field.active for field in custom_fields.all_fields()] == [False]
    assert offers.get(offer.id).terms.fields[0].value == "10 %"


def test_options_left_out_are_switched_off_and_renamed_ones_keep_their_number() -> None:
    field = making.a_field("Shift", "single_select", options=("early", "late", "night"))
    early, late, night = field.options
    options = (OptionDraft("dawn", early.id), OptionDraft("noon"), OptionDraft("late"))
    after = custom_fields.update(field.id, FieldDraft(name="Shift", options=options))
    said = {option.name: (option.id, option.active) for option in after.options}
    assert said["dawn"] == (early.id, True)
    assert said["late"] == (late.id, True)
    assert said["night"] == (night.id, False)
    assert said["noon"][1]
    assert [option.name for option in after.options if option.active] == ["dawn", "noon", "late"]


def test_two_options_can_trade_their_names() -> None:
    field = making.a_field("Shift", "single_select", options=("early", "late"))
    early, late = field.options
    options = (OptionDraft("late", early.id), OptionDraft("early", late.id))
    after = custom_fields.update(field.id, FieldDraft(name="Shift", options=options))
    assert {option.id: option.name for option in after.options} == {
        early.id: "late", late.id: "early",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [("a", 1, "bacd"), ("d", -2, "adbc"), ("b", -9, "bacd"), ("b", 9, "acdb"), ("c", 0, "abcd")],
)
def test_a_field_moves_among_its_own(which: str, by: int, order: str) -> None:
    ids = {name: making.a_field(name).id for name in "abcd"}
    other = making.a_field("z", belongs_to="job")
    custom_fields.move(ids[which], by)
    assert "".join(field.name for field in custom_fields.all_fields()) == order
    assert custom_fields.get(other.id).position == 0


def test_a_field_that_is_not_there_is_not_found() -> None:
    for use in (
        custom_fields.get,
        lambda number: custom_fields.update(number, FieldDraft(name="x")),
    ):
        with pytest.raises(NotFound):
            use(99)


def test_what_is_refused_leaves_no_trace(desk: Path) -> None:
    field = making.a_field("Shift", "single_select", options=("early",))
    before = making.everything_stored(desk)
    with pytest.raises(Invalid):
        custom_fields.update(field.id, FieldDraft(name="", options=()))
    assert making.everything_stored(desk) == before


def test_hostile_names_are_made_harmless() -> None:
    assert making.a_field("Bo\x1b[31mnus\n\u202e").name == "Bo\ufffd[31mnus \ufffd"
