//! Programmes go to another city, and nobody keeps what is no longer there.

use entity::ProgrammeId;
use futures_util::future::join_all;
use learning_cities::{
    db::Db,
    domain::{Error, Viewer, programme::hand_over, viewer::ImportNetwork, writing::Writing},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    changes::follower::Follower,
    feeds::rpde::Mirror,
    support::{Network, course, program},
};

impl Network {
    /// Hands a programme over; else says what stands in the way.
    async fn hand_over(&self, programme: &Value, to: &str) -> Result<(), Vec<String>> {
        let id: ProgrammeId = programme.as_str().unwrap().parse().unwrap();
        let to = self.city_id(to).await;
        let permit = Viewer::Operator.permit::<ImportNetwork>().unwrap();
        let begun = self.app().begin().await.unwrap();
        let db = Db::new(self.app().writer().clone()).in_transaction(begun);
        let writing = Writing::new(db, self.app().now(), "test");
        match hand_over(&writing, &permit, (id, to)).await {
            Ok(_) => {
                writing.commit().await.unwrap();
                Ok(())
            }
            Err(Error::Invalid(problems)) => Err(problems
                .iter()
                .map(|problem| problem.path.join("."))
                .collect()),
            Err(error) => panic!("{error:?}"),
        }
    }

    /// A course of Hanam and its offering, a draft yet.
    async fn draft_of_hanam(&self, more: Value) -> (Value, Value) {
        let mut course = course();
        for (name, value) in more.as_object().unwrap() {
            course[name] = value.clone();
        }
        let city = self.city("kr-hanam", "programme:write");
        let made = city.create_programme(course).await["programme"].clone();
        let offering = made["offerings"]["nodes"][0]["id"].clone();
        (made["id"].clone(), offering)
    }

    /// The same, published.
    async fn course_of_hanam(&self) -> (Value, Value) {
        let ids = self.draft_of_hanam(json!({})).await;
        let city = self.city("kr-hanam", "programme:write");
        let published = city
            .change("programmePublish", json!({ "id": ids.0 }), "")
            .await;
        assert_eq!(published["userErrors"], json!([]));
        ids
    }
}

fn knows(mirror: &Mirror, id: &Value) -> bool {
    mirror.known.contains_key(id.as_str().unwrap())
}

#[tokio::test]
async fn a_copy_of_each_city_has_what_the_city_has() {
    let network = Network::start().await;
    let (programme, offering) = network.course_of_hanam().await;
    for (kind, id) in [("programmes", &programme), ("offerings", &offering)] {
        let feed = |city: &str| format!("/feeds/rpde/cities/{city}/{kind}");
        let mut hanam = Mirror::of(&network, &feed("kr-hanam")).await;
        let mut osan = Mirror::of(&network, &feed("kr-osan")).await;
        let mut all = Mirror::of(&network, &format!("/feeds/rpde/{kind}")).await;
        assert!(knows(&hanam, id) && knows(&all, id) && !knows(&osan, id));

        for (to, is_in_osan) in [("kr-osan", true), ("kr-hanam", false)] {
            network.hand_over(&programme, to).await.unwrap();
            hanam.catch_up(&network).await;
            osan.catch_up(&network).await;
            let told = all.catch_up(&network).await;

            assert_eq!(knows(&osan, id), is_in_osan, "{kind} {to}");
            assert_eq!(knows(&hanam, id), !is_in_osan, "{kind} {to}");
            assert!(knows(&all, id));
            assert_eq!(told.len(), 1, "{told:?}");
        }
        for (city, copy) in [("kr-hanam", &hanam), ("kr-osan", &osan)] {
            let anew = Mirror::of(&network, &feed(city)).await;
            assert_eq!(
                &anew.known, &copy.known,
                "whoever begins later ends with the same"
            );
        }
    }
}

