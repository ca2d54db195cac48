"""Random records of every system as they really come, with every irregularity of the domain.

`greenhouse_offers()`, `openats_offers()`, `stackone_offers()`, `lever_offers()` and
`ashby_offers()` give lists of records. Numbers are
small, so that applications, jobs, candidates and openings are met again and again.


What is drawn from is made once: making it at every draw took six times as long as drawing.
"""

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

Record = dict[str, Any]

_WORDS = ("Contractor", "Full-time", "Part-Time", "Été", "O'Brien & Søn", "=1+1", "100 %", "")
_YEARS = (2004, 2016, 2018, 2021, 2024)
_CURRENCIES = ("EUR", "USD", "JPY", "KWD", "HRK")
_CAMEL = {
    "candidate_id": "candidateId",
    "job_id": "jobId",
    "template_id": "templateId",
    "pay_frequency": "payFrequency",
    "start_date": "startDate",
    "expiry_date": "expiryDate",
    "rendered_html": "renderedHtml",
    "created_by": "createdBy",
    "created_at": "createdAt",
    "updated_at": "updatedAt",
    "sent_at": "sentAt",
    "candidate_name": "candidateName",
    "job_title": "jobTitle",
    "first_name": "firstName",
    "last_name": "lastName",
    "accepted_at": "acceptedAt",
}


@cache
def days() -> st.SearchStrategy[str]:
    """Days as YYYY-MM-DD."""
    parts = st.tuples(st.sampled_from(_YEARS), st.integers(1, 12), st.integers(1, 28))
    return parts.map(lambda day: f"{day[0]}-{day[1]:02}-{day[2]:02}")


@cache
def moments() -> st.SearchStrategy[str]:
    """Timestamps, with and without fractions and offsets."""
    times = st.sampled_from(("T20:23:10.378Z", "T00:00:00Z", "T23:59:59.999+02:00", "T09:30:00Z"))
    return st.builds(str.__add__, days(), times)


@cache
def maybe(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The usual, or null."""
    return st.none() | usual


@cache
def odd(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the usual, sometimes null or something of another type."""
    unusual: st.SearchStrategy[Any] = st.sampled_from(
        (None, "", "sent_on", "soon", 7, True, [], {"a": 1})
    )
    return st.integers(0, 7).flatmap(lambda draw: unusual if draw == 0 else usual)


@cache
def unknown_keys() -> st.SearchStrategy[Record]:
    """Keys that no page of the references knows, with any JSON."""
    scalars = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=12)
    values = st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
        ),
        max_leaves=5,
    )
    return st.dictionaries(st.sampled_from(("x_extra", "score", "links", "größe")), values)


# ---------------------------------------------------------------- Greenhouse

_numbers = st.integers(-(10**6), 10**9)
_money_values = st.one_of(
    st.builds(lambda v, c: {"value": v, "currency": c}, _numbers, st.sampled_from(_CURRENCIES)),
    st.builds(lambda v, c: {"amount": v, "unit": c}, _numbers, st.sampled_from(_CURRENCIES)),
    st.sampled_from(("$123,000", "31000", "Around $100k", {"value": 5}, {"amount": "x"}, 12)),
)
_ends = st.none() | _numbers | st.sampled_from(("10000.0", "20000.0"))
_ranges = st.builds(
    lambda low, high, unit: {"min_value": low, "max_value": high, "unit": unit},
    _ends,
    _ends,
    st.sampled_from((*_CURRENCIES, None)),
)
_people = st.builds(
    lambda n: {"user_id": n, "name": "Ida Berg", "email": "ida@example.com", "employee_id": None},
    st.integers(1, 9),
)
_FIELDS: dict[str, tuple[str, str, st.SearchStrategy[Any]]] = {
    "kind": ("Contract kind", "single_select", st.sampled_from(_WORDS)),
    "perks": ("Perks", "multi_select", st.lists(st.sampled_from(_WORDS), max_size=3)),
    "start_date": ("Start Date", "date", days() | st.just("")),
    "will_move": ("Willing to move", "yes_no", st.booleans()),
    "remote": ("Remote", "boolean", st.booleans()),
    "salary": ("Salary", "currency", _money_values),
    "salary_text": ("Salary", "short_text", st.sampled_from(("Around $100k", "90k", "5"))),
    "band": ("Band", "currency_range", _ranges),
    "hours": ("Hours", "number", st.integers(0, 60) | st.just("37.5")),
    "span": ("Span", "number_range", _ranges),
    "site": ("Site", "url", st.just("https://example.com/a b")),
    "lead": ("Lead", "user", _people),
    "notes": ("Notes", "long_text", st.text(max_size=40)),
    "odd": ("Odd", "hologram", st.text(max_size=5)),
}


