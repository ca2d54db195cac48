-- Letter templates: clauses of the user's own, subject lines, drafts, limits, a job's default.

-- A CHECK cannot be changed in place: the table is made anew. The old name has to keep its meaning
-- for the tables and views that refer to it, so renaming must not follow references.
PRAGMA legacy_alter_table = ON;
CREATE TABLE templates_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT 'offer'
        CHECK (kind IN ('offer', 'withdrawal', 'reminder', 'clause')),
    key TEXT UNIQUE CHECK (key <> ''),
    shipped TEXT UNIQUE,
    retired_at TEXT,
    created_at TEXT NOT NULL,
    CHECK (key IS NULL OR kind = 'clause')
) STRICT;
INSERT INTO templates_anew (id, name, kind, shipped, retired_at, created_at)
SELECT id, name, kind, shipped, retired_at, created_at FROM templates;
DROP TABLE templates;
ALTER TABLE templates_anew RENAME TO templates;
PRAGMA legacy_alter_table = OFF;

-- Templates name a clause by its key, so that renaming it breaks no letter.
CREATE TRIGGER templates_keep_key BEFORE UPDATE OF key, kind ON templates
WHEN new.key IS NOT old.key OR new.kind IS NOT old.kind
BEGIN SELECT raise(ABORT, 'the key and the kind of a template never change'); END;
CREATE TRIGGER templates_stay_whole BEFORE DELETE ON templates
BEGIN SELECT raise(ABORT, 'a template is retired, never removed'); END;
CREATE TRIGGER templates_once BEFORE INSERT ON templates
WHEN EXISTS (SELECT 1 FROM templates WHERE id = new.id OR key = new.key OR shipped = new.shipped)
BEGIN SELECT raise(ABORT, 'a template is not replaced'); END;

-- A revision with a problem is a draft: letters go on with the newest one that has none.
ALTER TABLE template_revisions ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE template_revisions ADD COLUMN problem TEXT NOT NULL DEFAULT '';

-- Where a template may be used: one of its jobs or departments, and for each field one value.
CREATE TABLE template_limits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    template_id INTEGER NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
    job_id INTEGER REFERENCES jobs (id) ON DELETE CASCADE,
    department TEXT CHECK (department <> ''),
    field_id INTEGER REFERENCES custom_fields (id),
    value TEXT,
    CHECK ((job_id IS NOT NULL) + (department IS NOT NULL) + (field_id IS NOT NULL) = 1),
    CHECK ((field_id IS NULL) = (value IS NULL))
) STRICT;
CREATE UNIQUE INDEX template_limits_once ON template_limits (
    template_id, coalesce(job_id, 0), coalesce(department, ''), coalesce(field_id, 0),
    coalesce(value, ''));

-- The template that offers of a job start with.
ALTER TABLE jobs ADD COLUMN template_id INTEGER REFERENCES templates (id);

-- How many offers follow a template, and how many are drafts, without looking at the offers
-- (SQLite answers nothing from an index alone that has a generated column such as standing).
DROP INDEX offers_by_template;
CREATE INDEX offers_by_template ON offers (template_id, status, superseded);
