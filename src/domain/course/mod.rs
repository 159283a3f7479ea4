//! Courses as the Korean national file (15013110) has them.
//!
//! A row of the file is a programme with one offering. What the file says in words
//! that no field of ours has, such as a telephone number or `매주 화`, is kept as it
//! stood, so that a row that came in goes out as it was.

mod amount;
mod around;
mod cell;
mod column;
mod export;
mod find;
mod import;
mod key;
mod keys;
mod marks;
mod read;
mod source;
mod week;
mod when;
mod withdraw;
mod words;
mod write;

pub(crate) use self::export::courses;
pub(in crate::domain) use self::key::is_key;
pub use self::{
    column::{Column, Course},
    import::{Line, Wishes, import},
    keys::{Keys, of_providers},
    withdraw::withdraw,
};
