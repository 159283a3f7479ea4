//! Cities, and the bodies that provide what is learnt in them.

use entity::{city, country, organisation};
use serde_json::Value;

use super::{Node, Writer, words::marked};

impl Writer<'_> {
    /// A city as a place on the map.
    pub(super) fn city(&self, row: &city::Model, country: Option<&country::Model>) -> Node {
        let country = country.map_or_else(
            || Node::of("Country").with("name", row.country_code.as_str()),
            |country| self.named(Node::of("Country"), (&country.name, &row.default_locale)),
        );
        let figures = [
            figure("population", row.population.map(f64::from), None),
            figure("area", row.area_km2, Some("KMK")),
        ];
        let node = self
            .city_in_brief(row)
            .with("identifier", row.id.to_string())
            .with("sameAs", row.website.as_deref())
            .with("geo", geo(row.latitude, row.longitude))
            .with(
                "containedInPlace",
                country.with("identifier", row.country_code.as_str()),
            )
            .with(
                "additionalProperty",
                figures.into_iter().flatten().collect::<Vec<_>>(),
            );
        marked(node, row.origin)
    }

    /// A city as others name it.
    pub(super) fn city_in_brief(&self, row: &city::Model) -> Node {
        let node = Node::at("City", &self.site.city(&row.slug));
        self.named(node, (&row.name, &row.default_locale))
    }

    /// Who provides a thing: an organisation, else the government of the city.
    pub(super) fn provider(
        &self,
        provider: Option<&organisation::Model>,
        city: Option<&city::Model>,
    ) -> Value {
        match (provider, city) {
            (Some(provider), _) => {
                let node = Node::of("Organization")
                    .with("identifier", provider.id.to_string())
                    .with("url", provider.website.as_deref());
                let node = self.named(node, (&provider.name, &provider.default_locale));
                marked(node, provider.origin).into()
            }
            (None, Some(city)) => self.government(city).into(),
            (None, None) => Value::Null,
        }
    }

    /// A city as the body that governs it.
    pub(super) fn government(&self, city: &city::Model) -> Node {
        let page = self.site.city(&city.slug);
        let node = Node::of("GovernmentOrganization")
            .with("@id", format!("{page}#government"))
            .with("url", city.website.as_deref().unwrap_or(&page))
            .with("areaServed", Node::of("City").with("@id", page.as_str()));
        self.named(node, (&city.name, &city.default_locale))
    }
}

/// A point on the map.
pub(super) fn geo(latitude: Option<f64>, longitude: Option<f64>) -> Value {
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => Node::of("GeoCoordinates")
            .with("latitude", latitude)
            .with("longitude", longitude)
            .into(),
        _ => Value::Null,
    }
}

fn figure(name: &str, value: Option<f64>, unit: Option<&str>) -> Option<Value> {
    let node = Node::of("PropertyValue")
        .with("name", name)
        .with("value", value?);
    Some(node.with("unitCode", unit).into())
}
