//! Inputs that filter lists.

use std::str::FromStr;

use async_graphql::{ID, InputObject, InputType};
use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{Id, InvalidId};

use super::scalar::Date;
use crate::domain::{
    Error, Result,
    filter::{Is, IsBody, Test, Where},
    related::Related,
};

/// An input that filters a list.
pub(super) trait FilterInput: Sized + Send + Sync {
    /// The tests of the domain.
    type Test: Test;

    /// The filter; every condition costs one of the `budget`.
    fn read(self, budget: &mut u64) -> Result<Where<Self::Test>>;
}

/// The value of one field of a filter, as the domain's test takes it.
pub(super) trait Operand<T> {
    /// The value.
    fn read(self, budget: &mut u64) -> Result<T>;
}

/// Takes one condition from what the filter may still have.
pub(super) fn spend(budget: &mut u64) -> Result<()> {
    *budget = budget.checked_sub(1).ok_or_else(|| {
        Error::input("The filter has too many conditions: see `serviceLimits`, `filter_nodes`.")
    })?;
    Ok(())
}

/// Declares the input that filters a list: a field, the input of its value, and
/// the test of the domain that it stands for.
macro_rules! filter_input {
    (
        $(#[$doc:meta])* $input:ident for $test:ident;
        $($(#[$field_doc:meta])* $field:ident: $value:ty => $variant:ident $(($scheme:literal))?,)+
    ) => {
        $(#[$doc])*
        #[derive(async_graphql::InputObject)]
        pub struct $input {
            /// All of these hold.
            and: Option<Vec<$input>>,
            /// At least one of these holds.
            or: Option<Vec<$input>>,
            /// This does not hold.
            not: Option<Box<$input>>,
            $($(#[$field_doc])* $field: Option<$value>,)+
        }

        impl crate::graphql::filter::FilterInput for $input {
            type Test = $test;

            fn read(
                self,
                budget: &mut u64,
            ) -> crate::domain::Result<crate::domain::filter::Where<$test>> {
                use crate::domain::filter::Where;
                use crate::graphql::filter::{Operand, spend};
                let mut all = Vec::new();
                for part in self.and.into_iter().flatten() {
                    spend(budget)?;
                    all.push(part.read(budget)?);
                }
                if let Some(parts) = self.or {
                    spend(budget)?;
                    let parts = parts.into_iter().map(|part| {
                        spend(budget)?;
                        part.read(budget)
                    });
                    all.push(Where::Any(parts.collect::<crate::domain::Result<_>>()?));
                }
                if let Some(part) = self.not {
                    spend(budget)?;
                    all.push(Where::Not(Box::new(part.read(budget)?)));
                }
                $(if let Some(value) = self.$field {
                    spend(budget)?;
                    let value = Operand::read(value, budget)?;
                    all.push(Where::Test($test::$variant($($scheme,)? value)));
                })+
                Ok(Where::All(all))
            }
        }
    };
}

pub(super) use filter_input;

/// Conditions on an id. All that are given must hold.
#[derive(InputObject)]
pub struct IdFilter {
    /// Is this one.
    eq: Option<ID>,
    /// Is one of these; none is in an empty list.
    r#in: Option<Vec<ID>>,
    /// Is not this one. Holds for a missing value too.
    not: Option<ID>,
    /// Is missing (true) or is there (false).
    is_null: Option<bool>,
}

impl<I: Id + FromStr<Err = InvalidId>> Operand<Is<I>> for IdFilter {
    fn read(self, _: &mut u64) -> Result<Is<I>> {
        Ok(Is {
            eq: self.eq.map(|id| read_id(&id)).transpose()?,
            one_of: self
                .r#in
                .map(|ids| ids.iter().map(read_id).collect())
                .transpose()?,
            not: self.not.map(|id| read_id(&id)).transpose()?,
            is_null: self.is_null,
            ..Is::default()
        })
    }
}

/// Conditions on a body: a city, an alliance or an organisation. All that are given must
/// hold.
#[derive(InputObject)]
pub struct BodyFilter {
    /// Has this id.
    eq: Option<ID>,
    /// Has one of these ids; none is in an empty list.
    r#in: Option<Vec<ID>>,
    /// Has not this id. Holds for a missing value too.
    not: Option<ID>,
    /// Is missing (true) or is there (false).
    is_null: Option<bool>,
    /// Has a slug that is like this.
    slug: Option<SlugFilter>,
}

/// Conditions on a slug. All that are given must hold.
#[derive(InputObject)]
pub struct SlugFilter {
    /// Is exactly this.
    eq: Option<String>,
    /// Is one of these; none is in an empty list.
    r#in: Option<Vec<String>>,
}

impl<I: Id + FromStr<Err = InvalidId>> Operand<IsBody<I>> for BodyFilter {
    fn read(self, budget: &mut u64) -> Result<IsBody<I>> {
        let id = IdFilter {
            eq: self.eq,
            r#in: self.r#in,
            not: self.not,
            is_null: self.is_null,
        };
        let slug = self.slug;
        if slug.is_some() {
            spend(budget)?;
        }
        let (slug, slugs) = slug.map(|slug| (slug.eq, slug.r#in)).unwrap_or_default();
        Ok(IsBody {
            id: Operand::read(id, budget)?,
            slug,
            slugs,
        })
    }
}

/// Reads an id of one kind.
pub(super) fn read_id<I: Id + FromStr<Err = InvalidId>>(id: &ID) -> Result<I> {
    id.parse().map_err(|InvalidId { expected }| {
        Error::input(format!(
            "An id that begins with `{expected}_` is expected here."
        ))
    })
}

/// Conditions on a code or key, compared exactly. All that are given must hold.
#[derive(InputObject)]
pub struct StringFilter {
    /// Is exactly this.
    eq: Option<String>,
    /// Is one of these; none is in an empty list.
    r#in: Option<Vec<String>>,
    /// Is not this. Holds for a missing value too.
    not: Option<String>,
    /// Is missing (true) or is there (false).
    is_null: Option<bool>,
}

impl Operand<Is<String>> for StringFilter {
    fn read(self, _: &mut u64) -> Result<Is<String>> {
        Ok(Is {
            eq: self.eq,
            one_of: self.r#in,
            not: self.not,
            is_null: self.is_null,
            ..Is::default()
        })
    }
}

/// A condition on a text in any of its languages.
#[derive(InputObject)]
pub struct TextFilter {
    /// Contains this, whatever the case. Use `search` for words anywhere.
    contains: String,
}

impl Operand<String> for TextFilter {
    fn read(self, _: &mut u64) -> Result<String> {
        Ok(self.contains)
    }
}

/// Declares an input that compares values which have an order.
macro_rules! comparable {
    ($($(#[$doc:meta])* $input:ident of $value:ty, as $compared:ty;)+) => { $(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $input {
            /// Is exactly this.
            eq: Option<$value>,
            /// Is one of these; none is in an empty list.
            r#in: Option<Vec<$value>>,
            /// Is not this. Holds for a missing value too.
            not: Option<$value>,
            /// Is less.
            lt: Option<$value>,
            /// Is less or equal.
            lte: Option<$value>,
            /// Is greater.
            gt: Option<$value>,
            /// Is greater or equal.
            gte: Option<$value>,
            /// Is missing (true) or is there (false).
            is_null: Option<bool>,
        }

        impl Operand<Is<$compared>> for $input {
            fn read(self, budget: &mut u64) -> Result<Is<$compared>> {
                let mut read = |value: $value| Operand::<$compared>::read(value, budget);
                let list = self.r#in.map(|list| list.into_iter().map(&mut read).collect());
                Ok(Is {
                    one_of: list.transpose()?,
                    eq: self.eq.map(&mut read).transpose()?,
                    not: self.not.map(&mut read).transpose()?,
                    lt: self.lt.map(&mut read).transpose()?,
                    lte: self.lte.map(&mut read).transpose()?,
                    gt: self.gt.map(&mut read).transpose()?,
                    gte: self.gte.map(&mut read).transpose()?,
                    is_null: self.is_null,
                })
            }
        }
    )+ };
}

comparable! {
    /// Conditions on a whole number. All that are given must hold.
    IntFilter of i32, as i32;
    /// Conditions on a day. All that are given must hold.
    DateFilter of Date, as NaiveDate;
    /// Conditions on a moment. All that are given must hold.
    DateTimeFilter of DateTime<Utc>, as DateTime<Utc>;
}

/// Conditions on one of a few values. All that are given must hold.
#[derive(InputObject)]
#[graphql(concrete(name = "OriginFilter", params(super::values::Origin)))]
#[graphql(concrete(name = "RegionFilter", params(super::values::Region)))]
#[graphql(concrete(name = "CityKindFilter", params(super::values::CityKind)))]
#[graphql(concrete(name = "CityStatusFilter", params(super::values::CityStatus)))]
#[graphql(concrete(
    name = "OrganisationKindFilter",
    params(super::values::OrganisationKind)
))]
#[graphql(concrete(name = "AllianceKindFilter", params(super::values::AllianceKind)))]
#[graphql(concrete(name = "MembershipRoleFilter", params(super::values::MembershipRole)))]
#[graphql(concrete(
    name = "MembershipStatusFilter",
    params(super::values::MembershipStatus)
))]
#[graphql(concrete(
    name = "LearningSpaceKindFilter",
    params(super::values::LearningSpaceKind)
))]
#[graphql(concrete(
    name = "LearningSpaceStatusFilter",
    params(super::values::LearningSpaceStatus)
))]
#[graphql(concrete(name = "ProgrammeKindFilter", params(super::values::ProgrammeKind)))]
#[graphql(concrete(name = "ProgrammeStatusFilter", params(super::values::ProgrammeStatus)))]
#[graphql(concrete(name = "LearningSettingFilter", params(super::values::LearningSetting)))]
#[graphql(concrete(name = "DeliveryModeFilter", params(super::values::DeliveryMode)))]
#[graphql(concrete(name = "OfferingStatusFilter", params(super::values::OfferingStatus)))]
#[graphql(concrete(name = "PlanStatusFilter", params(super::values::PlanStatus)))]
#[graphql(concrete(name = "SurveyStatusFilter", params(super::values::SurveyStatus)))]
#[graphql(concrete(name = "ResponseControlFilter", params(super::values::ResponseControl)))]
#[graphql(concrete(name = "AnonymityFilter", params(super::values::Anonymity)))]
#[graphql(concrete(
    name = "FeedbackChannelKindFilter",
    params(super::values::FeedbackChannelKind)
))]
#[graphql(concrete(
    name = "FeedbackSessionKindFilter",
    params(super::values::FeedbackSessionKind)
))]
#[graphql(concrete(
    name = "FeedbackActionStatusFilter",
    params(super::values::FeedbackActionStatus)
))]
#[graphql(concrete(
    name = "WebhookDeliveryStatusFilter",
    params(super::values::WebhookDeliveryStatus)
))]
pub struct OneOfFilter<T: InputType> {
    /// Is this one.
    eq: Option<T>,
    /// Is one of these; none is in an empty list.
    r#in: Option<Vec<T>>,
    /// Is not this one.
    not: Option<T>,
}

