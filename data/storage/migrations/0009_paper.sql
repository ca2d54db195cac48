-- What letters are put on: pictures of the head and of signatures, and a letterhead. Each is known by
-- its SHA-256, so that a letter that was sent keeps its own; the bytes stand in base64, for dumps.
CREATE TABLE paper_files (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    name TEXT NOT NULL CHECK (name <> ''),
    type TEXT NOT NULL CHECK (type IN ('png', 'jpeg', 'svg', 'pdf')),
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER paper_files_stay BEFORE UPDATE ON paper_files
BEGIN SELECT raise(ABORT, 'a file of the paper is never changed'); END;

-- Where a candidate lives, as it stands on an envelope.
ALTER TABLE candidates ADD COLUMN address TEXT NOT NULL DEFAULT '';
