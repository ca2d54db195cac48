-- Files kept with an offer: a signed copy, a mail, anything. The content is base64 in pieces, so
-- that a dump is text and nothing ever holds more than a few of them.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    offer_id INTEGER NOT NULL REFERENCES offers (id) ON DELETE CASCADE,
    version INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('signed', 'mail', 'file')),
    name TEXT NOT NULL CHECK (name <> ''),
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX attachments_by_offer ON attachments (offer_id);

CREATE TABLE attachment_pieces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    attachment_id INTEGER NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (attachment_id, number)
) STRICT;

-- An attachment never changes, but for the name of an erased person in what its file is called.
CREATE TRIGGER attachments_stay BEFORE UPDATE ON attachments
WHEN new.id IS NOT old.id OR new.offer_id IS NOT old.offer_id OR new.version IS NOT old.version
  OR new.kind IS NOT old.kind OR new.media_type IS NOT old.media_type OR new.size IS NOT old.size
  OR new.sha256 IS NOT old.sha256 OR new.added_at IS NOT old.added_at
  OR new.added_by IS NOT old.added_by
  OR (new.name IS NOT old.name AND instr(new.name, '[erased]') = 0)
BEGIN SELECT raise(ABORT, 'an attachment never changes'); END;
CREATE TRIGGER attachment_pieces_stay BEFORE UPDATE ON attachment_pieces
BEGIN SELECT raise(ABORT, 'an attachment never changes'); END;