_field_keys = st.lists(st.sampled_from(sorted(_FIELDS)), unique=True, max_size=6)
_field_values = {key: maybe(values) for key, (_, _, values) in _FIELDS.items()}


@cache
@st.composite
def _custom_fields(draw: st.DrawFn) -> Record:
    """Both forms of the custom fields, one of them, or neither; they seldom contradict."""
    keys = draw(_field_keys)
    if "salary" in keys and "salary_text" in keys:
        keys.remove("salary_text")
    keyed, bare = {}, {}
    for key in keys:
        name, type, _ = _FIELDS[key]
        value = draw(_field_values[key])
        field = {"name": name, "type": type, "value": value}
        if type == "currency" and draw(st.booleans()):
            field |= {"compensation_type": "base", "frequency": "annually", "rationale": ""}
        keyed[key] = field
        bare[name.lower().replace(" ", "_")] = value if draw(st.integers(0, 9)) else "else"
    match draw(st.integers(0, 4)):
        case 0:
            return {"custom_fields": bare}
        case 1:
            return {"keyed_custom_fields": keyed}
        case 2:
            return {}
        case _:
            return {"custom_fields": bare, "keyed_custom_fields": keyed}


@cache
@st.composite
def _opening(draw: st.DrawFn) -> Record | None:
    if draw(st.booleans()):
        return None
    return {
        "id": draw(odd(st.integers(1, 5))),
        "opening_id": draw(st.sampled_from(("4-7", "4-8", "", None))),
        "status": draw(st.sampled_from(("open", "closed"))),
        "opened_at": draw(odd(moments())),
        "closed_at": draw(maybe(moments())),
        "application_id": draw(maybe(st.integers(1, 6))),
        "close_reason": draw(st.sampled_from((None, {"id": 6, "name": "Hired"}, "Filled"))),
    }


_greenhouse_ids = st.integers(100, 106) | st.sampled_from(("100", "a-7"))


@cache
@st.composite
def greenhouse_offer(draw: st.DrawFn) -> Record:
    """One version as Harvest v1 gives it, of today or of 2016."""
    record = {
        "id": draw(_greenhouse_ids),
        "version": draw(st.sampled_from((1, 1, 1, 2, 2, 3, None, "2"))),
        "application_id": draw(st.integers(1, 4)),
        "created_at": draw(odd(moments())),
        "sent_at": draw(odd(days())),
        "resolved_at": draw(odd(moments())),
        "starts_at": draw(odd(days())),
        "status": draw(
            st.sampled_from(("unresolved", "accepted", "rejected", "deprecated", "on_ice", None))
        ),
    }
    if draw(st.booleans()):
        record |= {
            "job_id": draw(odd(st.integers(1, 3))),
            "candidate_id": draw(odd(st.integers(1, 4))),
            "opening": draw(_opening()),
            "updated_at": draw(odd(moments())),
        }
    return record | draw(_custom_fields()) | draw(unknown_keys())


def _version(record: Record) -> tuple[str, int, int]:
    return str(record["id"]), record["application_id"], int(record["version"] or 1)


def greenhouse_offers(most: int = 5, *, once: bool = True) -> st.SearchStrategy[list[Record]]:
    """Records in no order at all; ids and versions repeat, with `once` no version of an offer."""
    unique = _version if once else None
    return st.lists(greenhouse_offer(), min_size=1, max_size=most, unique_by=unique)


@cache
@st.composite
def greenhouse_hook(draw: st.DrawFn) -> Record:
    """A webhook about an offer."""
    offer = {
        "id": draw(st.integers(100, 106)),
        "application_id": draw(st.integers(1, 4)),
        "job_id": draw(st.integers(1, 3)),
        "user_id": draw(st.integers(1, 3)),
        "version": draw(st.integers(1, 3)),
        "sent_on": draw(maybe(days())),
        "resolved_at": draw(maybe(moments())),
        "start_date": draw(st.sampled_from(("04/15/2013", "12/31/2021", None, "soon"))),
        "notes": draw(maybe(st.text(max_size=20))),
        "offer_status": draw(
            st.sampled_from(("Created", "Accepted", "Rejected", "Deprecated", "Odd"))
        ),
        "custom_fields": draw(_custom_fields()).get("keyed_custom_fields", {}),
    }
    action = draw(
        st.sampled_from(("offer_created", "offer_updated", "offer_approved", "offer_deleted"))
    )
    if action == "offer_deleted":
        return {"action": action, "payload": {"offer": offer}}
    return {"action": action, "payload": offer}


