"""A record of every kind, of systems that are read and of those that are not, by its keys.

Written as the systems document them; `key[]` is a list, `key{}` an object.
"""

from typing import Any

Record = dict[str, Any]

READ: dict[str, dict[str, str]] = {
    "Greenhouse": {
        "offer": "id version application_id job_id candidate_id opening{} created_at updated_at"
        " sent_at resolved_at starts_at status custom_fields{} keyed_custom_fields{}",
        "offer of Harvest v3": "id created_at updated_at version application_id job_id"
        " candidate_id opening_id status starts_on sent_on resolved_at custom_fields{}",
        "webhook": "action payload{}",
        "custom field definition": "id name field_type priority value_type private required"
        " require_approval trigger_new_version name_key description api_only offices[]"
        " departments[] template_token_string custom_field_options[]",
        "opening": "id opening_id status opened_at closed_at application_id close_reason{}"
        " custom_fields{} keyed_custom_fields{}",
        "candidate": "id first_name last_name company title created_at updated_at last_activity"
        " is_private photo_url attachments[] application_ids[] phone_numbers[] addresses[]"
        " email_addresses[] website_addresses[] social_media_addresses[] recruiter{}"
        " coordinator{} can_email tags[] applications[] custom_fields{} keyed_custom_fields{}",
        "application": "id candidate_id prospect applied_at rejected_at last_activity_at"
        " location{} source{} credited_to{} rejection_reason{} rejection_details{} jobs[]"
        " job_post_id status current_stage{} answers[] prospect_detail{} custom_fields{}"
        " keyed_custom_fields{} attachments[]",
        "job": "id name requisition_id notes confidential is_template copied_from_id status"
        " created_at opened_at closed_at updated_at departments[] offices[] custom_fields{}"
        " keyed_custom_fields{} hiring_team{} openings[]",
        "user": "id name first_name last_name primary_email_address updated_at created_at disabled"
        " site_admin emails[] employee_id linked_candidate_ids[] offices[] departments[]",
        "department": "id name parent_id parent_department_external_id child_ids[]"
        " child_department_external_ids[] external_id",
        "office": "id name location{} primary_contact_user_id parent_id"
        " parent_office_external_id child_ids[] child_office_external_ids[] external_id",
        "rejection detail": "id created_at updated_at application_id rejected_by_id"
        " rejection_note_id rejection_reason_id rejected_at question_custom_fields{}",
        "rejection reason": "id name type{}",
        "approval flow": "id created_at updated_at job_id offer_id approval_type sequential"
        " version requested_by_id approval_status",
        "approver group": "id created_at updated_at approval_flow_id approvals_required"
        " sort_order required_for_exception resolved_at",
        "approver": "id created_at updated_at sort_order user_id status resolved_by_id"
        " resolved_at request_sent_at version_sent reminder_sent_at approver_group_id",
        "offer update request": "start_date sent_at custom_fields[]",
    },
    "OpenATS": {
        "job": "id slug title departmentId employmentType location description salaryType"
        " currency payFrequency salaryFixed salaryMin salaryMax status createdBy createdAt"
        " updatedAt skills[]",
        "candidate": "id firstName lastName email phone resumeUrl jobId currentStageId"
        " appliedAt updatedAt answers[] selections[] history[] offer{}",
        "user": "id asgardeoUserId firstName lastName email avatarUrl role isActive createdAt"
        " updatedAt",
        "department": "id companyId name createdAt updatedAt",
        "offer": "id candidateId candidate{} jobId job{} templateId template{} salary currency"
        " payFrequency startDate expiryDate status renderedHtml createdBy createdAt updatedAt"
        " sentAt",
        "template": "id name type subject bodyJson[] createdBy createdAt updatedAt",
        "create request": "candidateId jobId templateId salary currency payFrequency startDate"
        " expiryDate createdBy",
        "update request": "salary currency payFrequency startDate expiryDate",
        "answer to a deletion": "id candidateId jobId status deletedAt",
        "error answer": "error details{}",
        "status request": "status",
    },
    "Lever": {
        "offer": "id posting createdAt status creator fields[] signatures{} approved approvedAt"
        " sentAt sentDocument{} signedDocument{}",
        "opportunity": "id name contact headline stage location phones[] emails[] links[]"
        " archived{} tags[] sources[] origin owner followers[] applications[] createdAt updatedAt"
        " lastInteractionAt snoozedUntil isAnonymized",
        "application": "id opportunityId candidateId createdAt type posting postingHiringManager"
        " postingOwner user name email phone{} requisitionForHire{} ownerId archived",
        "posting": "id text createdAt updatedAt user owner hiringManager confidentiality"
        " categories{} tags[] state distributionChannels[] reqCode requisitionCodes[]"
        " salaryRange{}",
        "requisition": "id requisitionCode name backfill createdAt creator headcountHired"
        " headcountTotal status hiringManager owner compensationBand{} employmentStatus location"
        " internalNotes customFields{} department team offerIds[] approval postings[] closedAt"
        " updatedAt",
        "archive reason": "id text status type",
        "user": "id name username email accessRole photo createdAt deactivatedAt"
        " externalDirectoryId linkedContactIds jobTitle managerId",
    },
    "Ashby": {
        "offer": "id applicationId acceptanceStatus offerStatus decidedAt latestVersion{}"
        " versions[]",
        "application": "id createdAt updatedAt status customFields[] candidate{}"
        " currentInterviewStage{} source archiveReason job{} hiringTeam[]",
        "candidate": "id createdAt name primaryEmailAddress{} emailAddresses[] phoneNumbers[]"
        " tags[] applicationIds[] customFields[] profileUrl",
        "job": "id title confidential status employmentType locationId departmentId"
        " defaultInterviewPlanId customFields[] jobPostingIds[] hiringTeam[] openedAt closedAt"
        " createdAt updatedAt",
        "archive reason": "id text reasonType isArchived",
        "opening": "id openedAt closedAt isArchived openingState latestVersion{}",
        "user": "id firstName lastName globalRole email isEnabled updatedAt",
        "department": "id name isArchived parentId externalName createdAt updatedAt",
        "location": "id name isArchived address{} isRemote workplaceType",
    },
    "StackOne": {
        "job": "id remote_id code title status job_status{} department_ids[] location_ids[]"
        " hiring_team[] interview_stages[] confidential custom_fields[] created_at updated_at",
        "candidate": "id remote_id name first_name last_name email emails[] phone"
        " phone_numbers[] title company application_ids[] created_at updated_at custom_fields[]",
        "application": "id remote_id candidate_id remote_candidate_id job_id remote_job_id"
        " interview_stage{} application_status{} candidate{} rejected_reasons[] created_at"
        " updated_at unified_custom_fields{}",
        "user": "id remote_id first_name last_name name email phone",
        "job posting": "id remote_id title job_id remote_job_id status{} compensation[]"
        " start_date created_at updated_at external_url",
        "rejected reason": "id remote_id label type rejected_reason_type{}",
        "custom field definition": "id remote_id name description type{} options[]",
        "list": "id remote_id name type{} items[] created_at updated_at",
        "offer": "id remote_id application_id remote_application_id start_date offer_status{}"
        " salary currency created_at updated_at offer_history[] unified_custom_fields{}",
        "create request": "application_id start_date offer_status{} salary currency"
        " offer_history[] passthrough{}",
        "answer": "statusCode message timestamp data{}",
    },
}
"""Kinds that are read, by the title of their system."""

