//! Lists as Relay connections.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};
use entity::ids::Id;
use futures_util::future::BoxFuture;
use sea_orm::IdenStatic;

use super::{
    context::ContextExt,
    filter::FilterInput,
    loader::{CountOf, PageOf},
    order::OrderInput,
};
use crate::domain::{
    self, Error, Result,
    filter::Where,
    page::{Link, Listed, Page, PageSizes, Paging, Parent, Request, Window},
};
use crate::limits::Limits;

/// A list of the domain as the schema shows it.
pub(super) trait Shown: Listed + Copy + Eq + std::hash::Hash {
    /// The object of a row.
    type Node: OutputType + From<Arc<Self::Row>> + Send + Sync;
    /// The input that filters it.
    type Filter: FilterInput<Test = Self::Test>;
    /// The input that orders it.
    type OrderBy: OrderInput<Order = Self::Order>;

    /// The name of its connection; two lists of the same objects need two.
    fn connection() -> String {
        format!("{}Connection", Self::Node::type_name())
    }
}

/// Which rows of a list, in which order, as a client says it.
pub(super) type Which<L> = (Option<<L as Shown>::Filter>, Option<<L as Shown>::OrderBy>);

/// Checks the arguments of a connection.
fn request<L: Shown>(
    ctx: &Context<'_>,
    paging: &Paging,
    (filter, order_by): Which<L>,
) -> Result<Arc<Request<L>>> {
    let limits = ctx.limits();
    let mut budget = limits.filter_nodes;
    let filter = filter.map_or(Ok(Where::everything()), |filter| filter.read(&mut budget))?;
    let order = order_by.unwrap_or_default().read();
    let window = Window::new(paging, page_sizes(limits), order, &format!("{filter:?}"))?;
    Ok(Arc::new(Request { filter, window }))
}

/// How many rows a page may have.
pub(super) fn page_sizes(limits: &Limits) -> PageSizes {
    let small = |limit: u64| u32::try_from(limit).unwrap_or(u32::MAX);
    PageSizes {
        default: small(limits.default_page_size),
        most: small(limits.page_size),
    }
}

/// Where a list hangs: on this parent, by this link.
#[derive(Clone)]
pub(super) struct Place {
    parent: Parent,
    link: Link,
}

/// The rows that name the record with this id in this column.
pub(super) fn by(id: impl Id, column: impl IdenStatic) -> Place {
    Place {
        parent: Parent::Id(id.uuid()),
        link: Link::column(column),
    }
}

/// The rows that are parts of the record with this id, which they name in this column.
pub(super) fn parts(id: impl Id, column: impl IdenStatic) -> Place {
    Place {
        parent: Parent::Id(id.uuid()),
        link: Link::part(column),
    }
}

/// The rows that name the record with this code in this column.
pub(super) fn by_code(code: &str, column: impl IdenStatic) -> Place {
    Place {
        parent: Parent::Code(code.to_owned()),
        link: Link::column(column),
    }
}

/// The rows that hang on the record with this id in another way.
pub(super) fn through(id: impl Id, link: Link) -> Place {
    Place {
        parent: Parent::Id(id.uuid()),
        link,
    }
}

impl Place {
    fn list<L: Listed>(self, request: &Arc<Request<L>>) -> PageOf<L> {
        PageOf {
            parent: self.parent,
            link: self.link,
            request: Arc::clone(request),
        }
    }
}

/// A page of the whole list.
///
/// Both are futures without a type of their own: every list of every object awaits
/// them, and would be compiled with all that is inside.
pub(super) fn all<'a, L: Shown>(
    ctx: &'a Context<'_>,
    paging: Paging,
    which: Which<L>,
) -> BoxFuture<'a, Result<Connection<L>>> {
    Box::pin(async move {
        let request = request::<L>(ctx, &paging, which)?;
        let page = domain::page::all(ctx.db(), &request).await?;
        Ok(Connection {
            page: Arc::new(page.map(Arc::new)),
            request,
            of: None,
        })
    })
}

/// A page of what hangs on one parent, read together with its neighbours'.
pub(super) fn of<'a, L: Shown>(
    ctx: &'a Context<'_>,
    place: Place,
    paging: Paging,
    which: Which<L>,
) -> BoxFuture<'a, Result<Connection<L>>> {
    Box::pin(async move {
        let request = request::<L>(ctx, &paging, which)?;
        let page = ctx.reader().load_one(place.clone().list(&request)).await?;
        Ok(Connection {
            page: page.ok_or(Error::NotFound)?,
            request,
            of: Some(place),
        })
    })
}

