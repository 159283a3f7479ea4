//! News as JSON Feed 1.1.

use serde_json::{Value, json};

use super::{Feed, Story};

pub(super) fn write(feed: &Feed) -> Value {
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.first,
        "items": feed.stories.iter().map(item).collect::<Vec<_>>(),
    });
    if let Some(next) = &feed.next {
        document["next_url"] = json!(next);
    }
    document
}

fn item(story: &Story) -> Value {
    let label = [story.label.as_str()];
    let tags: Vec<&str> = label.into_iter().chain(story.made_up).collect();
    let origin = match story.made_up {
        Some(_) => "SYNTHETIC",
        None => "REAL",
    };
    json!({
        "id": story.id,
        "url": story.address,
        "title": story.title,
        "content_text": story.text,
        "date_published": story.at.to_rfc3339(),
        "language": story.language,
        "authors": [{ "name": story.author }],
        "tags": tags,
        "_lcn": {
            "kind": story.kind,
            "id": story.subject,
            "city": story.city,
            "origin": origin,
        },
    })
}
