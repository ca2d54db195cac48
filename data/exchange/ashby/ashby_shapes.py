"""What Ashby's records look like."""

from data.exchange.record_kinds import Kind, Rank, other, unread
from data.exchange.shapes import Shape, shape

OFFER = Kind("offer")
APPLICATION = other("application", Rank.APPLICATION)
CANDIDATE = other("candidate", Rank.CANDIDATE)
JOB = other("job", Rank.JOB)
OPENING = other("opening", Rank.OPENING)
USER = other("user", Rank.USER)
REASON = other("archive reason", Rank.USER)
DEPARTMENT = other("department", Rank.DEPARTMENT)
LOCATION = other("location", Rank.DEPARTMENT)

SHAPES: tuple[Shape, ...] = (
    shape(
        OFFER, "id latestVersion", "acceptanceStatus offerStatus",
        also="applicationId decidedAt versions acceptanceStatus offerStatus formDefinitionId",
    ),
    shape(
        APPLICATION, "id candidate{} job{}", "currentInterviewStage archiveReason hiringTeam",
        also="candidate job createdAt updatedAt status customFields source archivedAt"
        " creditedToUser appliedViaJobPostingId submitterClientIp openings",
    ),
    shape(
        CANDIDATE, "id", "primaryEmailAddress applicationIds emailAddresses profileUrl",
        also="createdAt updatedAt name phoneNumbers primaryPhoneNumber tags customFields position"
        " company school socialLinks resumeFileHandle fileHandles source location timezone",
        never="job candidate remote_id",
    ),
    shape(
        JOB, "id title", "defaultInterviewPlanId jobPostingIds interviewPlanIds",
        also="confidential status employmentType locationId departmentId customFields hiringTeam"
        " openedAt closedAt createdAt updatedAt author customRequisitionId location brandId"
        " openings compensation",
    ),
    shape(
        OPENING, "id openingState|isArchived latestVersion",
        also="openingState isArchived openedAt closedAt archivedAt closeReasonId",
        never="acceptanceStatus offerStatus",
    ),
    shape(
        USER, "id globalRole",
        also="firstName lastName email isEnabled updatedAt customRoleId managerId",
    ),
    shape(
        DEPARTMENT, "id name isArchived",
        also="parentId externalName createdAt updatedAt", never="address",
    ),
    shape(
        LOCATION, "id name isArchived address|isRemote|workplaceType",
        also="address isRemote workplaceType parentLocationId type extraData externalName",
    ),
    shape(
        unread("interview stage"), "id title interviewPlanId|orderInInterviewPlan",
        also="type interviewPlanId orderInInterviewPlan interviewStageGroupId",
    ),
    shape(REASON, "id text reasonType", also="isArchived"),
    shape(
        unread("custom field"), "id title fieldType", "objectType selectableValues isPrivate",
        also="isArchived isRequired", label="custom_field",
    ),
)  # fmt: skip
"""Every kind that Ashby has, as far as it is known here."""
