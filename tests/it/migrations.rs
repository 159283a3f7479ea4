//! The tables come and go, and refuse what cannot be.

use sea_orm::{ConnectionTrait, DbBackend, SqlErr};

use crate::database::{TABLES, Tables};

async fn has(tables: &Tables, table: &str) -> bool {
    let sql = match tables.backend() {
        DbBackend::Sqlite => {
            format!("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'")
        }
        _ => format!(
            "SELECT count(*) FROM pg_tables
             WHERE schemaname = current_schema() AND tablename = '{table}'"
        ),
    };
    tables.number(&sql).await == 1
}

#[tokio::test]
async fn every_table_comes_goes_and_comes_again() {
    let tables = Tables::empty().await;
    for table in TABLES {
        assert!(has(&tables, table).await, "{table}");
    }
    migration::down(&tables.db, None).await.unwrap();
    for table in TABLES {
        assert!(!has(&tables, table).await, "{table}");
    }
    migration::up(&tables.db, None).await.unwrap();
    for table in TABLES {
        assert!(has(&tables, table).await, "{table}");
    }
}

#[tokio::test]
async fn each_step_can_be_taken_back() {
    let tables = Tables::none().await;
    let steps = migration::STEPS.len();
    for done in 1..=steps {
        migration::up(&tables.db, Some(1)).await.unwrap();
        migration::down(&tables.db, Some(1)).await.unwrap();
        migration::up(&tables.db, Some(1)).await.unwrap();
        let applied = migration::applied(&tables.db).await.unwrap();
        assert_eq!(applied.len(), done);
    }
}

#[tokio::test]
async fn no_table_is_forgotten_in_the_tests() {
    let tables = Tables::empty().await;
    let sql = match tables.backend() {
        DbBackend::Sqlite => {
            "SELECT count(*) FROM sqlite_master WHERE type = 'table'
             AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%'
             AND name <> 'seaql_migrations'"
        }
        _ => {
            "SELECT count(*) FROM pg_tables
             WHERE schemaname = current_schema() AND tablename <> 'seaql_migrations'"
        }
    };
    assert_eq!(tables.number(sql).await, TABLES.len());
}

/// What a database said of a change that it must not take.
async fn refusal(tables: &Tables, sql: &str) -> Option<SqlErr> {
    match tables.db.execute_unprepared(sql).await {
        Ok(_) => panic!("the database took what it must refuse: {sql}"),
        Err(error) => {
            let said = error.to_string();
            assert!(said.contains("constraint"), "{sql}: {said}");
            error.sql_err()
        }
    }
}

/// Changes the first row of the sample that passes `test`, and must not succeed.
async fn refuses(tables: &Tables, table: &str, test: &str, change: &str) {
    let found = format!("SELECT count(*) FROM {table} WHERE {test}");
    assert!(tables.number(&found).await > 0, "no {table} where {test}");
    let (yes, no) = match tables.backend() {
        DbBackend::Sqlite => ("1", "0"),
        _ => ("true", "false"),
    };
    let change = change.replace("{true}", yes).replace("{false}", no);
    let sql = format!("UPDATE {table} SET {change} WHERE {test}");
    refusal(tables, &sql).await;
}

macro_rules! invariants {
    ($($name:ident: $table:literal where $test:literal never $change:literal;)+) => { $(
        #[tokio::test]
        async fn $name() {
            refuses(&Tables::filled().await, $table, $test, $change).await;
        }
    )+ };
}

