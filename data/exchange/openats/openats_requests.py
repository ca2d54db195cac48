"""OpenATS's update and status requests, answers to deletions, and error answers."""

from collections.abc import Set
from datetime import date

from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import Change, Deletion, News, Wrong
from data.exchange.record_reader import Kind, Rank, Reading, quoted, remote_id, required_id
from data.records.pay import PayFrequency
from data.values import dates, money
from data.values.status import Status
from data.values.text import plain

_REQUEST = frozenset(
    {
        "template_id",
        "salary",
        "currency",
        "pay_frequency",
        "start_date",
        "expiry_date",
        "status",
        "rendered_html",
    }
)
_ERROR = Kind("error answer", "", False, Rank.DEED)
_DELETION = Kind("answer to a deletion", "", False, Rank.DEED)
_STATUS = Kind("status request", "", False, Rank.DEED)
_UPDATE = Kind("update request", "", False, Rank.DEED)


def recognise(keys: Set[str]) -> Kind | None:
    """What a record without the keys of an offer is, by its keys in snake case."""
    if "error" in keys and keys <= {"error", "details"}:
        return _ERROR
    if {"id", "deleted_at"} <= keys:
        return _DELETION
    if keys == {"status"}:
        return _STATUS
    return _UPDATE if keys <= _REQUEST else None


def news(kind: Kind, record: Record) -> News:
    """What the record says, its keys in snake case; raises Refused."""
    if kind == _ERROR:
        return News(f"error answer: {Reading(record).text('error')}", form="error")
    if kind == _DELETION:
        number = required_id(record, "id")
        part = Deletion("offer", number, at=Reading(record).moment("deleted_at"))
        return News(kind.words, "", number, "deletion", (part,))
    form = "status" if kind == _STATUS else "update"
    return News(kind.words, form=form, parts=(_change(record),))


def _change(record: Record) -> Change:
    """What is absent stays, null clears; everything that is wrong is named."""
    wrong: list[Wrong] = []
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


def _day(record: Record, key: str, wrong: list[Wrong]) -> date | None:
    met = record[key]
    if met is None:
        return None
    day = dates.read_date(met) if isinstance(met, str) else None
    if day is None:
        wrong.append(Wrong(key, "a date (YYYY-MM-DD)", quoted(met)))
    return day


def _currency(record: Record, wrong: list[Wrong]) -> str | None:
    met = record["currency"]
    code = met.strip().upper() if isinstance(met, str) else ""
    if met is None or money.is_known(code):
        return code or None
    wrong.append(Wrong("currency", "a currency of ISO 4217, 3 characters", quoted(met)))
    return None


def _one_of(record: Record, key: str, words: list[str], wrong: list[Wrong]) -> str | None:
    met = record[key]
    if met is None or met in words:
        return met if isinstance(met, str) else None
    wrong.append(Wrong(key, f"one of {', '.join(words)}", quoted(met)))
    return None


def _html(record: Record, wrong: list[Wrong]) -> str | None:
    met = record["rendered_html"]
    if met is None or isinstance(met, str):
        return None if met is None else plain(met)
    wrong.append(Wrong("rendered_html", "text", quoted(met)))
    return None


def _salary(record: Record, wrong: list[Wrong]) -> dict[str, object]:
    if "salary" not in record:
        return {}
    met = record["salary"]
    if isinstance(met, bool | str | list | dict):
        wrong.append(Wrong("salary", "a number", quoted(met)))
        return {}
    return {"salary": met}


def _template(record: Record, wrong: list[Wrong]) -> dict[str, str | None]:
    if "template_id" not in record:
        return {}
    met = record["template_id"]
    number = remote_id(met)
    if met is not None and number is None:
        wrong.append(Wrong("template_id", "a template's id, or null", quoted(met)))
        return {}
    return {"template_id": number}


def _status(record: Record, wrong: list[Wrong]) -> Status | None:
    if "status" not in record:
        return None
    words = [str(status) for status in Status]
    word = _one_of(record, "status", words, wrong)
    if word is None and record["status"] is None:
        wrong.append(Wrong("status", f"one of {', '.join(words)}", "null"))
    return Status(word) if word else None
