//! Inputs that order lists.

use async_graphql::Enum;

use crate::domain::page::Direction;

/// Which way a list runs.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum OrderDirection {
    /// From the smallest to the largest, from A to Z, from old to new.
    Asc,
    /// From the largest to the smallest, from Z to A, from new to old.
    Desc,
}

impl From<OrderDirection> for Direction {
    fn from(direction: OrderDirection) -> Self {
        match direction {
            OrderDirection::Asc => Self::Ascending,
            OrderDirection::Desc => Self::Descending,
        }
    }
}

/// An input that orders a list; its default is the order of the list when
/// nobody asks for another.
pub(super) trait OrderInput: Default + Send + Sync {
    /// The orders of the domain.
    type Order;

    /// The order and its direction.
    fn read(self) -> (Self::Order, Direction);
}

/// Declares the input that orders a list: the enum of its orders, and the one
/// that is used when nobody asks.
macro_rules! order_input {
    (
        $(#[$doc:meta])* $input:ident, $(#[$field_doc:meta])* $field:ident of $order:ty,
        by default $default:ident $direction:ident;
        $($(#[$variant_doc:meta])* $variant:ident,)+
    ) => {
        $(#[$field_doc])*
        #[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq)]
        pub enum $field { $($(#[$variant_doc])* $variant),+ }

        $(#[$doc])*
        #[derive(async_graphql::InputObject, Clone, Copy)]
        pub struct $input {
            /// What to order by; equal rows keep one order too.
            field: $field,
            /// Which way.
            #[graphql(default_with = "crate::graphql::order::OrderDirection::Asc")]
            direction: crate::graphql::order::OrderDirection,
        }

        impl Default for $input {
            fn default() -> Self {
                Self {
                    field: $field::$default,
                    direction: crate::graphql::order::OrderDirection::$direction,
                }
            }
        }

        impl crate::graphql::order::OrderInput for $input {
            type Order = $order;

            fn read(self) -> ($order, crate::domain::page::Direction) {
                let order = match self.field {
                    $($field::$variant => <$order>::$variant),+
                };
                (order, self.direction.into())
            }
        }
    };
}

pub(super) use order_input;
