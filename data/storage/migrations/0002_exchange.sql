-- Search finds the texts of custom fields too, and is brought in step at the end of a transaction.

DROP TRIGGER offer_words_in;
DROP TRIGGER offer_words_over;
DROP TRIGGER offer_words_out;
DROP TABLE offer_words;

-- What search finds an offer by: names, and the texts of its current version's custom fields. The
-- sign between two values keeps a phrase from reaching from one into the next.
CREATE VIEW offer_texts AS
SELECT offers.id AS offer_id, candidate_name, job_title, coalesce((
    SELECT group_concat(said, ' 𐀀 ') FROM (
        SELECT substr(CASE
            WHEN version_values.value IS NULL THEN
                iif(json_valid(raw), iif(json_type(raw) = 'text', json_extract(raw, '$'), NULL), raw)
            WHEN type = 'multi_select' THEN
                (SELECT group_concat(json_each.value, ' 𐀀 ') FROM json_each(version_values.value))
            WHEN type = 'user' THEN
                json_extract(version_values.value, '$.name') || ' 𐀀 ' || json_extract(version_values.value, '$.email')
            WHEN type IN ('short_text', 'long_text', 'single_select', 'url') THEN
                json_extract(version_values.value, '$')
        END, 1, 20000) AS said
        FROM versions
        JOIN version_values ON version_values.version_id = versions.id
        JOIN custom_fields ON custom_fields.id = version_values.field_id
        WHERE versions.offer_id = offers.id AND versions.number = offers.version
        ORDER BY version_values.field_id)
    WHERE said <> ''), '') AS fields
FROM offers;

-- Without case or accents, by the beginning of words.
CREATE VIRTUAL TABLE offer_words USING fts5 (
    candidate_name, job_title, fields,
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3');

-- Offers of which the search index does not know the last state. Emptied by data.search before the
-- transaction ends: many rows at once cost a sixth of one by one.
CREATE TABLE offer_words_due (
    offer_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER offers_due_in AFTER INSERT ON offers
BEGIN INSERT INTO offer_words_due VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER offers_due_over AFTER UPDATE OF candidate_name, job_title, version ON offers
WHEN old.candidate_name IS NOT new.candidate_name OR old.job_title IS NOT new.job_title
  OR old.version IS NOT new.version
BEGIN INSERT INTO offer_words_due VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER offers_due_out AFTER DELETE ON offers
BEGIN INSERT INTO offer_words_due VALUES (old.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER versions_due_in AFTER INSERT ON versions
BEGIN INSERT INTO offer_words_due VALUES (new.offer_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER version_values_due_over AFTER UPDATE OF value, raw ON version_values
BEGIN
    INSERT INTO offer_words_due SELECT offer_id FROM versions WHERE id = new.version_id
    ON CONFLICT DO NOTHING;
END;

-- Every word that search knows: the words behind a beginning are found here, and not by going
-- through all their offers. A word that no offer has any more stays until somebody is erased.
CREATE TABLE offer_terms (
    term TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE offer_vocabulary USING fts5vocab (offer_words, 'row');

INSERT INTO offer_words (rowid, candidate_name, job_title, fields)
SELECT * FROM offer_texts ORDER BY offer_id;
INSERT INTO offer_terms SELECT term FROM offer_vocabulary;

-- Whether a job has another opening of the same name is asked for every opening that is imported.
DROP INDEX openings_by_job;
CREATE INDEX openings_by_job ON openings (job_id, opening_id);
