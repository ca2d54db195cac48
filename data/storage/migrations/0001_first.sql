-- Moments are fixed-width UTC text (2026-11-22T05:13:00.000Z), days are YYYY-MM-DD,
-- money is an integer of the currency's minor units with an ISO 4217 code.

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    employee_id TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    pay_kind TEXT NOT NULL DEFAULT 'none' CHECK (pay_kind IN ('none', 'fixed', 'range')),
    salary_minor INTEGER CHECK (salary_minor >= 0),
    minimum_minor INTEGER CHECK (minimum_minor >= 0),
    maximum_minor INTEGER CHECK (maximum_minor >= 0),
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    pay_frequency TEXT CHECK (pay_frequency IN ('hourly', 'daily', 'weekly', 'monthly', 'yearly')),
    notes TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (coalesce(salary_minor, minimum_minor, maximum_minor) IS NULL OR currency IS NOT NULL)
) STRICT;
CREATE INDEX jobs_by_department ON jobs (department, title, id);

CREATE TABLE candidates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    erased_at TEXT
) STRICT;
CREATE INDEX candidates_by_name ON candidates (last_name, first_name, id);

CREATE TABLE applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER REFERENCES candidates (id),
    job_id INTEGER REFERENCES jobs (id),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'hired', 'rejected')),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX applications_by_candidate ON applications (candidate_id);
CREATE INDEX applications_by_job ON applications (job_id);

CREATE TABLE openings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job_id INTEGER REFERENCES jobs (id),
    opening_id TEXT NOT NULL DEFAULT '',
    is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    opened_at TEXT,
    closed_at TEXT,
    close_reason TEXT NOT NULL DEFAULT '',
    application_id INTEGER REFERENCES applications (id)
) STRICT;
CREATE INDEX openings_by_job ON openings (job_id);
CREATE INDEX openings_by_application ON openings (application_id);

CREATE TABLE custom_fields (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    belongs_to TEXT NOT NULL DEFAULT 'offer' CHECK (belongs_to IN ('offer', 'job')),
    key TEXT NOT NULL CHECK (key <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    type TEXT NOT NULL CHECK (type IN (
        'short_text', 'long_text', 'yes_no', 'single_select', 'multi_select', 'date', 'currency',
        'currency_range', 'number', 'number_range', 'url', 'user')),
    required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0,
    description TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    UNIQUE (belongs_to, key)
) STRICT;

CREATE TRIGGER custom_fields_keep_key BEFORE UPDATE OF key, type, belongs_to ON custom_fields
WHEN new.key IS NOT old.key OR new.type IS NOT old.type OR new.belongs_to IS NOT old.belongs_to
BEGIN SELECT raise(ABORT, 'the key and the type of a custom field never change'); END;

CREATE TABLE field_options (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL REFERENCES custom_fields (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    UNIQUE (field_id, name)
) STRICT;

CREATE TABLE job_values (
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    value TEXT CHECK (value IS NULL OR json_valid(value)),
    raw TEXT,
    PRIMARY KEY (job_id, field_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT 'offer' CHECK (kind IN ('offer', 'withdrawal', 'reminder')),
    shipped TEXT UNIQUE,
    retired_at TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE template_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    template_id INTEGER NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    source TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES users (id),
    UNIQUE (template_id, number)
) STRICT;

CREATE TRIGGER template_revisions_stay BEFORE UPDATE ON template_revisions
BEGIN SELECT raise(ABORT, 'a template revision never changes'); END;

-- The terms of the newest version stand on the offer too, written in the same transaction.
-- job_id, candidate_name and job_title are copies for lists and search.
CREATE TABLE offers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id INTEGER NOT NULL REFERENCES applications (id),
    job_id INTEGER REFERENCES jobs (id),
    candidate_id INTEGER REFERENCES candidates (id),
    candidate_name TEXT NOT NULL,
    job_title TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN (
        'draft', 'sent', 'pending', 'accepted', 'declined', 'withdrawn')),
    superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1)),
    standing TEXT NOT NULL GENERATED ALWAYS AS (CASE superseded WHEN 1 THEN 'superseded' ELSE status END) STORED,
    source_value TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL CHECK (version >= 0),
    salary_minor INTEGER CHECK (salary_minor >= 0),
    salary_text TEXT NOT NULL DEFAULT '',
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    pay_frequency TEXT CHECK (pay_frequency IN ('hourly', 'daily', 'weekly', 'monthly', 'yearly')),
    start_date TEXT,
    expiry_date TEXT,
    opening_id INTEGER REFERENCES openings (id),
    template_id INTEGER REFERENCES templates (id),
    inherited TEXT NOT NULL DEFAULT '',
    reoffer_offer_id INTEGER,
    reoffer_version INTEGER,
    flags INTEGER NOT NULL DEFAULT 0,
    created_by INTEGER REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    sent_at TEXT,
    resolved_at TEXT,
    CHECK (salary_minor IS NULL OR currency IS NOT NULL)
) STRICT;
CREATE INDEX offers_by_created ON offers (created_at DESC, id DESC, standing);
CREATE INDEX offers_by_job ON offers (job_id, created_at DESC, id DESC);
CREATE INDEX offers_by_standing ON offers (standing, created_at DESC, id DESC);
CREATE INDEX offers_by_expiry ON offers (expiry_date, standing)
    WHERE expiry_date IS NOT NULL AND standing IN ('sent', 'pending');
