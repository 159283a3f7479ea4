//! The columns of the national course file (15013110), and a row of it.

use std::{
    collections::HashMap,
    ops::{Index, IndexMut},
    sync::LazyLock,
};

use entity::course_source::{SourceText, SourceTexts};

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident = $header:literal, $api:literal;)+) => {
        /// A column of the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Column {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Column {
            /// All columns in the order of the file.
            pub const ALL: [Self; 27] = [$(Self::$name),+];

            /// What stands above it in the file.
            #[must_use]
            pub fn header(self) -> &'static str {
                match self { $(Self::$name => $header,)+ }
            }

            /// What the national interface calls it.
            #[must_use]
            pub fn api_name(self) -> &'static str {
                match self { $(Self::$name => $api,)+ }
            }
        }
    };
}

columns! {
    /// What the course is called.
    Title = "강좌명", "lctreNm";
    /// Who teaches: a person's name.
    Instructor = "강사명", "instrctrNm";
    /// The first day.
    StartDay = "교육시작일자", "edcStartDay";
    /// The last day.
    EndDay = "교육종료일자", "edcEndDay";
    /// When a meeting begins.
    StartTime = "교육시작시각", "edcStartTime";
    /// When a meeting ends; the interface misspells it.
    EndTime = "교육종료시각", "edcColseTime";
    /// What it is about.
    Description = "강좌내용", "lctreCo";
    /// For whom it is.
    Audience = "교육대상구분", "edcTrgetType";
    /// How it reaches learners.
    Mode = "교육방법구분", "edcMthType";
    /// The days of the week.
    Days = "운영요일", "operDay";
    /// Where it meets.
    Place = "교육장소", "edcPlace";
    /// For how many there is room.
    Capacity = "강좌정원수", "psncpa";
    /// What it costs.
    Price = "수강료", "lctreCost";
    /// The address of the place.
    Address = "교육장도로명주소", "edcRdnmadr";
    /// Who provides it.
    Institution = "운영기관명", "operInstitutionNm";
    /// The telephone there.
    Phone = "운영기관전화번호", "operPhoneNumber";
    /// The first day of enrolment.
    EnrolmentOpens = "접수시작일자", "rceptStartDate";
    /// The last day of enrolment.
    EnrolmentCloses = "접수종료일자", "rceptEndDate";
    /// How one can apply.
    Channels = "접수방법구분", "rceptMthType";
    /// How places are given out.
    Selection = "선정방법구분", "slctnMthType";
    /// The website.
    Website = "홈페이지주소", "homepageUrl";
    /// Whether vocational training money pays for it.
    Subsidy = "직업능력개발훈련비지원강좌여부", "oadtCtLctreYn";
    /// Whether the credit bank takes it.
    CreditBank = "학점은행제평가(학점)인정여부", "pntBankAckestYn";
    /// Whether the learning account takes it.
    LearningAccount = "평생학습계좌제평가인정여부", "lrnAcnutAckestYn";
    /// The day of the data.
    AsOf = "데이터기준일자", "referenceDate";
    /// Whose data it is: in the merged file only.
    ProviderCode = "제공기관코드", "instt_code";
    /// The same as a name.
    ProviderName = "제공기관명", "instt_nm";
}

impl Column {
    /// How many columns every file has; the merged one has two more.
    pub const REQUIRED: usize = 25;

    /// The column with this header or name. The interface writes `instt_code` and
    /// `insttCode`; the names of elements can have no brackets.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        static NAMES: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
            let all = Column::ALL.into_iter();
            let names = all.flat_map(|column| {
                [column.header(), column.api_name()].map(|name| (bare(name), column))
            });
            names.collect()
        });
        NAMES.get(&bare(name)).copied()
    }
}

/// The letters and digits of a name.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A row of the file, cell by cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Course([String; Column::ALL.len()]);

impl Index<Column> for Course {
    type Output = String;

    fn index(&self, column: Column) -> &String {
        &self.0[column as usize]
    }
}

impl IndexMut<Column> for Course {
    fn index_mut(&mut self, column: Column) -> &mut String {
        &mut self.0[column as usize]
    }
}

impl Course {
    /// What a cell says; a lone hyphen says as little as an empty one.
    #[must_use]
    pub fn said(&self, column: Column) -> Option<&str> {
        let text = self[column].trim();
        (!text.is_empty() && text != "-").then_some(text)
    }

    /// What has to be kept of a row so that it can be written again as it was,
    /// although we would write `ours`. Never the name of a person.
    pub(super) fn beside(&self, ours: &Self) -> SourceTexts {
        let other = Column::ALL
            .into_iter()
            .filter(|column| *column != Column::Instructor && self[*column] != ours[*column]);
        let texts = other.map(|column| {
            let text = SourceText {
                stood: self[column].clone(),
                ours: ours[column].clone(),
            };
            (column.api_name().to_owned(), text)
        });
        SourceTexts(texts.collect())
    }

    /// The row as the file had it, where we still write what we wrote then.
    pub(super) fn in_words_of(mut self, source: &SourceTexts) -> Self {
        for column in Column::ALL {
            if let Some(text) = source.0.get(column.api_name())
                && text.ours == self[column]
            {
                self[column].clone_from(&text.stood);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_is_found_by_both_names() {
        for column in Column::ALL {
            assert_eq!(Column::named(column.header()), Some(column));
            assert_eq!(Column::named(column.api_name()), Some(column));
        }
        assert_eq!(Column::ALL[Column::REQUIRED - 1], Column::AsOf);
    }

    #[test]
    fn a_cell_stays_as_it_was_until_its_record_changes() {
        let mut stood = Course::default();
        stood[Column::Days] = "매주 화".to_owned();
        let mut ours = Course::default();
        ours[Column::Days] = "화".to_owned();
        let source = stood.beside(&ours);

        assert_eq!(ours.clone().in_words_of(&source), stood);
        ours[Column::Days] = "화+목".to_owned();
        assert_eq!(ours.clone().in_words_of(&source), ours);
    }
}
