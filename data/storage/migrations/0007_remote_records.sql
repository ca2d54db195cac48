-- What was one table of many meanings, remote_refs, is a table for each, with foreign keys to what
-- its rows belong to. A restore of an older dump runs the INSERT statements too (data/exchange/backup).

-- What another system calls a row of ours: one column for each kind of row, exactly one is filled.
CREATE TABLE remote_ids (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'offer', 'alias', 'application', 'candidate', 'job', 'opening', 'user', 'template',
        'definition', 'field', 'option')),
    remote_id TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    offer_id INTEGER REFERENCES offers (id) ON DELETE CASCADE,
    application_id INTEGER REFERENCES applications (id) ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidates (id) ON DELETE CASCADE,
    job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    opening_id INTEGER REFERENCES openings (id) ON DELETE CASCADE,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    template_id INTEGER REFERENCES templates (id) ON DELETE CASCADE,
    field_id INTEGER REFERENCES custom_fields (id) ON DELETE CASCADE,
    option_id INTEGER REFERENCES field_options (id) ON DELETE CASCADE,
    read_at TEXT NOT NULL,
    UNIQUE (kind, remote_id, system, scope),
    CHECK ((offer_id IS NOT NULL) + (application_id IS NOT NULL) + (candidate_id IS NOT NULL)
        + (job_id IS NOT NULL) + (opening_id IS NOT NULL) + (user_id IS NOT NULL)
        + (template_id IS NOT NULL) + (field_id IS NOT NULL) + (option_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX remote_ids_by_offer ON remote_ids (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX remote_ids_by_application ON remote_ids (application_id)
    WHERE application_id IS NOT NULL;
CREATE INDEX remote_ids_by_candidate ON remote_ids (candidate_id) WHERE candidate_id IS NOT NULL;
CREATE INDEX remote_ids_by_job ON remote_ids (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX remote_ids_by_opening ON remote_ids (opening_id) WHERE opening_id IS NOT NULL;
CREATE INDEX remote_ids_by_user ON remote_ids (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX remote_ids_by_template ON remote_ids (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX remote_ids_by_option ON remote_ids (option_id) WHERE option_id IS NOT NULL;

-- A record of another system as it came; NULL when the person that it was about was erased here.
CREATE TABLE kept_records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    raw TEXT CHECK (raw IS NULL OR json_valid(raw)),
    offer_id INTEGER REFERENCES offers (id) ON DELETE CASCADE,
    version_id INTEGER REFERENCES versions (id) ON DELETE CASCADE,
    application_id INTEGER REFERENCES applications (id) ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidates (id) ON DELETE CASCADE,
    job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    opening_id INTEGER REFERENCES openings (id) ON DELETE CASCADE,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    template_id INTEGER REFERENCES templates (id) ON DELETE CASCADE,
    field_id INTEGER REFERENCES custom_fields (id) ON DELETE CASCADE,
    read_at TEXT NOT NULL,
    UNIQUE (kind, remote_id, system, scope, digest)
) STRICT;
CREATE INDEX kept_records_by_offer ON kept_records (offer_id, kind) WHERE offer_id IS NOT NULL;
CREATE INDEX kept_records_by_version ON kept_records (version_id) WHERE version_id IS NOT NULL;
CREATE INDEX kept_records_by_application ON kept_records (application_id)
    WHERE application_id IS NOT NULL;
CREATE INDEX kept_records_by_candidate ON kept_records (candidate_id)
    WHERE candidate_id IS NOT NULL;
CREATE INDEX kept_records_by_job ON kept_records (job_id) WHERE job_id IS NOT NULL;

-- What an import remembers of records that it read:
-- read: exactly this record was read before; stated: when each key of the copy was stated, if not
-- with the copy; mentioned: what records about something else stated of it last; assembled: the
-- copy was put together from records in other forms; deleted: the other system deleted the offer;
-- type: a field's name and type as they came.
CREATE TABLE import_memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    fact TEXT NOT NULL CHECK (fact IN (
        'read', 'stated', 'mentioned', 'assembled', 'deleted', 'type')),
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    details TEXT CHECK (details IS NULL OR json_valid(details)),
    offer_id INTEGER REFERENCES offers (id) ON DELETE CASCADE,
    application_id INTEGER REFERENCES applications (id) ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidates (id) ON DELETE CASCADE,
    job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    opening_id INTEGER REFERENCES openings (id) ON DELETE CASCADE,
    user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
    template_id INTEGER REFERENCES templates (id) ON DELETE CASCADE,
    field_id INTEGER REFERENCES custom_fields (id) ON DELETE CASCADE,
    read_at TEXT NOT NULL,
    UNIQUE (remote_id, fact, kind, system, scope, digest)
) STRICT;
CREATE INDEX import_memory_by_offer ON import_memory (offer_id, fact) WHERE offer_id IS NOT NULL;
CREATE INDEX import_memory_by_candidate ON import_memory (candidate_id)
    WHERE candidate_id IS NOT NULL;

-- An offer that was changed on both sides: their record waits until a person decides. Of rows of
-- our own tables `base` is what both sides began with; of other systems that is the kept record.
CREATE TABLE import_conflicts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    system TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    base TEXT CHECK (base IS NULL OR json_valid(base)),
    theirs TEXT NOT NULL CHECK (json_valid(theirs)),
    read_at TEXT NOT NULL,
    UNIQUE (remote_id, system, scope)
) STRICT;
CREATE INDEX import_conflicts_by_offer ON import_conflicts (offer_id);

-- A deletion of an offer that is not here yet, carried out when the offer comes.
CREATE TABLE pending_deletions (
    record_id INTEGER PRIMARY KEY REFERENCES kept_records (id) ON DELETE CASCADE,
    application TEXT NOT NULL DEFAULT '',
    version INTEGER,
    deleted_at TEXT
) STRICT;

-- A line of a history never changes, but for the texts of a person who was erased: all of them in
-- what is about the person, and the name alone in what is about others.
DROP TRIGGER events_stay;
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
        OR (old.subject = 'application' AND id = (SELECT candidate_id FROM applications WHERE id = old.subject_id))
        OR (instr(new.text, '[erased]') > 0 OR new.text = old.text)
        AND (instr(new.reason, '[erased]') > 0 OR new.reason = old.reason)
        AND (instr(new.details, '[erased]') > 0 OR new.details = old.details)))
BEGIN SELECT raise(ABORT, 'an event never changes'); END;

INSERT INTO remote_ids (id, system, kind, remote_id, scope, offer_id, application_id, candidate_id,
    job_id, opening_id, user_id, template_id, field_id, option_id, read_at)
SELECT id, system, kind, remote_id, scope,
    iif(kind IN ('offer', 'alias'), offer_id, NULL), iif(kind = 'application', local_id, NULL),
    iif(kind = 'candidate', local_id, NULL), iif(kind = 'job', local_id, NULL),
    iif(kind = 'opening', local_id, NULL), iif(kind = 'user', local_id, NULL),
    iif(kind = 'template', local_id, NULL), iif(kind IN ('definition', 'field'), local_id, NULL),
    iif(kind = 'option', local_id, NULL), read_at
FROM remote_refs
WHERE (kind IN ('offer', 'alias') AND offer_id IS NOT NULL)
   OR (kind = 'application' AND local_id IN (SELECT id FROM applications))
   OR (kind = 'candidate' AND local_id IN (SELECT id FROM candidates))
   OR (kind = 'job' AND local_id IN (SELECT id FROM jobs))
   OR (kind = 'opening' AND local_id IN (SELECT id FROM openings))
   OR (kind = 'user' AND local_id IN (SELECT id FROM users))
   OR (kind = 'template' AND local_id IN (SELECT id FROM templates))
   OR (kind IN ('definition', 'field') AND local_id IN (SELECT id FROM custom_fields))
   OR (kind = 'option' AND local_id IN (SELECT id FROM field_options));

-- The copies of what offers name, of requests, and of offers of systems that number them once.
INSERT INTO kept_records (id, system, kind, remote_id, scope, raw, offer_id, application_id,
    candidate_id, job_id, opening_id, user_id, template_id, field_id, read_at)
SELECT id, system, kind, remote_id, scope, raw, offer_id,
    (SELECT applications.id FROM applications WHERE remote_refs.kind = 'application' AND applications.id = remote_refs.local_id),
    (SELECT candidates.id FROM candidates WHERE remote_refs.kind = 'candidate' AND candidates.id = remote_refs.local_id),
    (SELECT jobs.id FROM jobs WHERE remote_refs.kind = 'job' AND jobs.id = remote_refs.local_id),
    (SELECT openings.id FROM openings WHERE remote_refs.kind = 'opening' AND openings.id = remote_refs.local_id),
    (SELECT users.id FROM users WHERE remote_refs.kind = 'user' AND users.id = remote_refs.local_id),
    (SELECT templates.id FROM templates WHERE remote_refs.kind = 'template' AND templates.id = remote_refs.local_id),
    (SELECT custom_fields.id FROM custom_fields
        WHERE remote_refs.kind = 'definition' AND custom_fields.id = remote_refs.local_id), read_at
FROM remote_refs
WHERE (raw IS NOT NULL AND kind IN ('offer', 'application', 'candidate', 'job', 'opening', 'user',
        'template', 'definition', 'department'))
   OR (kind = 'request' AND NOT EXISTS (SELECT 1 FROM remote_refs AS theirs
        WHERE theirs.system = remote_refs.system AND theirs.kind = 'theirs'
          AND theirs.remote_id = remote_refs.remote_id AND theirs.scope = remote_refs.scope
          AND theirs.system = 'offerdesk'));

-- The copies of versions. Released versions left a copy at the version before the one that its
-- last change had made: it moves on to that one.
INSERT INTO kept_records (id, system, kind, remote_id, scope, raw, offer_id, version_id, read_at)
SELECT id, system, kind, remote_id, scope, raw, offer_id, coalesce((
    SELECT later.id FROM versions AS own JOIN versions AS later ON later.offer_id = own.offer_id
      AND later.number > own.number AND later.note = 'changed in Greenhouse'
    WHERE own.id = remote_refs.local_id AND NOT EXISTS (
        SELECT 1 FROM remote_refs AS other JOIN versions AS taken ON taken.id = other.local_id
        WHERE other.offer_id = remote_refs.offer_id AND other.kind = 'version'
          AND other.id <> remote_refs.id AND taken.number > own.number
          AND taken.number <= later.number)
    ORDER BY later.number DESC LIMIT 1),
    (SELECT versions.id FROM versions WHERE versions.id = remote_refs.local_id)), read_at
FROM remote_refs WHERE kind = 'version';

-- Everything else that came. A webhook about an application says which.
INSERT INTO kept_records (id, system, kind, remote_id, digest, raw, offer_id, application_id,
    candidate_id, job_id, opening_id, user_id, template_id, field_id, read_at)
SELECT id, system, form, remote_id, digest, raw, offer_id,
    (SELECT applications.id FROM applications WHERE applications.id = local_id
      AND (form = 'application' OR form = 'webhook' AND EXISTS (
        SELECT 1 FROM remote_refs AS own WHERE own.kind = 'application'
          AND own.remote_id = came.application AND own.local_id = came.local_id))),
    (SELECT candidates.id FROM candidates WHERE form = 'candidate' AND candidates.id = came.local_id),
    (SELECT jobs.id FROM jobs WHERE form = 'job' AND jobs.id = came.local_id),
    (SELECT openings.id FROM openings WHERE form = 'opening' AND openings.id = came.local_id),
    (SELECT users.id FROM users WHERE form = 'user' AND users.id = came.local_id),
    (SELECT templates.id FROM templates WHERE form = 'template' AND templates.id = came.local_id),
    (SELECT custom_fields.id FROM custom_fields
        WHERE form = 'definition' AND custom_fields.id = came.local_id), read_at
FROM (SELECT id, system, remote_id, raw, offer_id, local_id, read_at,
        substr(scope, 1, instr(scope || ' ', ' ') - 1) AS form,
        substr(scope, instr(scope || ' ', ' ') + 1) AS digest,
        CAST(coalesce(json_extract(raw, '$.payload.application.id'), '') AS TEXT) AS application
      FROM remote_refs WHERE kind = 'came') AS came;

INSERT INTO import_memory (id, system, fact, kind, remote_id, scope, digest, details, offer_id,
    application_id, candidate_id, job_id, opening_id, user_id, template_id, field_id, read_at)
SELECT id, system, fact, kind, remote_id, scope, digest, raw, offer_id,
    (SELECT applications.id FROM applications WHERE memory.kind = 'application' AND applications.id = memory.local_id),
    (SELECT candidates.id FROM candidates WHERE memory.kind = 'candidate' AND candidates.id = memory.local_id),
    (SELECT jobs.id FROM jobs WHERE memory.kind = 'job' AND jobs.id = memory.local_id),
    (SELECT openings.id FROM openings WHERE memory.kind = 'opening' AND openings.id = memory.local_id),
    (SELECT users.id FROM users WHERE memory.kind = 'user' AND users.id = memory.local_id),
    (SELECT templates.id FROM templates WHERE memory.kind = 'template' AND templates.id = memory.local_id),
    (SELECT custom_fields.id FROM custom_fields
        WHERE memory.kind IN ('definition', 'field') AND custom_fields.id = memory.local_id), read_at
FROM (SELECT id, system, remote_id, raw, offer_id, local_id, read_at,
        CASE kind WHEN 'read' THEN 'read' WHEN 'said' THEN 'stated' WHEN 'told' THEN 'mentioned'
          WHEN 'put' THEN 'assembled' WHEN 'gone' THEN 'deleted' ELSE 'type' END AS fact,
        CASE kind WHEN 'put' THEN 'version' WHEN 'gone' THEN 'offer' WHEN 'field' THEN 'field'
          WHEN 'told' THEN scope
          WHEN 'read' THEN
            iif(system = 'offerdesk', 'row', substr(scope, 1, instr(scope || ' ', ' ') - 1))
          ELSE substr(scope, 1, instr(scope || ' ', ' ') - 1) END AS kind,
        CASE WHEN kind IN ('put', 'gone', 'field') THEN scope
          WHEN kind = 'said' THEN substr(scope, instr(scope || ' ', ' ') + 1)
          WHEN kind = 'read' AND instr(scope, ' ') > 0
            THEN rtrim(substr(scope, instr(scope, ' ') + 1,
                length(scope) - instr(scope, ' ') - 32))
          ELSE '' END AS scope,
        iif(kind = 'read', substr(scope, -32), '') AS digest
      FROM remote_refs
      WHERE kind IN ('read', 'said', 'told', 'put', 'gone')
         OR kind = 'field' AND raw IS NOT NULL) AS memory;

INSERT INTO import_conflicts (id, system, remote_id, scope, offer_id, base, theirs, read_at)
SELECT id, system, remote_id, scope, offer_id, iif(system = 'offerdesk', (
        SELECT base.raw FROM remote_refs AS base WHERE base.system = remote_refs.system
          AND base.kind = 'request' AND base.remote_id = remote_refs.remote_id
          AND base.scope = remote_refs.scope), NULL), raw, read_at
FROM remote_refs WHERE kind = 'theirs' AND raw IS NOT NULL AND offer_id IS NOT NULL;

INSERT INTO pending_deletions (record_id, application, version, deleted_at)
SELECT came.id,
    coalesce(json_extract(came.raw, '$.payload.offer.application_id'),
        json_extract(came.raw, '$.payload.application_id'), ''),
    CASE 'integer' WHEN json_type(came.raw, '$.payload.offer.version')
          THEN json_extract(came.raw, '$.payload.offer.version')
        WHEN json_type(came.raw, '$.payload.version')
          THEN json_extract(came.raw, '$.payload.version') END,
    strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(json_extract(came.raw, '$.deleted_at'),
        json_extract(came.raw, '$.deletedAt')))
FROM remote_refs AS waits JOIN remote_refs AS came ON came.system = waits.system
  AND came.kind = 'came' AND came.remote_id = waits.remote_id AND came.scope = waits.scope
WHERE waits.kind = 'waiting' AND came.raw IS NOT NULL;

DROP TABLE remote_refs;
