-- A name that came as one text is kept as it was written, beside what is certain of first and last.
-- `name` is what everybody calls the person: data.values.person_names.called says the same.
ALTER TABLE candidates ADD COLUMN full_name TEXT NOT NULL DEFAULT '';
ALTER TABLE candidates ADD COLUMN name TEXT AS (
    CASE WHEN full_name IN ('', last_name || ', ' || first_name)
    THEN trim(first_name || ' ' || last_name) ELSE full_name END) VIRTUAL;
-- Nothing but the order of two words says which is the first name (person_names.is_guessed).
ALTER TABLE candidates ADD COLUMN name_is_guessed INTEGER AS (
    first_name <> '' AND instr(last_name, ' ') = 0
    AND full_name = trim(first_name || ' ' || last_name)) VIRTUAL;
CREATE INDEX candidates_guessed ON candidates (id) WHERE name_is_guessed;

DROP TRIGGER candidates_name_offers;
CREATE TRIGGER candidates_name_offers
AFTER UPDATE OF first_name, last_name, full_name ON candidates
BEGIN
    UPDATE offers SET candidate_name = coalesce(nullif(new.name, ''), 'Candidate ' || new.id)
    WHERE candidate_id = new.id;
END;

-- Candidates are found by the words of the whole name, too.
DROP TRIGGER candidate_words_before;
DROP TRIGGER candidate_words_over;
DROP VIEW candidate_texts;
CREATE VIEW candidate_texts AS
SELECT id, first_name, trim(last_name || ' ' || full_name) AS last_name, email,
    notes || coalesce((
    SELECT group_concat(' 𐀀 ' || text, '') FROM (
        SELECT text FROM events
        WHERE subject = 'candidate' AND subject_id = candidates.id AND kind = 'note'
        ORDER BY id)), '') AS notes
FROM candidates;
CREATE TRIGGER candidate_words_before
BEFORE UPDATE OF first_name, last_name, full_name, email, notes ON candidates
BEGIN INSERT INTO candidate_words (candidate_words, rowid, first_name, last_name, email, notes)
    SELECT 'delete', * FROM candidate_texts WHERE id = old.id; END;
CREATE TRIGGER candidate_words_over
AFTER UPDATE OF first_name, last_name, full_name, email, notes ON candidates
BEGIN INSERT INTO candidate_words (rowid, first_name, last_name, email, notes)
    SELECT * FROM candidate_texts WHERE id = new.id; END;
