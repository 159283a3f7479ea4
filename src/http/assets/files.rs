//! The files themselves, and where they are found.

const CSS: &str = "text/css; charset=utf-8";
const GRAPHQL: &str = "application/graphql; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

/// One file of the binary.
#[derive(Clone, Copy)]
pub(super) struct Asset {
    pub(super) path: &'static str,
    pub(super) content_type: &'static str,
    pub(super) bytes: &'static [u8],
    pub(super) gzipped: bool,
}

/// A file under `assets/`, as it lies there.
macro_rules! plain {
    ($path:literal, $content_type:ident, $file:literal) => {
        Asset {
            path: $path,
            content_type: $content_type,
            bytes: include_bytes!(concat!("../../../assets/", $file)),
            gzipped: false,
        }
    };
}

/// A library that `assets/graphiql/build.mjs` made, gzipped.
macro_rules! packed {
    ($path:literal, $content_type:ident, $file:literal) => {
        Asset {
            gzipped: true,
            ..plain!($path, $content_type, $file)
        }
    };
}

/// The schema as it is in the repository; a test compares it with the one that runs.
const SCHEMA: Asset = Asset {
    path: "/schema.graphql",
    content_type: TEXT,
    bytes: include_bytes!("../../../schema.graphql"),
    gzipped: false,
};

/// Every file, at its address.
pub(super) const ASSETS: &[Asset] = &[
    SCHEMA,
    plain!("/", HTML, "index.html"),
    plain!("/home.css", CSS, "home.css"),
    plain!("/home.js", JAVASCRIPT, "home.js"),
    plain!("/icon.svg", SVG, "icon.svg"),
    plain!("/site.css", CSS, "site.css"),
    plain!("/docs", HTML, "docs/index.html"),
    plain!("/docs/docs.css", CSS, "docs/docs.css"),
    plain!("/docs/docs.js", JAVASCRIPT, "docs/docs.js"),
    plain!("/docs/render.js", JAVASCRIPT, "docs/render.js"),
    plain!("/docs/schema.js", JAVASCRIPT, "docs/schema.js"),
    plain!("/graphiql", HTML, "graphiql/index.html"),
    plain!("/graphiql/boot.js", JAVASCRIPT, "graphiql/boot.js"),
    plain!("/graphiql/licences.txt", TEXT, "graphiql/licences.txt"),
    plain!("/graphiql/page.css", CSS, "graphiql/page.css"),
    plain!(
        "/graphiql/queries/association.graphql",
        GRAPHQL,
        "graphiql/queries/association.graphql"
    ),
    plain!(
        "/graphiql/queries/city.graphql",
        GRAPHQL,
        "graphiql/queries/city.graphql"
    ),
    plain!(
        "/graphiql/queries/institute.graphql",
        GRAPHQL,
        "graphiql/queries/institute.graphql"
    ),
    packed!("/graphiql/graphiql.css", CSS, "graphiql/graphiql.css.gz"),
    packed!(
        "/graphiql/graphiql.js",
        JAVASCRIPT,
        "graphiql/graphiql.js.gz"
    ),
    packed!(
        "/graphiql/react-dom.js",
        JAVASCRIPT,
        "graphiql/react-dom.js.gz"
    ),
    packed!("/graphiql/react.js", JAVASCRIPT, "graphiql/react.js.gz"),
];
