// Prints what a city offers now:  npm start -- https://network.example kr-hanam

import { ask } from './ask.js';
import { graphql } from './generated/gql.js';
import type { OfferedQuery } from './generated/graphql.js';

const OFFERED = graphql(`
  query Offered($city: String!, $after: String) {
    city(slug: $city) {
      name
      programmes(first: 50, after: $after) {
        nodes {
          title
          servedLocale
          offerings(first: 3) {
            nodes { startDate enrolmentStatus remainingPlaces }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

type City = NonNullable<OfferedQuery['city']>;

const [network = 'http://127.0.0.1:8080', slug = 'kr-hanam'] = process.argv.slice(2);
let after: string | null | undefined;
do {
  const { city } = await ask(network, OFFERED, { city: slug, after });
  if (!city) throw new Error(`There is no city ${slug}.`);
  print(city);
  after = city.programmes.pageInfo.hasNextPage ? city.programmes.pageInfo.endCursor : null;
} while (after);

function print(city: City): void {
  for (const programme of city.programmes.nodes) {
    const dates = programme.offerings.nodes.map(
      ({ startDate, enrolmentStatus }) => `${startDate ?? 'any day'} (${enrolmentStatus})`,
    );
    console.log(`${city.name}: ${programme.title}${dates.length > 0 ? ` – ${dates.join(', ')}` : ''}`);
  }
}
