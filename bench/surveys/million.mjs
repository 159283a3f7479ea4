// Results and exports of a survey with very many answers.
//
//   node bench/surveys/million.mjs http://127.0.0.1:8080 TOKEN PROCESS [ANSWERS]
//
// TOKEN is a city's, with survey:write, survey:read and answer:read; PROCESS is the
// id of the server's process, whose memory is read while it exports.
import { readFileSync } from "node:fs";

import { answers, client, open, segmentsOfOne } from "./survey.mjs";

const [base, token, process_, all = 1_000_000] = process.argv.slice(2);
const ask = client(base, token);
const survey = await open(ask, "OPEN");

const filled = performance.now();
for (let done = 0; done < all; done += 1000) {
  const responses = Array.from({ length: 1000 }, () => ({
    channel: "PAPER",
    answers: answers(),
    segments: segmentsOfOne(),
  }));
  await ask(
    `mutation ($input: SurveyRecordResponsesInput!) { surveyRecordResponses(input: $input) {
       count userErrors { code field message } } }`,
    { input: { surveyId: survey, responses } },
  );
}
const filling = (performance.now() - filled) / 1000;

const query = `query ($id: ID!, $by: String) { node(id: $id) { ... on Survey { results(by: $by) {
  responses questions { key answered distributions { mean options { code count share } } } } } } }`;
let counted = 0;
while (counted < all) {
  counted = (await ask(query, { id: survey })).node.results.responses;
}
// The counting of the last ones may still be under way.
await new Promise((resolve) => setTimeout(resolve, 5000));

async function fastest(variables) {
  const times = [];
  for (let round = 0; round < 30; round += 1) {
    const began = performance.now();
    await ask(query, variables);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median: times[15].toFixed(1), most: times[29].toFixed(1) };
}

const memory = () => {
  const status = readFileSync(`/proc/${process_}/status`, "utf8");
  return Number(status.match(/VmRSS:\s+(\d+)/)[1]) / 1024;
};

async function exported(file) {
  const before = memory();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memory())), 20);
  const began = performance.now();
  const response = await fetch(`${base}/surveys/${survey}/${file}`, {
    headers: { authorization: `Bearer ${token}`, "accept-encoding": "identity" },
  });
  let lines = 0;
  let bytes = 0;
  for await (const part of response.body) {
    bytes += part.length;
    for (const byte of part) if (byte === 10) lines += 1;
  }
  clearInterval(watch);
  return {
    lines,
    megabytes: Math.round(bytes / 1e6),
    seconds: ((performance.now() - began) / 1000).toFixed(1),
    extraMemory: `${Math.round(most - before)} MB`,
  };
}

console.log(
  JSON.stringify(
    {
      answers: counted,
      filling: `${filling.toFixed(0)} s`,
      results: await fastest({ id: survey }),
      byAge: await fastest({ id: survey, by: "age" }),
      csv: await exported("answers.csv"),
      ndjson: await exported("answers.ndjson"),
    },
    null,
    1,
  ),
);
