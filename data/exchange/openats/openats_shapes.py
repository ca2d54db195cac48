"""What OpenATS's records look like: offers, requests and answers, and what is around them."""

from functools import partial

from data.exchange import shapes
from data.exchange.record_kinds import Kind, Rank, other, unread
from data.exchange.shapes import Shape

OFFER = Kind("offer")
CREATION = Kind("create request")
ERROR = other("error answer", Rank.ACTION)
DELETION = other("answer to a deletion", Rank.ACTION)
STATUS = other("status request", Rank.ACTION)
JOB = other("job", Rank.JOB)
CANDIDATE = other("candidate", Rank.OFFER)
USER = other("user", Rank.USER)
DEPARTMENT = other("department", Rank.DEPARTMENT)
TEMPLATE = other("template", Rank.DEFINITION)
UPDATE = other("update request", Rank.ACTION)

_shape = partial(shapes.shape, in_any_case=True)
_TIMES = "id created_at updated_at created_by"
_TERMS = "salary currency pay_frequency start_date expiry_date"
_LETTER = "template_id rendered_html offer_letter_html"
_LATER = "employment_type reporting_manager benefits review_token viewed_at"
_MOMENTS = "sent_at accepted_at declined_at withdrawn_at"
_NO_OFFER = (
    "application_id remote_id offer_status offer_id stage_id slug salary_type salary_min"
    " scheduled_at event_type current_stage_id body_json action opportunity_id latest_version"
)
"""Keys that offers never have."""

SHAPES: tuple[Shape, ...] = (
    _shape(
        OFFER, "id candidate_id|candidate|candidate_name",
        f"template_id rendered_html salary start_date expiry_date {_MOMENTS} offer_letter_html",
        also=f"{_TIMES} {_TERMS} {_LETTER} {_LATER} status job_id job job_title template"
        " candidate_name candidate_email",
        never=f"{_NO_OFFER} deleted_at error",
    ),
    _shape(
        CREATION, "candidate_id|job_id",
        "template_id salary start_date expiry_date currency pay_frequency created_by"
        " candidate_id",
        also=f"{_TERMS} {_LETTER} status created_by",
        never=f"{_NO_OFFER} id deleted_at error message", label="request",
    ),
    _shape(
        DELETION, "id deleted_at candidate_id|status", also="job_id status candidate_id updated_at",
        never=_NO_OFFER,
    ),
    _shape(ERROR, "error", also="details", is_closed=True),
    _shape(STATUS, "status", is_closed=True),
    # a snake-cased start_date alone is Greenhouse's spelling: OpenATS writes startDate
    _shape(
        UPDATE, "", "template_id rendered_html salary currency pay_frequency expiry_date",
        also=f"{_TERMS} status", is_closed=True, label="update",
    ),
    shapes.shape(UPDATE, "startDate", also="status", is_closed=True, label="update"),
    _shape(
        JOB, "id title", "salary_type salary_min salary_fixed slug pipeline_stages",
        also=f"{_TIMES} department_id department employment_type location description currency"
        " pay_frequency salary_max status skills hiring_team",
        never="remote_id candidate_id careers_url kind",
    ),
    _shape(
        CANDIDATE, "id", "current_stage_id resume_url applied_at",
        also=f"{_TIMES} first_name last_name email phone job_id answers selections history offer"
        " current_stage",
        never="remote_id person_id applicant_id",
    ),
    _shape(
        USER, "id email", "asgardeo_user_id avatar_url is_active",
        also=f"{_TIMES} first_name last_name role", never="remote_id global_role access_role",
    ),
    _shape(DEPARTMENT, "id name company_id", also=_TIMES, is_closed=True),
    _shape(
        unread("company"), "id name", "logo_url website",
        also=f"{_TIMES} email phone address description", never="remote_id",
    ),
    _shape(
        unread("pipeline stage"), "id name", "stage_type offer_mode source_template_id",
        also=f"{_TIMES} job_id position offer_template_id rejection_template_id",
    ),
    _shape(
        TEMPLATE, "id name type", "body_json subject",
        also=f"{_TIMES} is_default company_id",
    ),
    _shape(unread("preview"), "html subject|body_json", also="subject body_json", is_closed=True),
    _shape(
        unread("interview"), "id candidate_id", "scheduled_at duration_minutes meeting_url",
        also=f"{_TIMES} job_id stage_id title status",
    ),
    _shape(
        unread("activity"), "id event_type",
        also=f"{_TIMES} candidate_id job_id offer_id actor_id metadata",
    ),
    _shape(
        unread("chat message"), "id message", "sender_id", also=f"{_TIMES} job_id candidate_id",
    ),
)  # fmt: skip
"""Every kind that OpenATS has, as far as it is known here."""
