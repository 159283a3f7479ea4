//! The settings file.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{Table, Value};

use super::{ConfigError, IssuerSettings};

/// The values of a file by key, a table's keys with its name before them.
pub(super) type Values = BTreeMap<String, String>;

/// What a settings file says.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) values: Values,
    pub(super) issuers: Vec<IssuerSettings>,
}

/// Reads a TOML file.
pub(super) fn read(path: &Path) -> Result<File, ConfigError> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        ConfigError(format!(
            "The settings file {shown} cannot be read: {error}."
        ))
    })?;
    parse(&text).map_err(|problem| ConfigError(format!("The settings file {shown} {problem}.")))
}

fn parse(text: &str) -> Result<File, String> {
    let mut table: Table = text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = 1 + text[..at].matches('\n').count();
        format!("is not right in line {line}: {}", error.message())
    })?;
    let issuers = table.remove("issuers").map_or(Ok(Vec::new()), issuers)?;
    let mut values = Values::new();
    flatten("", &table, &mut values)?;
    Ok(File { values, issuers })
}

fn issuers(tables: Value) -> Result<Vec<IssuerSettings>, String> {
    tables
        .try_into()
        .map_err(|error: toml::de::Error| format!("has [[issuers]] with {}", error.message()))
}

fn flatten(prefix: &str, table: &Table, values: &mut Values) -> Result<(), String> {
    for (key, value) in table {
        let key = format!("{prefix}{key}");
        match value {
            Value::Table(inner) => flatten(&format!("{key}."), inner, values)?,
            Value::String(text) => drop(values.insert(key, text.clone())),
            Value::Integer(number) => drop(values.insert(key, number.to_string())),
            Value::Boolean(truth) => drop(values.insert(key, truth.to_string())),
            other => return Err(format!("cannot have the {} in \"{key}\"", other.type_str())),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_joined_to_their_keys() {
        let File { values, .. } = parse("bind = '[::1]:80'\n[limits]\ndepth = 12\n").unwrap();

        assert_eq!(values["bind"], "[::1]:80");
        assert_eq!(values["limits.depth"], "12");
    }

    #[test]
    fn a_mistake_is_reported_with_its_line() {
        let problem = parse("bind = 'a'\nempty = = true\n").unwrap_err();

        assert!(problem.starts_with("is not right in line 2: "), "{problem}");
    }

    #[test]
    fn a_list_is_no_setting() {
        assert_eq!(
            parse("log = ['info']").unwrap_err(),
            "cannot have the array in \"log\""
        );
    }
}
