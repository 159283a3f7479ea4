//! How a socket is closed: the codes of `graphql-transport-ws`, on one page.

use std::borrow::Cow;

use axum::extract::ws::{CloseFrame, Message};

/// Bytes that the reason of a closing frame may have.
const MOST: usize = 123;

/// Why a socket ends.
#[derive(Debug)]
pub(super) struct Closing(Option<(u16, Cow<'static, str>)>);

impl Closing {
    /// The other end has gone.
    pub(super) const GONE: Self = Self(None);
    pub(super) const STOPPING: Self = Self::is(1001, "The server stops. Come again.");
    pub(super) const SILENT: Self = Self::is(1001, "A ping was not answered.");
    pub(super) const PROTOCOL: Self = Self::is(1002, "That is not a WebSocket message.");
    pub(super) const TOO_LONG: Self = Self::is(1009, "The message is too long.");
    pub(super) const BROKEN: Self = Self::is(1011, "Something broke on our side.");
    pub(super) const AWAY: Self = Self::is(
        1013,
        "The keys of the token's issuer cannot be fetched at the moment.",
    );
    pub(super) const UNAUTHORISED: Self =
        Self::is(4401, "Unauthorized: begin with connection_init.");
    pub(super) const NO_PROTOCOL: Self =
        Self::is(4406, "Ask for the subprotocol graphql-transport-ws.");
    pub(super) const INIT_TIMEOUT: Self = Self::is(4408, "Connection initialisation timeout");
    pub(super) const SECOND_INIT: Self = Self::is(4429, "Too many initialisation requests");

    const fn is(code: u16, reason: &'static str) -> Self {
        Self(Some((code, Cow::Borrowed(reason))))
    }

    /// The message makes no sense in this protocol.
    pub(super) fn bad(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Some((4400, reason.into())))
    }

    /// The token is not good, or no longer.
    pub(super) fn forbidden(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Some((4403, reason.into())))
    }

    /// An operation of this id is running.
    pub(super) fn duplicate(id: &str) -> Self {
        let reason = format!("Subscriber for {id} already exists");
        Self(Some((4409, reason.into())))
    }

    /// What is sent to the other end, if it is still there.
    pub(super) fn message(self) -> Option<Message> {
        let (code, reason) = self.0?;
        let reason = &reason[..reason.floor_char_boundary(MOST)];
        Some(Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_reason_is_cut_between_characters() {
        let Some(Message::Close(Some(frame))) = Closing::bad("배움".repeat(50)).message() else {
            panic!("it says nothing");
        };

        assert_eq!(frame.code, 4400);
        assert_eq!(frame.reason.len(), 123);
        assert!(frame.reason.ends_with('배'));
    }
}
