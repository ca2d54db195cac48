"""Systems of which records are not read: known by their shapes, so that a refusal can name them."""

from data.exchange.record_kinds import unread
from data.exchange.shapes import shape
from data.exchange.system import UnreadSystem

_OFFER, _JOB, _APPLICATION = unread("offer"), unread("job"), unread("application")
_CANDIDATE, _RECORD = unread("candidate"), unread("record")
_MERGE = "id remote_id created_at modified_at field_mappings remote_data remote_was_deleted"
_KOMBO = (
    "id remote_id changed_at remote_deleted_at remote_created_at remote_updated_at"
    " custom_fields integration_fields remote_url"
)

UNREAD: tuple[UnreadSystem, ...] = (
    UnreadSystem("Workable", (
        shape(
            _OFFER, "document_variables", also="id candidate job state created_at updated_at"
            " author sent_at accepted_at documents from approved_at template expires_at",
        ),
        shape(
            _CANDIDATE, "id", "workable_url",
            also="name firstname lastname headline account job stage disqualified"
            " disqualification_reason hired_at sourced profile_url address phone email domain"
            " created_at updated_at tags cover_letter image_url summary education_entries",
        ),
        shape(
            _JOB, "shortcode", "application_url full_title",
            also="id title state department department_hierarchy url shortlink location locations"
            " created_at salary",
        ),
    )),
    UnreadSystem("Teamtailor", (
        shape(_RECORD, "type attributes", also="id links relationships meta"),
    )),
    UnreadSystem("SmartRecruiters", (
        shape(
            _OFFER, "properties[]", also="id status createdOn updatedOn created_on actions"
            " properties candidate job author approvals",
            never="application_id document_variables",
        ),
        shape(
            _JOB, "refNumber", also="id title status createdOn updatedOn department location"
            " language actions jobAd name",
        ),
        shape(
            _CANDIDATE, "id", "primaryAssignment secondaryAssignments",
            also="firstName lastName email phoneNumber location web internal averageRating"
            " createdOn updatedOn education experience tags actions",
        ),
    )),
    UnreadSystem("BambooHR", (
        shape(
            _APPLICATION, "id", "appliedDate applicant{}",
            also="status rating job applicant desiredSalary referredBy linkedinUrl"
            " questionsAndAnswers",
        ),
        shape(
            unread("employee"), "id", "hireDate payRate payType workEmail displayName jobTitle",
            also="firstName lastName preferredName department division location supervisor"
            " employeeNumber mobilePhone workPhone photoUrl status",
            never="globalRole accessRole username",
        ),
    )),
    UnreadSystem("Merge", (
        shape(
            _OFFER, "remote_was_deleted|field_mappings|modified_at", "sent_at start_date closed_at",
            also=f"{_MERGE} application creator remote_created_at status",
        ),
        shape(
            _RECORD, "remote_was_deleted|field_mappings",
            also=f"{_MERGE} name first_name last_name status candidate job applied_at rejected_at"
            " source credited_to current_stage reject_reason screening_question_answers company"
            " title email_addresses phone_numbers urls tags applications attachments"
            " last_interaction_at is_private can_email locations description code type departments"
            " offices hiring_managers confidential recruiters job_postings remote_created_at"
            " remote_updated_at email disabled access_role",
        ),
    )),
    UnreadSystem("Kombo", (
        shape(
            _OFFER, "changed_at|remote_deleted_at",
            "salary_amount employment_start_date salary_period employment_contract_url",
            also=f"{_KOMBO} application_id status salary_currency remote_data application",
        ),
        shape(
            _RECORD, "changed_at remote_id",
            also=f"{_KOMBO} remote_data outcome rejection_reason_name rejected_at"
            " current_stage_id job_id candidate_id candidate job current_stage name first_name"
            " last_name email phone_number status title company tags description",
        ),
    )),
    UnreadSystem("Apideck", (
        shape(
            _RECORD, "id custom_mappings|pass_through",
            also="applicant_id job_id status stage created_at updated_at created_by updated_by"
            " stage_id title sequence visibility name first_name last_name emails phone_numbers"
            " addresses websites social_links position_id slug description custom_fields"
            " remote_url confidential available_to_employees tags",
            never="remote_id application_id",
        ),
    )),
    UnreadSystem("Recruitee", (
        shape(
            _JOB, "careers_url|careers_apply_url", also="id slug title kind status department"
            " department_id location city country_code description requirements min_hours"
            " max_hours created_at published_at employment_type_code position offer_tags",
        ),
        shape(
            _CANDIDATE, "id placements", also="name emails phones admin_id admin_ids created_at"
            " updated_at positive_ratings ratings rating source tags initials referrer fields"
            " is_hired photo_thumb_url",
        ),
    )),
)  # fmt: skip
"""Systems that offers come from and that are not read yet."""
