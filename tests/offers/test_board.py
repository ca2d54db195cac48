"""The board: each rule fires, keeps quiet, and copes with irregular imported data."""

from collections import Counter
from collections.abc import Callable

import pytest
from support import making
from support.making import Time

from data.board import board, headline
from data.board.headline import Attention
from data.board.rules import RULES
from data.errors import Invalid, NotAllowed, NotFound
from data.fields import custom_fields
from data.jobs import job_openings, jobs
from data.offers import offers, status_changes
from data.people import applications
from data.records.candidate_records import ApplicationStatus
from data.records.job_records import JobDraft
from data.records.offer_records import OfferRecord
from data.records.template_records import TemplateDraft
from data.settings import settings
from data.storage import events
from data.storage.connection import reader
from data.templates import templates
from data.values.status import Status
from tui.widgets.attention_line import forms
from tui.widgets.board_lines import board_items


def _asked(act: Callable[[], object]) -> list[str]:
    """Every statement that something reads with."""
    asked: list[str] = []
    reader().set_trace_callback(asked.append)
    act()
    reader().set_trace_callback(None)
    return asked


def _settings(act: Callable[[], object]) -> list[str]:
    """The settings that something reads, in their order."""
    return [one.rpartition(" = ")[2].strip("'") for one in _asked(act) if "FROM settings" in one]


@pytest.mark.usefixtures("desk")
def test_a_rule_reads_only_the_settings_that_its_condition_names() -> None:
    assert _settings(headline.counts) == ["board_off", "board_expiring_days"]
    assert len(_asked(headline.counts)) == 2 + 2 * 4  # rules, each with what is snoozed of it
    read = Counter(_settings(board.look))
    assert (read["exchange_rates"], read["hours_per_year"], read["weekend"]) == (2, 2, 1)
    assert (read["holidays"], read["approval_when"], read["approval_above"]) == (1, 1, 0)


def _found(rule_id: str) -> list[int]:
    sections = {section.rule.id: section for section in board.look().sections}
    return [matter.row.id for matter in sections[rule_id].matters] if rule_id in sections else []


def _words(rule_id: str) -> list[str]:
    sections = {section.rule.id: section for section in board.look().sections}
    return [matter.text for matter in sections[rule_id].matters]


def _imported(offer_id: int, **columns: object) -> None:
    """Write past every check what only imported data can be."""
    named = ", ".join(f"{name} = ?" for name in columns)
    reader().execute(f"UPDATE offers SET {named} WHERE id = ?", (*columns.values(), offer_id))


def _accepted(**changes: object) -> OfferRecord:
    return making.in_status(Status.ACCEPTED, **changes)


@pytest.fixture(autouse=True)
def _standing(desk: object, time: Time) -> None:
    settings.put("company_name", "Falkland Glass")


def test_an_empty_desk_has_a_clear_board() -> None:
    assert board.look().is_clear


def test_every_rule_says_what_it_means_and_what_settles_it() -> None:
    for rule in RULES:
        assert rule.title and rule.meaning and rule.command
    assert len({rule.id for rule in RULES}) == len(RULES) >= 13


# ------------------------------------------------------------ time


def test_expired_and_expiring_offers_are_told_apart_by_the_day(time: Time) -> None:
    late = making.sent(expiry_date="2026-11-23")
    soon = making.sent(expiry_date="2026-11-29")
    making.sent(expiry_date="2027-03-01")
    time.forward(days=2)
    assert _found("expired") == [late.id]
    assert _found("expiring") == [soon.id]
    assert _words("expiring") == ["expires in 5 d"]


@pytest.mark.parametrize(
    ("expires", "rule"),
    [
        ("2026-11-21", "expired"),
        ("2026-11-22", "expiring"),
        ("2026-11-29", "expiring"),
        ("2026-11-30", None),
    ],
)
def test_the_day_itself_and_the_last_of_the_days_are_soon(expires: str, rule: str | None) -> None:
    offer = making.in_status(Status.PENDING, expiry_date=expires)
    found = {name: _found(name) for name in ("expired", "expiring")}
    assert found == {name: [offer.id] * (name == rule) for name in found}


def test_the_days_to_expiry_are_a_setting() -> None:
    making.sent(expiry_date="2026-12-10")
    assert _found("expiring") == []
    settings.put("board_expiring_days", 30)
    assert len(_found("expiring")) == 1


