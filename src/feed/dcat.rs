//! The catalogue of what can be had (DCAT-AP 3.0.0, in JSON-LD): portals harvest
//! it, and lead others here.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::site::Site;

/// Where DCAT-AP takes its words from.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// A list that can be had as a file, and what it is.
struct List {
    path: &'static str,
    title: [(&'static str, &'static str); 4],
    description: &'static str,
}

const LISTS: [List; 8] = [
    List {
        path: "programmes",
        title: [
            ("en", "Programmes"),
            ("ko", "프로그램"),
            ("zh-Hans", "课程"),
            ("zh-Hant", "課程"),
        ],
        description: "What can be learnt in the cities of the network: published programmes with their topics and target groups.",
    },
    List {
        path: "offerings",
        title: [
            ("en", "Offerings"),
            ("ko", "강좌"),
            ("zh-Hans", "开课"),
            ("zh-Hant", "開課"),
        ],
        description: "The runs of programmes: when, where, for how many, at what price.",
    },
    List {
        path: "learning-spaces",
        title: [
            ("en", "Learning spaces"),
            ("ko", "학습 공간"),
            ("zh-Hans", "学习空间"),
            ("zh-Hant", "學習空間"),
        ],
        description: "The places where people learn, with their hours and their accessibility.",
    },
    List {
        path: "cities",
        title: [
            ("en", "Cities"),
            ("ko", "도시"),
            ("zh-Hans", "城市"),
            ("zh-Hant", "城市"),
        ],
        description: "The learning cities of the network.",
    },
    List {
        path: "organisations",
        title: [
            ("en", "Organisations"),
            ("ko", "기관"),
            ("zh-Hans", "机构"),
            ("zh-Hant", "機構"),
        ],
        description: "Bodies that provide and support learning.",
    },
    List {
        path: "alliances",
        title: [
            ("en", "Alliances"),
            ("ko", "협의체"),
            ("zh-Hans", "联盟"),
            ("zh-Hant", "聯盟"),
        ],
        description: "Networks of cities and organisations.",
    },
    List {
        path: "memberships",
        title: [
            ("en", "Memberships"),
            ("ko", "회원"),
            ("zh-Hans", "成员"),
            ("zh-Hant", "成員"),
        ],
        description: "Who is a member of which alliance, since when.",
    },
    List {
        path: "plans",
        title: [
            ("en", "Plans"),
            ("ko", "계획"),
            ("zh-Hans", "规划"),
            ("zh-Hant", "規劃"),
        ],
        description: "The plans by which cities develop their learning.",
    },
];

/// What is said of all data alike.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// When something last happened in the network.
    pub changed: Option<DateTime<Utc>>,
    /// The address of the licence.
    pub licence: &'a str,
}

