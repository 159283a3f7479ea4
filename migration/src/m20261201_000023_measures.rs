//! What a figure measures, for programs: words change with the language.

crate::step::step!(taken back by DOWN);

const UP: &str = "
ALTER TABLE observation ADD COLUMN measure_code text NULL;
UPDATE observation SET measure_code = 'MEMBERS'
WHERE subject_kind = 'ALLIANCE' AND unit_code IN ('CITY', 'ORGANISATION')
    AND (CAST(measure AS text) LIKE '%\"Member cities\"%'
        OR CAST(measure AS text) LIKE '%\"Member bodies in all\"%');
";

const DOWN: &str = "
ALTER TABLE observation DROP COLUMN measure_code;
";
