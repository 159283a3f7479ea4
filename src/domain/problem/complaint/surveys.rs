//! What people are told about surveys, their questions and their answers.

use super::{Complaint, ProblemCode, shown};

complaints! {
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
    /// Somebody sent a form back as it was.
    nothing_answered() = Required:
        "Not one question is answered.", "답한 질문이 하나도 없습니다.",
        "没有回答任何问题。", "沒有回答任何問題。";
    /// A part of a form is only looks.
    left_out() = Invalid:
        "This is left out: it changes neither what is asked nor what an answer means.",
        "제외했습니다. 질문의 내용이나 답의 뜻은 달라지지 않습니다.",
        "已省略：它既不改变所问内容，也不改变答案的含义。",
        "已省略：它既不改變所問內容，也不改變答案的含義。";
    /// There are more warnings than can be told.
    more_is_left_out(most) = TooMany:
        "There are more than {0} warnings: the rest is not listed.",
        "경고가 {0}개를 넘어 나머지는 나열하지 않습니다.",
        "警告超过 {0} 条，其余未列出。", "警告超過 {0} 條，其餘未列出。";
    /// A name is another one from now on.
    known_as(key) = Invalid:
        "Here this is known as {0}, in every version.",
        "여기서는 모든 버전에서 {0}(으)로 부릅니다.",
        "此处在所有版本中称为 {0}。", "此處在所有版本中稱為 {0}。";
    /// Another type says the same.
    taken_as(kind) = Invalid:
        "This is taken over as {0}.", "{0}(으)로 가져왔습니다.",
        "已作为 {0} 导入。", "已作為 {0} 匯入。";
    /// An option can be chosen beside others.
    goes_with_others() = Invalid:
        "Here it can be chosen together with other options.",
        "여기서는 다른 선택지와 함께 고를 수 있습니다.",
        "此处可与其他选项同时选择。", "此處可與其他選項同時選擇。";
    /// A matrix that is required needs every row.
    all_rows_required() = Invalid:
        "Here a matrix that is required is answered in every row.",
        "여기서는 필수 행렬의 모든 행에 답해야 합니다.",
        "此处必填矩阵的每一行都须作答。", "此處必填矩陣的每一列都須作答。";
    /// A text is taken as it is.
    not_checked(what) = Invalid:
        "Here this is a text: it is not checked whether it is `{0}`.",
        "여기서는 일반 텍스트입니다. `{0}` 형식인지 확인하지 않습니다.",
        "此处为普通文本，不检查是否为 `{0}`。", "此處為一般文字，不檢查是否為 `{0}`。";
    /// The words stay, their looks do not.
    formatting_left_out() = Invalid:
        "The words are taken over without their formatting.",
        "서식 없이 글만 가져왔습니다.", "仅导入文字，不含格式。", "僅匯入文字，不含格式。";
    /// A text names an answer.
    not_filled_in(name) = Invalid:
        "Here the answer to {0} is not filled in: the text stays as it stands.",
        "여기서는 {0}의 답이 채워지지 않고 글이 그대로 보입니다.",
        "此处不会填入 {0} 的答案，文字保持原样。", "此處不會填入 {0} 的答案，文字保持原樣。";
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
