-- History and decisions: notes in the search, snoozed matters, saved views, bulk actions.

-- Notes and negotiation entries are events; their words are found by their beginning.
CREATE VIRTUAL TABLE note_words USING fts5 (
    text, content='events', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER note_words_in AFTER INSERT ON events WHEN new.kind IN ('note', 'negotiation')
BEGIN INSERT INTO note_words (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER note_words_over AFTER UPDATE OF text ON events
WHEN old.kind IN ('note', 'negotiation')
BEGIN
    INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO note_words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER note_words_out AFTER DELETE ON events WHEN old.kind IN ('note', 'negotiation')
BEGIN INSERT INTO note_words (note_words, rowid, text) VALUES ('delete', old.id, old.text); END;

-- Offers, candidates and jobs with notes: whether there is one is known without their other events.
CREATE INDEX events_noted ON events (subject, subject_id, id)
WHERE kind IN ('note', 'negotiation');

-- Candidates are found by the words of their notes too.
DROP TRIGGER candidate_words_in;
DROP TRIGGER candidate_words_over;
DROP TRIGGER candidate_words_out;
DROP TABLE candidate_words;
CREATE VIEW candidate_texts AS
SELECT id, first_name, last_name, email, notes || coalesce((
    SELECT group_concat(' 𐀀 ' || text, '') FROM (
        SELECT text FROM events
        WHERE subject = 'candidate' AND subject_id = candidates.id AND kind = 'note'
        ORDER BY id)), '') AS notes
FROM candidates;
CREATE VIRTUAL TABLE candidate_words USING fts5 (
    first_name, last_name, email, notes, content='candidate_texts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');
CREATE TRIGGER candidate_words_in AFTER INSERT ON candidates
BEGIN INSERT INTO candidate_words (rowid, first_name, last_name, email, notes)
    SELECT * FROM candidate_texts WHERE id = new.id; END;
CREATE TRIGGER candidate_words_before BEFORE UPDATE OF first_name, last_name, email, notes ON candidates
BEGIN INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email, notes)
    SELECT 'delete', * FROM candidate_texts WHERE id = old.id; END;
CREATE TRIGGER candidate_words_over AFTER UPDATE OF first_name, last_name, email, notes ON candidates
BEGIN INSERT INTO candidate_words (rowid, first_name, last_name, email, notes)
    SELECT * FROM candidate_texts WHERE id = new.id; END;
CREATE TRIGGER candidate_words_out BEFORE DELETE ON candidates
BEGIN INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email, notes)
    SELECT 'delete', * FROM candidate_texts WHERE id = old.id; END;
CREATE TRIGGER candidate_notes_before BEFORE INSERT ON events
WHEN new.subject = 'candidate' AND new.kind = 'note'
BEGIN INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email, notes)
    SELECT 'delete', * FROM candidate_texts WHERE id = new.subject_id; END;
CREATE TRIGGER candidate_notes_in AFTER INSERT ON events
WHEN new.subject = 'candidate' AND new.kind = 'note'
BEGIN INSERT INTO candidate_words (rowid, first_name, last_name, email, notes)
    SELECT * FROM candidate_texts WHERE id = new.subject_id; END;
CREATE TRIGGER candidate_notes_gone BEFORE UPDATE OF text ON events
WHEN old.subject = 'candidate' AND old.kind = 'note'
BEGIN INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email, notes)
    SELECT 'delete', * FROM candidate_texts WHERE id = old.subject_id; END;
CREATE TRIGGER candidate_notes_over AFTER UPDATE OF text ON events
WHEN old.subject = 'candidate' AND old.kind = 'note'
BEGIN INSERT INTO candidate_words (rowid, first_name, last_name, email, notes)
    SELECT * FROM candidate_texts WHERE id = new.subject_id; END;
INSERT INTO candidate_words (candidate_words) VALUES ('rebuild');

-- What the board does not show of an offer until a day, and why.
CREATE TABLE snoozes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule TEXT NOT NULL,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    until TEXT NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (rule, offer_id)
) STRICT;
CREATE INDEX snoozes_by_offer ON snoozes (offer_id);

-- A filter with a name, and the key that opens it.
CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    key TEXT UNIQUE CHECK (length(key) = 1),
    filter TEXT NOT NULL DEFAULT '',
    sort TEXT NOT NULL DEFAULT '',
    descending INTEGER NOT NULL DEFAULT 1 CHECK (descending IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

-- One action on many offers, and what became of each, so that all of it can be taken back.
CREATE TABLE bulk_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    action TEXT NOT NULL,
    at TEXT NOT NULL,
    actor_id INTEGER REFERENCES users (id),
    undone_at TEXT
) STRICT;
CREATE TABLE bulk_items (
    bulk_id INTEGER NOT NULL REFERENCES bulk_runs (id) ON DELETE CASCADE,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    before_version INTEGER NOT NULL,
    after_version INTEGER NOT NULL,
    before_status TEXT NOT NULL,
    after_status TEXT NOT NULL,
    event_id INTEGER,
    PRIMARY KEY (bulk_id, offer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_items_by_offer ON bulk_items (offer_id);

-- What the board asks of live offers is answered from here, without the offers themselves.
CREATE INDEX offers_live ON offers (
    standing, expiry_date, start_date, sent_at, updated_at, application_id, job_id, opening_id,
    salary_minor, currency, pay_frequency, version)
WHERE standing IN ('draft', 'sent', 'pending');
DROP INDEX offers_by_opening;
CREATE INDEX offers_by_opening ON offers (opening_id, standing) WHERE opening_id IS NOT NULL;
