"""What Greenhouse's records look like: Harvest v1 of today and of 2016, v3, webhooks, requests."""

from data.exchange.record_kinds import Kind, Rank, other, unread
from data.exchange.shapes import Shape, shape

OFFER = Kind("offer")
WEBHOOK = other("webhook", Rank.ACTION)
OFFER_V3 = other("offer of Harvest v3", Rank.OFFER)
DEFINITION = other("custom field definition", Rank.DEFINITION)
OPENING = other("opening", Rank.OPENING)
CANDIDATE = other("candidate", Rank.CANDIDATE)
APPLICATION = other("application", Rank.APPLICATION)
JOB = other("job", Rank.JOB)
USER = other("user", Rank.USER)
DEPARTMENT = other("department", Rank.DEPARTMENT)
OFFICE = other("office", Rank.DEPARTMENT)
REASON = other("rejection reason", Rank.USER)
REJECTION = other("rejection detail", Rank.OPENING)
APPROVAL = other("approval flow", Rank.OFFER)
APPROVER_GROUP = other("approver group", Rank.OFFER)
APPROVER = other("approver", Rank.OFFER)
FIELD_SET = other("set of custom fields", Rank.DEFINITION)
REQUEST = other("offer update request", Rank.ACTION)
ANSWER = other("answer", Rank.ACTION)

_ELSEWHERE = (
    "remote_id offer_status offer_history error statusCode remote_was_deleted remote_data"
    " unified_custom_fields"
)
"""Keys that only other systems' records have at the top."""
_TIMES = "id created_at updated_at"
_FIELDS = "custom_fields keyed_custom_fields"
_PERSON = "id|person_id"

