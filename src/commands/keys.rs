//! The command `keys`.

use chrono::{DateTime, Utc};
use learning_cities::{
    app::Clock,
    config::{Config, KeysCommand},
    token::{self, KeyState, Keys},
};

use super::say;
use crate::{Failure, failed};

pub(crate) fn run(config: &Config, command: KeysCommand) -> Result<(), Failure> {
    let (path, now) = (&config.tokens.keys, Clock::Real.now());
    Keys::open(path, now).map_err(failed)?;
    match command {
        KeysCommand::List => {}
        KeysCommand::Rotate { at_once: false } => token::rotate(path, now).map_err(failed)?,
        KeysCommand::Rotate { at_once: true } => token::replace(path, now).map_err(failed)?,
    }
    for key in Keys::open(path, now).map_err(failed)?.list(now) {
        say(format_args!("{}  {}", key.id, state(key.state)))?;
    }
    Ok(())
}

fn state(state: KeyState) -> String {
    match state {
        KeyState::Next { signs_from } => format!("signs from {}", shown(signs_from)),
        KeyState::Signing => "signs".to_owned(),
        KeyState::Retiring { ends } => format!("is taken until {}", shown(ends)),
        KeyState::Ended => "has ended".to_owned(),
    }
}

fn shown(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}
