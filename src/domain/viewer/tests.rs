//! Who gets a permit, and who does not.

use super::*;

fn hanam(scopes: &str) -> Viewer {
    Viewer::Body(Arc::new(Speaker {
        body: Body::City(CityId(uuid::Uuid::nil())),
        name: "city:kr-hanam".to_owned(),
        client: "client_1".to_owned(),
        issuer: "http://learning-cities.test".to_owned(),
        scopes: scopes.parse().unwrap(),
    }))
}

#[test]
fn the_public_cannot_import_a_network() {
    let permit = Viewer::Public.permit::<ImportNetwork>();
    assert!(matches!(permit, Err(Error::Unauthenticated)));
}

#[test]
fn the_operator_acts_under_that_name() {
    let permit = Viewer::Operator.permit::<ImportNetwork>();
    assert_eq!(permit.unwrap().actor(), "operator");
}

#[test]
fn only_the_clock_keeps_time() {
    let permit = Viewer::Clock.permit::<KeepTime>();
    assert_eq!(permit.unwrap().actor(), "clock");
    for other in [Viewer::Operator, hanam("survey:write")] {
        assert!(matches!(
            other.permit::<KeepTime>(),
            Err(Error::Forbidden(_))
        ));
    }
    let permit = Viewer::Clock.permit::<ImportNetwork>();
    assert!(matches!(permit, Err(Error::Forbidden(_))));
}

#[test]
fn the_operator_writes_for_no_city() {
    let permit = Viewer::Operator.permit::<WriteProgrammes>();
    assert!(matches!(permit, Err(Error::Forbidden(Denied::Kind(_)))));
}

#[test]
fn a_city_with_the_scope_acts_for_itself() {
    let permit = hanam("programme:write").permit::<WriteProgrammes>();
    let permit = permit.unwrap();
    assert_eq!(permit.owner(), CityId(uuid::Uuid::nil()));
    assert_eq!(permit.actor(), "city:kr-hanam");
}

#[test]
fn without_the_scope_the_missing_one_is_named() {
    let permit = hanam("city:write").permit::<WriteProgrammes>();
    assert!(matches!(
        permit,
        Err(Error::Forbidden(Denied::Scope(Scope::ProgrammeWrite)))
    ));
}

#[test]
fn a_city_is_no_alliance() {
    let permit = hanam("alliance:write").permit::<WriteAlliance>();
    assert!(matches!(permit, Err(Error::Forbidden(Denied::Kind(_)))));
}

#[test]
fn no_token_imports_a_network() {
    let permit = hanam("city:write").permit::<ImportNetwork>();
    assert!(matches!(permit, Err(Error::Forbidden(_))));
}

#[test]
fn each_kind_of_draft_is_seen_with_its_own_scope() {
    let hanam_itself = Some(CityId(uuid::Uuid::nil()));
    let programmes = hanam("programme:read").sight();
    assert_eq!(programmes.programmes_of(), hanam_itself);
    assert_eq!(programmes.profiles_of(), None);
    let profiles = hanam("city:write").sight();
    assert_eq!(profiles.programmes_of(), None);
    assert_eq!(profiles.profiles_of(), hanam_itself);
    assert_eq!(hanam("space:write").sight(), Viewer::Public.sight());
}