CREATE INDEX offers_flagged ON offers (created_at DESC, id DESC) WHERE flags > 0;
CREATE INDEX offers_by_application ON offers (application_id);
CREATE INDEX offers_by_candidate ON offers (candidate_id);
CREATE INDEX offers_by_opening ON offers (opening_id) WHERE opening_id IS NOT NULL;
CREATE INDEX offers_by_template ON offers (template_id) WHERE template_id IS NOT NULL;

CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 0),
    salary_minor INTEGER CHECK (salary_minor >= 0),
    salary_text TEXT NOT NULL DEFAULT '',
    currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    pay_frequency TEXT CHECK (pay_frequency IN ('hourly', 'daily', 'weekly', 'monthly', 'yearly')),
    start_date TEXT,
    expiry_date TEXT,
    opening_id INTEGER REFERENCES openings (id),
    template_id INTEGER REFERENCES templates (id),
    letter_html TEXT,
    note TEXT NOT NULL DEFAULT '',
    field_count INTEGER NOT NULL DEFAULT 0 CHECK (field_count >= 0),
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES users (id),
    on_behalf_of INTEGER REFERENCES users (id),
    UNIQUE (offer_id, number),
    CHECK (salary_minor IS NULL OR currency IS NOT NULL)
) STRICT;

CREATE TABLE version_values (
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    field_id INTEGER NOT NULL REFERENCES custom_fields (id),
    name TEXT NOT NULL,
    value TEXT CHECK (value IS NULL OR json_valid(value)),
    raw TEXT,
    PRIMARY KEY (version_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_values_by_field ON version_values (field_id);

-- A row here says when a version was superseded (NULL: not known yet); the version never changes.
CREATE TABLE supersessions (
    version_id INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
    at TEXT
) STRICT;

CREATE TABLE letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    html TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    inputs TEXT NOT NULL CHECK (json_valid(inputs)),
    template_revision_id INTEGER REFERENCES template_revisions (id),
    frozen_at TEXT NOT NULL
) STRICT;
CREATE INDEX letters_by_version ON letters (version_id);

CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    actor_id INTEGER REFERENCES users (id),
    on_behalf_of_id INTEGER REFERENCES users (id),
    from_status TEXT,
    to_status TEXT,
    version INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    forced INTEGER NOT NULL DEFAULT 0 CHECK (forced IN (0, 1)),
    details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))
) STRICT;
CREATE INDEX events_by_subject ON events (subject, subject_id, id);

CREATE TABLE flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    version INTEGER,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    settled_at TEXT,
    settled_by INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX flags_by_offer ON flags (offer_id);