def test_a_draft_never_expires() -> None:
    making.a_ready_offer(expiry_date="2026-11-22")
    assert _found("expired") == _found("expiring") == []


def test_sent_and_unanswered(time: Time) -> None:
    offer = making.sent(expiry_date="")
    time.forward(days=7)
    assert _found("unanswered") == []
    time.forward(days=1)
    assert _found("unanswered") == [offer.id]


def test_an_offer_that_expired_unanswered_is_told_once(time: Time) -> None:
    expires_today = making.sent(expiry_date="2026-12-10")
    making.sent(expiry_date="2026-12-09")
    time.forward(days=18)
    assert _found("unanswered") == [expires_today.id]
    assert len(_found("expired")) == 1


def test_an_import_that_was_sent_on_no_day_is_not_unanswered(time: Time) -> None:
    offer = making.sent(expiry_date="")
    _imported(offer.id, sent_at=None)
    time.forward(days=100)
    assert _found("unanswered") == []


def test_drafts_that_nobody_touched(time: Time) -> None:
    offer = making.an_offer()
    time.forward(days=14)
    assert _found("drafts") == []
    time.forward(days=1)
    assert _found("drafts") == [offer.id]


@pytest.mark.parametrize(
    ("starts", "expires", "fires"),
    [
        ("2026-12-01", "2026-12-20", True),
        ("2026-12-19", "2026-12-20", True),
        ("2026-12-20", "2026-12-20", False),
        ("2027-02-01", "2026-12-20", False),
        ("2026-11-21", "", True),
        ("2026-11-22", "", False),
        ("", "2026-12-20", False),
        ("2027-02-01", "", False),
    ],
)
def test_a_start_before_the_expiry(starts: str, expires: str, fires: bool) -> None:
    offer = making.an_offer(start_date=starts, expiry_date=expires)
    assert _found("start") == ([offer.id] if fires else [])


def test_an_import_that_started_before_it_was_made() -> None:
    offer = making.an_offer()
    _imported(offer.id, start_date="2004-09-21")
    assert _found("start") == [offer.id]


# ------------------------------------------------------------ openings and applications


def test_accepted_while_the_opening_is_still_open() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    offer = _accepted(job_id=job.id, candidate_id=making.a_candidate().id,
                                     opening_id=opening.id)  # fmt: skip
    assert _found("unfilled") == [offer.id]
    reader().execute("UPDATE openings SET is_open = 0")
    assert _found("unfilled") == []


def test_closing_the_opening_as_filled_settles_it_and_says_by_whom() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    offer = _accepted(job_id=job.id, candidate_id=making.a_candidate().id,
                      opening_id=opening.id)  # fmt: skip
    job_openings.fill_opening(opening.id, offer.application_id)
    assert _found("unfilled") == []
    after = job_openings.opening_record(opening.id)
    assert (after.is_open, after.close_reason, after.filled_by) == (False, "Hired", "Zoë Müller")
    assert events.events_of(events.OPENING, opening.id)[-1].kind == "closed"
    with pytest.raises(NotAllowed):
        job_openings.fill_opening(opening.id, offer.application_id)


def test_imported_accepted_offers_without_a_day_or_an_opening_are_no_mistake() -> None:
    job = making.a_job()
    opening = making.an_opening(job, "")
    offer = _accepted(job_id=job.id, candidate_id=making.a_candidate().id,
                      opening_id=opening.id)  # fmt: skip
    _imported(offer.id, resolved_at=None)
    assert (_found("unfilled"), _words("unfilled")) == ([offer.id], ["accepted"])
    _imported(offer.id, opening_id=None)
    assert _found("unfilled") == _found("filled_twice") == []


def test_one_opening_filled_twice() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    first, second = (
        _accepted(job_id=job.id, candidate_id=making.a_candidate().id,
                                 opening_id=opening.id)
        for _ in range(2)
    )  # fmt: skip
    _accepted()
    assert sorted(_found("filled_twice")) == [first.id, second.id]


def test_two_live_offers_in_one_application() -> None:
    first = making.an_offer()
    assert _found("several") == []
    second = making.an_offer(application_id=first.application_id)
    assert sorted(_found("several")) == [first.id, second.id]
    _imported(second.id, status="declined")
    assert _found("several") == []


