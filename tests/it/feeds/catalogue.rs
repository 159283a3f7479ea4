//! The catalogue names what there is.

use crate::support::Network;

#[tokio::test]
async fn every_file_that_the_catalogue_names_is_there() {
    let network = Network::start().await;
    let catalogue = network.get("/catalog.jsonld").await;
    assert_eq!(catalogue.header("content-type"), "application/ld+json");
    assert_eq!(catalogue.header("cache-control"), "public, max-age=3600");
    let datasets = catalogue["dataset"].as_array().unwrap();
    assert_eq!(datasets.len(), 8);
    for dataset in datasets {
        for distribution in dataset["distribution"].as_array().unwrap() {
            assert_eq!(
                distribution["license"]["@id"],
                network.app().licence(),
                "what one may do with it"
            );
            let address = distribution["downloadURL"]["@id"].as_str().unwrap();
            let path = address.strip_prefix("http://learning-cities.test").unwrap();
            assert_eq!(network.get(path).await.status.as_u16(), 200, "{path}");
        }
    }
    assert_eq!(
        catalogue["service"][0]["endpointURL"]["@id"],
        "http://learning-cities.test/graphql"
    );
}

#[tokio::test]
async fn nothing_has_to_be_fetched_to_read_it() {
    let network = Network::start().await;
    let catalogue = network.get("/catalog.jsonld").await;
    assert!(
        catalogue["@context"].is_object(),
        "no context at another address"
    );
}