impl<T: InputType + Into<V>, V> Operand<Is<V>> for OneOfFilter<T> {
    fn read(self, _: &mut u64) -> Result<Is<V>> {
        Ok(Is {
            eq: self.eq.map(Into::into),
            one_of: self
                .r#in
                .map(|values| values.into_iter().map(Into::into).collect()),
            not: self.not.map(Into::into),
            ..Is::default()
        })
    }
}

impl Operand<NaiveDate> for Date {
    fn read(self, _: &mut u64) -> Result<NaiveDate> {
        Ok(self.0)
    }
}

impl Operand<DateTime<Utc>> for DateTime<Utc> {
    fn read(self, _: &mut u64) -> Result<DateTime<Utc>> {
        Ok(self)
    }
}

impl Operand<i32> for i32 {
    fn read(self, _: &mut u64) -> Result<i32> {
        Ok(self)
    }
}

impl Operand<bool> for bool {
    fn read(self, _: &mut u64) -> Result<bool> {
        Ok(self)
    }
}

/// Conditions on related records.
#[derive(InputObject)]
#[graphql(concrete(
    name = "MembershipsFilter",
    params(super::membership::MembershipFilter)
))]
#[graphql(concrete(name = "ProgrammesFilter", params(super::programme::ProgrammeFilter)))]
#[graphql(concrete(name = "OfferingsFilter", params(super::offering::OfferingFilter)))]
pub struct RelatedFilter<F: InputType> {
    /// At least one of the related records is like this.
    some: Option<F>,
    /// None of the related records is like this.
    none: Option<F>,
}

impl<F: InputType + FilterInput> Operand<Related<F::Test>> for RelatedFilter<F> {
    fn read(self, budget: &mut u64) -> Result<Related<F::Test>> {
        let mut read = |filter: Option<F>| {
            let filter = filter.map(|filter| {
                spend(budget)?;
                filter.read(budget)
            });
            filter.transpose().map(|filter| filter.map(Box::new))
        };
        Ok(Related {
            some: read(self.some)?,
            none: read(self.none)?,
        })
    }
}
