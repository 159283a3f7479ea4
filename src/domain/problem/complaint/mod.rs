//! The sentences in which problems are told, in the languages of the network.

mod code;

use entity::Localized;

pub use self::code::ProblemCode;

/// What is wrong, and how it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    code: ProblemCode,
    /// In English, Korean and both Chinese scripts; `{0}` stands for the first value.
    sentences: [&'static str; 4],
    values: Vec<String>,
}

impl Complaint {
    /// What kind of problem it is.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        self.code
    }

    /// What to mend, in each language of the network.
    #[must_use]
    pub fn sentences(&self) -> Localized {
        let [en, ko, simplified, traditional] = self.sentences.map(|sentence| self.fill(sentence));
        Localized::from([
            ("en", en.as_str()),
            ("ko", ko.as_str()),
            ("zh-Hans", simplified.as_str()),
            ("zh-Hant", traditional.as_str()),
        ])
    }

    fn fill(&self, sentence: &str) -> String {
        let values = self.values.iter().enumerate();
        values.fold(sentence.to_owned(), |text, (place, value)| {
            text.replace(&format!("{{{place}}}"), value)
        })
    }
}

/// What stands in a sentence, short and without line breaks.
fn shown(value: &impl ToString) -> String {
    let text = value.to_string();
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// What kind of problem each complaint is, and what it says in English: `{0}` stands for
/// a value.
pub fn listed() -> impl Iterator<Item = (ProblemCode, &'static str)> {
    let all = LISTED.iter().chain(files::LISTED).chain(surveys::LISTED);
    all.copied()
}

macro_rules! complaints {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($($value:ident),*) = $code:ident:
        $en:literal, $ko:literal, $hans:literal, $hant:literal;
    )+) => {
        impl Complaint {
            $(
            $(#[doc = $doc])+
            #[must_use]
            pub fn $name($($value: impl ToString),*) -> Self {
                Self {
                    code: ProblemCode::$code,
                    sentences: [$en, $ko, $hans, $hant],
                    values: vec![$(shown(&$value)),*],
                }
            }
            )+
        }

        /// What kind of problem each of these is, and what it says in English.
        pub(super) const LISTED: &[(ProblemCode, &str)] =
            &[$((ProblemCode::$code, $en)),+];

        #[cfg(test)]
        pub(super) const ALL: &[[&str; 4]] = &[$([$en, $ko, $hans, $hant]),+];
    };
}

mod files;
mod surveys;

