//! Tables as XML: elements that hold one element for each column, wherever they stand.
//! The national interface hides them in `response/body/items`.

use quick_xml::{Reader, escape::resolve_xml_entity, events::Event};

use super::{Record, Table};
use crate::domain::problem::Complaint;

/// An element that is still open: its name, its text, and what it holds.
#[derive(Default)]
struct Open {
    name: String,
    text: String,
    cells: Record,
}

/// Reads the elements that have one of these columns. The line of a row is the number of
/// its element. Entities of a document's own are not followed.
pub(in crate::feed) fn xml(text: &str, is_column: fn(&str) -> bool) -> Result<Table, Complaint> {
    let mut reader = Reader::from_str(text);
    let (mut open, mut records): (Vec<Open>, Vec<Record>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().map_err(Complaint::unreadable)?;
        match event {
            Event::Eof if open.is_empty() => break,
            Event::Eof => return Err(Complaint::unreadable("it breaks off")),
            Event::Start(element) => open.push(Open {
                name: named(element.local_name().as_ref()),
                ..Open::default()
            }),
            Event::Empty(element) => {
                let name = named(element.local_name().as_ref());
                if let Some(above) = open.last_mut() {
                    above.cells.push((name, String::new()));
                }
            }
            Event::End(_) => close(&mut open, &mut records, is_column),
            other => {
                if let Some(above) = open.last_mut() {
                    above.text.push_str(&said(&other)?);
                }
            }
        }
    }
    if records.is_empty() {
        return Err(Complaint::no_records());
    }
    Ok(Table::of_records(records))
}

fn named(name: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}

/// What stands between the marks of elements.
fn said(event: &Event<'_>) -> Result<String, Complaint> {
    Ok(match event {
        Event::Text(text) => text.xml10_content().into_owned(),
        Event::CData(text) => text.xml10_content().into_owned(),
        Event::GeneralRef(reference) => {
            let letter = reference
                .resolve_char_ref()
                .map_err(Complaint::unreadable)?;
            let name = reference.xml10_content();
            let letter = letter.map(String::from);
            let known = || resolve_xml_entity(&name).map(str::to_owned);
            let unknown = || Complaint::unreadable(format!("&{name}; is not known"));
            letter.or_else(known).ok_or_else(unknown)?
        }
        _ => String::new(),
    })
}

/// Ends an element: one that holds columns is a record, any other a cell of what it is in.
fn close(open: &mut Vec<Open>, records: &mut Vec<Record>, is_column: fn(&str) -> bool) {
    let Some(element) = open.pop() else { return };
    if element.cells.iter().any(|(name, _)| is_column(name)) {
        records.push(element.cells);
    } else if let Some(above) = open.last_mut()
        && element.cells.is_empty()
    {
        let text = element.text.trim().to_owned();
        above.cells.push((element.name, text));
    }
}
