"""What records of StackOne's unified ATS look like."""

from data.exchange.record_kinds import Kind, Rank, other, unread
from data.exchange.shapes import Shape, shape

OFFER = Kind("offer")
REQUEST = Kind("create request")
ANSWER = other("answer", Rank.ACTION)
JOB = other("job", Rank.JOB)
CANDIDATE = other("candidate", Rank.CANDIDATE)
APPLICATION = other("application", Rank.APPLICATION)
USER = other("user", Rank.USER)
DEPARTMENT = other("department", Rank.DEPARTMENT)
LOCATION = other("location", Rank.DEPARTMENT)
POSTING = other("job posting", Rank.JOB)
REASON = other("rejected reason", Rank.USER)
DEFINITION = other("custom field definition", Rank.DEFINITION)

_TIMES = "id remote_id created_at updated_at unified_custom_fields passthrough"
_TERMS = "start_date salary currency"
_ELSEWHERE = (
    "version starts_at sent_at starts_on sent_on action remote_data remote_was_deleted changed_at"
    " opportunityId latestVersion"
)
_OFFER = f"{_TERMS} offer_status offer_history"
LIST = other("list", Rank.ACTION)
"""Kept as it came: who is on it is no state of an offer."""

SHAPES: tuple[Shape, ...] = (
    shape(
        OFFER, "id|remote_id application_id|remote_application_id|offer_status|offer_history",
        _OFFER, also=f"{_TIMES} application_id remote_application_id", never=_ELSEWHERE,
    ),
    shape(
        REQUEST, "application_id|remote_application_id|offer_status|offer_history", _OFFER,
        also=f"{_TIMES} application_id remote_application_id passthrough",
        never=f"{_ELSEWHERE} id remote_id", label="request",
    ),
    shape(
        ANSWER, "statusCode|status_code",
        also="id remote_id data message timestamp error errors provider_errors unified_error path",
        is_closed=True,
    ),
    shape(ANSWER, "id remote_id", is_closed=True),
    shape(
        APPLICATION, "id candidate_id|remote_candidate_id|candidate",
        "application_status interview_stage remote_candidate_id rejected_reasons",
        also=f"{_TIMES} job_id remote_job_id remote_candidate_id questionnaires documents"
        " custom_fields candidate_id candidate result_links source location_id interview_stage_id"
        " rejected_reason_ids rejected_at",
        never=_ELSEWHERE,
    ),
    shape(
        CANDIDATE, "id remote_id", "application_ids hired_at phone_numbers emails",
        also=f"{_TIMES} name first_name last_name email phone title company country social_links"
        " custom_fields applications remote_application_ids",
        never=f"{_ELSEWHERE} application_status role hiring_team",
    ),
    shape(
        JOB, "id remote_id|job_status", "job_status department_ids location_ids code",
        also=f"{_TIMES} title status hiring_team interview_stages confidential custom_fields"
        " remote_department_ids remote_location_ids interview_stages description",
        never=_ELSEWHERE,
    ),
    shape(
        POSTING, "id title",
        "compensation remote_job_id external_url external_apply_url",
        also=f"{_TIMES} job_id status start_date locations internal content employment_type"
        " employment_contract_type questionnaires",
        never=_ELSEWHERE, label="job_posting posting",
    ),
    shape(
        USER, "id remote_id first_name|last_name", "email phone",
        also=f"{_TIMES} name role first_name last_name",
        never=f"{_ELSEWHERE} application_ids emails phone_numbers",
    ),
    shape(DEPARTMENT, "id remote_id name", is_closed=True, also=_TIMES),
    shape(LOCATION, "id remote_id name", is_closed=True, also=_TIMES),
    shape(
        REASON, "id label", "rejected_reason_type type",
        also=f"{_TIMES} rejected_reason_type type", never=_ELSEWHERE,
    ),
    shape(
        LIST, "id name items[]", "type items", also=_TIMES, never=_ELSEWHERE,
    ),
    shape(
        DEFINITION, "id remote_id name type", "options description type",
        also=_TIMES, never=f"{_ELSEWHERE} items", label="custom_field custom_field_definition",
    ),
    shape(
        unread("interview"), "id remote_id", "interview_status interviewer_ids interview_parts",
        also=f"{_TIMES} candidate_id application_id interview_stage_id interview_stage start_at"
        " end_at meeting_url interviewers remote_application_id remote_candidate_id",
    ),
    shape(
        unread("interview stage"), "id remote_id name order", also=_TIMES, is_closed=True,
    ),
)  # fmt: skip
"""Every kind of the unified ATS, as far as it is known here."""