def test_a_live_offer_to_a_rejected_or_hired_candidate() -> None:
    offer = making.an_offer()
    assert _found("closed") == []
    for status in (ApplicationStatus.REJECTED, ApplicationStatus.HIRED):
        applications.set_status(offer.application_id, status)
        assert _found("closed") == [offer.id]
        assert _words("closed") == [f"the candidate is {status}"]


def test_a_live_offer_without_an_opening() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    without = making.an_offer(job_id=job.id, candidate_id=making.a_candidate().id)
    making.an_offer(job_id=job.id, candidate_id=making.a_candidate().id, opening_id=opening.id)
    assert _found("opening") == [without.id]
    _imported(without.id, status="withdrawn")
    assert _found("opening") == []


# ------------------------------------------------------------ pay


def _job_with_a_range() -> int:
    pay = {"pay_kind": "range", "minimum": "60000", "maximum": "80000"}
    return jobs.create(JobDraft(title="Glazier", currency="EUR", pay_frequency="yearly", **pay)).id


@pytest.mark.parametrize(
    ("salary", "frequency", "said"),
    [
        ("59,999", "yearly", ["below"]),
        ("60,000", "yearly", []),
        ("80,000", "yearly", []),
        ("1,153.84", "weekly", ["below"]),
        ("1,153.85", "weekly", []),
        ("230.76", "daily", ["below"]),
        ("230.77", "daily", []),
        ("80,000.01", "yearly", ["above"]),
        ("5,000", "monthly", []),
        ("7,000", "monthly", ["above"]),
        ("30", "hourly", []),
        ("20", "hourly", ["below"]),
    ],
)
def test_pay_outside_the_jobs_range(salary: str, frequency: str, said: list[str]) -> None:
    job_id = _job_with_a_range()
    making.an_offer(
        job_id=job_id, candidate_id=making.a_candidate().id,
        salary=salary, currency="EUR", pay_frequency=frequency,
    )  # fmt: skip
    words = " ".join(_words("pay") if _found("pay") else []).split()
    assert [side for side in ("below", "above") if side in words] == said


def test_pay_in_another_currency_is_compared_by_the_rates_or_said_to_be_unknown() -> None:
    offer = making.an_offer(
        job_id=_job_with_a_range(), candidate_id=making.a_candidate().id,
        salary="900,000", currency="USD", pay_frequency="yearly",
    )  # fmt: skip
    assert _found("pay") == [offer.id]
    assert _words("pay") == ["pay not comparable with the job's pay: no exchange rate for USD"]
    settings.put("exchange_rates", {"EUR": "1", "USD": "0.9"})
    assert _words("pay") == [
        "pay 1157 % of the midpoint, 730,000 EUR above the range (at the rates set)"
    ]
    making.edit(offer, salary="80,000", currency="USD")
    assert _found("pay") == []
    settings.put("exchange_rates", {"EUR": "1", "JPY": "0.006"})
    making.edit(offer, salary="12,000,000", currency="JPY")
    assert _found("pay") == []


def test_pay_as_text_is_not_compared() -> None:
    offer = making.an_offer(
        job_id=_job_with_a_range(), candidate_id=making.a_candidate().id,
        salary="10", currency="EUR", pay_frequency="yearly",
    )  # fmt: skip
    _imported(offer.id, salary_minor=None, salary_text="Around $100k")
    assert _found("pay") == []


# ------------------------------------------------------------ fields, flags, letters


def test_a_required_field_that_is_empty() -> None:
    field = making.a_field("Bonus", required=True)
    offer = making.an_offer()
    assert _found("required") == [offer.id]
    assert _words("required") == ["Bonus is empty"]
    making.edit(offer, fields=(making.entry(field.key, "10 %"),))
    assert _found("required") == []


def test_a_required_field_that_is_switched_off_is_not_asked_for() -> None:
    field = making.a_field("Bonus", required=True)
    making.an_offer()
    reader().execute("UPDATE custom_fields SET active = 0 WHERE id = ?", (field.id,))
    custom_fields.forget()
    assert _found("required") == []


def test_flags_of_imported_offers() -> None:
    offer = making.an_offer()
    assert _found("flags") == []
    reader().execute(
        "INSERT INTO flags (offer_id, field, text, created_at) VALUES (?, 'id', 'odd', 'x')",
        (offer.id,),
    )
    assert _found("flags") == [offer.id]
    assert _words("flags") == ["1 flag"]