-- What another system calls a record of ours, and its own copy of it.
CREATE TABLE remote_refs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    local_id INTEGER NOT NULL,
    offer_id INTEGER REFERENCES offers (id) ON DELETE CASCADE,
    raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
    read_at TEXT NOT NULL,
    UNIQUE (system, kind, remote_id, scope)
) STRICT;
CREATE INDEX remote_refs_by_local ON remote_refs (kind, local_id);
CREATE INDEX remote_refs_by_offer ON remote_refs (offer_id, kind) WHERE offer_id IS NOT NULL;
CREATE INDEX remote_refs_by_id ON remote_refs (kind, remote_id);

-- How many offers stand how, by job (0: no job known): lists and totals never count rows.
CREATE TABLE offer_counts (
    job_id INTEGER NOT NULL,
    standing TEXT NOT NULL,
    offers INTEGER NOT NULL,
    PRIMARY KEY (job_id, standing)
) STRICT, WITHOUT ROWID;
CREATE TABLE row_counts (
    name TEXT PRIMARY KEY,
    rows INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO row_counts VALUES ('candidates', 0);

CREATE TRIGGER offers_counted_in AFTER INSERT ON offers
BEGIN
    INSERT INTO offer_counts VALUES (coalesce(new.job_id, 0), new.standing, 1)
    ON CONFLICT DO UPDATE SET offers = offers + 1;
END;
CREATE TRIGGER offers_counted_over AFTER UPDATE OF job_id, status, superseded ON offers
WHEN old.standing IS NOT new.standing OR old.job_id IS NOT new.job_id
BEGIN
    UPDATE offer_counts SET offers = offers - 1
    WHERE job_id = coalesce(old.job_id, 0) AND standing = old.standing;
    INSERT INTO offer_counts VALUES (coalesce(new.job_id, 0), new.standing, 1)
    ON CONFLICT DO UPDATE SET offers = offers + 1;
END;
CREATE TRIGGER offers_counted_out AFTER DELETE ON offers
BEGIN
    UPDATE offer_counts SET offers = offers - 1
    WHERE job_id = coalesce(old.job_id, 0) AND standing = old.standing;
END;
CREATE TRIGGER candidates_counted_in AFTER INSERT ON candidates
BEGIN UPDATE row_counts SET rows = rows + 1 WHERE name = 'candidates'; END;
CREATE TRIGGER candidates_counted_out AFTER DELETE ON candidates
BEGIN UPDATE row_counts SET rows = rows - 1 WHERE name = 'candidates'; END;

-- Flags that wait for a person are counted on the offer.
CREATE TRIGGER flags_counted_in AFTER INSERT ON flags WHEN new.settled_at IS NULL
BEGIN UPDATE offers SET flags = flags + 1 WHERE id = new.offer_id; END;
CREATE TRIGGER flags_counted_over AFTER UPDATE OF settled_at ON flags
WHEN (old.settled_at IS NULL) <> (new.settled_at IS NULL)
BEGIN
    UPDATE offers SET flags = flags + iif(new.settled_at IS NULL, 1, -1) WHERE id = new.offer_id;
END;

-- Search by words: names and titles, without case or accents, by the beginning of words.
CREATE VIRTUAL TABLE offer_words USING fts5 (
    candidate_name, job_title, content='offers', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER offer_words_in AFTER INSERT ON offers
BEGIN
    INSERT INTO offer_words (rowid, candidate_name, job_title)
    VALUES (new.id, new.candidate_name, new.job_title);
END;
CREATE TRIGGER offer_words_over AFTER UPDATE OF candidate_name, job_title ON offers
WHEN old.candidate_name IS NOT new.candidate_name OR old.job_title IS NOT new.job_title
BEGIN
    INSERT INTO offer_words (offer_words, rowid, candidate_name, job_title)
    VALUES ('delete', old.id, old.candidate_name, old.job_title);
    INSERT INTO offer_words (rowid, candidate_name, job_title)
    VALUES (new.id, new.candidate_name, new.job_title);
END;
CREATE TRIGGER offer_words_out AFTER DELETE ON offers
BEGIN
    INSERT INTO offer_words (offer_words, rowid, candidate_name, job_title)
    VALUES ('delete', old.id, old.candidate_name, old.job_title);
END;

CREATE VIRTUAL TABLE candidate_words USING fts5 (
    first_name, last_name, email, content='candidates', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER candidate_words_in AFTER INSERT ON candidates
BEGIN
    INSERT INTO candidate_words (rowid, first_name, last_name, email)
    VALUES (new.id, new.first_name, new.last_name, new.email);
END;
CREATE TRIGGER candidate_words_over AFTER UPDATE OF first_name, last_name, email ON candidates
BEGIN
    INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email)
    VALUES ('delete', old.id, old.first_name, old.last_name, old.email);
    INSERT INTO candidate_words (rowid, first_name, last_name, email)
    VALUES (new.id, new.first_name, new.last_name, new.email);
END;
CREATE TRIGGER candidate_words_out AFTER DELETE ON candidates
BEGIN
    INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email)
    VALUES ('delete', old.id, old.first_name, old.last_name, old.email);
END;

-- Names live with people and jobs; offers follow them.
CREATE TRIGGER candidates_name_offers AFTER UPDATE OF first_name, last_name ON candidates
BEGIN
    UPDATE offers SET candidate_name = coalesce(
        nullif(trim(new.first_name || ' ' || new.last_name), ''), 'Candidate ' || new.id)
    WHERE candidate_id = new.id;
END;
CREATE TRIGGER jobs_name_offers AFTER UPDATE OF title ON jobs
BEGIN
    UPDATE offers SET job_title = coalesce(nullif(new.title, ''), 'Job ' || new.id)
    WHERE job_id = new.id;
END;

-- Versions, letters and events are append-only. Only a whole offer goes, and only after the event
-- that says so ('deleted') was written; only free text of an erased candidate is taken out of them.
CREATE TRIGGER versions_stay BEFORE UPDATE ON versions
WHEN NOT EXISTS (
    SELECT 1 FROM offers JOIN candidates ON candidates.id = offers.candidate_id
    WHERE offers.id = old.offer_id AND candidates.erased_at IS NOT NULL)
  OR new.id IS NOT old.id OR new.offer_id IS NOT old.offer_id OR new.number IS NOT old.number
  OR new.salary_minor IS NOT old.salary_minor OR new.currency IS NOT old.currency
  OR new.pay_frequency IS NOT old.pay_frequency OR new.start_date IS NOT old.start_date
  OR new.expiry_date IS NOT old.expiry_date OR new.opening_id IS NOT old.opening_id
  OR new.template_id IS NOT old.template_id OR new.created_at IS NOT old.created_at
  OR new.field_count IS NOT old.field_count OR new.created_by IS NOT old.created_by
  OR new.on_behalf_of IS NOT old.on_behalf_of
BEGIN SELECT raise(ABORT, 'a version never changes'); END;
CREATE TRIGGER versions_stay_whole BEFORE DELETE ON versions
WHEN EXISTS (SELECT 1 FROM offers WHERE id = old.offer_id) OR NOT EXISTS (
    SELECT 1 FROM events
    WHERE subject = 'offer' AND subject_id = old.offer_id AND kind = 'deleted')
BEGIN SELECT raise(ABORT, 'a version is only removed with its whole offer'); END;

CREATE TRIGGER version_values_complete BEFORE INSERT ON version_values
WHEN (SELECT count(*) FROM version_values WHERE version_id = new.version_id)
  >= (SELECT field_count FROM versions WHERE id = new.version_id)
BEGIN SELECT raise(ABORT, 'a version never gets further values'); END;
CREATE TRIGGER version_values_stay BEFORE UPDATE ON version_values
WHEN NOT EXISTS (
    SELECT 1 FROM versions JOIN offers ON offers.id = versions.offer_id
    JOIN candidates ON candidates.id = offers.candidate_id
    WHERE versions.id = old.version_id AND candidates.erased_at IS NOT NULL)
  OR new.version_id IS NOT old.version_id OR new.field_id IS NOT old.field_id
BEGIN SELECT raise(ABORT, 'a value of a version never changes'); END;
CREATE TRIGGER version_values_stay_whole BEFORE DELETE ON version_values
WHEN EXISTS (SELECT 1 FROM versions WHERE id = old.version_id)
BEGIN SELECT raise(ABORT, 'a value of a version is only removed with its whole offer'); END;

CREATE TRIGGER supersessions_stay BEFORE UPDATE ON supersessions
WHEN old.at IS NOT NULL OR new.version_id IS NOT old.version_id
BEGIN SELECT raise(ABORT, 'a superseded version stays superseded'); END;
CREATE TRIGGER supersessions_stay_whole BEFORE DELETE ON supersessions
WHEN EXISTS (SELECT 1 FROM versions WHERE id = old.version_id)
BEGIN SELECT raise(ABORT, 'a superseded version stays superseded'); END;

CREATE TRIGGER letters_stay BEFORE UPDATE ON letters
WHEN NOT EXISTS (
    SELECT 1 FROM versions JOIN offers ON offers.id = versions.offer_id
    JOIN candidates ON candidates.id = offers.candidate_id
    WHERE versions.id = old.version_id AND candidates.erased_at IS NOT NULL)
  OR new.version_id IS NOT old.version_id OR new.frozen_at IS NOT old.frozen_at
BEGIN SELECT raise(ABORT, 'a letter that was sent never changes'); END;
CREATE TRIGGER letters_stay_whole BEFORE DELETE ON letters
WHEN EXISTS (SELECT 1 FROM versions WHERE id = old.version_id)
BEGIN SELECT raise(ABORT, 'a letter that was sent is only removed with its whole offer'); END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events
WHEN new.id IS NOT old.id OR new.subject IS NOT old.subject OR new.subject_id IS NOT old.subject_id
  OR new.kind IS NOT old.kind OR new.at IS NOT old.at OR new.actor_id IS NOT old.actor_id
  OR new.on_behalf_of_id IS NOT old.on_behalf_of_id OR new.from_status IS NOT old.from_status
  OR new.to_status IS NOT old.to_status OR new.version IS NOT old.version
  OR new.forced IS NOT old.forced
  OR NOT EXISTS (
    SELECT 1 FROM candidates WHERE erased_at IS NOT NULL AND (
        (old.subject = 'candidate' AND id = old.subject_id)
        OR (old.subject = 'offer' AND id = (SELECT candidate_id FROM offers WHERE id = old.subject_id))
        OR (old.subject = 'application' AND id = (SELECT candidate_id FROM applications WHERE id = old.subject_id))))
BEGIN SELECT raise(ABORT, 'an event never changes'); END;
CREATE TRIGGER events_stay_whole BEFORE DELETE ON events
WHEN old.subject <> 'offer' OR old.kind = 'deleted' OR NOT EXISTS (
    SELECT 1 FROM events
    WHERE subject = 'offer' AND subject_id = old.subject_id AND kind = 'deleted')
BEGIN SELECT raise(ABORT, 'an event is never removed'); END;

-- REPLACE takes the old row away without asking the triggers of DELETE, so INSERT is asked instead.
CREATE TRIGGER versions_once BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM versions
    WHERE id = new.id OR (offer_id = new.offer_id AND number = new.number))
