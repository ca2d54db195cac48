-- Why pay is outside the job's range: it belongs to the version that has that pay.
ALTER TABLE versions ADD COLUMN pay_reason TEXT NOT NULL DEFAULT '';
