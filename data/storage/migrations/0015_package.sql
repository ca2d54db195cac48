-- Which custom fields of offers are part of what an offer costs: paid once, or every year.
ALTER TABLE custom_fields ADD COLUMN package TEXT NOT NULL DEFAULT ''
    CHECK (package IN ('', 'once', 'yearly') AND (package = '' OR belongs_to = 'offer'));