BEGIN SELECT raise(ABORT, 'a version never changes'); END;
CREATE TRIGGER supersessions_once BEFORE INSERT ON supersessions
WHEN EXISTS (SELECT 1 FROM supersessions
    WHERE version_id = new.version_id AND at IS NOT NULL AND at IS NOT new.at)
BEGIN SELECT raise(ABORT, 'a superseded version stays superseded'); END;
CREATE TRIGGER letters_once BEFORE INSERT ON letters
WHEN EXISTS (SELECT 1 FROM letters WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'a letter that was sent never changes'); END;
CREATE TRIGGER events_once BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an event never changes'); END;
CREATE TRIGGER offers_once BEFORE INSERT ON offers
WHEN EXISTS (SELECT 1 FROM offers WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'an offer is not replaced'); END;
CREATE TRIGGER template_revisions_once BEFORE INSERT ON template_revisions
WHEN EXISTS (SELECT 1 FROM template_revisions
    WHERE id = new.id OR (template_id = new.template_id AND number = new.number))
BEGIN SELECT raise(ABORT, 'a template revision never changes'); END;
CREATE TRIGGER template_revisions_stay_whole BEFORE DELETE ON template_revisions
BEGIN SELECT raise(ABORT, 'a template revision is never removed'); END;
CREATE TRIGGER custom_fields_once BEFORE INSERT ON custom_fields
WHEN EXISTS (SELECT 1 FROM custom_fields
    WHERE id = new.id OR (belongs_to = new.belongs_to AND key = new.key))
