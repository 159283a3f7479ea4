//! The example queries in the tabs of the IDE.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::Network;

#[tokio::test]
async fn each_tab_gets_an_answer() {
    let network = Network::start().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/graphiql/queries");
    let mut tabs = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let answer = network.ask(&fs::read_to_string(file.path()).unwrap()).await;
        assert!(
            answer["errors"].is_null(),
            "{}: {answer:?}",
            file.path().display()
        );
        assert!(answer["data"].is_object());
        tabs.insert(file.file_name().into_string().unwrap());
    }
    let expected = ["association.graphql", "city.graphql", "institute.graphql"];
    assert_eq!(tabs, expected.map(str::to_owned).into());
}
