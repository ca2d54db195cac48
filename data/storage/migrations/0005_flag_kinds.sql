-- What a flag is, apart from its words: a conflict waits for a person to decide between what was
-- changed here and what its system says. Flags of older desks say so in one sentence only.
ALTER TABLE flags ADD COLUMN kind TEXT NOT NULL DEFAULT 'reading'
    CHECK (kind IN ('reading', 'conflict'));
UPDATE flags SET kind = 'conflict'
WHERE field = 'offer' AND text LIKE 'Changed in %, and changed here: kept as it is here.';
