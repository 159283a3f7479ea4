// Draws the reference, its index and its search.
import { element, section } from "./render.js";
import { groups } from "./schema.js";

const place = document.getElementById("types");
const index = document.getElementById("index");
const search = document.getElementById("search");
const found = document.getElementById("found");

try {
  draw(await groups());
} catch (problem) {
  place.replaceChildren(element("p", { role: "alert" }, `The schema could not be loaded: ${problem.message}`));
}

function draw(schema) {
  const entries = [];
  place.replaceChildren();
  for (const [title, types] of schema) {
    const list = element("ul", { "aria-label": title });
    const group = element("div", {}, element("h2", {}, title), list);
    for (const type of types) entries.push(add(type, list, group));
    index.append(group);
  }
  search.addEventListener("input", () => filter(entries));
  document.addEventListener("keydown", focusSearch);
  report(entries, "");
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function add(type, list, group) {
  const body = section(type);
  const entry = element("li", {}, element("a", { href: `#${type.name}` }, type.name));
  place.append(body);
  list.append(entry);
  return { type, body, entry, group, text: body.textContent.toLowerCase() };
}

function filter(entries) {
  const wanted = search.value.trim().toLowerCase();
  for (const { body, entry, text } of entries) {
    const hit = text.includes(wanted);
    body.hidden = !hit;
    entry.hidden = !hit;
  }
  for (const { group } of entries) group.hidden = !group.querySelector("li:not([hidden])");
  report(entries, wanted);
}

function report(entries, wanted) {
  const hits = entries.filter(({ body }) => !body.hidden).length;
  found.textContent = wanted ? `${hits} of ${entries.length} types` : `${entries.length} types. Press / to search.`;
}

function focusSearch(event) {
  if (event.key !== "/" || event.target === search) return;
  event.preventDefault();
  search.focus();
}
