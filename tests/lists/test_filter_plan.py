"""How a filter is answered: what an index can narrow first. What passes is tested elsewhere."""

from pathlib import Path

import pytest

from data.filters import offer_conditions
from data.filters.filter import parse
from data.lists import sorting
from data.storage import connection
from data.storage.sql_plan import FilterPlan

pytestmark = pytest.mark.usefixtures("desk")


def plan(text: str) -> FilterPlan:
    return offer_conditions.plan(parse(text), connection.reader())


@pytest.mark.parametrize(
    ("text", "standings"),
    [
        ("status:sent", {"sent"}),
        ("status:sent,draft status:draft", {"draft"}),
        ("-status:sent,pending", {"draft", "accepted", "declined", "withdrawn", "superseded"}),
        ("is:live", {"draft", "sent", "pending"}),
        ("status:sent or is:decided", {"sent", "accepted", "declined", "withdrawn"}),
        ("is:expired", {"sent", "pending"}),
        ("is:expired status:sent", {"sent"}),
        ("status:sent or zoe", None),
        ("is:live,flagged", None),
        ("zoe", None),
    ],
)
def test_the_standings_that_can_pass_are_known(text: str, standings: set[str] | None) -> None:
    assert plan(text).standings == standings


def test_totals_of_standings_alone_come_from_counters() -> None:
    for text, counted in (
        ("status:sent", True), ("-is:live", True), ("is:expired", False), ("zoe", False),
        ("status:sent salary>5", False),
    ):  # fmt: skip
        assert plan(text).is_counted is counted


DAY, NEXT = "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z"


@pytest.mark.parametrize(
    ("text", "before", "since"),
    [
        ("created<2024-01-01", DAY, None),
        ("created<=2024-01-01", NEXT, None),
        ("created>2024-01-01", None, NEXT),
        ("created>=2024-01-01", None, DAY),
        ("created:2024-01-01", NEXT, DAY),
        ("created>=2023 created>=2024-01-01 created<2024-01-02 created<2025", NEXT, DAY),
        ("updated<2024-01-01", None, None),
        ("-created<2024-01-01", None, None),
    ],
)
def test_moments_of_creation_are_the_ends_of_what_is_walked(
    text: str, before: str | None, since: str | None
) -> None:
    found = plan(text)
    assert (found.before, found.since) == (before, since)


@pytest.mark.parametrize(
    ("text", "probes"),
    [
        ("id:5", ["o.id IN"]),
        ("application:5", ["o.application_id IS NOT NULL AND o.application_id IN"]),
        ("candidate_id:5", ["o.candidate_id IS NOT NULL AND o.candidate_id IN"]),
        ("candidate:5,6", ["o.candidate_id IS NOT NULL AND o.candidate_id IN"]),
        ("is:expired", ["o.standing IN ('sent', 'pending')"]),
        ("id:5 is:expired", ["o.id IN", "o.standing IN"]),
        ("candidate:zoe", []),
        ("candidate:5,zoe", []),
        ("candidate:none", []),
        ("job_id:5", []),
        ("-id:5", []),
        ("approval:asked", ["approvals.is_current = 1 AND approvals.state IN"]),
        ("approval:refused,approved", ["approvals.is_current = 1 AND approvals.state IN"]),
        ("approval:none,asked", []),
        ("-approval:asked", []),
        ("is:flagged", []),
    ],
)
def test_what_an_index_answers_is_tried_first(text: str, probes: list[str]) -> None:
    found = [probe.sql.where for probe in plan(text).probes]
    assert len(found) == len(probes)
    assert all(where.startswith(start) for where, start in zip(found, probes, strict=True))


def test_jobs_are_looked_up_by_their_numbers_and_flags_by_their_index(desk: Path) -> None:
    for text in ("job_id:5", "job:5", "job:5,6"):
        job = plan(text).job
        assert job is not None
        assert job.where.startswith("SELECT id FROM jobs WHERE ")
    for text in ("job:back", "job:5,back", "job:none", "candidate:5"):
        assert plan(text).job is None
    assert plan("is:flagged zoe").is_flagged
    assert not plan("is:flagged or zoe").is_flagged


def test_approvals_are_found_by_their_index_and_never_by_looking_through_the_offers() -> None:
    asked = [f"approval:{state}" for state in ("asked", "refused", "approved")]
    for part in (*map(plan, asked), plan("approval:asked,refused")):
        ((table, sql),) = part.probes
        steps = connection.reader().execute(
            f"EXPLAIN QUERY PLAN SELECT o.id FROM {table} WHERE {sql.where} LIMIT 1", sql.args
        )
        how = [row[3] for row in steps]
        assert "INDEX approvals_by_state (state=?)" in how[0]
        assert how[1].startswith("SEARCH o USING INTEGER PRIMARY KEY")


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_by_approval_is_walked_a_state_at_a_time(*, reverse: bool) -> None:
    parts = sorting.parts(sorting.order("approval", reverse=reverse))
    states = [condition.args[0] for condition, _ in parts]
    assert states[:3] == (["approved", "refused", "asked"] if reverse else
                          ["asked", "refused", "approved"])  # fmt: skip
    assert (states[3:], parts[3][1]) == (["none"], None)
    assert all(hint is not None for _, hint in parts[:3])
