//! Days that no city meant: before 1900 or after 2199, as `26-03-02` once became.
//!
//! What lies outside of these years can come in no more. What had come in broke
//! calendars, and said nothing: a day that may be missing is missing from now on, and
//! a rule of meetings that begins in another age goes.

crate::step::step!(taken back by DOWN);

const UP: &str = "
UPDATE offering SET start_date = NULL
    WHERE start_date < '1900-01-01' OR start_date > '2199-12-31';
UPDATE offering SET end_date = NULL
    WHERE end_date < '1900-01-01' OR end_date > '2199-12-31';
UPDATE offering SET enrolment_opens = NULL
    WHERE enrolment_opens < '1900-01-01' OR enrolment_opens > '2199-12-31';
UPDATE offering SET enrolment_closes = NULL
    WHERE enrolment_closes < '1900-01-01' OR enrolment_closes > '2199-12-31';
DELETE FROM schedule
    WHERE start_date < '1900-01-01' OR start_date > '2199-12-31';
UPDATE schedule SET end_date = NULL
    WHERE end_date < '1900-01-01' OR end_date > '2199-12-31';
UPDATE source_reference SET retrieved_on = NULL
    WHERE retrieved_on < '1900-01-01' OR retrieved_on > '2199-12-31';
";

const DOWN: &str = "";
