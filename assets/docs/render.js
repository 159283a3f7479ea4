// Turns types of the schema into elements. Text is set as text, never as HTML.
const KINDS = {
  OBJECT: "object", INTERFACE: "interface", UNION: "union", ENUM: "enum",
  INPUT_OBJECT: "input", SCALAR: "scalar", DIRECTIVE: "directive",
};

/** An element with attributes and children; strings become text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.flat().filter((child) => child !== undefined));
  return made;
}

/** The section of one type. */
export function section(type) {
  return element(
    "section",
    { id: type.name, class: "type" },
    element("h2", {}, type.name),
    element("span", { class: "kind" }, type.isOneOf ? "input, exactly one field" : KINDS[type.kind]),
    description(type),
    relation("Implements", type.interfaces),
    relation("One of", type.possibleTypes),
    members(type),
  );
}

function relation(title, types) {
  if (!types?.length) return undefined;
  const links = types.flatMap(({ name }) => [", ", link(name)]).slice(1);
  return element("p", { class: "relation" }, `${title} `, links);
}

function members(type) {
  const all = type.fields ?? type.inputFields ?? type.enumValues ?? [];
  if (all.length === 0) return undefined;
  return element("ul", { class: "members" }, all.map((member) => item(type, member)));
}

function item(type, member) {
  const id = `${type.name}.${member.name}`;
  return element("li", { id }, heading(id, member), description(member), argumentsOf(member));
}

function heading(id, member) {
  const name = element("a", { class: "name", href: `#${id}` }, member.name);
  const of = member.type && element("span", { class: "of" }, ": ", ...reference(member.type), preset(member));
  return element("h3", {}, name, of);
}

function argumentsOf({ args }) {
  if (!args?.length) return undefined;
  return element("ul", { "aria-label": "Arguments" }, args.map(argument));
}

function argument(given) {
  const name = element("code", {}, given.name, ": ", ...reference(given.type), preset(given));
  return element("li", {}, name, description(given));
}

function preset({ defaultValue }) {
  return defaultValue === null || defaultValue === undefined ? "" : ` = ${defaultValue}`;
}

/** A type with its brackets and exclamation marks, its name as a link. */
function reference(type) {
  if (type.kind === "NON_NULL") return [...reference(type.ofType), "!"];
  if (type.kind === "LIST") return ["[", ...reference(type.ofType), "]"];
  return [link(type.name)];
}

function link(name) {
  return element("a", { href: `#${name}` }, name);
}

function description({ description: text, isDeprecated, deprecationReason }) {
  const paragraphs = (text ?? "").split(/\n\s*\n/).filter(Boolean).map(paragraph);
  const warning = isDeprecated && element("p", { class: "deprecated" }, "Deprecated: ", ...inline(deprecationReason ?? ""));
  return warning ? [warning, ...paragraphs] : paragraphs;
}

function paragraph(text) {
  return element("p", {}, ...inline(text));
}

// Descriptions are Markdown; of it only `code` is drawn.
function inline(text) {
  return text.split("`").map((piece, place) => (place % 2 === 1 ? element("code", {}, piece) : piece));
}