NOT_READ: dict[str, str] = {
    "Greenhouse custom field option": "id created_at updated_at custom_field_id name external_id"
    " sort_order active",
    "Greenhouse school": "id name priority external_id",
    "Greenhouse scorecard": "id updated_at created_at interview interview_step{} candidate_id"
    " application_id interviewed_at submitted_by{} interviewer{} submitted_at"
    " overall_recommendation attributes[] ratings{} questions[]",
    "Greenhouse scheduled interview": "id application_id external_event_id start{} end{} location"
    " video_conferencing_url status created_at updated_at interview{} organizer{} interviewers[]",
    "Greenhouse job post": "id title location{} internal external active live job_id content"
    " internal_content updated_at created_at demographic_question_set_id questions[]",
    "Greenhouse job stage": "id name created_at updated_at active job_id priority interviews[]",
    "OpenATS company": "id name email website phone address description logoUrl createdAt"
    " updatedAt",
    "OpenATS pipeline stage": "id jobId name position stageType sourceTemplateId offerTemplateId"
    " offerMode rejectionTemplateId createdAt updatedAt",
    "OpenATS preview": "subject bodyJson[] html",
    "OpenATS interview": "id candidateId jobId stageId title scheduledAt durationMinutes"
    " meetingUrl status createdBy createdAt updatedAt",
    "OpenATS activity": "id candidateId jobId offerId actorId eventType metadata{} createdAt",
    "OpenATS chat message": "id jobId candidateId senderId message createdAt",
    "StackOne interview": "id remote_id application_id interview_stage_id interview_status{}"
    " interviewer_ids[] start_at end_at meeting_url created_at updated_at",
    "Workable offer": "candidate{} created_at document_variables[] state author{}",
    "Workable candidate": "id name firstname lastname headline account{} job{} stage disqualified"
    " sourced profile_url address phone email created_at updated_at workable_url",
    "Workable job": "id title full_title shortcode state department url application_url shortlink"
    " location{} created_at",
    "Teamtailor record": "id type attributes{} links{} relationships{}",
    "SmartRecruiters offer": "id status createdOn updatedOn properties[] actions{}",
    "SmartRecruiters candidate": "id firstName lastName email phoneNumber location{} internal"
    " createdOn updatedOn primaryAssignment{} secondaryAssignments[] tags[]",
    "BambooHR application": "id appliedDate status{} rating applicant{} job{}",
    "BambooHR employee": "id firstName lastName displayName jobTitle hireDate payRate payType"
    " workEmail department location",
    "Merge offer": "id remote_id created_at modified_at application creator remote_created_at"
    " closed_at sent_at start_date status remote_was_deleted field_mappings{} remote_data[]",
    "Merge record": "id remote_id created_at modified_at first_name last_name company title"
    " phone_numbers[] email_addresses[] applications[] remote_was_deleted field_mappings{}",
    "Kombo offer": "id remote_id application_id status salary_amount salary_period"
    " salary_currency employment_start_date changed_at remote_deleted_at remote_data{}"
    " application{}",
    "Kombo record": "id remote_id outcome rejection_reason_name current_stage_id job_id"
    " candidate_id changed_at remote_deleted_at remote_data{} candidate{} job{}",
    "Apideck record": "id applicant_id job_id status stage{} custom_mappings{} created_at"
    " updated_at pass_through[]",
    "Recruitee job": "id slug title kind status department location careers_url"
    " careers_apply_url description requirements created_at published_at",
    "Recruitee candidate": "id name emails[] phones[] admin_id created_at placements[] source"
    " tags[] ratings{} positive_ratings",
}
"""Kinds that are not read, as a refusal names them."""

OF_NOBODY = (
    "id title body userId",
    "name version dependencies{} scripts{}",
    "id amount currency customer invoice_number due_date status",
    "id status created_at",
    "type features[]",
    "id first_name last_name email salary hire_date",
    "id name email role status",
    "timestamp level message",
    "",
    "offer",
    "custom_fields[] id name",
    "id custom_fields{} title",
)
"""What nobody could take for a record of hiring."""


def made(keys: str) -> Record:
    """A record with these keys."""
    return dict(map(_member, keys.split()))


def _member(key: str) -> tuple[str, Any]:
    if key.endswith("[]"):
        return key[:-2], [{"id": 1}]
    if key.endswith("{}"):
        return key[:-2], {"id": 1, "name": "One"}
    return key, f"the {key}"
