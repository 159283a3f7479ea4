//! Text in the language that the reader wishes.

use async_graphql::{Context, Object, SimpleObject};
use entity::{Localized, LocalizedList};

use super::{context::ContextExt, scalar::Locale};
use crate::domain::locale::{self, Locale as LocaleValue, NETWORK_LOCALES, Served, Wishes};

/// The languages of an argument, best first; none asks for those of the request.
pub(super) type Locales = Option<Vec<Locale>>;

/// The best text: the argument decides, else `Accept-Language`, else the default
/// locale of the record, else English, else any.
pub(super) fn served<'a>(
    ctx: &Context<'_>,
    text: &'a Localized,
    default: &str,
    locales: Locales,
) -> Option<Served<'a>> {
    match wished(locales) {
        None => locale::best(text, ctx.wishes(), default),
        Some(wishes) => locale::best(text, &wishes, default),
    }
}

/// Whether the best text is in another language than the one that is wished most.
pub(super) fn is_fallback(
    ctx: &Context<'_>,
    text: &Localized,
    default: &str,
    locales: Locales,
) -> bool {
    match wished(locales) {
        None => locale::is_fallback(text, ctx.wishes(), default),
        Some(wishes) => locale::is_fallback(text, &wishes, default),
    }
}

fn wished(locales: Locales) -> Option<Wishes> {
    let asked = locales?
        .into_iter()
        .filter_map(|locale| LocaleValue::parse(&locale.0).ok());
    Some(Wishes::of(asked.collect()))
}

/// The best text, which is there: a name or a title is never empty.
pub(super) fn say<'a>(
    ctx: &Context<'_>,
    text: &'a Localized,
    default: &str,
    locales: Locales,
) -> &'a str {
    served(ctx, text, default, locales).map_or("", |(_, text)| text)
}

/// The best text, if there is one at all.
pub(super) fn maybe(
    ctx: &Context<'_>,
    text: Option<&Localized>,
    default: &str,
    locales: Locales,
) -> Option<String> {
    served(ctx, text?, default, locales).map(|(_, text)| text.to_owned())
}

/// Several texts, each the best one.
pub(super) fn each(
    ctx: &Context<'_>,
    list: &LocalizedList,
    default: &str,
    locales: &Locales,
) -> Vec<String> {
    let best = |text| maybe(ctx, Some(text), default, locales.clone());
    list.0.iter().filter_map(best).collect()
}

/// The locale of the best text.
pub(super) fn served_locale(
    ctx: &Context<'_>,
    text: &Localized,
    default: &str,
    locales: Locales,
) -> Locale {
    let served = served(ctx, text, default, locales);
    Locale(served.map_or(default, |(locale, _)| locale).to_owned())
}

/// The network's own languages, and the default one, in which there is no text.
pub(super) fn missing(text: &Localized, default: &str) -> Vec<Locale> {
    let mut wanted: Vec<&str> = NETWORK_LOCALES.to_vec();
    if !wanted.contains(&default) {
        wanted.push(default);
    }
    let absent = wanted
        .into_iter()
        .filter(|locale| text.get(locale).is_none());
    absent.map(|locale| Locale(locale.to_owned())).collect()
}

/// A name in one language.
#[derive(SimpleObject)]
pub struct NameTranslation {
    /// The language of the name.
    locale: Locale,
    /// The name in that language.
    name: String,
}

/// The fields of whatever has a name; flattened into its object.
pub(super) struct Named<'a> {
    pub(super) name: &'a Localized,
    pub(super) default_locale: &'a str,
}

/// Something with a name.
#[Object]
impl Named<'_> {
    /// The name in the best language available.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, self.name, self.default_locale, locales)
    }

    /// The language in which `name` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, self.name, self.default_locale, locales)
    }

    /// All names.
    async fn translations(&self) -> Vec<NameTranslation> {
        names(self.name)
    }

    /// The languages of the network (`en`, `ko`, `zh-Hans`, `zh-Hant`), and the
    /// record's own, in which there is no name yet.
    async fn missing_locales(&self) -> Vec<Locale> {
        missing(self.name, self.default_locale)
    }
}

/// All names, by locale.
pub(super) fn names(text: &Localized) -> Vec<NameTranslation> {
    let all = text.0.iter();
    all.map(|(locale, name)| NameTranslation {
        locale: Locale(locale.clone()),
        name: name.clone(),
    })
    .collect()
}

/// A title in one language.
#[derive(SimpleObject)]
pub struct TitleTranslation {
    /// The language of the title.
    locale: Locale,
    /// The title in that language.
    title: String,
}

/// The fields of whatever has a title; flattened into its object.
pub(super) struct Titled<'a> {
    pub(super) title: &'a Localized,
    pub(super) default_locale: &'a str,
}

/// Something with a title.
#[Object]
impl Titled<'_> {
    /// The title in the best language available.
    async fn title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, self.title, self.default_locale, locales)
    }

    /// The language in which `title` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, self.title, self.default_locale, locales)
    }

    /// All titles.
    async fn translations(&self) -> Vec<TitleTranslation> {
        let all = self.title.0.iter();
        all.map(|(locale, title)| TitleTranslation {
            locale: Locale(locale.clone()),
            title: title.clone(),
        })
        .collect()
    }

    /// The languages of the network (`en`, `ko`, `zh-Hans`, `zh-Hant`), and the
    /// record's own, in which there is no title yet.
    async fn missing_locales(&self) -> Vec<Locale> {
        missing(self.title, self.default_locale)
    }
}