def test_a_letter_that_the_template_would_write_differently_now() -> None:
    template = templates.create(
        TemplateDraft("Ours", source="<p>Dear {{ candidate.first_name }}</p>")
    )
    offer = making.sent(template_id=template.id, letter_html=None)
    assert _found("drift") == []
    templates.revise(template.id, "<p>Hello {{ candidate.first_name }}</p>")
    assert _found("drift") == [offer.id]
    templates.revise(template.id, "<p>Dear {{ candidate.first_name }}</p>")
    assert _found("drift") == []


def test_a_letter_that_was_sent_again_has_not_drifted() -> None:
    template = templates.create(TemplateDraft("Ours", source="<p>Dear {{ candidate.name }}</p>"))
    offer = making.sent(template_id=template.id, letter_html=None)
    status_changes.undo(offer.id)
    templates.revise(template.id, "<p>Hello {{ candidate.name }}</p>")
    making.move(offer, Status.SENT)
    assert _found("drift") == []
    templates.revise(template.id, "<p>Hi {{ candidate.name }}</p>")
    assert _found("drift") == [offer.id]


def test_time_that_passes_is_no_drift(time: Time) -> None:
    template = templates.create(TemplateDraft("Ours", source="<p>{{ today | date }}</p>"))
    making.sent(template_id=template.id, letter_html=None)
    templates.revise(template.id, "<p>{{ today | date }} </p>")
    time.forward(days=3)
    assert _found("drift") == []


def test_only_so_many_letters_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    template = templates.create(TemplateDraft("Ours", source="<p>We are glad</p>"))
    for _ in range(3):
        making.sent(template_id=template.id, letter_html=None)
    templates.revise(template.id, "<p>We are very glad</p>")
    monkeypatch.setattr(board, "LOOKED_AT", 2)
    section = next(one for one in board.look().sections if one.rule.id == "drift")
    assert (section.offers, section.more) == (2, True)


def test_an_imported_sent_offer_without_any_letter_has_not_drifted() -> None:
    template = making.a_template()
    offer = making.a_ready_offer(template_id=template, letter_html=None)
    _imported(offer.id, status="sent", sent_at="2026-11-20")
    assert _found("drift") == []


# ------------------------------------------------------------ off and asleep


def test_a_rule_is_switched_off_and_on() -> None:
    making.an_offer()
    board.switch("opening", False)
    assert board.switched_off() == {"opening"}
    assert _found("opening") == []
    board.switch("opening", True)
    assert len(_found("opening")) == 1
    with pytest.raises(KeyError):
        board.switch("weather", False)


def test_a_matter_sleeps_until_its_day_and_the_history_says_why(time: Time) -> None:
    offer = making.an_offer()
    other = making.an_offer()
    board.snooze("opening", offer.id, "+3d", "The job is being split.")
    assert _found("opening") == [other.id]
    assert [one.reason for one in board.snoozed()] == ["The job is being split."]
    event = offers.get(offer.id).events[-1]
    assert (event.kind, event.reason) == ("snoozed", "The job is being split.")
    time.forward(days=3)
    assert sorted(_found("opening")) == [offer.id, other.id]


def test_a_matter_is_woken() -> None:
    offer = making.an_offer()
    board.snooze("opening", offer.id, "+3d", "Later.")
    board.wake("opening", offer.id)
    assert _found("opening") == [offer.id]
    with pytest.raises(NotFound):
        board.wake("opening", offer.id)


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [("yesterday", "Because.", "until"), ("", "Because.", "until"), ("soon", "Because.", "until"),
     ("+3d", "  ", "reason")],
)  # fmt: skip
def test_snoozing_asks_for_a_day_and_a_reason(until: str, reason: str, field: str) -> None:
    offer = making.an_offer()
    with pytest.raises(Invalid) as refusal:
        board.snooze("opening", offer.id, until, reason)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert _found("opening") == [offer.id]


def test_nobody_snoozes_an_offer_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        board.snooze("opening", 999, "+3d", "Because.")


def test_a_rule_counts_more_than_it_lists() -> None:
    for _ in range(3):
        making.an_offer()
    section = next(one for one in board.look(shown=2).sections if one.rule.id == "opening")
    assert (section.offers, section.more, len(section.matters)) == (3, False, 2)


