//! Code lists and countries: what outside bodies named and numbered.

crate::step::step!();

const TABLES: &[&str] = &["country", "code", "code_list"];

const UP: &str = "
CREATE TABLE code_list (
    scheme text PRIMARY KEY,
    name {json} NOT NULL,
    owner text NOT NULL,
    version text NOT NULL,
    uri text,
    note text
) {strict};

CREATE TABLE code (
    scheme text NOT NULL REFERENCES code_list (scheme),
    code {sorted} NOT NULL CHECK (code <> ''),
    parent {sorted},
    position integer NOT NULL,
    label {json} NOT NULL,
    label_text text NOT NULL,
    uri text,
    PRIMARY KEY (scheme, code),
    FOREIGN KEY (scheme, parent) REFERENCES code (scheme, code),
    CHECK (parent <> code)
) {strict};
CREATE UNIQUE INDEX code_position ON code (scheme, position);
CREATE INDEX code_parent ON code (scheme, parent);

CREATE TABLE country (
    code {sorted} PRIMARY KEY CHECK (length(code) = 2 AND code = upper(code)),
    alpha3 text NOT NULL UNIQUE CHECK (length(alpha3) = 3 AND alpha3 = upper(alpha3)),
    m49 text NOT NULL UNIQUE CHECK (length(m49) = 3),
    region text NOT NULL CHECK (region IN
        ('AFRICA', 'ARAB_STATES', 'ASIA_PACIFIC', 'EUROPE_NORTH_AMERICA',
         'LATIN_AMERICA_CARIBBEAN')),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL
) {strict};
CREATE INDEX country_name ON country (name_text, code);
";
