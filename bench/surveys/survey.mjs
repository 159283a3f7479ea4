// A survey to measure with: eight questions, two attributes of respondents.

/** Asks the server; fails on any error. */
export function client(base, token) {
  return async (query, variables = {}) => {
    const response = await fetch(`${base}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const answer = await response.json();
    const problems = Object.values(answer.data ?? {}).flatMap((part) => part?.userErrors ?? []);
    if (answer.errors || problems.length > 0) {
      throw new Error(JSON.stringify(answer.errors ?? problems));
    }
    return answer.data;
  };
}

const text = (words) => [{ locale: "ko", text: words }];
const options = (...codes) => codes.map((code) => ({ code, label: text(code) }));

const questions = [
  { key: "useful", type: "SINGLE_CHOICE", options: options("YES", "NO", "UNSURE") },
  { key: "hurdles", type: "MULTI_CHOICE", options: options("COST", "TIME", "FAR", "NONE") },
  { key: "agree", type: "LIKERT" },
  { key: "recommend", type: "NPS" },
  { key: "again", type: "YES_NO" },
  { key: "hours", type: "NUMBER", min: 0, max: 80 },
  { key: "order", type: "RANKING", options: options("A", "B", "C") },
  { key: "missing", type: "LONG_TEXT" },
].map((question) => ({ text: text(question.key), ...question }));

const segments = [
  { key: "age", values: options("UNDER_30", "30_TO_59", "60_PLUS") },
  { key: "district", values: options("EAST", "WEST", "NORTH", "SOUTH") },
].map((segment) => ({ label: text(segment.key), ...segment }));

const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** One person's answers. */
export function answers() {
  return [
    { question: "useful", choice: [pick(["YES", "NO", "UNSURE"])] },
    { question: "hurdles", choice: pick([["COST"], ["COST", "TIME"], ["NONE"]]) },
    { question: "agree", number: pick([1, 2, 3, 4, 5]) },
    { question: "recommend", number: pick([0, 5, 7, 9, 10]) },
    { question: "again", yes: pick([true, false]) },
    { question: "hours", number: pick([0, 2.5, 5, 10, 20]) },
    { question: "order", choice: pick([["A", "B", "C"], ["C", "B", "A"]]) },
    { question: "missing", text: pick(["저녁 강좌", "주말 강좌", "아이 돌봄"]) },
  ];
}

/** What one person is. */
export function segmentsOfOne() {
  return [
    { segment: "age", value: pick(["UNDER_30", "30_TO_59", "60_PLUS"]) },
    { segment: "district", value: pick(["EAST", "WEST", "NORTH", "SOUTH"]) },
  ];
}

/** Writes, publishes and opens such a survey; gives its id. */
export async function open(ask, responseControl) {
  const made = await ask(
    `mutation ($input: SurveyCreateInput!) { surveyCreate(input: $input) {
       survey { id } userErrors { code field message } } }`,
    { input: { title: text(`측정 ${Date.now()}`), defaultLocale: "ko", responseControl, workBits: 0, questions, segments } },
  );
  const id = made.surveyCreate.survey.id;
  for (const step of ["surveyPublish", "surveyOpen"]) {
    await ask(
      `mutation ($id: ID!) { ${step}(input: { id: $id }) { userErrors { code field message } } }`,
      { id },
    );
  }
  return id;
}