#[tokio::test]
async fn followers_of_both_cities_are_told() {
    let network = Network::start().await;
    let (programme, offering) = network.course_of_hanam().await;
    let visitor = network.visitor();
    let mut followers = Vec::new();
    for (slug, is_compact) in [("kr-hanam", false), ("kr-hanam", true), ("kr-osan", false)] {
        let city = network.id_of("city", slug).await;
        let mut follower = Follower::of(json!({ "bodies": [city], "compact": is_compact }));
        follower.catch_up(&visitor).await;
        followers.push(follower);
    }
    let mut everywhere = Follower::default();
    everywhere.catch_up(&visitor).await;

    network.hand_over(&programme, "kr-osan").await.unwrap();

    for (place, follower) in followers.iter_mut().enumerate() {
        let told = follower.catch_up(&visitor).await;
        let is_of_osan = place == 2;
        assert_eq!(told.len(), 2, "{told:?}");
        for id in [&programme, &offering] {
            let is_known = follower.known.contains_key(id.as_str().unwrap());
            assert_eq!(is_known, is_of_osan);
        }
    }
    everywhere.catch_up(&visitor).await;
    assert!(everywhere.known.contains_key(programme.as_str().unwrap()));
}

#[tokio::test]
async fn a_draft_leaves_its_city_and_the_other_one_gets_it() {
    let network = Network::start().await;
    let (programme, _) = network.draft_of_hanam(json!({})).await;
    let id = programme.as_str().unwrap();
    let hanam = network.city("kr-hanam", "programme:read programme:write");
    let osan = network.city("kr-osan", "programme:read programme:write");
    let (mut of_hanam, mut of_osan) = (Follower::default(), Follower::default());
    of_hanam.catch_up(&hanam).await;
    of_osan.catch_up(&osan).await;
    assert!(of_hanam.known.contains_key(id) && !of_osan.known.contains_key(id));

    network.hand_over(&programme, "kr-osan").await.unwrap();
    of_hanam.catch_up(&hanam).await;
    of_osan.catch_up(&osan).await;

    assert!(!of_hanam.known.contains_key(id) && of_osan.known.contains_key(id));
    let change = json!({ "id": id, "ageMin": 20 });
    let refused = hanam.change("programmeUpdate", change.clone(), "").await;
    assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND");
    let changed = osan.change("programmeUpdate", change, "").await;
    assert_eq!(changed["userErrors"], json!([]));
}

#[tokio::test]
async fn who_is_told_each_record_once_does_not_keep_a_draft_that_left() {
    let network = Network::start().await;
    let (draft, _) = network.draft_of_hanam(json!({})).await;
    let hanam = network.city("kr-hanam", "programme:read programme:write");
    let osan = network.city("kr-osan", "programme:read programme:write");
    let compact = || Follower::of(json!({ "compact": true }));
    let mut followers = [(compact(), &hanam), (compact(), &osan)];
    for (follower, city) in &mut followers {
        follower.catch_up(city).await;
    }
    network.hand_over(&draft, "kr-osan").await.unwrap();
    let change = json!({ "id": draft, "ageMin": 20 });
    osan.change("programmeUpdate", change, "").await;

    for (place, (follower, city)) in followers.iter_mut().enumerate() {
        let told = follower.catch_up(city).await;
        let told = told.iter().filter(|change| change["recordId"] == draft);
        assert_eq!(told.count(), 1);
        let is_known = follower.known.contains_key(draft.as_str().unwrap());
        assert_eq!(is_known, place == 1);
    }
    let change = json!({ "id": draft, "ageMin": 21 });
    osan.change("programmeUpdate", change, "").await;
    let told = followers[0].0.catch_up(&hanam).await;
    assert!(told.is_empty(), "what Osan drafts is for Osan: {told:?}");
}

