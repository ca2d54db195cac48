-- What others said about a version before it was sent: whom it was put up to, in which steps, and
-- what they answered. The newest round of a version counts; one of an older version never does.
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused')),
    in_order INTEGER NOT NULL DEFAULT 0 CHECK (in_order IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    asked_at TEXT NOT NULL,
    asked_by INTEGER REFERENCES users (id),
    is_current INTEGER NOT NULL DEFAULT 1 CHECK (is_current IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX approvals_current ON approvals (offer_id, version)
WHERE is_current = 1;
CREATE INDEX approvals_asked ON approvals (offer_id, version, asked_at)
WHERE is_current = 1 AND state = 'asked';
CREATE INDEX approvals_by_offer ON approvals (offer_id, id);

-- A step needs so many of those who are asked in it; those in order wait for the step before.
CREATE TABLE approval_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    approval_id INTEGER NOT NULL REFERENCES approvals (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 1),
    needed INTEGER NOT NULL CHECK (needed >= 1),
    UNIQUE (approval_id, position)
) STRICT;
CREATE TABLE approvers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES approval_steps (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'approved', 'refused')),
    note TEXT NOT NULL DEFAULT '',
    answered_at TEXT,
    CHECK ((answer = '') = (answered_at IS NULL)),
    UNIQUE (step_id, name)
) STRICT;
