// Asks the server for its schema and sorts it into the groups of the page.
const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }";
const INPUT = `name description defaultValue isDeprecated deprecationReason type { ${TYPE} }`;
const QUERY = `{
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason type { ${TYPE} }
        args(includeDeprecated: true) { ${INPUT} }
      }
      inputFields(includeDeprecated: true) { ${INPUT} }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      interfaces { name } possibleTypes { name }
    }
    directives { name description locations args { ${INPUT} } }
  }
}`;

const GROUPS = [
  ["OBJECT", "Objects"],
  ["INTERFACE", "Interfaces"],
  ["UNION", "Unions"],
  ["INPUT_OBJECT", "Inputs"],
  ["ENUM", "Enums"],
  ["SCALAR", "Scalars"],
];

/** The schema as `[title, types]` groups, the operations first. */
export async function groups() {
  const schema = await introspect();
  const roots = [schema.queryType, schema.mutationType, schema.subscriptionType].filter(Boolean).map(({ name }) => name);
  const types = schema.types.filter(({ name }) => !name.startsWith("__"));
  const rest = types.filter(({ name }) => !roots.includes(name)).sort(byName);
  const directives = schema.directives.map(asType).sort(byName);
  return [
    ["Operations", roots.map((root) => types.find(({ name }) => name === root))],
    ...GROUPS.map(([kind, title]) => [title, rest.filter((type) => type.kind === kind)]),
    ["Directives", directives],
  ].filter(([, members]) => members.length > 0);
}

async function introspect() {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data, errors } = await response.json();
  if (!data) throw new Error(errors?.[0]?.message ?? `status ${response.status}`);
  return data.__schema;
}

function asType(directive) {
  return { ...directive, kind: "DIRECTIVE", name: `@${directive.name}`, inputFields: directive.args };
}

function byName(left, right) {
  return left.name.localeCompare(right.name);
}
