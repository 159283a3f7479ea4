// What is asked, and the index that must lead. `most` is how many rows may be read for nothing.

const search = (text, rest = '') =>
  `{ search(text: ${JSON.stringify(text)}, first: 20${rest}) { nodes { found { __typename } } } }`

const learnCity = (data, known) => {
  const [city] = data.cities.nodes
  Object.assign(known, { city: city.slug, cityId: city.id })
}
const learnProgramme = (data, known) => {
  const { nodes, pageInfo } = data.programmes
  Object.assign(known, { programme: nodes[0].id, cursor: pageInfo.endCursor })
}

const byWords = [
  ['nowhere', 'zzzz'],
  ['rare', 'hillside'],
  ['rare number', '306'],
  ['common', 'people'],
  ['in most', 'for'],
  ['one letter', 'a'],
  ['one Hangul letter', '학'],
  ['a pair', '학습'],
  ['two words', 'literacy workshop'],
  ['three words', 'evening for people'],
]

export const cases = [
  { name: 'cities', query: () => '{ cities(first: 20) { nodes { id slug name } } }', learn: learnCity },
  {
    name: 'programmes, newest',
    query: () => '{ programmes(first: 50) { nodes { id title } pageInfo { endCursor } } }',
    learn: learnProgramme,
    indexes: ['programme_pkey'],
  },
  ...byWords.map(([name, text]) => ({
    name: `search: ${name}`,
    query: () => search(text),
    // Two parts of two ranks, each 1,000 of the newest, counted when read and when left out, and what the index gives.
    most: 10_000,
  })),
  { name: 'search: nowhere, by the index', query: () => search('zzzz'), most: 10_000, indexes: ['search_entry_names', 'search_entry_title', 'search_entry_all', 'search_entry_title_others', 'search_entry_all_others'] },
  { name: 'search: programmes alone', query: () => search('zzzz', ', types: [PROGRAMME]'), indexes: ['search_entry_title', 'search_entry_all'] },
  { name: 'search: how many', query: () => '{ search(text: "hillside") { totalCount } }', indexes: ['search_entry_all', 'search_entry_names'] },

  { name: 'programme by id', query: ({ programme }) => `{ node(id: "${programme}") { ... on Programme { title } } }`, indexes: ['programme_pkey'] },
  { name: 'city by slug', query: ({ city }) => `{ city(slug: "${city}") { name } }` },
  { name: 'nodes by id', query: ({ programme, cityId }) => `{ nodes(ids: ["${programme}", "${cityId}"]) { id } }`, indexes: ['programme_pkey'] },

  { name: 'programmes, behind a cursor', query: ({ cursor }) => `{ programmes(first: 50, after: "${cursor}") { nodes { id } } }`, indexes: ['programme_pkey'] },
  { name: 'programmes, oldest', query: () => '{ programmes(last: 50) { nodes { id } } }', indexes: ['programme_pkey'] },
  { name: 'programmes by title', query: () => '{ programmes(first: 50, orderBy: { field: TITLE, direction: ASC }) { nodes { id } } }', indexes: ['programme_title'] },
  { name: 'programmes, last changed', query: () => '{ programmes(first: 50, orderBy: { field: UPDATED, direction: DESC }) { nodes { id } } }', indexes: ['programme_updated'] },
  { name: 'programmes of a kind', query: () => '{ programmes(first: 50, where: { kind: { eq: FESTIVAL } }) { nodes { id } } }', indexes: ['programme_kind'] },
  { name: 'programmes of a topic', query: () => '{ programmes(first: 50, where: { topic: { eq: "DIGITAL_SKILLS" } }) { nodes { id } } }' },
  { name: 'programmes of a topic, last changed', query: () => '{ programmes(first: 50, orderBy: { field: UPDATED, direction: DESC }, where: { topic: { eq: "DIGITAL_SKILLS" } }) { nodes { id } } }' },
  { name: 'programmes with a word in the title', query: () => '{ programmes(first: 50, where: { title: { contains: "people" } }) { nodes { id } } }', indexes: ['programme_pkey'] },
  { name: 'programmes with a free offering', query: () => '{ programmes(first: 50, where: { offerings: { some: { isFree: true } } }) { nodes { id } } }' },
  { name: 'programmes of a city by filter', query: ({ cityId }) => `{ programmes(first: 50, where: { city: { eq: "${cityId}" } }) { nodes { id } } }` },

  { name: 'offerings by start', query: () => '{ offerings(first: 50) { nodes { id startDate } } }', indexes: ['offering_start'] },
  { name: 'offerings by the end of enrolment', query: () => '{ offerings(first: 50, orderBy: { field: ENROLMENT_CLOSES, direction: ASC }) { nodes { id } } }', indexes: ['offering_closes'] },

  { name: 'programmes of one city', query: ({ city }) => `{ city(slug: "${city}") { programmes(first: 50) { nodes { id } } } }`, indexes: ['programme_city'] },
  {
    name: 'cities with programmes and offerings',
    query: () => '{ cities(first: 20) { nodes { programmes(first: 10) { nodes { title offerings(first: 10) { nodes { startDate } } } } } } }',
    indexes: ['programme_city', 'offering_programme'],
  },
  { name: 'cities with programmes by title', query: () => '{ cities(first: 20) { nodes { programmes(first: 10, orderBy: { field: TITLE, direction: ASC }) { nodes { title } } } } }', indexes: ['programme_city_title'] },
  { name: 'codes of programmes', query: () => '{ programmes(first: 50) { nodes { topics { code } } } }', indexes: ['programme_code_pkey'] },

  { name: 'changes', query: () => '{ changes(first: 100) { nodes { cursor } } }', indexes: ['journal_pkey'] },
  { name: 'changes of a type', query: () => '{ changes(first: 100, types: [PROGRAMME]) { nodes { cursor } } }' },
  { name: 'changes of a city', query: ({ cityId }) => `{ changes(first: 100, bodies: ["${cityId}"]) { nodes { cursor } } }` },
  { name: 'changes, each record once', query: () => '{ changes(first: 100, compact: true) { nodes { cursor } } }' },

  { name: 'RPDE: programmes', path: () => '/feeds/rpde/programmes' },
  { name: 'RPDE: offerings', path: () => '/feeds/rpde/offerings' },
  { name: 'RPDE: learning spaces', path: () => '/feeds/rpde/learning-spaces' },
  { name: 'news', path: () => '/news.atom', indexes: ['journal_news'] },
  { name: 'news of a city', path: ({ city }) => `/cities/${city}/news.atom` },
  { name: 'RPDE: programmes of a city', path: ({ city }) => `/feeds/rpde/cities/${city}/programmes` },
]