/// Declares the connections of an object, one line each: its name, its list, and
/// where the list hangs; without a place it is the whole list.
///
/// The fields are those of an object of their own that is flattened into `owner`.
macro_rules! lists {
    (
        $(#[$doc:meta])* $lists:ident of $owner:ty;
        $($(#[$field_doc:meta])* $field:ident: $list:ty $(= |$of:ident| $place:expr)?;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub(super) struct $lists(pub(super) $owner);

        $(#[$doc])*
        #[async_graphql::Object]
        impl $lists {
            $(
            $(#[$field_doc])*
            #[expect(
                clippy::too_many_arguments,
                reason = "Relay gives a connection four arguments of its own"
            )]
            async fn $field(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "How many rows from the beginning: 1 to 100, else 25.")]
                first: Option<i32>,
                #[graphql(desc = "Only rows behind this cursor.")]
                after: Option<String>,
                #[graphql(desc = "How many rows from the end: 1 to 100.")]
                last: Option<i32>,
                #[graphql(desc = "Only rows before this cursor.")]
                before: Option<String>,
                #[graphql(name = "where", desc = "Which rows; all when left out.")]
                filter: Option<<$list as crate::graphql::connection::Shown>::Filter>,
                #[graphql(desc = "The order of the rows.")]
                order_by: Option<<$list as crate::graphql::connection::Shown>::OrderBy>,
            ) -> crate::domain::Result<crate::graphql::connection::Connection<$list>> {
                let paging = crate::domain::page::Paging { first, after, last, before };
                crate::graphql::connection::lists!(
                    @read self, ctx, paging, (filter, order_by) $(, |$of| $place)?
                )
            }
            )+
        }
    };
    (@read $self:ident, $ctx:ident, $paging:ident, $which:expr) => {
        crate::graphql::connection::all($ctx, $paging, $which).await
    };
    (@read $self:ident, $ctx:ident, $paging:ident, $which:expr, |$of:ident| $place:expr) => {{
        let $of = &$self.0;
        crate::graphql::connection::of($ctx, $place, $paging, $which).await
    }};
}

pub(super) use lists;

/// A page of a list.
pub struct Connection<L: Listed> {
    page: Arc<Page<Arc<L::Row>>>,
    request: Arc<Request<L>>,
    of: Option<Place>,
}

impl<L: Shown> TypeName for Connection<L> {
    fn type_name() -> Cow<'static, str> {
        L::connection().into()
    }
}

/// A page of a list, and how to get the next one.
#[Object(name_type)]
impl<L: Shown> Connection<L> {
    /// The rows with their cursors.
    async fn edges(&self) -> Vec<Edge<L::Node>> {
        let rows = self.page.rows.iter();
        rows.map(|row| Edge {
            cursor: self.request.window.cursor::<L>(row),
            node: Arc::clone(row).into(),
        })
        .collect()
    }

    /// The rows without their cursors.
    async fn nodes(&self) -> Vec<L::Node> {
        self.page
            .rows
            .iter()
            .map(|row| Arc::clone(row).into())
            .collect()
    }

    /// Whether there is more, and the cursors at both ends.
    async fn page_info(&self) -> PageInfo {
        let cursor = |row: &Arc<L::Row>| self.request.window.cursor::<L>(row);
        PageInfo {
            has_next_page: self.page.has_next,
            has_previous_page: self.page.has_previous,
            start_cursor: self.page.rows.first().map(cursor),
            end_cursor: self.page.rows.last().map(cursor),
        }
    }

    /// The number of rows on all pages together. Counted only when it is asked
    /// for, with one more statement.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = match &self.of {
            None => domain::page::count::<L>(ctx.db(), &self.request.filter).await?,
            Some(place) => {
                let list = CountOf(place.clone().list(&self.request));
                ctx.reader().load_one(list).await?.unwrap_or_default()
            }
        };
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

/// A row of a list and its place there.
pub struct Edge<N> {
    pub(super) cursor: String,
    pub(super) node: N,
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// A row of a list and its place there.
#[Object(name_type)]
impl<N: OutputType + Send + Sync> Edge<N> {
    /// The place of the row: give it as `after` or `before` to read on from here.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self) -> &N {
        &self.node
    }
}

/// What there is around a page.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether rows follow this page.
    pub(super) has_next_page: bool,
    /// Whether rows come before this page.
    pub(super) has_previous_page: bool,
    /// The cursor of the first row; null on an empty page.
    pub(super) start_cursor: Option<String>,
    /// The cursor of the last row; null on an empty page. Give it as `after` for
    /// the next page.
    pub(super) end_cursor: Option<String>,
}
