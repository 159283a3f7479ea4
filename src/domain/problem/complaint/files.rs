//! What people are told about files that come in.

use super::{Complaint, ProblemCode, shown};

complaints! {
    /// The row has more or fewer cells than the file has columns.
    wrong_cells(cells, columns) = Invalid:
        "The row has {0} cells, and the file has {1} columns.",
        "이 행에는 셀이 {0}개 있으나 파일의 열은 {1}개입니다.",
        "此行有 {0} 个单元格，而文件有 {1} 列。", "此列有 {0} 個儲存格，而檔案有 {1} 欄。";
    /// The file has a column that means nothing here.
    unknown_column(name) = Invalid:
        "The column \"{0}\" is not known.", "\"{0}\" 열을 알 수 없습니다.",
        "不认识“{0}”列。", "不認識「{0}」欄。";
    /// A column is missing.
    column_missing(name) = Required:
        "The column \"{0}\" is missing.", "\"{0}\" 열이 없습니다.",
        "缺少“{0}”列。", "缺少「{0}」欄。";
    /// The bytes are no text in an encoding that is known.
    not_in_encoding(line, encoding) = Invalid:
        "Line {0} is not written in {1}.", "{0}번째 줄은 {1} 인코딩이 아닙니다.",
        "第 {0} 行不是 {1} 编码。", "第 {0} 行不是 {1} 編碼。";
    /// A quotation mark opens a cell and does not end it.
    stray_quote(line) = Invalid:
        "A quotation mark on line {0} opens a cell that does not end there, and swallows what \
         follows: end the cell with another one, or double the mark.",
        "{0}번째 줄의 큰따옴표가 셀을 열고 닫지 않아 뒤의 내용을 삼킵니다. 따옴표를 하나 더 써서 셀을 \
         닫거나, 따옴표를 겹쳐 쓰십시오.",
        "第 {0} 行的双引号打开了单元格却没有在应有之处结束，吞掉了后面的内容：请补上结束的引号，或将引号写成两个。",
        "第 {0} 行的雙引號開啟了儲存格卻沒有在應有之處結束，吞掉了後面的內容：請補上結束的引號，或將引號寫成兩個。";
    /// A part of a cell is understood, and only that part is taken.
    taken_in_part(part, text) = Invalid:
        "Of \"{1}\" only this is understood: {0}.",
        "\"{1}\" 가운데 다음만 이해했습니다: {0}.",
        "“{1}”中仅能理解：{0}。", "「{1}」中僅能理解：{0}。";
    /// A row cannot be read, so that nobody knows what the file no longer has.
    nobody_knows_what_left(line) = Conflict:
        "The row on line {0} cannot be read, so nobody knows what has left the file: mend it first.",
        "{0}번째 줄의 행을 읽을 수 없어 파일에서 무엇이 빠졌는지 알 수 없습니다. 먼저 그 행을 고치십시오.",
        "第 {0} 行无法读取，因此无从知道文件中少了什么：请先修正该行。",
        "第 {0} 行無法讀取，因此無從知道檔案中少了什麼：請先修正該列。";
    /// Data that is not a table.
    no_records() = Invalid:
        "There are no records in this: a list of objects, or elements, with the columns as names.",
        "레코드가 없습니다. 열 이름을 가진 객체나 요소의 목록이어야 합니다.",
        "其中没有记录：应为以列名命名字段的对象或元素列表。",
        "其中沒有記錄：應為以欄名命名欄位的物件或元素清單。";
}