@cache
@st.composite
def greenhouse_v3_offer(draw: st.DrawFn) -> Record:
    """One version as Harvest v3 gives it."""
    return {
        "id": draw(st.integers(100, 106)),
        "version": draw(st.integers(1, 3)),
        "application_id": draw(st.integers(1, 4)),
        "job_id": draw(st.integers(1, 3)),
        "candidate_id": draw(st.integers(1, 4)),
        "created_at": draw(moments()),
        "updated_at": draw(moments()),
        "sent_on": draw(maybe(days())),
        "starts_on": draw(maybe(days())),
        "resolved_at": draw(maybe(moments())),
        "status": draw(st.sampled_from(("Created", "Accepted", "Rejected", "Deprecated"))),
        "custom_fields": draw(_custom_fields()).get("keyed_custom_fields", {}),
    }


# ---------------------------------------------------------------- OpenATS


_openats_salaries = st.integers(0, 10**9) | st.sampled_from(
    (150000.5, "Around 60k", {"amount": 5}, None)
)


@cache
@st.composite
def openats_offer(draw: st.DrawFn) -> Record:
    """A whole offer, the answer to a request, or a row of a list, in snake or camel case."""
    record = {
        "id": draw(st.integers(10, 15)),
        "candidate_id": draw(st.integers(1, 4)),
        "job_id": draw(st.integers(1, 3)),
        "template_id": draw(st.sampled_from((None, 1))),
        "salary": draw(_openats_salaries),
        "currency": draw(st.sampled_from((*_CURRENCIES, None, "GOLD"))),
        "pay_frequency": draw(st.sampled_from(("yearly", "hourly", "fortnightly", None))),
        "start_date": draw(odd(days())),
        "expiry_date": draw(odd(days())),
        "status": draw(st.sampled_from(_OPENATS_STATUSES)),
        "rendered_html": draw(st.sampled_from((None, "<p>Dear you</p>", 5))),
        "created_by": draw(maybe(st.integers(1, 3))),
        "created_at": draw(odd(moments())),
        "updated_at": draw(odd(moments())),
        "sent_at": draw(odd(moments())),
    }
    if draw(st.booleans()):
        record |= {
            "candidate": {"id": record["candidate_id"], "first_name": "Aïda", "last_name": "Rijn"},
            "job": {"id": record["job_id"], "title": "Baker", "department": "Kitchen"},
        }
    elif draw(st.booleans()):
        record |= {"candidate_name": "Aïda van Rijn", "job_title": "Baker"}
    for key in draw(_openats_left_out):
        record.pop(key, None)
    whole = record | draw(unknown_keys())
    return camel(whole) if draw(st.booleans()) else whole


_OPENATS_STATUSES = (
    "draft", "sent", "pending", "accepted", "declined", "withdrawn", "frozen", None,
)  # fmt: skip
_OPENATS_PARTS = (
    "template_id", "pay_frequency", "start_date", "expiry_date", "rendered_html", "created_by",
    "created_at", "updated_at", "sent_at", "salary", "currency", "status",
)  # fmt: skip

_openats_left_out = st.lists(st.sampled_from(_OPENATS_PARTS), unique=True, max_size=4)


def camel(met: Any) -> Any:
    """The same record in camel case; only keys that OpenATS has are spelled anew."""
    if not isinstance(met, dict):
        return met
    return {_CAMEL.get(key, key): camel(value) for key, value in met.items()}


def openats_offers(most: int = 5, *, once: bool = True) -> st.SearchStrategy[list[Record]]:
    """Records in no order at all; with `once` every offer once."""
    unique = _id if once else None
    return st.lists(openats_offer(), min_size=1, max_size=most, unique_by=unique)


def _id(record: Record) -> Any:
    return record["id"]


# ---------------------------------------------------------------- StackOne


