"""Dates: one strict grammar for people, exact reading of records, English words everywhere."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.values import dates
from data.values.dates import DateError, parse_date, read_date, read_moment

TODAY = date(2026, 11, 22)
"""A Sunday."""
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-15", date(2026, 4, 15)),
        (" 2026-04-15 ", date(2026, 4, 15)),
        ("15.04.2026", date(2026, 4, 15)),
        ("15.4.2026", date(2026, 4, 15)),
        ("15 april 2026", date(2026, 4, 15)),
        ("15. April 2026", date(2026, 4, 15)),
        ("APRIL 15, 2026", date(2026, 4, 15)),
        ("apr 15 2026", date(2026, 4, 15)),
        ("15 apr", date(2027, 4, 15)),
        ("apr 15", date(2027, 4, 15)),
        ("15 sept", date(2027, 9, 15)),
        ("22 nov", date(2026, 11, 22)),
        ("21 nov", date(2027, 11, 21)),
        ("29 feb", date(2028, 2, 29)),
        ("today", date(2026, 11, 22)),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("+2w", date(2026, 12, 6)),
        ("-3d", date(2026, 11, 19)),
        ("+1m", date(2026, 12, 22)),
        ("+1y", date(2027, 11, 22)),
        ("+ 2 weeks", date(2026, 12, 6)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("in 1 day", date(2026, 11, 23)),
        ("3 days ago", date(2026, 11, 19)),
        ("+5bd", date(2026, 11, 27)),
        ("+6bd", date(2026, 11, 30)),
        ("-1bd", date(2026, 11, 20)),
        ("-6bd", date(2026, 11, 13)),
        ("+0bd", date(2026, 11, 22)),
        ("monday", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 29)),
        ("next friday", date(2026, 11, 27)),
        ("fri", date(2026, 11, 27)),
        ("end of month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
    ],
)
def test_a_typed_day_is_understood(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("+1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("-1m", date(2024, 3, 31), date(2024, 2, 29)),
        ("+1y", date(2024, 2, 29), date(2025, 2, 28)),
        ("+14m", date(2026, 11, 22), date(2028, 1, 22)),
        ("end of next month", date(2026, 1, 31), date(2026, 2, 28)),
        ("+1bd", date(2026, 11, 20), date(2026, 11, 23)),
        ("-1bd", date(2026, 11, 23), date(2026, 11, 20)),
        ("+5bd", date(2026, 11, 25), date(2026, 12, 2)),
        ("29 feb", date(2096, 3, 1), date(2104, 2, 29)),
        ("monday", date(2026, 11, 23), date(2026, 11, 30)),
    ],
)
def test_days_are_counted_as_calendars_go(text: str, today: date, day: date) -> None:
    assert parse_date(text, today) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("04/05/2026", "could be 4 May 2026 or 5 April 2026"),
        ("0/4/2026", "write it like 15 April 2026"),
        ("4/0/2026", "write it like 15 April 2026"),
        ("32/4/2026", "write it like 15 April 2026"),
        ("1/2/26", "slashes"),
        ("99/99/9999", "slashes"),
        ("12", "only a number"),
        ("20260415", "only a number"),
        ("2026-13-45", "There is no month 13"),
        ("31 feb", "There is no 31 February: February has at most 29 days"),
        ("29 feb 2026", "There is no 29 February 2026: it has 28 days"),
        ("31.04.2026", "it has 30 days"),
        ("0 apr", "There is no 0 April"),
        ("15.4.26", "four digits"),
        ("15 apr 26", "four digits"),
        ("apr", "lacks the day"),
        ("may 2026", "lacks the day"),
        ("1899-12-31", "from 1900 to 2200"),
        ("2201-01-01", "from 1900 to 2200"),
        ("0000-01-01", "from 1900 to 2200"),
        ("+999y", "too far away"),
        ("+999999y", "too far away"),
        ("+999999bd", "too far away"),
        ("+9999999d", "at most six digits"),
        ("+2x", "not a unit"),
        ("in 2 moons", "not a unit"),
        ("", "Write a date"),
        ("soon", "not a date"),
        ("15 xyz", "not a date"),
        ("1５ apr", "digits 0 to 9"),
        ("١٥ apr", "digits 0 to 9"),
        ("2026-04-15T10:00", "not a date"),
        ("x" * 41, "too long"),
    ],
)
def test_what_is_no_day_is_refused_with_its_own_sentence(text: str, says: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text, TODAY)
    assert says in str(refused.value)


@given(st.text(max_size=50) | st.text("0123456789./-+ dwmybaprnextinof", max_size=41), DAYS)
@example("9" * 10_000, TODAY)
def test_any_other_text_is_refused_by_name(text: str, today: date) -> None:
    try:
        day = parse_date(text, today)
    except DateError as refused:
        assert 10 < len(str(refused)) < 250
    else:
        assert dates.EARLIEST <= day.year <= dates.LATEST


@given(DAYS)
def test_every_way_to_show_a_day_reads_back(day: date) -> None:
    for text in (dates.show(day), dates.short(day), day.isoformat(), f"{day:%d.%m.%Y}"):
        assert parse_date(text, TODAY) == day


@given(DAYS, st.integers(-500, 500))
def test_business_days_count_from_monday_to_friday(today: date, count: int) -> None:
    try:
        day = parse_date(f"{count:+d}bd", today)
    except DateError:
        return
    first, last = sorted((today, day))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    between = [one for one in span if one.weekday() < 5 and one != today]
    assert len(between) == abs(count)
    assert count == 0 or day.weekday() < 5


def test_what_was_understood_is_said_in_words() -> None:
    assert dates.understood(date(2026, 4, 15)) == "= 15 April 2026, a Wednesday"
    assert dates.show(date(2026, 4, 5)) == "5 April 2026"
    assert dates.short(date(2026, 4, 5)) == "5 Apr 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 d"),
        (-13, "13 d ago"),
        (14, "in 2 weeks"),
        (-15, "2 weeks ago"),
        (59, "in 8 weeks"),
        (150, "in 5 months"),
        (-150, "5 months ago"),
        (-330, "11 mo ago"),
        (366, "in 12 months"),
        (750, "in 2 years"),
        (-7305, "20 years ago"),
        (60_000, "far ahead"),
        (-60_000, "long ago"),
    ],
)
def test_a_day_is_told_in_peoples_words(days: int, words: str) -> None:
    assert dates.relative(TODAY + timedelta(days=days), TODAY) == words


@given(st.dates(), st.dates())
def test_words_for_a_day_fit_a_narrow_column(day: date, today: date) -> None:
    assert 0 < len(dates.relative(day, today)) <= 12


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-30), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3, minutes=59), "3 h ago"),
        (timedelta(days=1), "1 d ago"),
        (timedelta(days=2, hours=23), "2 d ago"),
        (timedelta(days=20), "2 weeks ago"),
        (timedelta(minutes=-5), "in 5 min"),
        (timedelta(days=-3), "in 3 d"),
    ],
)
def test_a_moment_is_told_in_peoples_words(back: timedelta, words: str) -> None:
    now = datetime(2026, 11, 22, 5, 13, tzinfo=UTC)
    assert dates.ago(now - back, now) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "in 1 min"),
        (timedelta(seconds=3_599), "in 59 min"),
        (timedelta(seconds=3_600), "in 1 h"),
        (timedelta(seconds=86_399), "in 23 h"),
        (timedelta(seconds=86_400), "in 1 d"),
        (timedelta(days=13), "in 13 d"),
        (timedelta(days=14), "in 2 weeks"),
        (timedelta(days=59), "in 8 weeks"),
        (timedelta(days=60), "in 2 months"),
        (timedelta(days=136), "in 4 months"),
        (timedelta(days=137), "in 5 months"),
        (timedelta(days=715), "in 23 months"),
        (timedelta(days=716), "in 1 year"),
        (timedelta(days=730), "in 1 year"),
        (timedelta(days=731), "in 2 years"),
        (timedelta(days=36_524), "in 99 years"),
        (timedelta(days=36_525), "far ahead"),
    ],
)
def test_a_distance_is_told_in_the_unit_that_it_has_reached(ahead: timedelta, words: str) -> None:
    now = datetime(2026, 11, 22, 5, 13, tzinfo=UTC)
    back = {"just now": "just now", "far ahead": "long ago", "in 23 months": "23 mo ago"}
    assert dates.ago(now + ahead, now) == words
    assert dates.ago(now - ahead, now) == back.get(words, f"{words.removeprefix('in ')} ago")


@pytest.mark.parametrize("months", [("9 months ago", 289), ("10 mo ago", 290)])
def test_the_words_for_a_distance_are_never_wider_than_a_column(months: tuple[str, int]) -> None:
    words, days = months
    assert dates.relative(date(2026, 11, 22) - timedelta(days=days), date(2026, 11, 22)) == words
    assert len(words) <= 12


@pytest.mark.parametrize(
    ("units", "day"),
    [
        (("d", "day", "days"), date(2026, 11, 24)),
        (("w", "week", "weeks"), date(2026, 12, 6)),
        (("m", "month", "months"), date(2027, 1, 22)),
        (("y", "year", "years"), date(2028, 11, 22)),
        (("bd", "business day", "business days"), date(2026, 11, 24)),
    ],
)
def test_every_word_for_a_unit_counts(units: tuple[str, ...], day: date) -> None:
    for unit in units:
        assert parse_date(f"+2 {unit}", date(2026, 11, 22)) == day
        assert parse_date(f"in 2 {unit}", date(2026, 11, 22)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-06-07", date(2018, 6, 7)),
        ("2021-01-01T01:01:01.000Z", date(2021, 1, 1)),
        ("2021-01-01T23:30:00-08:00", date(2021, 1, 1)),
        ("2013-03-22 10:00:00 UTC", date(2013, 3, 22)),
        ("04/15/2013", date(2013, 4, 15)),
        ("15/04/2013", date(2013, 4, 15)),
        (" 2018-06-07 ", date(2018, 6, 7)),
    ],
)
def test_a_date_of_a_record_is_its_day_as_written(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sent_on",
        "YYYY-MM-DD",
        "2018-6-7",
        "2018-13-01",
        "0000-01-01",
        "04/05/2013",
        "15/13/2013",
        "tomorrow",
        "2018-06-07T",
        "2018-06-07Tnoon",
        "２０１８-06-07",
        "9" * 10_000,
        "2018-06-07\x00",
    ],
)
def test_a_record_that_names_no_day_gives_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2018-06-06T20:23:10.378Z", "2018-06-06T20:23:10.378000+00:00"),
        ("2018-06-06T20:23:10Z", "2018-06-06T20:23:10+00:00"),
        ("2018-06-06T20:23:10.123456789Z", "2018-06-06T20:23:10.123456+00:00"),
        ("2018-06-06T20:23:10.5+02:00", "2018-06-06T18:23:10.500000+00:00"),
        ("2018-06-06T20:23:10-0530", "2018-06-07T01:53:10+00:00"),
        ("2018-06-06T20:23+02", "2018-06-06T18:23:00+00:00"),
        ("2018-06-06 20:23:10", "2018-06-06T20:23:10+00:00"),
        ("2018-06-06 20:23:10 UTC", "2018-06-06T20:23:10+00:00"),
        ("2018-06-06", "2018-06-06T00:00:00+00:00"),
        (f"2018-06-06T20:23:10.{'1' * 10_000}Z", "2018-06-06T20:23:10.111111+00:00"),
    ],
)
def test_a_timestamp_of_a_record_is_a_moment_in_utc(text: str, stamp: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.isoformat() == stamp


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sent_on",
        "2018-06-06T25:00:00Z",
        "2018-02-30T10:00:00Z",
        "2018-06-06T20:23:10+99:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "04/15/2013",
        "1" * 10_000,
    ],
)
def test_a_record_that_names_no_moment_gives_none(text: str) -> None:
    assert read_moment(text) is None


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), st.integers(-1439, 1439))
def test_every_iso_timestamp_reads_back_as_the_same_moment(when: datetime, offset: int) -> None:
    moment = when.replace(tzinfo=timezone(timedelta(minutes=offset)))
    assert read_moment(moment.isoformat()) == moment


@given(st.text() | st.text("0123456789-:.TZ+/ ", max_size=40))
def test_hostile_text_of_a_record_raises_nothing(text: str) -> None:
    assert isinstance(read_date(text), date | None)
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 nov", "2026-11-01"),
        ("22 nov", "2026-11-22"),
        ("23 nov", "2025-11-23"),
        ("29 feb", "2024-02-29"),
        ("monday", "2026-11-16"),
        ("sunday", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("today", "2026-11-22"),
        ("2026-11-01", "2026-11-01"),
    ],
)
def test_a_day_that_was_is_read_backwards(text: str, day: str) -> None:
    assert dates.parse_past_date(text, date(2026, 11, 22)).isoformat() == day


@pytest.mark.parametrize("text", ["tomorrow", "next monday", "2026-11-23", "1 dec 2026", "+1d"])
def test_a_day_to_come_is_none_that_was(text: str) -> None:
    with pytest.raises(dates.DateError, match="still to come"):
        dates.parse_past_date(text, date(2026, 11, 22))
