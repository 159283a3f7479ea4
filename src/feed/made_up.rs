//! How every format says that a record was made up to show something.

use entity::values::Origin;

/// For people.
const SENTENCE: &str = "Made up to show how the network works: not a real record.";

/// What is said of a record that was made up; nothing of a real one.
pub(super) fn said(origin: Origin) -> Option<&'static str> {
    (origin == Origin::Synthetic).then_some(SENTENCE)
}
