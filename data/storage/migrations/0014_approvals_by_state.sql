-- Offers are found by how the approval of their newest version stands, whatever that is.
DROP INDEX approvals_asked;
CREATE INDEX approvals_by_state ON approvals (state, offer_id, version, asked_at)
WHERE is_current = 1;