def test_the_days_that_are_set_are_in_the_words(time: Time) -> None:
    making.sent()
    settings.put("board_expiring_days", 30)
    section = next(one for one in board.look().sections if one.rule.id == "expiring")
    assert section.meaning == "with the candidate, expires within 30 days"
    settings.put("board_draft_days", 1)
    assert board.meaning(board.rule("drafts")).endswith("more than 1 day")
    assert all("{" not in board.meaning(rule) for rule in RULES)


def test_what_only_live_offers_have_does_not_sleep_on_when_they_are_decided() -> None:
    offer = making.a_ready_offer()
    board.snooze("opening", offer.id, "+3d", "Later.")
    making.force(offer, Status.DECLINED)
    assert board.snoozed() == ()


# ------------------------------------------------------------ at a glance


def test_the_line_at_home_counts_what_the_rules_find() -> None:
    job = making.a_job()
    opening = making.an_opening(job)
    _accepted(job_id=job.id, candidate_id=making.a_candidate().id, opening_id=opening.id)
    making.sent(expiry_date="2026-11-25")
    late, flagged = making.sent(), making.an_offer()
    _imported(late.id, expiry_date="2026-11-01")
    reader().execute(
        "INSERT INTO flags (offer_id, field, text, created_at) VALUES (?, 'id', 'odd', 'x')",
        (flagged.id,),
    )
    assert [figure.offers for figure in headline.counts().figures] == [1, 1, 1, 1]
    assert forms(headline.counts())[0] == (
        "1 expired · 1 expiring this week · 1 accepted, opening still open · 1 flagged"
    )


def test_what_is_snoozed_or_switched_off_is_not_counted_there() -> None:
    offer, other = making.sent(expiry_date="2026-11-25"), making.sent(expiry_date="2026-11-26")
    board.snooze("expiring", offer.id, "+2d", "Away")
    assert headline.counts().of("expiring") == 1
    making.force(offer, Status.DECLINED)
    assert headline.counts().of("expiring") == 1
    board.switch("expiring", False)
    assert headline.counts().total == 0
    assert other.id


def _attention(*offers: int, days: int = 7) -> Attention:
    """The line as it would be with so many offers of each rule that it counts."""
    counted = [rule for rule in RULES if rule.headline]
    pairs = zip(counted, offers, strict=True)
    return Attention(tuple(headline.figure(rule, n, days) for rule, n in pairs if n))


def test_forms_of_the_line_are_shorter_and_shorter_and_each_says_all() -> None:
    said = forms(_attention(3, 12, 1, 2, days=5))
    assert said == (
        "3 expired · 12 expiring within 5 days · 1 accepted, opening still open · 2 flagged",
        "3 expired · 12 expiring · 1 opening still open · 2 flagged",
        "3 expired · 12 expiring · 1 opening still open · 2 more",
        "3 expired · 12 expiring · 3 more",
        "3 expired · 15 more",
        "18 to look at",
    )
    assert forms(_attention(0, 3, 0, 0))[0] == "3 expiring this week"
    assert forms(Attention()) == ("",)


def test_a_decided_offer_needs_nobody_but_for_its_opening() -> None:
    offer = _accepted()
    _imported(offer.id, expiry_date="2020-01-01", start_date="2019-01-01")
    assert offers.get(offer.id).status is Status.ACCEPTED
    assert board.look().is_clear


@pytest.mark.parametrize(
    ("width", "shows_pay", "shows_day"), [(60, False, False), (84, True, False), (110, True, True)]
)
def test_headings_have_the_colour_of_their_urgency_and_rows_pay_and_day_where_there_is_room(
    width: int, shows_pay: bool, shows_day: bool
) -> None:
    making.in_status(Status.SENT, expiry_date="2026-11-01")
    making.in_status(Status.SENT, expiry_date="2026-11-25")
    items = board_items(tuple(board.sections()), width)
    styles = {
        line[0].text.split(" · ")[0]: line[0].style for line, key in items if line and key is None
    }
    assert styles["Expired"] == "strong bad" and styles["Expiring soon"] == "strong warn"
    assert styles["No opening"] == "strong accent"
    rows = ["".join(span.text for span in line) for line, key in items if key is not None]
    assert all(("EUR/y" in row) == shows_pay for row in rows)
    assert ("25 Nov 2026" in rows[1]) == shows_day
    assert {len(row) for row in rows} == {width} or not shows_pay
