// How a survey is answered under load: so many answers a second, each on an
// invitation of its own, a hundredth of them sent twice. Says whether one was lost
// or counted twice, and how long they took from the moment they were due.
//
//   node bench/surveys/load.mjs http://127.0.0.1:8080 TOKEN [RATE] [SECONDS] [CONNECTIONS]
//
// TOKEN is a city's, with survey:write and survey:read.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

import { answers, client, open } from "./survey.mjs";

const [base, token, rate = 300, seconds = 60, connections = 64] = process.argv.slice(2);
const ask = client(base, token);
const survey = await open(ask, "TOKEN");

const due = rate * seconds;
const tokens = [];
while (tokens.length < due) {
  const invited = await ask(
    `mutation ($input: SurveyInviteInput!) { surveyInvite(input: $input) {
       groups { tokens } userErrors { code field message } } }`,
    { input: { id: survey, groups: [{ count: Math.min(10_000, due - tokens.length) }] } },
  );
  tokens.push(...invited.surveyInvite.groups[0].tokens);
}

const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const document = `mutation ($input: SurveyRespondInput!, $key: String!) {
  surveyRespond(input: $input, idempotencyKey: $key) {
    receipt { receivedOn } userErrors { code } } }`;

function send(token) {
  const body = JSON.stringify({
    query: document,
    variables: { input: { surveyId: survey, token, answers: answers() }, key: token },
  });
  return new Promise((resolve) => {
    const sent = request(
      `${base}/graphql`,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        let text = "";
        response.on("data", (part) => (text += part));
        response.on("end", () => resolve(text.includes('"receivedOn"')));
      },
    );
    sent.on("error", () => resolve(false));
    sent.end(body);
  });
}

const times = [];
let refused = 0;
const running = [];
const began = performance.now();
for (let number = 0; number < due; number += 1) {
  const moment = began + (number * 1000) / rate;
  const wait = moment - performance.now();
  if (wait > 1) await pause(wait);
  const repeats = number % 100 === 0 ? 2 : 1;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    running.push(
      send(tokens[number]).then((isReceived) => {
        times.push(performance.now() - moment);
        if (!isReceived) refused += 1;
      }),
    );
  }
}
await Promise.all(running);
const took = (performance.now() - began) / 1000;

const counted = await ask(
  `query ($id: ID!) { node(id: $id) { ... on Survey { invitations { sent used } results { responses } } } }`,
  { id: survey },
);
times.sort((a, b) => a - b);
const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
const { invitations, results } = counted.node;
console.log(
  JSON.stringify({
    due,
    perSecond: Math.round(due / took),
    refused,
    used: invitations.used,
    counted: results.responses,
    lostOrDouble: due - results.responses,
    milliseconds: { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) },
  }),
);
process.exit(refused === 0 && results.responses === due ? 0 : 1);
