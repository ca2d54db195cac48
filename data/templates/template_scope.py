"""Which offers a template is for: jobs, departments, values of custom fields.

A template without limits fits every offer. One with limits fits an offer whose job is one of its
jobs or in one of its departments (if it names any), and that has, for every custom field that it
names, one of the named values. An offer whose job is not known fits no template that names jobs
or departments.
"""

from collections.abc import Iterable

from data.errors import Invalid, NotFound, Problem
from data.people import users
from data.records.job_records import JobRecord
from data.records.template_records import Limit
from data.records.user_records import Actor
from data.storage import events
from data.storage.database import transaction
from data.storage.models import CustomField, Job, Template, TemplateLimit
from data.values import field_texts
from data.values.field_values import FieldType, FieldValue
from data.values.text import folded, one_line

CHOOSABLE = frozenset({FieldType.SINGLE_SELECT, FieldType.MULTI_SELECT, FieldType.YES_NO})
"""The types of custom fields whose values can be listed to choose from."""


def fits(limits: tuple[Limit, ...], job: JobRecord | None, fields: tuple[FieldValue, ...]) -> bool:
    """Whether a template with these limits is meant for such an offer."""
    places = [limit for limit in limits if not limit.field]
    if places and not any(_is_there(limit, job) for limit in places):
        return False
    held = {value.key: _texts(value) for value in fields}
    wanted: dict[str, set[str]] = {}
    for limit in limits:
        if limit.field:
            wanted.setdefault(limit.field, set()).add(folded(limit.value))
    return all(held.get(key, set()) & texts for key, texts in wanted.items())


def _is_there(limit: Limit, job: JobRecord | None) -> bool:
    if job is None:
        return False
    if limit.job_id is not None:
        return limit.job_id == job.id
    return folded(limit.department) == folded(job.department)


def _texts(value: FieldValue) -> set[str]:
    """What a field says, as limits compare it; every choice of several by itself."""
    if isinstance(value.value, tuple):
        return {folded(one_line(one)) for one in value.value}
    if isinstance(value.value, bool):
        return {"yes" if value.value else "no"}
    return {folded(one_line(field_texts.show(value)))}


def limit(template_id: int, limits: Iterable[Limit], actor: Actor | None = None) -> None:
    """Say anew what a template is for; raises Invalid and NotFound."""
    wanted = tuple(dict.fromkeys(_tidy(one) for one in limits))
    template = Template.get_or_none(Template.id == template_id)
    if template is None:
        raise NotFound(f"There is no letter template {template_id}.")
    if template.kind == "clause" and wanted:
        raise Invalid((Problem("limits", "For", "a clause has no limits; its templates have."),))
    _refuse_unknown(wanted)
    with transaction():
        write(template_id, wanted)
        events.record(events.TEMPLATE, template_id, "limited", actor or users.current())


def write(template_id: int, limits: Iterable[Limit]) -> None:
    """Put these limits in the place of all others, in the running transaction."""
    ids = {row.key: row.id for row in _offer_fields()}
    TemplateLimit.delete().where(TemplateLimit.template == template_id).execute()
    for one in limits:
        TemplateLimit.create(
            template=template_id,
            job=one.job_id,
            department=one.department or None,
            field=ids[one.field] if one.field else None,
            value=one.value if one.field else None,
        )


def words(one: Limit, titles: dict[int, str], fields: dict[str, str]) -> str:
    """A limit for people: a job's title, "Engineering (department)", "Contract: Permanent"."""
    if one.job_id is not None:
        return titles.get(one.job_id, f"Job {one.job_id}")
    if one.department:
        return f"{one.department} (department)"
    return f"{fields.get(one.field, one.field)}: {one.value}"


def _tidy(one: Limit) -> Limit:
    return Limit(one.job_id, one_line(one.department), one.field, one_line(one.value))


def _refuse_unknown(limits: tuple[Limit, ...]) -> None:
    jobs = {row.id for row in Job.select(Job.id)}
    fields = {row.key for row in _offer_fields()}
    problems = []
    for one in limits:
        given = (one.job_id is not None) + bool(one.department) + bool(one.field)
        if given != 1 or bool(one.field) != bool(one.value):
            problems.append("a job, a department, or a custom field with a value.")
        elif one.job_id is not None and one.job_id not in jobs:
            problems.append(f"there is no job {one.job_id}.")
        elif one.field and one.field not in fields:
            problems.append(f"there is no custom field {one.field}.")
    if problems:
        raise Invalid(tuple(Problem("limits", "For", text) for text in problems))


def _offer_fields() -> Iterable[CustomField]:
    return list(
        CustomField.select(CustomField.id, CustomField.key).where(CustomField.belongs_to == "offer")
    )
