//! The numbers that keep one request from taking the server from the others.
//!
//! Each has a name, a meaning and a default here and nowhere else. All can be
//! changed by the table `[limits]` of the settings file or by a variable such
//! as `LC_LIMIT_DEPTH`.

use std::time::Duration;

/// One limit with its value, for people to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// As the settings file calls it.
    pub name: &'static str,
    /// The number in force.
    pub value: u64,
    /// What it bounds.
    pub meaning: &'static str,
}

macro_rules! limits {
    ($(#[doc = $meaning:literal] $name:ident = $default:expr;)+) => {
        /// The limits that every request is held to.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits {
            $(#[doc = $meaning] pub $name: u64,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl Limits {
            /// Every limit in the order of this file.
            #[must_use]
            pub fn all(&self) -> Vec<Limit> {
                vec![$(Limit {
                    name: stringify!($name),
                    value: self.$name,
                    meaning: $meaning.trim_ascii(),
                },)+]
            }

            /// Changes the limit of this name; false when there is none.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)+
                    _ => return false,
                }
                true
            }
        }
    };
}

limits! {
    /// Bytes in the body of a request.
    body_bytes = 1024 * 1024;
    /// Bytes in the body of a request with a token that was accepted.
    client_body_bytes = 8 * 1024 * 1024;
    /// Tokens in a document, as the GraphQL grammar counts them.
    tokens = 2_000;
    /// Brackets of any kind that a document may open inside each other.
    nesting = 100;
    /// Levels of fields, the root field and the leaf included.
    depth = 20;
    /// Selections of a document after all fragments are expanded.
    selections = 5_000;
    /// Fields that an answer could hold if every page came full: the cost of an operation.
    answer_fields = 200_000;
    /// Aliases in a document after all fragments are expanded.
    aliases = 30;
    /// Fields at the root of one operation.
    root_fields = 20;
    /// Directives in a document after all fragments are expanded.
    directives = 50;
    /// Fields of a document that are compared because they share a name in the answer.
    comparisons = 50_000;
    /// Operations in one document.
    operations = 10;
    /// Lists of types, fields or values that a question about the schema itself may put inside each other.
    introspection_lists = 2;
    /// Items in one list of an argument or a variable.
    list_input = 1_000;
    /// Lists and objects inside each other in one argument or variable.
    input_depth = 20;
    /// Conditions in one `where`.
    filter_nodes = 50;
    /// Characters in a search text.
    search_characters = 256;
    /// Rows on one page of a connection.
    page_size = 100;
    /// Rows on a page when the request does not say how many.
    default_page_size = 25;
    /// Sessions that are worked out for one offering.
    sessions = 100;
    /// Errors that one answer reports.
    errors = 10;
    /// Characters in the message of one error.
    error_characters = 300;
    /// Seconds that one operation may take, its SQL included.
    operation_seconds = 10;
    /// Seconds in which a client has to send its headers or its body.
    receive_seconds = 10;
    /// Seconds for which a connection may rest between two requests; fewer when others wait for a place.
    idle_seconds = 75;
    /// Connections that are open at the same time; further ones wait.
    connections = 1_000;
    /// Sockets that are open at the same time; further ones are turned away.
    sockets = 5_000;
    /// Event streams that are open at the same time; further ones are turned away.
    streams = 500;
    /// Operations that run at the same time on one socket.
    socket_operations = 20;
    /// Bytes in one message on a socket.
    message_bytes = 256 * 1024;
    /// Seconds in which a new socket has to begin with `connection_init`.
    init_seconds = 10;
    /// Seconds after which a silent socket or stream is pinged; a socket has as long again to answer.
    ping_seconds = 12;
    /// Seconds for which a client may take nothing of what it is sent.
    send_seconds = 60;
    /// Bytes of changes and answers that those who follow the journal share.
    shared_bytes = 16 * 1024 * 1024;
    /// Days for which the journal tells each single change; of older ones only the last to each record stays. At least 7.
    journal_days = 3_650;
    /// Clients of one body that have not ended.
    clients = 50;
    /// Webhooks of one body.
    webhooks = 20;
    /// Seconds in which a webhook has to answer.
    webhook_seconds = 10;
    /// Days for which a delivery is tried again.
    webhook_days = 3;
    /// Deliveries in a row that are given up before their webhook is stopped.
    webhook_dead_letters = 5;
    /// Days for which the log of deliveries is kept.
    webhook_log_days = 30;
    /// Bytes of memory that parsed documents may take.
    document_bytes = 16 * 1024 * 1024;
}

impl Limits {
    /// How long one operation may take.
    #[must_use]
    pub fn operation_time(&self) -> Duration {
        Duration::from_secs(self.operation_seconds)
    }

    /// How long a new socket may wait with its first message.
    #[must_use]
    pub fn init_time(&self) -> Duration {
        Duration::from_secs(self.init_seconds)
    }

    /// How long a socket or a stream may be silent.
    #[must_use]
    pub fn ping_time(&self) -> Duration {
        // A timer cannot tick all the time.
        Duration::from_secs(self.ping_seconds.max(1))
    }

    /// How long a client may take nothing of what it is sent.
    #[must_use]
    pub fn send_time(&self) -> Duration {
        Duration::from_secs(self.send_seconds)
    }

    /// How long a connection may rest between two requests.
    #[must_use]
    pub fn idle_time(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }

    /// How long a client may take to send its headers or its body.
    #[must_use]
    pub fn receive_time(&self) -> Duration {
        Duration::from_secs(self.receive_seconds)
    }
}
