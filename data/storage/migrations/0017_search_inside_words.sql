-- Search finds inside words, and in scripts that put no blanks between words. The program adds two
-- functions to SQL: `sought` makes a text into what search compares, `word_parts` a word into parts.
DROP TABLE offer_vocabulary;
DROP TABLE offer_words;
DROP TABLE offer_terms;

CREATE VIRTUAL TABLE offer_words USING fts5 (
    candidate_name, job_title, fields, tokenize='ascii', columnsize=0);
CREATE VIRTUAL TABLE offer_vocabulary USING fts5vocab (offer_words, 'col');

-- Every word that search knows, where it stands (1 in names, 2 in titles, 4 in fields), and three
-- letters from each of its letters on: the words that have letters anywhere are found there. A word
-- that no offer has any more stays until somebody is erased.
CREATE TABLE search_words (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    places INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE parts_of_words USING fts5 (
    parts, content='', tokenize='ascii', detail='none', columnsize=0);

INSERT INTO offer_words (rowid, candidate_name, job_title, fields)
SELECT offer_id, sought(candidate_name), sought(job_title), sought(fields)
FROM offer_texts ORDER BY offer_id;
DELETE FROM offer_words_due;
INSERT INTO search_words (word, places)
SELECT term, sum(CASE col WHEN 'candidate_name' THEN 1 WHEN 'job_title' THEN 2 ELSE 4 END)
FROM offer_vocabulary GROUP BY term;
INSERT INTO parts_of_words (rowid, parts) SELECT id, word_parts(word) FROM search_words;
