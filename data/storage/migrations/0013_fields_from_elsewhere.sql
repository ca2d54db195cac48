-- A field that other systems' records brought in is understood anew when a record says more of it:
-- its type, its key, and what its values, kept as they came, mean. What a person made or changed stays.
CREATE VIEW fields_from_elsewhere AS
SELECT id FROM custom_fields
WHERE EXISTS (SELECT 1 FROM remote_ids WHERE field_id = custom_fields.id)
  AND NOT EXISTS (SELECT 1 FROM events WHERE subject = 'field' AND subject_id = custom_fields.id);

DROP TRIGGER custom_fields_keep_key;
CREATE TRIGGER custom_fields_keep_key BEFORE UPDATE OF key, type, belongs_to ON custom_fields
WHEN new.belongs_to IS NOT old.belongs_to
  OR ((new.key IS NOT old.key OR new.type IS NOT old.type)
    AND NOT EXISTS (SELECT 1 FROM fields_from_elsewhere WHERE id = old.id))
BEGIN SELECT raise(ABORT, 'the key and the type of a custom field never change'); END;

DROP TRIGGER version_values_stay;
CREATE TRIGGER version_values_stay BEFORE UPDATE ON version_values
WHEN new.version_id IS NOT old.version_id OR new.field_id IS NOT old.field_id
  OR NOT (EXISTS (
    SELECT 1 FROM versions JOIN offers ON offers.id = versions.offer_id
    JOIN candidates ON candidates.id = offers.candidate_id
    WHERE versions.id = old.version_id AND candidates.erased_at IS NOT NULL)
  OR (new.name IS old.name AND new.raw IS old.raw AND old.raw IS NOT NULL
    AND EXISTS (SELECT 1 FROM fields_from_elsewhere WHERE id = old.field_id)))
BEGIN SELECT raise(ABORT, 'a value of a version never changes'); END;
CREATE INDEX remote_ids_by_field ON remote_ids (field_id) WHERE field_id IS NOT NULL;

-- A letter template that an offer names by its number may come later: it is filled in then.
DROP TRIGGER versions_stay;
CREATE TRIGGER versions_stay BEFORE UPDATE ON versions
WHEN new.id IS NOT old.id OR new.offer_id IS NOT old.offer_id OR new.number IS NOT old.number
  OR new.salary_minor IS NOT old.salary_minor OR new.currency IS NOT old.currency
  OR new.pay_frequency IS NOT old.pay_frequency OR new.start_date IS NOT old.start_date
  OR new.expiry_date IS NOT old.expiry_date OR new.opening_id IS NOT old.opening_id
  OR new.created_at IS NOT old.created_at OR new.field_count IS NOT old.field_count
  OR new.created_by IS NOT old.created_by OR new.on_behalf_of IS NOT old.on_behalf_of
  OR (new.template_id IS NOT old.template_id AND (old.template_id IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM kept_records WHERE kept_records.offer_id = old.offer_id)))
  OR ((new.template_id IS old.template_id OR new.letter_html IS NOT old.letter_html
      OR new.note IS NOT old.note OR new.salary_text IS NOT old.salary_text
      OR new.pay_reason IS NOT old.pay_reason)
    AND NOT EXISTS (
      SELECT 1 FROM offers JOIN candidates ON candidates.id = offers.candidate_id
      WHERE offers.id = old.offer_id AND candidates.erased_at IS NOT NULL))
BEGIN SELECT raise(ABORT, 'a version never changes'); END;
