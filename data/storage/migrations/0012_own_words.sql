-- What comes with the program may be said in words of one's own: the revisions that somebody saved
-- count, beside the program's own, which go on coming with updates. The number is the revision of
-- the program's that these words were last held against; nothing says that the program's count.
ALTER TABLE templates ADD COLUMN own_since INTEGER CHECK (own_since >= 1);
CREATE TRIGGER templates_own_words BEFORE UPDATE OF own_since ON templates
WHEN new.own_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM template_revisions
    WHERE template_id = new.id AND created_by IS NOT NULL AND problem = '')
BEGIN SELECT raise(ABORT, 'a template without words of its own has none'); END;