@cache
@st.composite
def stackone_offer(draw: st.DrawFn) -> Record:
    """An offer object or a create request of the unified ATS."""
    record: Record = {}
    if draw(st.booleans()):
        record["id"] = draw(st.sampled_from(("8187e5da", "f00", "b4r")))
        if draw(st.booleans()):
            record["remote_id"] = "r-" + record["id"]
    of = ("a-1", "a-2", 3) if record else ("q-1", "q-2", 7)
    record["application_id"] = draw(st.sampled_from(of))
    record["start_date"] = draw(odd(_moments_or_days))
    record["offer_status"] = draw(_stackone_statuses)
    record |= draw(_stackone_pay())
    if draw(st.booleans()):
        record["offer_history"] = draw(_stackone_history())
    if draw(st.booleans()):
        record["passthrough"] = draw(maybe(unknown_keys()))
    if draw(st.booleans()):
        record |= {"created_at": draw(odd(moments())), "updated_at": draw(odd(moments()))}
    return record | draw(unknown_keys())


_STACKONE_STATUSES = (
    "pending", "retracted", "accepted", "rejected", "created", "approved", "not_approved",
    "unmapped_value", "brand_new", None,
)  # fmt: skip


_stackone_statuses = st.none() | st.builds(
    lambda value, source: {"value": value, "source_value": source},
    st.sampled_from(_STACKONE_STATUSES),
    st.sampled_from(("Pending", "Expired", 3, True, {"a": [1]}, ["b"], None)),
)
_stackone_salaries = st.integers(0, 10**9) | st.sampled_from((123.45, "123", None))
_moments_or_days = moments() | days()


@cache
def _stackone_history() -> st.SearchStrategy[list[Record] | None]:
    entries = st.builds(
        lambda pay, start, made, changed: {
            **pay,
            "start_date": start,
            "created_at": made,
            "updated_at": changed,
        },
        _stackone_pay(),
        odd(moments()),
        odd(moments()),
        odd(moments()),
    )
    return st.none() | st.lists(entries, max_size=3)


@cache
@st.composite
def _stackone_pay(draw: st.DrawFn) -> Record:
    return {
        "salary": draw(_stackone_salaries),
        "currency": draw(st.sampled_from((*_CURRENCIES, "<string>", None))),
    }


def stackone_offers(most: int = 4, *, once: bool = True) -> st.SearchStrategy[list[Record]]:
    """Offers and create requests in no order at all; with `once` every one once."""
    unique = _id_or_all if once else None
    return st.lists(stackone_offer(), min_size=1, max_size=most, unique_by=unique)


def _id_or_all(record: Record) -> str:
    return str(record.get("id") or json.dumps(record, sort_keys=True))


# ---------------------------------------------------------------- Lever


@cache
def _ms() -> st.SearchStrategy[int]:
    return st.integers(1_400_000_000, 1_800_000_000).map(lambda seconds: seconds * 1000)


@cache
def _lever_fields() -> dict[str, tuple[str, st.SearchStrategy[Any]]]:
    return {
        "job_title": ("Job title", st.sampled_from(("Baker", None))),
        "candidate_name": ("Candidate name", st.sampled_from(("Aïda van Rijn", "Bo", None))),
        "team": ("Team", st.sampled_from(("Kitchen", None))),
        "location/office": ("Office location", st.sampled_from(("Ghent", None))),
        "salary_amount": (
            "Offered compensation amount",
            st.integers(0, 10**9) | st.sampled_from((None, "6800", "82000.50", "Around 60k", True)),
        ),
        "compensation_currency": ("Currency", st.sampled_from((*_CURRENCIES, None, "GOLD"))),
        "salary_interval": (
            "Type of earnings",
            st.sampled_from(("per-year-salary", "per-hour-wage", "per-moon", None)),
        ),
        "anticipated_start_date": ("Start", st.none() | _ms() | st.just("soon")),
        "offer_expiration_date": ("Expiration", maybe(_ms())),
        "today_date": ("Today's date", maybe(_ms())),
        "offered_equity": ("Offered equity", st.sampled_from(("1200 options", "", None))),
        "direct_manager": ("Direct manager", st.none() | st.just("a0c1-d2")),
    }


@cache
def _lever_keys() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(_lever_fields())), unique=True)