invariants! {
    a_city_has_the_slug_of_its_country:
        "city" where "slug = 'kr-hanam'" never "slug = 'de-hanam'";
    a_city_is_no_part_of_itself:
        "city" where "slug = 'kr-hanam'" never "parent_id = id";
    a_slug_has_small_letters:
        "city" where "slug = 'kr-hanam'" never "slug = 'kr-Hanam'";
    two_cities_have_two_slugs:
        "city" where "slug = 'kr-suwon'" never "slug = 'kr-hanam'";
    a_latitude_needs_a_longitude:
        "city" where "slug = 'kr-hanam'" never "longitude = NULL";
    a_latitude_ends_at_the_pole:
        "city" where "slug = 'kr-hanam'" never "latitude = 90.5";
    a_subdivision_lies_in_its_country:
        "city" where "slug = 'kr-hanam'" never "subdivision_code = 'DE-NW'";
    a_city_lies_in_a_country_of_the_network:
        "city" where "slug = 'kr-hanam'" never "country_code = 'XX', slug = 'xx-hanam',
            subdivision_code = NULL";
    a_population_is_not_negative:
        "city" where "slug = 'kr-hanam'" never "population = -1";
    a_version_counts_from_one:
        "city" where "slug = 'kr-hanam'" never "version = 0";
    an_origin_is_real_or_synthetic:
        "city" where "slug = 'kr-hanam'" never "origin = 'RUMOUR'";
    a_local_alliance_has_a_city:
        "alliance" where "kind = 'LOCAL_ALLIANCE'" never "city_id = NULL";
    no_other_alliance_has_a_city:
        "alliance" where "slug = 'gnlc'" never "city_id = (SELECT c.id FROM city c ORDER BY c.slug LIMIT 1)";
    an_alliance_stands_not_below_itself:
        "alliance" where "slug = 'gnlc'" never "parent_id = id";
    a_membership_has_a_member:
        "membership" where "city_id IS NOT NULL" never "city_id = NULL";
    a_membership_has_one_member:
        "membership" where "city_id IS NOT NULL" never
            "organisation_id = (SELECT o.id FROM organisation o ORDER BY o.slug LIMIT 1)";
    an_alliance_is_no_member_of_itself:
        "membership" where "city_id IS NOT NULL" never
            "city_id = NULL, member_alliance_id = alliance_id";
    a_membership_ends_after_it_begins:
        "membership" where "since = '2016'" never "until = '2015-12'";
    an_office_is_a_code_of_its_list:
        "office_holder" where "office_code = 'MAYOR'" never "office_code = 'EMPEROR'";
    an_office_has_one_body:
        "office_holder" where "city_id IS NOT NULL" never
            "organisation_id = (SELECT o.id FROM organisation o ORDER BY o.slug LIMIT 1)";
    a_designation_is_a_code_of_its_list:
        "designation" where "scheme_code <> ''" never "scheme_code = 'BEST_CITY'";
    a_space_has_places_for_somebody:
        "learning_space" where "capacity IS NOT NULL" never "capacity = 0";
    a_space_needs_both_coordinates:
        "learning_space" where "latitude IS NOT NULL" never "longitude = NULL";
    a_programme_ends_at_an_age_after_it_begins:
        "programme" where "age_max IS NOT NULL" never "age_min = age_max + 1";
    an_age_is_that_of_a_person:
        "programme" where "age_min IS NOT NULL" never "age_min = 131, age_max = NULL";
    a_published_programme_says_since_when:
        "programme" where "status = 'PUBLISHED'" never "published_at = NULL";
    a_topic_is_a_code_of_its_list:
        "programme_code" where "scheme = 'TOPIC' AND code = 'READING'" never "code = 'DRAGONS'";
    a_programme_is_not_described_by_a_unit:
        "programme_code" where "scheme = 'TOPIC' AND code = 'READING'" never "scheme = 'UNIT'";
    an_onsite_offering_has_a_place:
        "offering" where "delivery_mode = 'ONSITE'" never "space_id = NULL, venue = NULL";
    an_online_offering_has_an_address:
        "offering" where "delivery_mode = 'ONLINE'" never
            "virtual_url = NULL, platform_id = NULL";
    more_people_than_places_need_a_waitlist:
        "offering" where "capacity IS NOT NULL" never "enrolled = capacity + 1, waitlist = {false}";
    an_offering_ends_after_it_starts:
        "offering" where "start_date IS NOT NULL" never "end_date = '1999-12-31'";
    enrolment_closes_after_it_opens:
        "offering" where "enrolment_opens IS NOT NULL" never "enrolment_closes = '1999-12-31'";
    a_price_has_a_currency:
        "offering" where "price_minor IS NOT NULL" never "price_currency = NULL";
    a_price_is_not_negative:
        "offering" where "price_minor IS NOT NULL" never "price_minor = -1, is_free = {false}";
    what_is_free_has_no_price:
        "offering" where "price_minor > 0" never "is_free = {true}";
    a_schedule_ends_after_it_starts:
        "schedule" where "every = 1" never "end_time = start_time";
    a_schedule_repeats_at_least_yearly:
        "schedule" where "every = 1" never "every = 53";
    a_percentage_ends_at_a_hundred:
        "observation" where "unit_code = 'PERCENT'" never "value = 100.5";
    a_unit_is_a_code_of_its_list:
        "observation" where "unit_code = 'PERSON'" never "unit_code = 'DRAGON'";
    a_reference_says_something:
        "source_reference" where "kind = 'SOURCE'" never
            "source_id = NULL, url = NULL, note = NULL";
    a_contradiction_says_what_it_is:
        "source_reference" where "kind = 'CONTRADICTION'" never "note = NULL";
    a_source_that_is_cited_exists:
        "source_reference" where "source_id IS NOT NULL" never "source_id = 'hearsay'";
    the_plans_of_a_city_count_from_one:
        "plan" where "ordinal = 4" never "ordinal = 0";
    a_plan_ends_after_it_begins:
        "plan" where "period_end = '2024'" never "period_end = '2019-12'";
    a_plan_stands_where_plans_stand:
        "plan" where "ordinal = 4" never "status = 'FORGOTTEN'";
    a_channel_is_of_a_kind:
        "feedback_channel" where "kind = 'SURVEY'" never "kind = 'RUMOUR'";
    a_code_is_not_above_itself:
        "code" where "parent IS NOT NULL" never "parent = code";
}

#[tokio::test]
async fn nobody_is_a_member_twice_at_the_same_time() {
    let tables = Tables::filled().await;
    let columns = "alliance_id, city_id, role, status, version, created_at, updated_at";
    let new_id = match tables.backend() {
        DbBackend::Sqlite => "randomblob(16)",
        _ => "gen_random_uuid()",
    };
    let again = |until: &str| {
        format!(
            "INSERT INTO membership (id, until, {columns})
             SELECT {new_id}, {until}, {columns} FROM membership
             WHERE id = (SELECT m.id FROM membership m WHERE m.city_id IS NOT NULL
                 AND m.until IS NULL AND m.status = 'ADMITTED' ORDER BY m.id LIMIT 1)"
        )
    };
    let refused = refusal(&tables, &again("NULL")).await;
    assert!(matches!(
        refused,
        Some(SqlErr::UniqueConstraintViolation(_))
    ));
    tables.run(&again("'2030'")).await;
}

#[tokio::test]
async fn a_city_that_owns_something_cannot_vanish() {
    let tables = Tables::filled().await;
    let refused = refusal(&tables, "DELETE FROM city WHERE slug = 'kr-hanam'").await;
    assert!(matches!(
        refused,
        Some(SqlErr::ForeignKeyConstraintViolation(_))
    ));
}
