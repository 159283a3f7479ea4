// What counts as an outside URL in a page, a script or a style of ours.

// Names of XML vocabularies. They look like addresses, nothing ever fetches
// them, and without them no browser draws an SVG. These are the only exceptions.
export const NAMESPACES = [
  'http://www.w3.org/2000/svg',
  'http://www.w3.org/1998/Math/MathML',
  'http://www.w3.org/1999/xhtml',
  'http://www.w3.org/1999/xlink',
  'http://www.w3.org/XML/1998/namespace',
];

// A scheme and the first sign of a host; or a host without a scheme where a browser would load it.
const ABSOLUTE = /\b(?:https?|wss?|ftp):\\?\/\\?\/[\w[$%-][^\s"'`<>)\\]*/gi;
const SCHEMELESS = /(?:\b(?:src|href|action)\s*=\s*["']?|url\(\s*["']?|\b(?:import|fetch)\(\s*["'`]|\bfrom\s*["']|@import\s*["'])\/\/[\w[][^\s"'`<>)]*/gi;

/** Every outside URL in `text`; `origin` is our own address and stays out of the list. */
export function outsideUrls(text, origin) {
  const found = [...(text.match(ABSOLUTE) ?? []), ...(text.match(SCHEMELESS) ?? [])];
  return found.filter((url) => !NAMESPACES.includes(url) && !isOurs(url, origin));
}

function isOurs(url, origin) {
  return origin !== undefined && (url === origin || url.startsWith(`${origin}/`));
}