SHAPES: tuple[Shape, ...] = (
    shape(
        WEBHOOK, "action payload", never=_ELSEWHERE,
    ),
    shape(
        OFFER, "application_id", "version starts_at sent_at resolved_at keyed_custom_fields",
        also=f"{_TIMES} {_FIELDS} job_id candidate_id opening status",
        never=f"{_ELSEWHERE} action opening_id starts_on sent_on job_post_id rejection_reason_id",
    ),
    shape(
        OFFER_V3, "id application_id", "starts_on sent_on", label="offer",
        also=f"{_TIMES} {_FIELDS} version job_id candidate_id opening_id status resolved_at",
        never=_ELSEWHERE,
    ),
    shape(
        DEFINITION, "field_type", "value_type name_key", label="custom_field field_definition",
        also=f"{_TIMES} name priority sort_order private required require_approval"
        " trigger_new_version active updated_by_id internal_type expose_in_job_board_api"
        " placeholder description application_type api_only use_for_job_approvals"
        " use_for_offer_approvals template_token_string default_value offices departments"
        " custom_field_options",
    ),
    shape(
        OPENING, "opening_id",
        "opened_at closed_at close_reason close_reason_id target_start_on open",
        also=f"{_TIMES} {_FIELDS} job_id status application_id sort_order",
        never=f"{_ELSEWHERE} starts_on sent_on",
    ),
    shape(
        CANDIDATE, "id", "application_ids email_addresses phone_numbers",
        also=f"{_TIMES} {_FIELDS} first_name last_name preferred_name company title last_activity"
        " last_activity_at private is_private can_email time_zone photo_url attachments addresses"
        " website_addresses social_media_addresses recruiter coordinator tags applications"
        " educations employments linked_user_ids person_id",
        never=_ELSEWHERE,
    ),
    shape(
        APPLICATION, "id",
        "person_id applied_at current_stage stage_id stage_name needs_decision"
        " prospective_job_ids",
        also=f"{_TIMES} {_FIELDS} candidate_id candidate job_id jobs job status prospect"
        " rejected_at last_activity_at location location_address source source_id credited_to"
        " rejection_reason rejection_details recruiter recruiter_id coordinator coordinator_id"
        " job_post_id referrer_id agency_note_id answers prospect_detail attachments"
        " prospective_office prospective_department",
        never=f"{_ELSEWHERE} starts_at starts_on version",
    ),
    shape(
        JOB, "id name",
        "requisition_id hiring_team openings is_template department_id office_ids departments"
        " copied_from_id",
        also=f"{_TIMES} {_FIELDS} notes confidential status opened_at closed_at offices"
        " employment_type open_job_post_count",
        never=f"{_ELSEWHERE} field_type emails location opening_id",
    ),
    shape(
        USER, "id", "emails site_admin primary_email_address primary_email",
        also=f"{_TIMES} {_FIELDS} name first_name last_name job_title agency_id deactivated"
        " disabled employee_id linked_candidate_ids office_ids department_ids offices departments"
        " interviewer_tags",
        never=_ELSEWHERE,
    ),
    shape(
        DEPARTMENT, "id name parent_id|child_ids|parent_department_external_id|external_id",
        also=f"{_TIMES} child_department_external_ids",
        never=f"{_ELSEWHERE} location primary_contact_user_id primary_in_house_contact_user_id"
        " priority sort_order custom_field_id is_archived isArchived companyId",
    ),
    shape(
        OFFICE, "id name location|primary_contact_user_id|"
        "primary_in_house_contact_user_id|parent_office_external_id",
        also=f"{_TIMES} parent_id child_ids child_office_external_ids external_id",
        never=f"{_ELSEWHERE} status",
    ),
    shape(DEPARTMENT, "id name", is_closed=True),
    shape(OFFICE, "id name", is_closed=True),
    shape(unread("tag"), "id name", also=_TIMES, is_closed=True),
    shape(unread("close reason"), "id name", also=_TIMES, is_closed=True),
    shape(FIELD_SET, "custom_fields{}", also="custom_fields", is_closed=True),
    shape(
        REQUEST, "", "start_date starts_at sent_at created_at custom_fields[]",
        also="custom_fields", is_closed=True, never="custom_fields{}", label="patch",
    ),
    shape(ANSWER, "success", is_closed=True),
    shape(ANSWER, "message errors", is_closed=True),
    # ------------------------------------------------ around an offer, and not read
    shape(
        REASON, "id name type{}", also=f"type {_TIMES}", is_closed=True,
    ),
    shape(
        REJECTION, "application_id rejection_reason_id|rejected_by_id|"
        "rejection_note_id|question_custom_fields",
        also=f"{_TIMES} rejected_at rejection_reason_id rejected_by_id rejection_note_id"
        " question_custom_fields custom_fields",
        never=f"{_ELSEWHERE} version",
    ),
    shape(
        APPROVAL, "id approval_type", "approval_status sequential",
        also=f"{_TIMES} job_id offer_id version requested_by_id requested_by_user_id"
        " approver_groups",
    ),
    shape(
        APPROVER_GROUP, "id", "approvals_required approval_flow_id",
        also=f"{_TIMES} sort_order priority required_for_exception resolved_at approvers"
        " offer_id job_id",
    ),
    shape(
        APPROVER, "id", "approver_group_id reminder_sent_at version_sent",
        also=f"{_TIMES} sort_order user_id status resolved_by_id resolved_at request_sent_at"
        " reminder_sent_by_id reminders_sent added_by_custom_field_id send_auto_reminder_at"
        " auto_reminders_sent name email_addresses employee_id reminder_sent_by_user_id"
        " hiring_plan_id offer_id",
    ),
    shape(
        unread("custom field option"), "id name custom_field_id",
        also=f"{_TIMES} external_id sort_order priority active",
    ),
    shape(
        unread("school"), "id name priority", also="external_id created_at updated_at",
        is_closed=True,
    ),
    shape(
        unread("scorecard"), "id", "overall_recommendation attributes[] interviewed_at",
        also=f"{_TIMES} interview candidate_id application_id submitted_by interviewer"
        " submitted_at attributes ratings questions interview_step interview_id",
        never="version starts_at",
    ),
    shape(
        unread("scheduled interview"), "id",
        "interviewers video_conferencing_url external_event_id",
        also=f"{_TIMES} application_id start end location status interview organizer"
        " interview_id organizer_id starts_at ends_at application_stage_id",
    ),
    shape(
        unread("job post"), "id title", "demographic_question_set_id live internal job_board_id",
        also=f"{_TIMES} active external job_id content internal_content location questions"
        " first_published_at",
        never=_ELSEWHERE,
    ),
    shape(
        unread("job stage"), "id name", "interviews active priority",
        also=f"{_TIMES} job_id sort_order", never=f"{_ELSEWHERE} external_id field_type",
    ),
)  # fmt: skip
"""Every kind that Greenhouse has, as far as it is known here."""
