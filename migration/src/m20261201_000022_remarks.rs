//! Rows of files that are in without some of their cells, and what a file no longer has.

crate::step::step!(taken back by DOWN);

const UP: &str = "
ALTER TABLE import_rejection RENAME TO import_remark;
ALTER TABLE import_remark ADD COLUMN is_refused {bool} NOT NULL DEFAULT {true};
ALTER TABLE import_run ADD COLUMN warned integer NOT NULL DEFAULT 0 CHECK (warned >= 0);
ALTER TABLE import_run ADD COLUMN withdrawn integer NOT NULL DEFAULT 0 CHECK (withdrawn >= 0);
";

const DOWN: &str = "
ALTER TABLE import_run DROP COLUMN withdrawn;
ALTER TABLE import_run DROP COLUMN warned;
DELETE FROM import_remark WHERE NOT is_refused;
ALTER TABLE import_remark DROP COLUMN is_refused;
ALTER TABLE import_remark RENAME TO import_rejection;
";
