"""Completing a filter: names of terms, and the values they take, at the cursor."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import making

from data.filters import vocabulary
from data.filters.completion import FieldInfo
from data.filters.filter import complete, parse
from data.filters.filter_error import FilterError
from data.filters.suggestions import DeskSource
from data.storage import connection


class Known:
    """A few values, as a desk might have them."""

    def values(self, term: str, typed: str) -> Sequence[str]:
        texts = {"job": ("Backend Engineer", "Designer"), "currency": ("EUR", "USD"),
                 "candidate": ("Zoë Müller",)}  # fmt: skip
        return [text for text in texts.get(term, ()) if typed.lower() in text.lower()]

    def fields(self) -> Sequence[FieldInfo]:
        return (
            FieldInfo("field.kind", "Kind", "single_select", ("Contractor", "Full time")),
            FieldInfo("field.remote", "Remote", "yes_no"),
            FieldInfo("field.bonus", "Bonus", "currency"),
        )


def offered(text: str, cursor: int | None = None) -> list[str]:
    found = complete(text, len(text) if cursor is None else cursor, Known())
    return [one.text for one in found.options]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st", ["status:", "starts<="]),
        ("zoe cur", ["currency:"]),
        ("-cur", ["currency:"]),
        ("(cur", ["currency:"]),
        ("created", ["created<"]),
        ("created_", ["created_before:", "created_after:"]),
        ("field.", ["field.kind:", "field.remote:", "field.bonus>="]),
        ("field.k", ["field.kind:"]),
        ("status:p", ["pending"]),
        ("status:sent,w", ["withdrawn"]),
        ("status:re", ["replaced", "rejected", "retracted"]),
        ("is:ex", ["expired"]),
        ("frequency:y", ["yearly"]),
        ("currency:", ["EUR", "USD", "none"]),
        ("job:back", ['"Backend Engineer"']),
        ('job:"back', ['"Backend Engineer"']),
        ("candidate:zo", ['"Zoë Müller"']),
        ("field.kind:", ["Contractor", '"Full time"', "none"]),
        ("field.kind:time", ['"Full time"']),
        ("field.remote:", ["yes", "no", "none"]),
        ("expires<t", ["today", "tomorrow", '"this month"', '"this year"']),
        ("expires:no", ["none"]),
        ("zoe", []),
        ('"st', []),
        ("status:sent", []),
        ("salary>", []),
        ("shoe:", []),
        ("10:3", []),
    ],
)
def test_what_could_stand_at_the_cursor_is_offered(text: str, expected: list[str]) -> None:
    assert offered(text) == expected


def test_an_empty_filter_offers_the_terms_with_what_they_mean() -> None:
    found = complete("", 0, Known())
    assert found.options[0].text == "status:"
    assert all(one.note for one in found.options)


@pytest.mark.parametrize(
    ("text", "cursor", "taken", "at"),
    [
        ("zoe st", 6, "zoe status:", 11),
        ("-st", 3, "-status:", 8),
        ("status:p", 8, "status:pending ", 15),
        ("status:p zoe", 8, "status:pending zoe", 14),
        ("status:sent,p", 13, "status:sent,pending ", 20),
        ('job:"back', 9, 'job:"Backend Engineer" ', 23),
        ('job:"back" x', 9, 'job:"Backend Engineer" x', 22),
        ("st zoe", 2, "status: zoe", 7),
    ],
)
def test_a_completion_is_put_in_its_place(text: str, cursor: int, taken: str, at: int) -> None:
    assert complete(text, cursor, Known()).taken(text, 0) == (taken, at)


TEXTS = st.lists(
    st.sampled_from(["s", "status", ":", "job:", '"', " ", "(", "-", ",", "field.", "<", "\0"]),
    max_size=10,
).map("".join)  # fmt: skip


@given(TEXTS, st.integers(0, 40))
def test_any_text_can_be_completed_at_any_place(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    found = complete(text, cursor, Known())
    assert 0 <= found.start <= cursor <= max(cursor, found.end) <= len(text)
    for index in range(len(found.options)):
        _, at = found.taken(text, index)
        assert at > found.start


@pytest.mark.parametrize(
    "words", [vocabulary.OFFERS, vocabulary.CANDIDATES, vocabulary.JOBS, vocabulary.FIELDS]
)
def test_every_completed_value_can_be_read(words: vocabulary.Vocabulary) -> None:
    for name in words.names.values():
        for sign in (":", "<"):
            text = f"{name.name}{sign}"
            found = complete(text, len(text), Known(), words)
            for index in range(len(found.options)):
                taken, _ = found.taken(text, index)
                try:
                    assert parse(taken, vocabulary=words)
                except FilterError as error:
                    assert "colon" in error.text  # a term that is not compared


# ---------------------------------------------------------------- the values of a desk


@pytest.mark.usefixtures("desk")
def test_the_values_are_those_of_the_desk() -> None:
    source = DeskSource()
    assert source.values("job", "") == ()
    making.a_field("Kind", "single_select", options=("Contractor", "Full time"))
    making.a_field("Old", active=False)
    making.a_field("Of jobs", belongs_to="job")
    job = making.a_paid_job(title="Senior Backend Engineer", location="Köln")
    making.an_offer(candidate_id=making.a_candidate().id, job_id=job.id)
    assert source.values("job", "back") == ("Senior Backend Engineer",)
    assert source.values("job", "end") == ()
    assert (
        source.values("candidate", "mül") == source.values("candidate", "zoe mu") == ("Zoë Müller",)
    )
    assert source.values("candidate", "") == ()
    assert source.values("currency", "") == ("EUR",)
    assert source.values("department", "e") == ("Engineering",)
    assert source.values("location", "ko") == ("Köln",)
    assert source.values("phone", "1") == ()
    assert [field.term for field in source.fields()] == ["field.kind"]
    assert source.fields()[0].options == ("Contractor", "Full time")


@pytest.mark.usefixtures("desk")
def test_what_was_read_is_read_again_when_it_changed() -> None:
    source = DeskSource()
    making.a_job("Seller")
    assert source.values("job", "") == ("Seller",)
    making.a_job("Buyer")
    assert source.values("job", "") == ("Buyer", "Seller")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("typed", ['"', "a\x00b", "'; --", "*", "NEAR(", "(", "-", "\ufffd"])
def test_nasty_text_finds_no_values(typed: str) -> None:
    making.an_offer()
    assert DeskSource().values("candidate", typed) == ()
    assert connection.reader().in_transaction is False
