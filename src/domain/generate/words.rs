//! The words of which titles and names are made.

use entity::{
    Localized,
    values::ProgrammeKind::{self, Course, Mentoring, Project, Series, StudyCircle},
};

/// A word in the four languages of the made-up cities.
pub(super) struct Word {
    pub(super) en: &'static str,
    pub(super) ko: &'static str,
    pub(super) zh: &'static str,
    pub(super) de: &'static str,
}

impl Word {
    pub(super) fn in_locale(&self, locale: &str) -> &'static str {
        match locale {
            "ko" => self.ko,
            "zh-Hans" => self.zh,
            "de" => self.de,
            _ => self.en,
        }
    }
}

const fn word(en: &'static str, ko: &'static str, zh: &'static str, de: &'static str) -> Word {
    Word { en, ko, zh, de }
}

/// What is learnt, and its code of the list `TOPIC`.
pub(super) const SUBJECTS: [(&str, Word); 30] = [
    (
        "LITERACY",
        word(
            "Reading and writing",
            "한글 읽기와 쓰기",
            "读写",
            "Lesen und Schreiben",
        ),
    ),
    (
        "LITERACY",
        word(
            "Everyday numbers",
            "생활 산수",
            "日常算术",
            "Rechnen im Alltag",
        ),
    ),
    (
        "DIGITAL_SKILLS",
        word(
            "Smartphone photography",
            "스마트폰 사진",
            "手机摄影",
            "Fotografieren mit dem Handy",
        ),
    ),
    (
        "DIGITAL_SKILLS",
        word(
            "Artificial intelligence",
            "인공지능",
            "人工智能",
            "Künstliche Intelligenz",
        ),
    ),
    (
        "DIGITAL_SKILLS",
        word("Online safety", "온라인 안전", "网络安全", "Sicher im Netz"),
    ),
    (
        "CIVIC_EDUCATION",
        word(
            "Local democracy",
            "마을 민주주의",
            "社区民主",
            "Demokratie vor Ort",
        ),
    ),
    (
        "CIVIC_EDUCATION",
        word("Media literacy", "미디어 읽기", "媒体素养", "Medienkunde"),
    ),
    (
        "ENVIRONMENT_CLIMATE",
        word(
            "Urban farming",
            "도시 농업",
            "都市农业",
            "Gärtnern in der Stadt",
        ),
    ),
    (
        "ENVIRONMENT_CLIMATE",
        word(
            "Repair and reuse",
            "고쳐 쓰기",
            "修理与再利用",
            "Reparieren statt wegwerfen",
        ),
    ),
    (
        "HEALTH_WELLBEING",
        word("Healthy cooking", "건강 요리", "健康烹饪", "Gesund kochen"),
    ),
    (
        "HEALTH_WELLBEING",
        word(
            "Walking and stretching",
            "걷기와 체조",
            "健走与拉伸",
            "Gehen und Dehnen",
        ),
    ),
    (
        "CULTURE_ARTS",
        word("Watercolour", "수채화", "水彩画", "Aquarell"),
    ),
    (
        "CULTURE_ARTS",
        word("Choir singing", "합창", "合唱", "Chorgesang"),
    ),
    (
        "CULTURE_ARTS",
        word("Folk painting", "민화", "民间绘画", "Volksmalerei"),
    ),
    ("READING", word("Poetry", "시 읽기", "诗歌", "Gedichte")),
    (
        "READING",
        word(
            "Novels of our time",
            "현대 소설",
            "当代小说",
            "Romane der Gegenwart",
        ),
    ),
    (
        "HERITAGE_LOCAL_STUDIES",
        word(
            "History of the old town",
            "옛 시가지의 역사",
            "老城历史",
            "Geschichte der Altstadt",
        ),
    ),
    (
        "HERITAGE_LOCAL_STUDIES",
        word("Oral history", "구술사", "口述历史", "Erzählte Geschichte"),
    ),
    ("CRAFT", word("Pottery", "도예", "陶艺", "Töpfern")),
    ("CRAFT", word("Woodwork", "목공", "木工", "Holzarbeit")),
    (
        "VOCATIONAL",
        word("Barista training", "바리스타", "咖啡师", "Barista"),
    ),
    (
        "VOCATIONAL",
        word("Bookkeeping", "회계 실무", "会计实务", "Buchhaltung"),
    ),
    (
        "FAMILY_PARENTING",
        word(
            "Talking with teenagers",
            "십대와 대화하기",
            "与青少年沟通",
            "Gespräche mit Jugendlichen",
        ),
    ),
    (
        "LANGUAGE",
        word(
            "Everyday English",
            "생활 영어",
            "日常英语",
            "Englisch für den Alltag",
        ),
    ),
    (
        "LANGUAGE",
        word("Sign language", "수어", "手语", "Gebärdensprache"),
    ),
    (
        "GLOBAL_CITIZENSHIP",
        word(
            "Neighbours of the world",
            "세계의 이웃",
            "世界邻里",
            "Nachbarn der Welt",
        ),
    ),
    (
        "SCIENCE_TECH",
        word(
            "The night sky",
            "밤하늘 관측",
            "夜空观测",
            "Der Nachthimmel",
        ),
    ),
    (
        "SCIENCE_TECH",
        word(
            "Robots and sensors",
            "로봇과 센서",
            "机器人与传感器",
            "Roboter und Sensoren",
        ),
    ),
    (
        "VOLUNTEERING",
        word(
            "Guides for the museum",
            "박물관 해설",
            "博物馆讲解",
            "Führungen im Museum",
        ),
    ),
    (
        "VOLUNTEERING",
        word("Reading aloud", "책 읽어 주기", "朗读", "Vorlesen"),
    ),
];