complaints! {
    /// Something is missing.
    required() = Required:
        "This is required.", "필수 항목입니다.", "此项必填。", "此項必填。";
    /// A text has no letter in it.
    blank() = Required:
        "This must not be empty.", "비워 둘 수 없습니다.", "不能为空。", "不能為空。";
    /// A text in the default locale is missing.
    default_locale_missing(locale) = Required:
        "A text in the record's own language ({0}) is required.",
        "레코드의 기본 언어({0}) 텍스트가 필요합니다.",
        "需要记录默认语言（{0}）的文本。",
        "需要記錄預設語言（{0}）的文字。";
    /// The text is too long.
    too_long(most) = TooLong:
        "At most {0} characters are allowed.", "최대 {0}자까지 입력할 수 있습니다.",
        "最多允许 {0} 个字符。", "最多允許 {0} 個字元。";
    /// The text has too many words.
    too_many_words(most) = TooLong:
        "At most {0} words are allowed.", "최대 {0}단어까지 입력할 수 있습니다.",
        "最多允许 {0} 个词。", "最多允許 {0} 個詞。";
    /// The list is too long.
    too_many(most) = TooMany:
        "At most {0} are allowed.", "최대 {0}개까지 입력할 수 있습니다.",
        "最多允许 {0} 项。", "最多允許 {0} 項。";
    /// A number is out of its bounds.
    out_of_range(least, most) = OutOfRange:
        "This must lie between {0} and {1}.", "{0} 이상 {1} 이하여야 합니다.",
        "必须在 {0} 与 {1} 之间。", "必須在 {0} 與 {1} 之間。";
    /// The last day or number comes before the first.
    ends_before_start() = OutOfRange:
        "The end comes before the beginning.", "끝이 시작보다 앞섭니다.",
        "结束早于开始。", "結束早於開始。";
    /// The greatest number lies below the least.
    greatest_below_least() = OutOfRange:
        "The greatest number is below the least.", "최댓값이 최솟값보다 작습니다.",
        "最大值小于最小值。", "最大值小於最小值。";
    /// The text is no address of the web.
    no_web_address() = Invalid:
        "This is no web address: it begins with http:// or https://, names no user, and has \
         letters beyond ASCII and other signs percent-encoded.",
        "웹 주소가 아닙니다. http:// 또는 https://로 시작하고 사용자 이름이 없어야 하며, ASCII가 아닌 \
         글자와 특수 문자는 퍼센트 인코딩해야 합니다.",
        "这不是网址：须以 http:// 或 https:// 开头，不含用户名，非 ASCII 字符及特殊符号须经百分号编码。",
        "這不是網址：須以 http:// 或 https:// 開頭，不含使用者名稱，非 ASCII 字元及特殊符號須經百分號編碼。";
    /// The text is no slug.
    no_slug() = Invalid:
        "A slug has lower-case letters, digits and single hyphens, such as first-steps.",
        "슬러그는 소문자, 숫자, 하이픈으로 이루어집니다(예: first-steps).",
        "短名由小写字母、数字和单个连字符组成，例如 first-steps。",
        "短名由小寫字母、數字和單個連字號組成，例如 first-steps。";
    /// The text is no language tag.
    no_locale(tag) = Invalid:
        "\"{0}\" is no language tag (BCP 47).", "\"{0}\"은(는) 언어 태그(BCP 47)가 아닙니다.",
        "“{0}”不是语言标签（BCP 47）。", "「{0}」不是語言標籤（BCP 47）。";
    /// The text cannot be kept: it holds a control character.
    no_plain_text() = Invalid:
        "The text holds a control character.", "텍스트에 제어 문자가 있습니다.",
        "文本含有控制字符。", "文字含有控制字元。";
    /// There are blanks around a key.
    not_bare() = Invalid:
        "This must neither begin nor end with a blank.", "앞뒤에 공백을 둘 수 없습니다.",
        "首尾不能有空格。", "首尾不能有空格。";
    /// The text is written in another way than is wanted.
    not_as(example) = Invalid:
        "This is written such as {0}.", "{0}와(과) 같은 형식이어야 합니다.",
        "格式应如 {0}。", "格式應如 {0}。";
    /// The text is none of the words that are known.
    no_such_word(words) = Invalid:
        "This is none of: {0}.", "다음 중 하나가 아닙니다: {0}.",
        "这不是以下之一：{0}。", "這不是以下之一：{0}。";
    /// The text cannot be read; a short reason in English.
    unreadable(reason) = Invalid:
        "This cannot be read: {0}", "읽을 수 없습니다: {0}",
        "无法读取：{0}", "無法讀取：{0}";
    /// Something else has this name.
    taken() = Taken:
        "Another record has this already. It may be one that was deleted: restore that one, or \
         take another name.",
        "다른 레코드가 이미 사용하고 있습니다. 삭제된 레코드일 수도 있으니 복원하거나 다른 값을 쓰십시오.",
        "已被另一条记录使用，可能是已删除的记录：请恢复该记录或改用其他值。",
        "已被另一筆記錄使用，可能是已刪除的記錄：請恢復該記錄或改用其他值。";
    /// Of the plans of a city one is in force.
    another_plan_in_force() = Taken:
        "Another plan of this city is in force: give that one another status first.",
        "이 도시의 다른 계획이 시행 중입니다. 먼저 그 계획의 상태를 바꾸십시오.",
        "该城市的另一项计划正在施行：请先更改其状态。",
        "該城市的另一項計畫正在施行：請先更改其狀態。";
    /// Something that was deleted has this name.
    kept_by_deleted() = Taken:
        "A deleted record has this: restore that one.",
        "삭제된 레코드가 사용하고 있습니다. 그 레코드를 복원하십시오.",
        "已被一条已删除的记录使用，请恢复那条记录。",
        "已被一筆已刪除的記錄使用，請恢復那筆記錄。";
    /// The record that is pointed to is not there, or is not yours.
    not_found() = NotFound:
        "There is no such record, or it is not yours.",
        "그런 레코드가 없거나 귀 기관의 것이 아닙니다.",
        "没有这条记录，或它不属于贵方。", "沒有這筆記錄，或它不屬於貴方。";
    /// A code list lacks the code.
    unknown_code(scheme, code) = UnknownCode:
        "The list {0} has no code {1}.", "{0} 목록에 {1} 코드가 없습니다.",
        "{0} 列表中没有代码 {1}。", "{0} 清單中沒有代碼 {1}。";
    /// The same thing stands twice in the input.
    twice() = Duplicate:
        "This is given twice.", "중복되었습니다.", "重复给出。", "重複給出。";
    /// The offering has no place.
    needs_place() = Required:
        "An offering at a place needs a learning space or a venue.",
        "대면 강좌에는 학습 공간이나 장소가 필요합니다.",
        "线下课程需要学习空间或地点。", "線下課程需要學習空間或地點。";
    /// The offering has no address.
    needs_address() = Required:
        "An online offering needs an address or a platform.",
        "온라인 강좌에는 접속 주소나 플랫폼이 필요합니다.",
        "线上课程需要网址或平台。", "線上課程需要網址或平台。";
    /// More people than places.
    more_than_room(capacity) = Conflict:
        "There is room for {0}; more can enrol only with a waitlist.",
        "정원은 {0}명이며, 대기자 명단이 있어야 더 등록할 수 있습니다.",
        "名额为 {0}，只有设候补名单才能超额报名。",
        "名額為 {0}，只有設候補名單才能超額報名。";
    /// It costs nothing and something.
    free_with_price() = Conflict:
        "What is free has no price.", "무료인 강좌에는 가격을 둘 수 없습니다.",
        "免费课程不能有价格。", "免費課程不能有價格。";
    /// The record cannot go from its status to the wanted one.
    illegal_transition(from, to) = IllegalTransition:
        "It is {0} and cannot become {1}.", "현재 {0} 상태에서는 {1}(으)로 바꿀 수 없습니다.",
        "当前状态为 {0}，不能变为 {1}。", "目前狀態為 {0}，不能變為 {1}。";
    /// An alliance would be its own member.
    contains_itself() = Conflict:
        "An alliance cannot belong to itself, not even through other alliances.",
        "연합은 다른 연합을 통해서도 자기 자신에 속할 수 없습니다.",
        "联盟不能隶属于自身，即使通过其他联盟也不行。",
        "聯盟不能隸屬於自身，即使透過其他聯盟也不行。";
    /// Two parts of the record contradict each other; says which rule.
    needs(rule) = Conflict:
        "This does not fit the rest of the record: {0}.",
        "레코드의 다른 내용과 맞지 않습니다: {0}.",
        "与记录的其他内容不符：{0}。", "與記錄的其他內容不符：{0}。";
    /// A year says nothing without the number that it is about.
    year_without_number() = Conflict:
        "A year needs the number that it belongs to.", "연도에는 해당하는 수치가 필요합니다.",
        "年份需要有相应的数值。", "年份需要有相應的數值。";
    /// A place that never closes has no hours.
    always_open() = Conflict:
        "What is always open has no opening hours.", "항상 열려 있으면 운영 시간을 둘 수 없습니다.",
        "全天开放时不能有开放时间。", "全天開放時不能有開放時間。";
    /// What a webhook missed was cleared away.
    missed_for_good() = Conflict:
        "The network no longer knows all that was missed: resume with skipMissed, and read what there is anew.",
        "놓친 변경 사항이 모두 남아 있지 않습니다. skipMissed로 재개하고 현재 자료를 다시 읽으십시오.",
        "错过的变更已不完整：请用 skipMissed 恢复，并重新读取现有数据。",
        "錯過的變更已不完整：請用 skipMissed 恢復，並重新讀取現有資料。";
    /// A record that is to go to another city needs something of its own city.
    bound_to_city() = Conflict:
        "It meets in a space or on a platform of its city: say the venue or the address in words first.",
        "소속 도시의 공간 또는 플랫폼에서 운영됩니다. 먼저 장소나 주소를 글로 적으십시오.",
        "它使用所属城市的场所或平台：请先用文字说明地点或网址。",
        "它使用所屬城市的場所或平台：請先用文字說明地點或網址。";
    /// Others still point to what is to be deleted.
    in_use(count) = Conflict:
        "Offerings that are not over still use this: {0}.",
        "아직 끝나지 않은 개설 강좌 {0}건이 사용하고 있습니다.",
        "仍有 {0} 个未结束的开课在使用。", "仍有 {0} 個未結束的開課在使用。";
    /// Other records would lose what they rest on.
    rested_on(count) = Conflict:
        "Other records rest on this: {0}.", "다른 레코드 {0}건이 이것을 근거로 합니다.",
        "仍有 {0} 条记录以此为依据。", "仍有 {0} 筆記錄以此為依據。";
    /// What the record rests on was deleted.
    evidence_lost() = Conflict:
        "What this rests on was deleted: restore that first.",
        "근거가 되는 레코드가 삭제되었습니다. 먼저 그것을 복원하십시오.",
        "其依据已被删除，请先恢复。", "其依據已被刪除，請先恢復。";
    /// Everyone has seen it, so it stays.
    published_stays() = Conflict:
        "What was published stays.", "공개된 것은 삭제할 수 없습니다.",
        "已公布的内容不能删除。", "已公布的內容不能刪除。";
    /// A no needs a reason.
    needs_reason() = Required:
        "Say why, in the record's own language.", "레코드의 기본 언어로 이유를 적어 주십시오.",
        "请用记录的默认语言说明理由。", "請用記錄的預設語言說明理由。";
    /// A day that is over cannot be waited for.
    needs_future_day() = OutOfRange:
        "This must be a day after today.", "오늘 이후의 날짜여야 합니다.",
        "必须是今天之后的日期。", "必須是今天之後的日期。";
    /// A day until when something rests, of something that does not rest.
    not_deferred() = Conflict:
        "Only what is deferred has this day.", "보류된 경우에만 이 날짜를 둘 수 있습니다.",
        "只有暂缓的事项才有此日期。", "只有暫緩的事項才有此日期。";
    /// Somebody changed the record in the meantime.
    stale(current) = StaleVersion:
        "The record has changed since you read it: its version is now {0}.",
        "읽은 뒤에 레코드가 변경되었습니다. 현재 버전은 {0}입니다.",
        "记录在您读取后已更改，当前版本为 {0}。", "記錄在您讀取後已更改，目前版本為 {0}。";
    /// The idempotency key belongs to another request.
    key_reused() = IdempotencyKeyReused:
        "This idempotency key was used before, with another request or with a token of other \
         scopes: send the first request as it was, or take a new key.",
        "이 멱등 키는 이미 다른 요청이나 다른 범위의 토큰으로 사용되었습니다. 처음 요청을 그대로 \
         보내거나 새 키를 사용하십시오.",
        "此幂等键已用于另一请求，或已与其他权限范围的令牌一起使用：请原样重发首次请求，或改用新键。",
        "此冪等鍵已用於另一請求，或已與其他權限範圍的權杖一起使用：請原樣重送首次請求，或改用新鍵。";
    /// Deliveries have no use for what stands behind `#`.
    no_webhook_address() = Invalid:
        "This is no web address for a webhook: it begins with https://, has a host and perhaps \
         a port from 1 to 65535, no user and no fragment, and letters beyond ASCII are \
         percent-encoded.",
        "웹훅 주소가 아닙니다. https://로 시작하고 호스트와 1~65535의 포트(선택)가 있어야 하며, 사용자 \
         이름과 조각(#)은 쓸 수 없고, ASCII가 아닌 글자는 퍼센트 인코딩해야 합니다.",
        "这不是 webhook 地址：须以 https:// 开头，含主机名和可选端口（1–65535），不含用户名和片段，\
         非 ASCII 字符须使用百分号编码。",
        "這不是 webhook 位址：須以 https:// 開頭，含主機名稱和可選連接埠（1–65535），不含使用者名稱\
         和片段，非 ASCII 字元須使用百分號編碼。";
    /// Deliveries are never sent in the clear.
    no_tls() = Invalid:
        "A webhook is reached over https.", "웹훅은 https로만 전송합니다.",
        "webhook 只能通过 https 访问。", "webhook 只能透過 https 存取。";
    /// Deliveries stay out of the networks behind us.
    not_public() = Invalid:
        "A webhook is reached at a public address.", "웹훅은 공개 주소여야 합니다.",
        "webhook 须位于公网地址。", "webhook 須位於公開位址。";
    /// The text cannot be asked of a change; says why.
    no_selection(reason) = Invalid:
        "This cannot be asked of a change: {0}", "변경에 대해 요청할 수 없는 내용입니다: {0}",
        "无法对变更进行此选择：{0}", "無法對變更進行此選擇：{0}";
    /// A client cannot hand out more than it has.
    scope_not_held(scope) = ScopeNotHeld:
        "Your own token lacks the scope {0}.", "귀하의 토큰에 {0} 권한이 없습니다.",
        "您的令牌没有 {0} 权限。", "您的權杖沒有 {0} 權限。";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places() {
        let sentences = Complaint::out_of_range(1, 130).sentences();
        assert_eq!(
            sentences.get("en"),
            Some("This must lie between 1 and 130.")
        );
        assert_eq!(sentences.get("ko"), Some("1 이상 130 이하여야 합니다."));
    }

    #[test]
    fn every_language_has_the_same_places() {
        for sentences in [ALL, super::files::ALL, super::surveys::ALL].concat() {
            let places = sentences.map(|sentence| sentence.matches('{').count());
            assert!(
                places.iter().all(|count| *count == places[0]),
                "{sentences:?}"
            );
        }
    }
}
