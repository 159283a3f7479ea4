// pyxform, the reference reader of XLSForm, turns a workbook of ours into a form.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { check, finish } from './harness.mjs';
import { withSurvey } from './sample-survey.mjs';

const PYTHON = process.env.CLIENTS_PYTHON;
if (!PYTHON) {
  console.error('Name a Python that has pyxform in CLIENTS_PYTHON; ./test makes one.');
  process.exit(2);
}

// The name of a question, the control that asks it, and the type of its answer.
const CONTROLS = [
  ['hello', 'input', 'string'], ['came', 'select1', 'string'], ['heard', 'select1', 'string'], ['liked', 'select', 'string'],
  ['useful', 'select1', 'string'], ['stars', 'select1', 'string'], ['recommend', 'select1', 'string'], ['hours', 'input', 'decimal'],
  ['since', 'input', 'date'], ['word', 'input', 'string'], ['why', 'input', 'string'], ['first', 'odk:rank', 'odk:rank'],
  ['agree/agree-PRICE', 'select1', 'string'], ['agree/agree-ROOM', 'select1', 'string'], ['heard-other', 'input', 'string'], ['age', 'select1', 'string'],
];

await withSurvey(async (survey, folder) => {
  const workbook = join(folder, 'survey.xlsx');
  writeFileSync(workbook, Buffer.from(await (await fetch(`${survey}/xlsform.xlsx`)).arrayBuffer()));
  const script = fileURLToPath(new URL('xlsform.py', import.meta.url));
  const form = JSON.parse(execFileSync(PYTHON, [script, workbook], { encoding: 'utf8' }));

  check(form.warnings.length === 0, 'pyxform warns of nothing', form.warnings.join('\n'));
  check(form.title === '주민 설문', 'the form has its title', form.title);
  check(form.languages.join() === '한국어 (ko),English (en)', 'it speaks both languages, its own first', form.languages.join());
  for (const [name, control, type] of CONTROLS) {
    const found = form.questions[name];
    check(found?.control === control && found?.type === type, `${name} is a ${control} of ${type}`, JSON.stringify(found));
  }
  conditions(form.questions);
});
finish('xlsform');

function conditions(questions) {
  const relevant = (name) => questions[name].relevant ?? '';
  check(relevant('liked').includes("selected( /data/came , 'YES')"), 'a question waits for a yes', relevant('liked'));
  check(/useful {2}>= 2 .*<= 4/.test(relevant('stars')), 'a question waits for a range', relevant('stars'));
  check(relevant('since').includes('<= 10.5'), 'a question waits for a number', relevant('since'));
  check(relevant('agree').includes("'ELSEWHERE'"), 'a matrix waits as a whole', relevant('agree'));
  check(questions.liked.constraint === 'count-selected(.) >= 1 and count-selected(.) <= 2', 'choices have their number', questions.liked.constraint);
  check(questions.hours.constraint === '. >= 0.5 and . <= 80', 'a number has its bounds', questions.hours.constraint);
  check(questions.came.required && questions['agree/agree-PRICE'].required && !questions.word.required, 'what is required is required');
  check(questions.useful.choices === 5 && questions.stars.choices === 7 && questions.recommend.choices === 11, 'scales have their points');
}
