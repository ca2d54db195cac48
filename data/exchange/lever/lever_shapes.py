"""What Lever's records look like."""

from data.exchange.record_kinds import Kind, Rank, other, unread
from data.exchange.shapes import Shape, shape

OFFER = Kind("offer")
OPPORTUNITY = other("opportunity", Rank.CANDIDATE)
APPLICATION = other("application", Rank.APPLICATION)
POSTING = other("posting", Rank.JOB)
REQUISITION = other("requisition", Rank.OPENING)
USER = other("user", Rank.USER)
REASON = other("archive reason", Rank.USER)

SHAPES: tuple[Shape, ...] = (
    shape(
        OFFER, "id fields[]", "signatures sentDocument signedDocument approvedAt",
        also="fields createdAt status creator posting approved sentAt",
    ),
    shape(
        OPPORTUNITY, "id",
        "headline lastInteractionAt snoozedUntil isAnonymized stageChanges dataProtection",
        also="name contact stage confidentiality location phones emails links archived tags"
        " sources sourcedBy origin owner followers applications createdAt updatedAt"
        " lastAdvancedAt urls resume opportunityLocation",
        label="opportunity candidate",
    ),
    shape(
        APPLICATION, "id opportunityId", "postingOwner postingHiringManager requisitionForHire",
        also="candidateId createdAt type posting user name email phone ownerId archived company"
        " customQuestions comments links resume",
    ),
    shape(
        POSTING, "id text", "distributionChannels reqCode requisitionCodes salaryRange content",
        also="createdAt updatedAt user owner hiringManager confidentiality categories tags state"
        " country urls salaryDescription workplaceType followers",
        label="posting job",
    ),
    shape(
        REQUISITION, "id requisitionCode",
        "headcountTotal headcountHired compensationBand backfill",
        also="name createdAt creator status hiringManager owner employmentStatus location"
        " internalNotes customFields department team offerIds approval postings closedAt updatedAt"
        " timeToFillStartAt timeToFillEndAt",
    ),
    shape(
        USER, "id accessRole|externalDirectoryId", "username deactivatedAt photo",
        also="name email createdAt linkedContactIds jobTitle managerId accessRole"
        " externalDirectoryId",
    ),
    shape(unread("stage"), "id text", is_closed=True),
    shape(REASON, "id text status type", is_closed=True),
    shape(
        unread("interview"), "id panel|interviewers[]", "feedbackTemplate feedbackForms duration",
        also="panel subject note interviewers timezone date location createdAt canceledAt"
        " postings user stage gcalEventUrl feedbackReminder",
    ),
    shape(
        unread("note"), "id fields[]", "noteText secret score completedAt",
        also="fields text createdAt user value deletedAt",
    ),
)  # fmt: skip
"""Every kind that Lever has, as far as it is known here."""