/// For whom, and the code of the list `TARGET_GROUP`.
pub(super) const AUDIENCES: [(&str, Word); 10] = [
    ("ALL", word("everyone", "모두", "大众", "alle")),
    ("CHILDREN", word("children", "어린이", "儿童", "Kinder")),
    (
        "YOUTH",
        word("young people", "청소년", "青少年", "Jugendliche"),
    ),
    ("ADULTS", word("adults", "성인", "成人", "Erwachsene")),
    (
        "OLDER_ADULTS",
        word("older people", "어르신", "老年人", "Ältere"),
    ),
    (
        "MIGRANTS",
        word("newcomers", "이주민", "新移民", "Zugewanderte"),
    ),
    (
        "WORKERS",
        word("working people", "직장인", "职工", "Berufstätige"),
    ),
    ("FAMILIES", word("families", "가족", "家庭", "Familien")),
    ("TEACHERS", word("teachers", "교사", "教师", "Lehrkräfte")),
    (
        "UNEMPLOYED",
        word("job seekers", "구직자", "求职者", "Arbeitsuchende"),
    ),
];

/// In which form.
pub(super) const FORMS: [(ProgrammeKind, Word); 8] = [
    (Course, word("first steps", "입문", "入门", "Einstieg")),
    (
        Course,
        word("next steps", "심화 과정", "进阶", "Aufbaukurs"),
    ),
    (
        Course,
        word("evening class", "저녁 교실", "晚间班", "Abendkurs"),
    ),
    (
        Series,
        word("lectures", "연속 강좌", "系列讲座", "Vortragsreihe"),
    ),
    (
        StudyCircle,
        word("study circle", "학습 동아리", "学习小组", "Lernkreis"),
    ),
    (
        Project,
        word(
            "neighbourhood project",
            "마을 프로젝트",
            "社区项目",
            "Nachbarschaftsprojekt",
        ),
    ),
    (
        Mentoring,
        word("one to one", "일대일 배움", "一对一辅导", "Lernen zu zweit"),
    ),
    (
        Course,
        word(
            "weekend workshop",
            "주말 워크숍",
            "周末工作坊",
            "Wochenendkurs",
        ),
    ),
];

/// Where people learn.
pub(super) const PLACES: [(entity::values::SpaceKind, Word); 8] = {
    use entity::values::SpaceKind as Kind;
    [
        (
            Kind::Library,
            word("Library", "도서관", "图书馆", "Bücherei"),
        ),
        (
            Kind::LearningCentre,
            word("Learning centre", "평생학습관", "学习中心", "Lernzentrum"),
        ),
        (
            Kind::CommunityCentre,
            word("Community centre", "주민센터", "社区中心", "Bürgerhaus"),
        ),
        (Kind::Museum, word("Museum", "박물관", "博物馆", "Museum")),
        (Kind::School, word("School", "학교", "学校", "Schule")),
        (Kind::Cafe, word("Book café", "북카페", "书吧", "Lesecafé")),
        (
            Kind::Workshop,
            word("Workshop", "공방", "工坊", "Werkstatt"),
        ),
        (
            Kind::ReadingSpace,
            word("Reading room", "독서실", "阅览室", "Leseraum"),
        ),
    ]
};

/// Quarters, after which places are named.
pub(super) const QUARTERS: [Word; 12] = [
    word("Riverside", "강변", "河畔", "Ufer"),
    word("Station", "역전", "站前", "Bahnhof"),
    word("Old Town", "구시가", "老城", "Altstadt"),
    word("Hillside", "언덕", "山坡", "Hang"),
    word("Harbour", "항구", "港口", "Hafen"),
    word("Market", "시장", "市场", "Markt"),
    word("Park", "공원", "公园", "Park"),
    word("North", "북부", "北区", "Nord"),
    word("South", "남부", "南区", "Süd"),
    word("East", "동부", "东区", "Ost"),
    word("West", "서부", "西区", "West"),
    word("Garden", "정원", "花园", "Garten"),
];

/// A title such as `어르신 스마트폰 사진 입문` or `Pottery for families: lectures`.
pub(super) fn title(locale: &str, subject: &Word, audience: &Word, form: &Word) -> String {
    let [subject, audience, form] = [subject, audience, form].map(|word| word.in_locale(locale));
    match locale {
        "ko" => format!("{audience} {subject} {form}"),
        "zh-Hans" => format!("{audience}{subject}{form}"),
        "de" => format!("{subject} für {audience}: {form}"),
        _ => format!("{subject} for {audience}: {form}"),
    }
}

/// A text in the city's own language and, if wished, in English.
pub(super) fn localized(
    locale: &str,
    also_english: bool,
    text: impl Fn(&str) -> String,
) -> Localized {
    let mut texts = Localized::from([(locale, text(locale).as_str())]);
    if also_english {
        texts.0.insert("en".to_owned(), text("en"));
    }
    texts
}