#[tokio::test]
async fn names_that_are_taken_and_places_of_the_city_stand_in_the_way() {
    let network = Network::start().await;
    let (programme, _) = network
        .draft_of_hanam(json!({ "externalId": "HERE", "slug": "first-steps" }))
        .await;
    let osan = network.city("kr-osan", "programme:write");
    let mut same = course();
    same["externalId"] = json!("HERE");
    same["slug"] = json!("first-steps");
    osan.create_programme(same).await;
    let before = network.last_entry().await;

    let taken = network.hand_over(&programme, "kr-osan").await.unwrap_err();
    assert_eq!(taken[..2], ["slug", "externalId"]);

    let space = network
        .city("kr-hanam", "space:write")
        .change(
            "spaceCreate",
            json!({ "name": [{ "locale": "ko", "text": "방" }], "kind": "LIBRARY" }),
            "space { id }",
        )
        .await;
    let meets = json!({ "deliveryMode": "ONSITE", "spaceId": space["space"]["id"] });
    let (bound, offering) = network
        .draft_of_hanam(json!({ "externalId": "THERE", "slug": "there", "offerings": [meets] }))
        .await;
    let stays = network.hand_over(&bound, "kr-suwon").await.unwrap_err();
    assert_eq!(stays, [offering.as_str().unwrap()]);
    let told = network.entries_since(before).await;
    assert!(
        told.iter().all(|entry| entry.after.is_some()),
        "nobody left"
    );
}

#[test]
fn the_command_moves_all_of_them_or_none() {
    let folder = TempDir::new().unwrap();
    let network = concat!(env!("CARGO_MANIFEST_DIR"), "/data/network.json");
    let run = |arguments: &[&str]| program(&folder, arguments).output().unwrap();
    assert!(run(&["seed", network]).status.success());
    let exported = run(&[
        "export",
        "programmes",
        "--city",
        "kr-eunpyeong",
        "--unpublished",
    ]);
    let exported = String::from_utf8(exported.stdout).unwrap();
    let line: Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    let id = line["externalId"].as_str().unwrap();
    for (arguments, sentence) in [
        (
            ["move", id, "nonsense", "--to", "kr-osan"],
            "nonsense is not the id",
        ),
        (["move", id, id, "--to", "kr-nowhere"], "no city kr-nowhere"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(sentence), "{told}");
    }

    let moved = run(&["move", id, "--to", "kr-osan"]);

    let told = String::from_utf8(moved.stdout).unwrap();
    assert_eq!(told, "In kr-osan now: 1.\n");
    let there = run(&["export", "programmes", "--city", "kr-osan", "--unpublished"]);
    assert!(String::from_utf8(there.stdout).unwrap().contains(id));
}

#[tokio::test]
async fn cities_that_write_while_programmes_come_and_go_wait_for_each_other() {
    let network = Network::start().await;
    let mut moves = Vec::new();
    for number in 0..4 {
        let name = format!("M-{number}");
        let more = json!({ "externalId": name, "slug": name.to_lowercase() });
        moves.push((network.draft_of_hanam(more).await.0, "kr-osan"));
        let name = format!("R-{number}");
        let more = json!({ "externalId": name, "slug": name.to_lowercase() });
        let coming = network.draft_of_hanam(more).await.0;
        network.hand_over(&coming, "kr-osan").await.unwrap();
        moves.push((coming, "kr-hanam"));
    }
    let going = moves
        .iter()
        .map(async |(programme, to)| network.hand_over(programme, to).await.unwrap());
    let hanam = network.city("kr-hanam", "programme:read programme:write");
    let writes = (0..8).map(async |age| {
        let row = |number: usize| {
            json!({ "externalId": format!("M-{number}"), "kind": "COURSE", "ageMin": age,
                "title": [{ "locale": "ko", "text": "이름" }] })
        };
        let rows: Vec<Value> = (0..4).map(row).collect();
        let counts = "counts { created updated refused }";
        let told = hanam
            .change("programmesUpsert", json!({ "rows": rows }), counts)
            .await;
        assert_eq!(told["userErrors"], json!([]));
    });
    tokio::join!(join_all(going), join_all(writes));

    let ids = "{ viewer { programmes(first: 100) { nodes { id } } } }";
    for city in ["kr-osan", "kr-hanam"] {
        let told = network.city(city, "programme:read").ask(ids).await;
        let told = told["data"]["viewer"]["programmes"]["nodes"].to_string();
        for (programme, to) in &moves {
            let id = programme.as_str().unwrap();
            assert_eq!(told.contains(id), *to == city, "{id} is in {to}");
        }
    }
}
