// Starts GraphiQL with one tab for each kind of reader.
// The scripts before this one define the globals React, ReactDOM and GraphiQL.
/* global React, ReactDOM, GraphiQL */
const DOORS = ["city", "association", "institute"];

// `/graphiql#association` opens on that tab.
const wanted = DOORS.find((door) => location.hash === `#${door}`);
const order = wanted ? [wanted, ...DOORS.filter((door) => door !== wanted)] : DOORS;
const queries = await Promise.all(order.map(load));

async function load(door) {
  const response = await fetch(`graphiql/queries/${door}.graphql`);
  return response.text();
}

const { createElement } = React;

const links = createElement(
  GraphiQL.Logo,
  null,
  createElement("a", { href: "./" }, "Learning Cities"),
  createElement("a", { href: "docs" }, "Reference"),
);

const page = createElement(
  GraphiQL,
  {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultTabs: queries.map((query) => ({ query })),
    query: wanted && queries[0],
    defaultEditorToolsVisibility: true,
  },
  links,
);

ReactDOM.createRoot(document.getElementById("graphiql")).render(page);
