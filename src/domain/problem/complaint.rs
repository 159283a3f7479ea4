//! The sentences in which problems are told, in the languages of the network.

use entity::Localized;

/// What kind of problem it is, for programs. The list is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// Something is missing.
    Required,
    /// It is not written as it should be.
    Invalid,
    /// The text is too long.
    TooLong,
    /// There are too many of them.
    TooMany,
    /// A number or a date lies outside of its bounds.
    OutOfRange,
    /// Something else has this name or key already.
    Taken,
    /// What it points to does not exist, or is not yours.
    NotFound,
    /// The code list has no such code.
    UnknownCode,
    /// The same thing is given twice.
    Duplicate,
    /// From where it stands it cannot go there.
    IllegalTransition,
    /// It contradicts something else in the record.
    Conflict,
    /// It has changed since you read it.
    StaleVersion,
    /// The idempotency key was used with another request.
    IdempotencyKeyReused,
    /// You cannot hand out a scope that you do not hold.
    ScopeNotHeld,
    /// The survey takes no answers at this moment.
    SurveyNotOpen,
    /// The invitation was used before.
    SurveyTokenUsed,
    /// The invitation is missing or is none.
    SurveyTokenInvalid,
    /// The work that a survey without invitations asks for is missing or not done.
    SurveyWorkRequired,
}

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

        #[cfg(test)]
        const ALL: &[[&str; 4]] = &[$([$en, $ko, $hans, $hant]),+];
    };
}

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
    /// The text is no address of the web.
    no_web_address() = Invalid:
        "This is no web address that begins with http:// or https://.",
        "http:// 또는 https://로 시작하는 웹 주소가 아닙니다.",
        "这不是以 http:// 或 https:// 开头的网址。",
        "這不是以 http:// 或 https:// 開頭的網址。";
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
    /// The text is written in another way than is wanted.
    not_as(example) = Invalid:
        "This is written such as {0}.", "{0}와(과) 같은 형식이어야 합니다.",
        "格式应如 {0}。", "格式應如 {0}。";
    /// Something else has this name.
    taken() = Taken:
        "Another record has this already.", "다른 레코드가 이미 사용하고 있습니다.",
        "已被另一条记录使用。", "已被另一筆記錄使用。";
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
        "This idempotency key was used with another request in the last 24 hours.",
        "이 멱등 키는 지난 24시간 안에 다른 요청에 사용되었습니다.",
        "此幂等键在过去 24 小时内已用于另一请求。",
        "此冪等鍵在過去 24 小時內已用於另一請求。";
    /// A client cannot hand out more than it has.
    scope_not_held(scope) = ScopeNotHeld:
        "Your own token lacks the scope {0}.", "귀하의 토큰에 {0} 권한이 없습니다.",
        "您的令牌没有 {0} 权限。", "您的權杖沒有 {0} 權限。";
    /// The list is too short.
    too_few(least) = Required:
        "At least {0} are needed.", "{0}개 이상 필요합니다.",
        "至少需要 {0} 项。", "至少需要 {0} 項。";
    /// A question of this type has no such part.
    does_not_fit_here() = Conflict:
        "A question of this type does not have this.",
        "이 유형의 질문에는 둘 수 없습니다.",
        "这种类型的问题不能有此项。", "這種類型的問題不能有此項。";
    /// A condition names no question that comes before and that it can ask about.
    no_earlier_question() = NotFound:
        "No question of a fitting type has this key and comes before this one.",
        "이 질문보다 앞에 이 키를 가진 알맞은 유형의 질문이 없습니다.",
        "在此问题之前没有类型合适且使用此键的问题。",
        "在此問題之前沒有類型合適且使用此鍵的問題。";
    /// A condition waits for an answer that nobody can give.
    no_such_answer(code) = UnknownCode:
        "The question cannot be answered with {0}.", "그 질문에는 {0}(으)로 답할 수 없습니다.",
        "该问题不能以 {0} 作答。", "該問題不能以 {0} 作答。";
    /// What was asked in a published version cannot become something else.
    published_before() = Conflict:
        "A published version asked this otherwise: use another key.",
        "게시된 버전에서 다르게 물었습니다. 다른 키를 사용하십시오.",
        "已发布的版本中问法不同，请使用另一个键。",
        "已發布的版本中問法不同，請使用另一個鍵。";
    /// What could be answered in a published version stays known.
    retire_instead(code) = Conflict:
        "A published version offered {0}: keep it, and retire it.",
        "게시된 버전에 {0}이(가) 있습니다. 삭제하지 말고 사용 중지로 표시하십시오.",
        "已发布的版本提供过 {0}：请保留并将其停用。",
        "已發布的版本提供過 {0}：請保留並將其停用。";
    /// The shared question is no longer offered.
    bank_retired() = Conflict:
        "This shared question was retired.", "이 공유 질문은 사용이 중지되었습니다.",
        "此共享问题已停用。", "此共享問題已停用。";
    /// A question that repeats a shared one asks for other answers.
    unlike_bank() = Conflict:
        "The shared question asks for other answers: type, codes and scale must be its own.",
        "공유 질문과 답이 다릅니다. 유형, 코드, 척도가 같아야 합니다.",
        "与共享问题的答案不同：类型、代码和量表必须一致。",
        "與共享問題的答案不同：類型、代碼和量表必須一致。";
    /// From this status on a field stays as it is.
    fixed_while(status) = Conflict:
        "This cannot change while the survey is {0}.",
        "설문이 {0} 상태일 때는 바꿀 수 없습니다.",
        "问卷处于 {0} 状态时不能更改此项。", "問卷處於 {0} 狀態時不能更改此項。";
    /// A protection cannot become weaker.
    may_only_grow(least) = OutOfRange:
        "Once published this can only grow: it is {0}.",
        "게시된 뒤에는 늘릴 수만 있습니다. 현재 값은 {0}입니다.",
        "发布后只能增大，当前为 {0}。", "發布後只能增大，目前為 {0}。";
    /// A moment that should come is over.
    in_the_past() = OutOfRange:
        "This moment is over.", "이미 지난 시각입니다.", "该时刻已过。", "該時刻已過。";
    /// The new moment is not behind the old one.
    not_later() = OutOfRange:
        "This is not later than before.", "이전보다 늦은 시각이 아닙니다.",
        "并不比之前更晚。", "並不比之前更晚。";
    /// Nothing can be promised about who answers without an invitation, but that nobody knows.
    open_is_anonymous() = Conflict:
        "A survey that everybody can answer is ANONYMOUS.",
        "누구나 답할 수 있는 설문은 ANONYMOUS이어야 합니다.",
        "任何人都可作答的问卷必须为 ANONYMOUS。", "任何人都可作答的問卷必須為 ANONYMOUS。";
    /// A survey has several subjects.
    one_subject() = Conflict:
        "A survey is about one of these alone: a programme, a space or a plan.",
        "설문의 대상은 프로그램, 공간, 계획 중 하나여야 합니다.",
        "问卷只能针对其中之一：项目、空间或规划。", "問卷只能針對其中之一：項目、空間或規劃。";
    /// Part of a foreign file has no counterpart here.
    cannot_be_read(what) = Invalid:
        "This cannot be taken over: {0}.", "가져올 수 없습니다: {0}.",
        "无法导入：{0}。", "無法匯入：{0}。";
    /// The survey takes no answers.
    not_open(status) = SurveyNotOpen:
        "The survey takes no answers now: it is {0}.",
        "지금은 설문에 응답할 수 없습니다. 현재 상태는 {0}입니다.",
        "问卷当前不接受作答，状态为 {0}。", "問卷目前不接受作答，狀態為 {0}。";
    /// Somebody has answered with this invitation.
    token_used() = SurveyTokenUsed:
        "This invitation has been used: each counts once.",
        "이미 사용된 초대입니다. 초대는 한 번만 쓸 수 있습니다.",
        "此邀请已被使用，每份邀请仅限一次。", "此邀請已被使用，每份邀請僅限一次。";
    /// The invitation is missing, or belongs to no survey or to another one.
    token_invalid() = SurveyTokenInvalid:
        "This survey is answered with an invitation of its own.",
        "이 설문은 해당 초대장으로만 응답할 수 있습니다.",
        "此问卷需凭专属邀请作答。", "此問卷需憑專屬邀請作答。";
    /// The work is missing, wrong, too old or used.
    work_required() = SurveyWorkRequired:
        "Ask for a new challenge and send its solution.",
        "새 과제를 받아 그 풀이를 함께 보내십시오.",
        "请获取新的验证任务并提交其解答。", "請取得新的驗證任務並提交其解答。";
    /// The question is not among those of the survey.
    unknown_question(key) = NotFound:
        "The survey has no question {0}.", "설문에 {0} 문항이 없습니다.",
        "问卷中没有问题 {0}。", "問卷中沒有問題 {0}。";
    /// The question has no such option.
    unknown_option(code) = UnknownCode:
        "The question has no option {0}.", "문항에 {0} 선택지가 없습니다.",
        "该问题没有选项 {0}。", "該問題沒有選項 {0}。";
    /// The question is asked and must not be skipped.
    answer_required(key) = Required:
        "The question {0} needs an answer.", "{0} 문항에는 답이 필요합니다.",
        "问题 {0} 必须作答。", "問題 {0} 必須作答。";
    /// The question is answered in another way.
    answer_as(field) = Invalid:
        "This question is answered in the field {0}, and in no other.",
        "이 문항은 {0} 필드에만 답합니다.",
        "此问题只能在字段 {0} 中作答。", "此問題只能在欄位 {0} 中作答。";
    /// The question is not put to somebody with these answers.
    not_asked() = Conflict:
        "This question is not asked after these answers.",
        "이 응답 뒤에는 묻지 않는 문항입니다.",
        "根据前面的回答，不应提出此问题。", "根據前面的回答，不應提出此問題。";
    /// More choices or fewer than allowed.
    choose_between(least, most) = OutOfRange:
        "Choose between {0} and {1} of the options.",
        "{0}개 이상 {1}개 이하를 선택하십시오.",
        "请选择 {0} 至 {1} 项。", "請選擇 {0} 至 {1} 項。";
    /// A group of invitations is so small that an answer would betray who gave it.
    group_too_small(least) = Conflict:
        "At least {0} people need to have these attributes together, or an answer would show \
         who gave it.",
        "이 속성을 함께 가진 사람이 {0}명 이상이어야 합니다. 그렇지 않으면 응답자가 드러납니다.",
        "同时具有这些属性的人须至少有 {0} 名，否则会暴露作答者。",
        "同時具有這些屬性的人須至少有 {0} 名，否則會暴露作答者。";
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
        for sentences in ALL {
            let places = sentences.map(|sentence| sentence.matches('{').count());
            assert!(
                places.iter().all(|count| *count == places[0]),
                "{sentences:?}"
            );
        }
    }
}
