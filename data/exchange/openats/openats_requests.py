"""OpenATS's update and status requests, answers to deletions, and error answers."""

from datetime import date

from data.exchange.openats.openats_shapes import DELETION, ERROR, STATUS
from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import Change, Deletion, ParsedRecord, RequestProblem
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import (
    Reading,
    Refused,
    quoted,
    refused,
    remote_id,
    required_id,
)
from data.records.pay import PayFrequency
from data.values import dates, money
from data.values.status import Status
from data.values.text import plain


def understand_other(kind: Kind, record: Record) -> ParsedRecord:
    """What the record says, its keys in snake case; raises Refused."""
    if kind == ERROR:
        return ParsedRecord(f"error answer: {Reading(record).text('error')}", form="error")
    if kind == DELETION:
        number = required_id(record, "id")
        part = Deletion("offer", number, at=Reading(record).moment("deleted_at"))
        return ParsedRecord(kind.words, "", number, "deletion", (part,))
    form = "status" if kind == STATUS else "update"
    return ParsedRecord(kind.words, form=form, parts=(_change(record),))


def _change(record: Record) -> Change:
    """What is absent stays, null clears; everything that is wrong is named."""
    wrong: list[RequestProblem] = []
    terms: dict[str, object] = {}
    for key in ("start_date", "expiry_date"):
        if key in record:
            terms[key] = _day(record, key, wrong)
    if "currency" in record:
        terms["currency"] = _currency(record, wrong)
    if "pay_frequency" in record:
        words = [str(one) for one in PayFrequency]
        word = _one_of(record, "pay_frequency", words, wrong)
        terms["pay_frequency"] = PayFrequency(word) if word else None
    if "rendered_html" in record:
        terms["letter_html"] = _html(record, wrong)
    return Change(
        "offer",
        terms=terms,
        salary=_salary(record, wrong),
        template=_template(record, wrong),
        status=_status(record, wrong),
        wrong=tuple(wrong),
    )


def refuse_create(record: Record) -> None:
    """Raises Refused with everything that is wrong with a create request, as for an update."""
    missing = [
        Refused(name, "required", expected="a number or a text", came=_came(record, key))
        for key, name in (("candidate_id", "candidateId"), ("job_id", "jobId"))
        if remote_id(record.get(key)) is None
    ]
    wrong = [one for one in _change(record).wrong if one.field != "status"]
    problems = [*missing, *(refused(wrong).all if wrong else ())]
    if problems:
        first, *more = problems
        first.more = tuple(more)
        raise first


def _came(record: Record, key: str) -> str:
    return quoted(record[key]) if key in record else "nothing"


def _day(record: Record, key: str, wrong: list[RequestProblem]) -> date | None:
    value = record[key]
    if value is None:
        return None
    day = dates.read_date(value) if isinstance(value, str) else None
    if day is None:
        wrong.append(RequestProblem(key, "a date (YYYY-MM-DD)", quoted(value)))
    return day


def _currency(record: Record, wrong: list[RequestProblem]) -> str | None:
    value = record["currency"]
    code = value.strip().upper() if isinstance(value, str) else ""
    if value is None or money.is_known(code):
        return code or None
    wrong.append(RequestProblem("currency", "a currency of ISO 4217, 3 characters", quoted(value)))
    return None


def _one_of(record: Record, key: str, words: list[str], wrong: list[RequestProblem]) -> str | None:
    value = record[key]
    if value is None or value in words:
        return value if isinstance(value, str) else None
    wrong.append(RequestProblem(key, f"one of {', '.join(words)}", quoted(value)))
    return None


def _html(record: Record, wrong: list[RequestProblem]) -> str | None:
    value = record["rendered_html"]
    if value is None or isinstance(value, str):
        return None if value is None else plain(value)
    wrong.append(RequestProblem("rendered_html", "text", quoted(value)))
    return None


def _salary(record: Record, wrong: list[RequestProblem]) -> dict[str, object]:
    if "salary" not in record:
        return {}
    value = record["salary"]
    if isinstance(value, bool | str | list | dict):
        wrong.append(RequestProblem("salary", "a number", quoted(value)))
        return {}
    return {"salary": value}


def _template(record: Record, wrong: list[RequestProblem]) -> dict[str, str | None]:
    if "template_id" not in record:
        return {}
    value = record["template_id"]
    number = remote_id(value)
    if value is not None and number is None:
        wrong.append(RequestProblem("template_id", "a template's id, or null", quoted(value)))
        return {}
    return {"template_id": number}


def _status(record: Record, wrong: list[RequestProblem]) -> Status | None:
    if "status" not in record:
        return None
    words = [str(status) for status in Status]
    word = _one_of(record, "status", words, wrong)
    if word is None and record["status"] is None:
        wrong.append(RequestProblem("status", f"one of {', '.join(words)}", "null"))
    return Status(word) if word else None