BEGIN SELECT raise(ABORT, 'the key and the type of a custom field never change'); END;
CREATE TRIGGER custom_fields_stay_whole BEFORE DELETE ON custom_fields
BEGIN SELECT raise(ABORT, 'a custom field is switched off, never removed'); END;
CREATE TRIGGER offers_stay_whole BEFORE DELETE ON offers
WHEN NOT EXISTS (
    SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = old.id AND kind = 'deleted')
BEGIN SELECT raise(ABORT, 'an offer is removed only after the event that says so'); END;

-- For people who open the file with any SQLite tool.
CREATE VIEW offers_current AS
SELECT offers.id AS offer, offers.candidate_name AS candidate, offers.job_title AS job,
       jobs.department AS department, offers.standing AS status, offers.version AS version,
       offers.salary_minor AS salary_in_minor_units, offers.salary_text AS salary_as_text,
       offers.currency AS currency, offers.pay_frequency AS pay_frequency,
       offers.start_date AS start_date, offers.expiry_date AS expiry_date,
       openings.opening_id AS opening, templates.name AS template,
       offers.sent_at AS sent_at, offers.resolved_at AS resolved_at,
       trim(users.first_name || ' ' || users.last_name) AS created_by,
       offers.created_at AS created_at, offers.updated_at AS updated_at,
       (SELECT group_concat(custom_fields.name || ': ' ||
                   coalesce(json_extract(version_values.value, '$'), version_values.raw), '; ')
        FROM versions JOIN version_values ON version_values.version_id = versions.id
        JOIN custom_fields ON custom_fields.id = version_values.field_id
        WHERE versions.offer_id = offers.id AND versions.number = offers.version
          AND coalesce(version_values.value, version_values.raw) IS NOT NULL) AS custom_fields
