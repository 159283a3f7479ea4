//! Places: where people learn.

use entity::{
    city, learning_space, offering,
    values::{OpeningHours, SpaceStatus},
};
use serde_json::Value;

use super::{
    Node, Writer,
    city::geo,
    words::{day, marked},
};
use crate::feed::around::Around;

impl Writer<'_> {
    /// A learning space with all that is known of it.
    pub(super) fn space(&self, row: &learning_space::Model, around: &Around) -> Node {
        let default = &row.default_locale;
        let city = around.cities.get(&row.city_id.0);
        let provider = row.provider_id.and_then(|id| around.providers.get(&id.0));
        let kind = sea_orm::ActiveEnum::to_value(&row.kind);
        let features = around.codes_of(row.id.0, "ACCESSIBILITY").map(|code| {
            Node::of("LocationFeatureSpecification")
                .with("name", self.say(&code.label, default))
                .with("propertyID", code.code.as_str())
                .with("value", true)
                .into()
        });
        let node = self
            .space_in_brief(row, city)
            .with("identifier", row.id.to_string())
            .with("sameAs", row.website.as_deref())
            .with("description", self.maybe(row.description.as_ref(), default))
            .with("keywords", kind.to_lowercase().replace('_', " "))
            .with("publicAccess", row.status == SpaceStatus::Open)
            .with("maximumAttendeeCapacity", row.capacity)
            .with("openingHoursSpecification", hours(row))
            .with("amenityFeature", features.collect::<Vec<Value>>())
            .with(
                "containedInPlace",
                city.map(|city| self.city_in_brief(city)).map(Value::from),
            );
        let run_by = provider.map(|_| self.provider(provider, None));
        marked(
            node.with("additionalProperty", run_by.as_ref().map(operator)),
            row.origin,
        )
    }

    /// A learning space as the offerings that meet there name it.
    fn space_in_brief(&self, row: &learning_space::Model, city: Option<&city::Model>) -> Node {
        let default = &row.default_locale;
        let node = Node::at("Place", &self.site.learning_space(row.id));
        let street = self.maybe(row.address.as_ref(), default);
        let address = Node::of("PostalAddress")
            .with("streetAddress", street)
            .with("postalCode", row.postal_code.as_deref())
            .with(
                "addressLocality",
                city.map(|city| self.say(&city.name, &city.default_locale)),
            )
            .with(
                "addressRegion",
                city.and_then(|city| city.subdivision_code.as_deref()),
            )
            .with(
                "addressCountry",
                city.map(|city| city.country_code.as_str()),
            );
        self.named(node, (&row.name, default))
            .with("address", address)
            .with("geo", geo(row.latitude, row.longitude))
    }

    /// Where an offering takes place, on the ground and on the net.
    pub(super) fn locations(&self, run: &offering::Model, around: &Around) -> Vec<Value> {
        let city = around.cities.get(&run.city_id.0);
        let space = run.space_id.and_then(|id| around.spaces.get(&id.0));
        let space = space.map(|space| self.space_in_brief(space, city));
        let venue = self.maybe(run.venue.as_ref(), &run.default_locale);
        let venue = venue.map(|venue| {
            let place = Node::of("Place").with("name", venue);
            place.with(
                "containedInPlace",
                city.map(|city| self.city_in_brief(city)).map(Value::from),
            )
        });
        let platform = run.platform_id.and_then(|id| around.platforms.get(&id.0));
        let named = platform.map(|row| self.say(&row.name, &row.default_locale));
        let link = run.virtual_url.as_deref();
        let link = link.or_else(|| platform.and_then(|row| row.website.as_deref()));
        let net = (named.is_some() || link.is_some()).then(|| {
            Node::of("VirtualLocation")
                .with("name", named)
                .with("url", link)
        });
        let places = [space.or(venue), net];
        places.into_iter().flatten().map(Value::from).collect()
    }
}

fn operator(body: &Value) -> Value {
    let name = body["name"].clone();
    Node::of("PropertyValue")
        .with("name", "operator")
        .with("value", name)
        .into()
}

fn hours(row: &learning_space::Model) -> Vec<Value> {
    if row.always_open {
        let always = Node::of("OpeningHoursSpecification").with("opens", "00:00:00");
        return vec![always.with("closes", "23:59:59").into()];
    }
    row.opening_hours.0.iter().map(open).collect()
}

fn open(hours: &OpeningHours) -> Value {
    let days: Vec<&str> = hours.days.iter().copied().map(day).collect();
    Node::of("OpeningHoursSpecification")
        .with("dayOfWeek", days)
        .with("opens", format!("{}:00", hours.opens))
        .with("closes", format!("{}:00", hours.closes))
        .into()
}
