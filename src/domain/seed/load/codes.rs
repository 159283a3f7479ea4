//! Code lists, sources and countries: rows that are known by their own codes.

use std::collections::{HashMap, HashSet};

use entity::{Words, code, code_list, country, source, values::SubjectKind};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

use super::Loader;
use crate::domain::{
    error::Result,
    seed::{
        file::{Code, Codes, Network, Scheme},
        report::Outcome,
        store::{self, Compared},
    },
    text::folded,
};

impl Loader<'_> {
    pub(in crate::domain::seed) async fn codes(&mut self, codes: &Codes) -> Result<()> {
        let lists = codes.schemes.iter().map(|scheme| list_row(scheme));
        self.store("code_list", lists.collect()).await?;
        let stored = code::Entity::find().order_by_asc(code::Column::Position);
        let stored = stored.all(self.tx).await?;
        let wanted = in_order(codes, &stored);
        let mut rows = store::compare(stored, wanted);
        self.make_room(&mut rows).await?;
        self.write("code", &mut rows).await
    }

    /// Two codes of a list never share a place, not even while they change places.
    async fn make_room(&self, rows: &mut [Compared<code::Model>]) -> Result<()> {
        let moving = rows
            .iter()
            .filter(|compared| compared.outcome == Outcome::Changed);
        let lists: HashSet<String> = moving.map(|compared| compared.row.scheme.clone()).collect();
        for compared in rows {
            if lists.contains(&compared.row.scheme) {
                compared.mark();
            }
        }
        let position = Expr::col(code::Column::Position);
        code::Entity::update_many()
            .col_expr(code::Column::Position, Expr::val(-1).sub(position))
            .filter(code::Column::Scheme.is_in(lists))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    pub(in crate::domain::seed) async fn sources(&mut self, network: &Network) -> Result<()> {
        let rows = network.sources.iter().map(|source| source::Model {
            id: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            kind: source.kind.clone(),
            url: source.url.clone(),
            languages: Words(source.languages.clone()),
            dated: source.dated.clone(),
        });
        self.store("source", rows.collect()).await?;
        Ok(())
    }

    pub(in crate::domain::seed) async fn countries(&mut self, network: &Network) -> Result<()> {
        let rows = network.countries.iter().map(|country| country::Model {
            code: country.code.clone(),
            alpha3: country.alpha3.clone(),
            m49: country.m49.clone(),
            region: country.region,
            name: country.name.clone(),
            name_text: folded(&country.name, "en"),
        });
        self.store("country", rows.collect()).await?;
        for country in network.countries.iter() {
            self.cite(SubjectKind::Country, &country.code, &country.provenance);
        }
        Ok(())
    }
}

fn list_row(scheme: &Scheme) -> code_list::Model {
    code_list::Model {
        scheme: scheme.scheme.clone(),
        name: scheme.name.clone(),
        owner: scheme.owner.clone(),
        version: scheme.version.clone(),
        uri: scheme.uri.clone(),
        note: scheme.note.clone(),
    }
}

/// The codes of the file, then those that only the database has, list by list.
fn in_order(codes: &Codes, stored: &[code::Model]) -> Vec<code::Model> {
    let mut left: HashMap<&str, Vec<&code::Model>> = HashMap::new();
    for row in stored {
        left.entry(&row.scheme).or_default().push(row);
    }
    let mut rows = Vec::new();
    for scheme in codes.schemes.iter() {
        let named: HashSet<&str> = scheme.codes.iter().map(|code| code.code.as_str()).collect();
        let mut positions = 0..;
        for (code, position) in scheme.codes.iter().zip(&mut positions) {
            rows.push(code_row(&scheme.scheme, code, position));
        }
        let left = left.remove(scheme.scheme.as_str()).unwrap_or_default();
        let left = left
            .into_iter()
            .filter(|row| !named.contains(row.code.as_str()));
        rows.extend(left.zip(positions).map(|(row, position)| code::Model {
            position,
            ..row.clone()
        }));
    }
    rows
}

fn code_row(scheme: &str, code: &Code, position: i32) -> code::Model {
    code::Model {
        scheme: scheme.to_owned(),
        code: code.code.clone(),
        parent: code.parent.clone(),
        position,
        label: code.label.clone(),
        label_text: folded(&code.label, "en"),
        uri: code.uri.clone(),
    }
}
