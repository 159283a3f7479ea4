//! Files of single things, each at an address with its name.

/// Writes handlers: each reads one thing with a function of what `$writer` gives, and
/// answers with what `$file` makes of it.
macro_rules! singles {
    ($writer:ident, $file:ident: $($(#[$doc:meta])* $single:ident = $read:ident;)+) => { $(
        $(#[$doc])*
        pub(super) async fn $single(
            axum::extract::State(wire): axum::extract::State<$crate::http::Wire>,
            axum::extract::Path(name): axum::extract::Path<String>,
            request: axum::extract::Request,
        ) -> axum::response::Response {
            let made = async {
                let reader = super::reply::Reader::of(&wire, request).await?;
                let read = $writer(&wire, &reader).$read(wire.app.reader(), &name).await;
                let thing = read.map_err(super::reply::refused)?;
                let thing = thing.ok_or_else(super::reply::nothing)?;
                Ok(($file(&thing), reader.parts.headers))
            };
            super::reply::send(made.await).await
        }
    )+ };
}
