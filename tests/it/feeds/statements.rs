//! Many things take as many statements as few.

use learning_cities::{
    db::Db,
    domain::{
        city::{Cities, CityOrder},
        filter::Where,
        learning_space::{LearningSpaces, SpaceOrder},
        locale::Wishes,
        offering::{OfferingOrder, Offerings},
        page::{Direction, Listed, PageSizes, Paging, Request, Window, all},
        programme::{ProgrammeOrder, Programmes},
    },
    feed::{Rpde, RpdeKind, Site, json_ld::Writer},
};

use crate::support::Network;

/// The first rows of a list.
async fn rows<L: Listed>(network: &Network, order: L::Order, many: u32) -> Vec<L::Row> {
    let sizes = PageSizes {
        default: many,
        most: many,
    };
    let window = Window::new(&Paging::default(), sizes, (order, Direction::Ascending), "");
    let request = Request::<L> {
        filter: Where::everything(),
        window: window.unwrap(),
    };
    all::<L>(network.app().reader(), &request)
        .await
        .unwrap()
        .rows
}

#[tokio::test]
async fn a_page_of_five_hundred_takes_a_handful() {
    let network = Network::start().await;
    let (site, wishes) = (Site::at("http://learning-cities.test"), Wishes::default());
    let writer = Writer {
        site: &site,
        wishes: &wishes,
    };
    for many in [2, 500] {
        let programmes = rows::<Programmes>(&network, ProgrammeOrder::Created, many).await;
        let offerings = rows::<Offerings>(&network, OfferingOrder::Created, many).await;
        let spaces = rows::<LearningSpaces>(&network, SpaceOrder::Created, many).await;
        let cities = rows::<Cities>(&network, CityOrder::Created, many).await;
        let db = Db::new(network.app().reader().clone());
        let mut counts = Vec::new();
        let mut count = |told: usize, rows: usize| {
            assert_eq!(told, rows);
            counts.push(db.statements() - counts.iter().sum::<u64>());
        };
        count(
            writer.courses(&db, &programmes).await.unwrap().len(),
            programmes.len(),
        );
        count(
            writer
                .course_instances(&db, &offerings)
                .await
                .unwrap()
                .len(),
            offerings.len(),
        );
        count(
            writer.places(&db, &spaces).await.unwrap().len(),
            spaces.len(),
        );
        count(
            writer.cities(&db, &cities).await.unwrap().len(),
            cities.len(),
        );
        assert_eq!(counts, [8, 6, 3, 1], "{many}");
    }
}

#[tokio::test]
async fn a_page_to_keep_a_copy_by_takes_as_many_whatever_is_on_it() {
    let network = Network::start().await;
    let (site, wishes) = (Site::at("http://learning-cities.test"), Wishes::default());
    let writer = Writer {
        site: &site,
        wishes: &wishes,
    };
    for (kind, statements) in [
        (RpdeKind::Programme, 7),
        (RpdeKind::Offering, 9),
        (RpdeKind::LearningSpace, 6),
    ] {
        let feed = Rpde {
            kind,
            owner: None,
            after: 0,
            address: "/",
            asked: "/",
            licence: "/",
        };
        let db = Db::new(network.app().reader().clone());
        let page = feed.page(&db, &writer).await.unwrap();
        assert!(!page.is_last());
        assert_eq!(db.statements(), statements, "{kind:?}");
    }
}
