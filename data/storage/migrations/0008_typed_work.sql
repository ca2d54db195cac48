-- What is typed into an open form and not saved yet, kept aside for after a crash. It is no part of
-- any history, and gone when the form is saved or left. The owner is the program that has it open.
CREATE TABLE typed_work (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    screen TEXT NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL CHECK (json_valid(about)),
    entries TEXT NOT NULL CHECK (json_valid(entries)),
    kept_at TEXT NOT NULL,
    offer_id INTEGER REFERENCES offers (id) ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidates (id) ON DELETE CASCADE,
    job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    template_id INTEGER REFERENCES templates (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX typed_work_by_offer ON typed_work (offer_id) WHERE offer_id IS NOT NULL;
CREATE INDEX typed_work_by_candidate ON typed_work (candidate_id) WHERE candidate_id IS NOT NULL;
