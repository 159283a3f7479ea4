//! The settings as text, each from the strongest source that has it.

use std::{collections::BTreeMap, fmt};

use super::{
    ConfigError, IssuerSettings,
    file::{File, Values},
    parse, tokens,
};
use crate::limits::Limits;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Flag,
    /// An environment variable.
    Environment,
    /// The settings file.
    File,
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::File => "file",
            Self::Default => "default",
        })
    }
}

/// One setting with its value.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    key: String,
    variable: String,
    pub(super) value: String,
    source: Source,
}

/// Every setting with its value and its source.
///
/// Printed, they are a settings file that says the same again.
#[derive(Clone, Debug)]
pub struct Settings {
    all: Vec<Setting>,
    pub(super) issuers: Vec<IssuerSettings>,
}

/// The settings beside the limits: key, environment variable, default.
const SETTINGS: [(&str, &str, &str); 13] = [
    ("bind", "LC_BIND", "127.0.0.1:8080"),
    (
        "database-url",
        "DATABASE_URL",
        "sqlite://learning-cities.db?mode=rwc",
    ),
    ("database-connections", "LC_DATABASE_CONNECTIONS", "8"),
    ("public-url", "LC_PUBLIC_URL", ""),
    (
        "licence",
        "LC_LICENCE",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    ("empty", "LC_EMPTY", "false"),
    ("production", "LC_PRODUCTION", ""),
    ("keys", "LC_KEYS", ""),
    ("audience", "LC_AUDIENCE", ""),
    ("token-seconds", "LC_TOKEN_SECONDS", "900"),
    ("webhook-targets", "LC_WEBHOOK_TARGETS", "public"),
    ("log", "LC_LOG", "info"),
    ("log-format", "LC_LOG_FORMAT", "auto"),
];

impl Settings {
    /// Takes each setting from the flags, the environment, the file or its default.
    pub(super) fn gather(
        flags: &BTreeMap<&'static str, String>,
        environment: &dyn Fn(&str) -> Option<String>,
        file: &File,
    ) -> Result<Self, ConfigError> {
        let mut settings = Self {
            all: defaults(),
            issuers: file.issuers.clone(),
        };
        let file = &file.values;
        settings.refuse_unknown(file)?;
        for setting in &mut settings.all {
            let found = flags
                .get(setting.key.as_str())
                .map(|value| (value.clone(), Source::Flag))
                .or_else(|| Some((environment(&setting.variable)?, Source::Environment)))
                .or_else(|| Some((file.get(&setting.key)?.clone(), Source::File)));
            if let Some((value, source)) = found {
                setting.value = value;
                setting.source = source;
            }
        }
        settings.derive_defaults();
        Ok(settings)
    }

    fn refuse_unknown(&self, file: &Values) -> Result<(), ConfigError> {
        let unknown = file
            .keys()
            .find(|key| !self.all.iter().any(|setting| setting.key == **key));
        match unknown {
            Some(key) => Err(ConfigError(format!(
                "The settings file has a key that is no setting: \"{key}\"."
            ))),
            None => Ok(()),
        }
    }

    /// What nobody said follows from what somebody did.
    fn derive_defaults(&mut self) {
        let bind = self.get("bind").value.clone();
        self.derive("public-url", format!("http://{bind}"));
        let public_url = self.get("public-url").value.clone();
        let production = tokens::is_reached_from_elsewhere(&bind, &public_url);
        self.derive("production", production.to_string());
        self.derive("audience", public_url.trim_end_matches('/').to_owned());
        let keys = tokens::keys_beside(&self.get("database-url").value);
        self.derive("keys", keys);
    }

    fn derive(&mut self, key: &str, value: String) {
        let setting = self.all.iter_mut().find(|setting| setting.key == key);
        if let Some(setting) = setting.filter(|setting| setting.source == Source::Default) {
            setting.value = value;
        }
    }

    pub(super) fn get(&self, key: &str) -> &Setting {
        self.all
            .iter()
            .find(|setting| setting.key == key)
            .expect("the key is in the table above")
    }

    /// What a setting means, or a sentence on why it means nothing.
    pub(super) fn parse<T>(
        &self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Result<T, ConfigError> {
        let setting = self.get(key);
        parse(&setting.value).map_err(|wanted| {
            let origin = match setting.source {
                Source::Flag => format!("--{key}"),
                Source::Environment => format!("the variable {}", setting.variable),
                Source::File => format!("\"{key}\" in the settings file"),
                Source::Default => format!("the default of {key}"),
            };
            let value = setting.shown();
            ConfigError(format!("{origin} is \"{value}\"; it should be {wanted}."))
        })
    }
}

fn defaults() -> Vec<Setting> {
    let default = |key: String, variable: String, value: String| Setting {
        key,
        variable,
        value,
        source: Source::Default,
    };
    let limits = Limits::default().all().into_iter().map(|limit| {
        let variable = format!("LC_LIMIT_{}", limit.name.to_uppercase());
        default(
            format!("limits.{}", limit.name),
            variable,
            limit.value.to_string(),
        )
    });
    SETTINGS
        .iter()
        .map(|(key, variable, value)| {
            default(
                (*key).to_owned(),
                (*variable).to_owned(),
                (*value).to_owned(),
            )
        })
        .chain(limits)
        .collect()
}

impl Setting {
    fn shown(&self) -> String {
        if self.key == "database-url" {
            parse::without_password(&self.value)
        } else {
            self.value.clone()
        }
    }
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = "";
        for setting in &self.all {
            let (prefix, key) = setting.key.split_once('.').unwrap_or(("", &setting.key));
            if prefix != table {
                writeln!(f, "\n[{prefix}]")?;
                table = prefix;
            }
            let value = setting.shown();
            let is_bare = value == "true" || value == "false" || value.parse::<u64>().is_ok();
            let value = if is_bare {
                value
            } else {
                serde_json::Value::from(value).to_string()
            };
            writeln!(f, "{key} = {value} # {}", setting.source)?;
        }
        for issuer in &self.issuers {
            write!(f, "\n{issuer}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(
        flags: &[(&'static str, &str)],
        environment: &[(&str, &str)],
        file: &[(&str, &str)],
    ) -> Result<Settings, ConfigError> {
        let flags = flags.iter().map(|(key, value)| (*key, (*value).to_owned()));
        let file = file
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let look_up = |name: &str| {
            let found = environment.iter().find(|(variable, _)| *variable == name)?;
            Some(found.1.to_owned())
        };
        let file = File {
            values: file.collect(),
            issuers: Vec::new(),
        };
        Settings::gather(&flags.collect(), &look_up, &file)
    }

    fn source_of_bind(settings: &Settings) -> (String, Source) {
        let bind = settings.get("bind");
        (bind.value.clone(), bind.source)
    }

    #[test]
    fn the_flag_beats_the_environment_beats_the_file_beats_the_default() {
        let flag: &[_] = &[("bind", "127.0.0.1:1")];
        let environment: &[_] = &[("LC_BIND", "127.0.0.1:2")];
        let file: &[_] = &[("bind", "127.0.0.1:3")];

        for (settings, value, source) in [
            (gather(flag, environment, file), "127.0.0.1:1", Source::Flag),
            (
                gather(&[], environment, file),
                "127.0.0.1:2",
                Source::Environment,
            ),
            (gather(&[], &[], file), "127.0.0.1:3", Source::File),
            (gather(&[], &[], &[]), "127.0.0.1:8080", Source::Default),
        ] {
            assert_eq!(
                source_of_bind(&settings.unwrap()),
                (value.to_owned(), source)
            );
        }
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = gather(&[], &[], &[("limits.detph", "3")]).unwrap_err();

        assert!(error.to_string().contains("\"limits.detph\""), "{error}");
    }

    #[test]
    fn the_public_address_follows_the_address() {
        let settings = gather(&[("bind", "127.0.0.1:9000")], &[], &[]).unwrap();

        assert_eq!(settings.get("public-url").value, "http://127.0.0.1:9000");
    }

    #[test]
    fn what_is_printed_is_a_settings_file_that_says_the_same() {
        let settings = gather(&[], &[("LC_LIMIT_DEPTH", "12")], &[]).unwrap();
        let printed = settings.to_string();

        assert!(printed.contains("depth = 12 # environment"), "{printed}");
        let table: toml::Table = printed.parse().unwrap();
        assert_eq!(table["limits"]["depth"].as_integer(), Some(12));
    }

    #[test]
    fn a_wrong_value_is_one_sentence_that_names_its_source() {
        let settings = gather(&[], &[("LC_LIMIT_DEPTH", "deep")], &[]).unwrap();
        let error = settings.parse("limits.depth", parse::limit).unwrap_err();

        assert_eq!(
            error.to_string(),
            "the variable LC_LIMIT_DEPTH is \"deep\"; it should be a whole number of at least 1."
        );
    }
}
