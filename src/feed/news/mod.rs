//! News as feeds: Atom (RFC 4287, paged as in RFC 5005) and JSON Feed 1.1.

mod atom;
mod json;
mod story;

use entity::city;
use sea_orm::ConnectionTrait;

use self::story::Story;
use crate::{
    domain::{
        Result, city as cities,
        locale::{self, Wishes},
        news::{self, Wanted},
    },
    feed::{json::bytes, site::Site},
};

/// Stories on one page.
const PAGE: u64 = 50;

/// How news are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsFormat {
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

impl NewsFormat {
    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Atom => "news.atom",
            Self::Json => "news.json",
        }
    }
}

/// Writes feeds of news.
#[derive(Clone, Debug)]
pub struct NewsWriter<'a> {
    /// Where things are found.
    pub site: &'a Site,
    /// The languages that the reader wishes.
    pub wishes: &'a Wishes,
    /// The format.
    pub format: NewsFormat,
    /// Only news before this place in the journal.
    pub before: Option<i64>,
}

/// A feed, ready to be written.
struct Feed {
    id: String,
    title: String,
    home: String,
    this: String,
    first: String,
    next: Option<String>,
    stories: Vec<Story>,
}

impl NewsWriter<'_> {
    /// The news of all cities.
    pub async fn of_network(&self, db: &impl ConnectionTrait) -> Result<Vec<u8>> {
        let host = self.site.host();
        let feed = Feed {
            id: format!("tag:{host},2026:news"),
            title: "Learning cities".to_owned(),
            home: self.site.path("/"),
            ..self.addressed("")
        };
        self.write(db, None, feed).await
    }

    /// The news of the city with this slug.
    pub async fn of_city(&self, db: &impl ConnectionTrait, slug: &str) -> Result<Option<Vec<u8>>> {
        let Some(city) = cities::by_slug(db, slug).await? else {
            return Ok(None);
        };
        let feed = Feed {
            id: format!("urn:uuid:{}", city.id.0),
            title: self.name(&city).to_owned(),
            home: self.site.city(slug),
            ..self.addressed(&format!("/cities/{slug}"))
        };
        self.write(db, Some(&city), feed).await.map(Some)
    }

    fn addressed(&self, folder: &str) -> Feed {
        let first = self
            .site
            .path(format_args!("{folder}/{}", self.format.file()));
        let page = self.before.map(|number| format!("?before={number}"));
        Feed {
            id: String::new(),
            title: String::new(),
            home: String::new(),
            this: format!("{first}{}", page.unwrap_or_default()),
            first,
            next: None,
            stories: Vec::new(),
        }
    }

    async fn write(
        &self,
        db: &impl ConnectionTrait,
        city: Option<&city::Model>,
        feed: Feed,
    ) -> Result<Vec<u8>> {
        let wanted = Wanted {
            city: city.map(|city| city.id),
            before: self.before,
            most: PAGE,
        };
        let page = news::read(db, wanted).await?;
        let feed = Feed {
            next: page
                .next
                .map(|number| format!("{}?before={number}", feed.first)),
            stories: page.news.iter().map(|news| self.story(news)).collect(),
            ..feed
        };
        Ok(match self.format {
            NewsFormat::Atom => atom::write(&feed).into_bytes(),
            NewsFormat::Json => bytes(&json::write(&feed)),
        })
    }

    fn name<'c>(&self, city: &'c city::Model) -> &'c str {
        let name = locale::best(&city.name, self.wishes, &city.default_locale);
        name.map_or(&*city.slug, |(_, name)| name)
    }
}