FROM offers
LEFT JOIN jobs ON jobs.id = offers.job_id
LEFT JOIN openings ON openings.id = offers.opening_id
LEFT JOIN templates ON templates.id = offers.template_id
LEFT JOIN users ON users.id = offers.created_by;

CREATE VIEW offers_history AS
SELECT offers.id AS offer, offers.candidate_name AS candidate, offers.job_title AS job,
       events.at AS at, events.kind AS event, events.version AS version,
       events.from_status AS from_status, events.to_status AS to_status,
       trim(actor.first_name || ' ' || actor.last_name) AS by,
       trim(other.first_name || ' ' || other.last_name) AS on_behalf_of,
       events.reason AS reason, events.text AS text,
       CASE events.forced WHEN 1 THEN 'forced' ELSE '' END AS forced,
       versions.salary_minor AS salary_in_minor_units, versions.currency AS currency,
       versions.pay_frequency AS pay_frequency, versions.start_date AS start_date,
       versions.expiry_date AS expiry_date
FROM events
JOIN offers ON events.subject = 'offer' AND offers.id = events.subject_id
LEFT JOIN versions ON versions.offer_id = offers.id AND versions.number = events.version
LEFT JOIN users AS actor ON actor.id = events.actor_id
LEFT JOIN users AS other ON other.id = events.on_behalf_of_id
ORDER BY events.id;
