//! The formats that leave the house, one file or folder a format.
//!
//! They take what `domain` reads and give bytes; which address they have and who
//! may ask for them is the wire's business.

mod answers;
mod around;
mod aside;
pub mod cloud_event;
pub mod courses;
pub mod dcat;
mod encoding;
pub mod ical;
pub mod json;
pub mod json_ld;
mod lists;
mod made_up;
mod news;
pub mod programmes;
pub mod remarks;
mod rpde;
mod site;
mod spreadsheet;
pub mod surveyjs;
mod table;
mod unread;
pub mod xlsform;

pub use self::{
    answers::{AnswerFormat, Answers},
    aside::aside,
    encoding::Encoding,
    lists::{Filed, ListFile, ListFormat},
    news::{NewsFormat, NewsWriter},
    rpde::{Rpde, RpdeKind, RpdePage},
    site::Site,
    unread::Unread,
};
