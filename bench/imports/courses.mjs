// Writes a national course file (15013110) of many rows, to see how long it takes to read it:
//
//   node bench/imports/courses.mjs 16000 > courses.csv
//   time learning-cities import courses courses.csv --city kr-suwon

const rows = Number(process.argv[2] ?? 16_000);
const COLUMNS = {
  강좌명: (n) => `강좌 ${n}`,
  강사명: (n) => `강사 ${n % 400}`,
  교육시작일자: (n) => day(n % 90),
  교육종료일자: (n) => day((n % 90) + 60),
  교육시작시각: (n) => `${9 + (n % 10)}:30`.padStart(5, '0'),
  교육종료시각: (n) => `${11 + (n % 10)}:30`,
  강좌내용: (n) => `처음부터 함께 배우는 ${n}번째 강좌입니다. 준비물은 없습니다.`,
  교육대상구분: (n) => pick(n, ['성인', '초4~6', '누구나', '어르신']),
  교육방법구분: (n) => pick(n, ['오프라인', '온라인', '혼합']),
  운영요일: (n) => pick(n, ['월+수', '월~금', '매주 화', '주말', '토']),
  교육장소: (n) => `평생학습관 ${n % 40}호`,
  강좌정원수: (n) => pick(n, ['20', '15', '30', '']),
  수강료: (n) => pick(n, ['0', '무료', '30000', '재료비 별도']),
  교육장도로명주소: () => '경기도 수원시 팔달구 정조로 825',
  운영기관명: (n) => `수원시 평생학습관 ${n % 12}`,
  운영기관전화번호: () => '031-248-9700',
  접수시작일자: (n) => day((n % 90) - 20),
  접수종료일자: (n) => day((n % 90) - 5),
  접수방법구분: (n) => pick(n, ['인터넷', '방문', '전화']),
  선정방법구분: (n) => pick(n, ['선착순', '추첨']),
  홈페이지주소: () => 'https://learning.suwon.go.kr',
  직업능력개발훈련비지원강좌여부: () => 'N',
  '학점은행제평가(학점)인정여부': () => 'N',
  평생학습계좌제평가인정여부: (n) => pick(n, ['Y', 'N']),
  데이터기준일자: () => '2026-03-01',
};

function pick(number, words) {
  return words[number % words.length];
}

function day(offset) {
  return new Date(Date.UTC(2026, 2, 2 + offset)).toISOString().slice(0, 10);
}

console.log(Object.keys(COLUMNS).join(','));
for (let number = 0; number < rows; number += 1) {
  console.log(Object.values(COLUMNS).map((cell) => cell(number)).join(','));
}