/// The catalogue.
#[must_use]
pub fn catalogue(site: &Site, terms: Terms<'_>) -> Value {
    let datasets: Vec<Value> = LISTS
        .iter()
        .map(|list| dataset(site, list, terms))
        .collect();
    json!({
        "@context": context(),
        "@id": site.path("/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "title": said(&[("en", "Learning cities"), ("ko", "학습도시"), ("zh-Hans", "学习型城市"), ("zh-Hant", "學習型城市")]),
        "description": said(&[("en", "What the cities of a network of learning cities offer and learn.")]),
        "homepage": of("foaf:Document", &site.path("/")),
        "publisher": publisher(site),
        "language": languages(),
        "modified": modified(terms.changed),
        "themeTaxonomy": themes(),
        "dataset": datasets,
        "license": licence(terms),
        "service": [service(site, terms)],
    })
}

fn dataset(site: &Site, list: &List, terms: Terms<'_>) -> Value {
    let address = |suffix| site.path(format_args!("/lists/{}.{suffix}", list.path));
    let formats = [
        (
            "csv",
            "CSV",
            "https://www.iana.org/assignments/media-types/text/csv",
        ),
        (
            "ndjson",
            "JSON",
            "https://www.iana.org/assignments/media-types/application/json",
        ),
    ];
    let distributions = formats.map(|(suffix, format, media_type)| {
        json!({
            "@id": format!("{}#distribution", address(suffix)),
            "@type": "dcat:Distribution",
            "title": said(&list.title),
            "accessURL": resource(&address(suffix)),
            "downloadURL": resource(&address(suffix)),
            "format": of("dcterms:MediaTypeOrExtent", &format!("{AUTHORITY}/file-type/{format}")),
            "mediaType": of("dcterms:MediaType", media_type),
            "accessService": site.path("/graphql"),
            "license": licence(terms),
        })
    });
    json!({
        "@id": site.path(format_args!("/lists/{}", list.path)),
        "@type": "dcat:Dataset",
        "title": said(&list.title),
        "description": said(&[("en", list.description)]),
        "identifier": list.path,
        "publisher": publisher(site),
        "language": languages(),
        "modified": modified(terms.changed),
        "theme": [education()],
        "accrualPeriodicity": of("dcterms:Frequency", &format!("{AUTHORITY}/frequency/UPDATE_CONT")),
        "accessRights": of("dcterms:RightsStatement", &format!("{AUTHORITY}/access-right/PUBLIC")),
        "distribution": distributions,
    })
}

fn service(site: &Site, terms: Terms<'_>) -> Value {
    let served: Vec<String> = LISTS
        .iter()
        .map(|list| site.path(format_args!("/lists/{}", list.path)))
        .collect();
    json!({
        "@id": site.path("/graphql"),
        "@type": "dcat:DataService",
        "title": said(&[("en", "GraphQL API")]),
        "description": said(&[("en", "Every list with filters, and every record with what belongs to it.")]),
        "endpointURL": resource(&site.path("/graphql")),
        "endpointDescription": resource(&site.path("/schema.graphql")),
        "servesDataset": served,
        "license": licence(terms),
        "publisher": publisher(site),
        "accessRights": of("dcterms:RightsStatement", &format!("{AUTHORITY}/access-right/PUBLIC")),
    })
}

fn licence(terms: Terms<'_>) -> Value {
    of("dcterms:LicenseDocument", terms.licence)
}

fn publisher(site: &Site) -> Value {
    json!({
        "@id": site.path("/#network"),
        "@type": "foaf:Agent",
        "name": said(&[("en", "Learning cities")]),
    })
}

/// Something at an address, and what it is: the shapes of DCAT-AP look it up in
/// the document alone.
fn of(kind: &str, address: &str) -> Value {
    json!({ "@id": address, "@type": kind })
}

fn resource(address: &str) -> Value {
    of("rdfs:Resource", address)
}

fn themes() -> Value {
    let mut themes = of("skos:ConceptScheme", &format!("{AUTHORITY}/data-theme"));
    themes["title"] = said(&[("en", "Data theme")]);
    themes
}

fn education() -> Value {
    let mut theme = of("skos:Concept", &format!("{AUTHORITY}/data-theme/EDUC"));
    theme["prefLabel"] = said(&[("en", "Education, culture and sport")]);
    theme
}

fn said(texts: &[(&str, &str)]) -> Value {
    let texts = texts.iter();
    texts
        .map(|(locale, text)| json!({ "@language": locale, "@value": text }))
        .collect()
}

fn languages() -> Value {
    let codes = ["ENG", "KOR", "ZHO"].iter();
    codes
        .map(|code| {
            of(
                "dcterms:LinguisticSystem",
                &format!("{AUTHORITY}/language/{code}"),
            )
        })
        .collect()
}

fn modified(changed: Option<DateTime<Utc>>) -> Value {
    changed.map_or(
        Value::Null,
        |at| json!({ "@type": "xsd:dateTime", "@value": at.to_rfc3339() }),
    )
}

/// What the words mean, in the document itself: nobody has to fetch anything.
fn context() -> Value {
    let link = |name: &str| json!({ "@id": name, "@type": "@id" });
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "prefLabel": "skos:prefLabel",
        "title": "dcterms:title",
        "description": "dcterms:description",
        "identifier": "dcterms:identifier",
        "modified": "dcterms:modified",
        "name": "foaf:name",
        "homepage": link("foaf:homepage"),
        "publisher": link("dcterms:publisher"),
        "language": link("dcterms:language"),
        "theme": link("dcat:theme"),
        "themeTaxonomy": link("dcat:themeTaxonomy"),
        "accrualPeriodicity": link("dcterms:accrualPeriodicity"),
        "accessRights": link("dcterms:accessRights"),
        "license": link("dcterms:license"),
        "dataset": link("dcat:dataset"),
        "service": link("dcat:service"),
        "servesDataset": link("dcat:servesDataset"),
        "accessService": link("dcat:accessService"),
        "distribution": link("dcat:distribution"),
        "accessURL": link("dcat:accessURL"),
        "downloadURL": link("dcat:downloadURL"),
        "format": link("dcterms:format"),
        "mediaType": link("dcat:mediaType"),
        "endpointURL": link("dcat:endpointURL"),
        "endpointDescription": link("dcat:endpointDescription"),
    })
}
