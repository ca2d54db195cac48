"""Jobs: read, create, edit."""

from dataclasses import replace

from data.errors import Invalid, NotFound, Problem
from data.fields import custom_fields
from data.fields.stored_values import value_of
from data.jobs import job_draft_checks
from data.jobs.job_openings import openings_of
from data.people import users
from data.records.field_records import FieldEntry
from data.records.job_records import JobDraft, JobRecord
from data.records.offer_records import Checked
from data.records.pay import JobPay, PayFrequency, PayKind
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import Job, JobValue
from data.storage.prepared import Read, bound, by_id
from data.templates import templates
from data.values import clock, field_entry, field_values, money
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.text import one_line, plain


def get(job_id: int) -> JobRecord:
    """One job with its openings and values; raises NotFound."""
    job = by_id(Job, job_id)
    if job is None:
        raise NotFound(f"There is no job {job_id}.")
    return as_record(job)


def departments() -> tuple[str, ...]:
    """The departments there are, by name."""
    rows = Job.select(Job.department).where(Job.department != "").distinct()
    return tuple(sorted(row.department for row in rows))


def check(draft: JobDraft, job_id: int | None = None) -> Checked:
    """Everything that is wrong with the draft, and what was understood."""
    return _read(draft, job_id)[2]


def create(draft: JobDraft, actor: Actor | None = None) -> JobRecord:
    """A new job; raises Invalid."""
    pay, found, checked = _read(draft, None)
    _refuse(checked)
    actor = actor or users.current()
    now = clock.stamp()
    with transaction():
        job = Job.create(**_columns(draft, pay), created_at=now, updated_at=now)
        _save_values(job.id, found)
        events.record(events.JOB, job.id, "created", actor, text=job.title)
    return get(job.id)


def update(job_id: int, draft: JobDraft, actor: Actor | None = None) -> JobRecord:
    """Change a job; raises Invalid and NotFound. Offers keep the pay they inherited."""
    before = get(job_id)
    pay, found, checked = _read(draft, job_id)
    _refuse(checked)
    actor = actor or users.current()
    with transaction():
        Job.update(**_columns(draft, pay), updated_at=clock.stamp()).where(
            Job.id == job_id
        ).execute()
        _save_values(job_id, found)
        renamed = f"{before.name} → {one_line(draft.title)}"
        text = "" if before.title == one_line(draft.title) else renamed
        events.record(events.JOB, job_id, "changed", actor, text=text)
    return get(job_id)


def draft_of(job: JobRecord) -> JobDraft:
    """The draft that a form starts with."""
    pay = job.pay

    def text(amount: Money | None) -> str:
        return money.entered(amount) if amount else ""

    return JobDraft(
        title=job.title,
        department=job.department,
        location=job.location,
        is_open=job.is_open,
        pay_kind=pay.kind,
        salary=text(pay.salary),
        minimum=text(pay.minimum),
        maximum=text(pay.maximum),
        currency=pay.currency or "",
        pay_frequency=pay.pay_frequency or "",
        notes=job.notes,
        fields=entries(job.fields),
        template_id=job.template_id,
    )


def entries(found: tuple[FieldValue, ...]) -> tuple[FieldEntry, ...]:
    """Values as a form's controls start with them."""
    return tuple(FieldEntry(value.key, *field_entry.entered(value.type, value)) for value in found)


# ---------------------------------------------------------------- openings


_VALUES = Read(JobValue, lambda: JobValue.select().where(JobValue.job == bound("job")))


# ---------------------------------------------------------------- rows and records


def as_record(job: Job) -> JobRecord:
    """A job's row as a record."""
    return JobRecord(
        id=job.id,
        title=job.title,
        department=job.department,
        location=job.location,
        is_open=job.is_open,
        pay=_pay(job),
        notes=job.notes,
        created_at=clock.moment(job.created_at),
        updated_at=clock.moment(job.updated_at),
        openings=openings_of(job.id),
        fields=_job_values(job.id),
        template_id=job.template_id,
    )


def _pay(job: Job) -> JobPay:
    def amount(minor: int | None) -> Money | None:
        return Money(minor, job.currency) if minor is not None and job.currency else None

    return JobPay(
        kind=PayKind(job.pay_kind),
        salary=amount(job.salary_minor),
        minimum=amount(job.minimum_minor),
        maximum=amount(job.maximum_minor),
        currency=job.currency,
        pay_frequency=PayFrequency(job.pay_frequency) if job.pay_frequency else None,
    )


def _read(draft: JobDraft, job_id: int | None) -> tuple[JobPay, tuple[FieldValue, ...], Checked]:
    base = _job_values(job_id) if job_id is not None else ()
    known = custom_fields.all_fields("job", active_only=True)
    pay, found, checked = job_draft_checks.check_job(draft, known, clock.today(), base)
    if draft.template_id is not None and draft.template_id not in templates.names():
        wrong = Problem("template", "Letter", "choose a template that exists.")
        checked = replace(checked, problems=(*checked.problems, wrong))
    return pay, found, checked


def _columns(draft: JobDraft, pay: JobPay) -> dict[str, object]:
    return {
        "title": one_line(draft.title),
        "department": one_line(draft.department),
        "location": one_line(draft.location),
        "is_open": draft.is_open,
        **pay.columns,
        "notes": plain(draft.notes).strip(),
        "template": draft.template_id,
    }


def _job_values(job_id: int) -> tuple[FieldValue, ...]:
    definitions = {field.id: field for field in custom_fields.all_fields("job")}
    found = [(definitions[row.field_id], row) for row in _VALUES.rows(job=job_id)]
    found.sort(key=lambda pair: pair[0].position)
    return tuple(value_of(field, field.name, row.value, row.raw_json) for field, row in found)


def _save_values(job_id: int, found: tuple[FieldValue, ...]) -> None:
    definitions = {field.key: field.id for field in custom_fields.all_fields("job")}
    JobValue.delete().where(JobValue.job == job_id).execute()
    for value in found:
        if not value.is_empty:
            JobValue.create(
                job=job_id,
                field=definitions[value.key],
                value=None if value.value is None else field_values.to_json(value.value),
                raw_json=value.raw,
            )


def _refuse(checked: Checked) -> None:
    if checked.problems:
        raise Invalid(checked.problems)