@cache
@st.composite
def lever_offer(draw: st.DrawFn) -> Record:
    """An offer as Lever lists it, some of its fields missing."""
    fields = _lever_fields()
    wanted = draw(_lever_keys())
    listed = [{"text": "Job posting", "identifier": "job_posting",
               "value": draw(st.sampled_from(("op-1", "op-2", "op-3")))}]  # fmt: skip
    for key in wanted:
        text, values = fields[key]
        listed.append({"text": text, "identifier": key, "value": draw(values)})
    signed = draw(maybe(_ms()))
    return {
        "id": draw(st.sampled_from(("7c1b-1", "7c1b-2", "7c1b-3"))),
        "posting": draw(st.sampled_from(("p-1", "p-2", None))),
        "createdAt": draw(_ms()),
        "status": draw(st.sampled_from(_LEVER_STATUSES)),
        "creator": draw(st.sampled_from(("u-1", None))),
        "fields": listed,
        "signatures": {"candidate": {"role": "candidate", "email": "aida@example.com",
                                     "signedAt": signed, "signed": signed is not None}},
        "approved": draw(st.sampled_from((True, None, "true"))),
        "approvedAt": draw(maybe(_ms())),
        "sentAt": draw(_lever_fields()["anticipated_start_date"][1]),
        "sentDocument": None,
        "signedDocument": None,
    } | draw(unknown_keys())  # fmt: skip


_LEVER_STATUSES = (
    "draft", "approval-sent", "approved", "denied", "sent", "sent-manually", "opened", "signed",
    "brand-new", None,
)  # fmt: skip


def lever_offers(most: int = 4, *, once: bool = True) -> st.SearchStrategy[list[Record]]:
    """Offers in no order at all; with `once` every one once."""
    return st.lists(lever_offer(), min_size=1, max_size=most, unique_by=_id if once else None)


# ---------------------------------------------------------------- Ashby


_amounts = st.integers(0, 10**9) | st.sampled_from((None, "165000.00", "much"))
_amounts_with_currency = st.builds(
    lambda value, code: {"currencyCode": code, "value": value},
    _amounts,
    st.sampled_from((*_CURRENCIES, None)),
)
_ashby_fields = st.builds(
    lambda key, value: {"id": key, "title": f"Field {key}", "value": value, "isPrivate": False},
    st.sampled_from(("cf-1", "cf-2")),
    _amounts_with_currency | st.sampled_from(("Été", True, 7, None)),
)
_ashby_authors = maybe(st.just({"id": "u-1", "firstName": "Rita", "lastName": "R"}))
_ashby_field_lists = st.lists(_ashby_fields, max_size=2, unique_by=_id)


@cache
@st.composite
def _ashby_version(draw: st.DrawFn) -> Record:
    return {
        "id": draw(st.sampled_from(("v-1", "v-2", "v-3"))),
        "createdAt": draw(odd(moments())),
        "startDate": draw(odd(days())),
        "salary": draw(maybe(_amounts_with_currency)),
        "openingId": draw(st.sampled_from((None, "op-1"))),
        "customFields": draw(_ashby_field_lists),
        "author": draw(_ashby_authors),
        "approvalStatus": draw(st.sampled_from(("Approved", "WaitingOnApproval"))),
    }


@cache
def _ashby_versions() -> st.SearchStrategy[list[Record]]:
    return st.lists(_ashby_version(), max_size=2)


@cache
@st.composite
def ashby_offer(draw: st.DrawFn) -> Record:
    """An offer as Ashby answers with it."""
    return {
        "id": draw(st.sampled_from(("c29f-1", "c29f-2", "c29f-3"))),
        "applicationId": draw(st.sampled_from(("app-1", "app-2"))),
        "acceptanceStatus": draw(st.sampled_from(("Pending", "Accepted", "Declined", "New"))),
        "offerStatus": draw(st.sampled_from(_ASHBY_STATUSES)),
        "decidedAt": draw(odd(moments())),
        "latestVersion": draw(_ashby_version()),
        "versions": draw(_ashby_versions()),
    } | draw(unknown_keys())


_ASHBY_STATUSES = (
    "WaitingOnCandidateResponse", "WaitingOnOfferApproval", "WaitingOnApprovalStart",
    "CandidateAccepted", "CandidateRejected", "OfferCancelled", "BrandNew", None,
)  # fmt: skip


def ashby_offers(most: int = 4, *, once: bool = True) -> st.SearchStrategy[list[Record]]:
    """Offers in no order at all; with `once` every one once."""
    return st.lists(ashby_offer(), min_size=1, max_size=most, unique_by=_id if once else None)
