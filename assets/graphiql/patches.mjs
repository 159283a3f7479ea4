// What build.mjs changes in the libraries, and why. Each text must be found exactly as often as it says.

const LINKS = [
  // Links that a reader could follow lead to our own pages.
  { file: 'graphiql.js', find: 'https://codemirror.net/5/doc/manual.html#keymaps', put: '/docs#editor-keys' },
  { file: 'graphiql.js', find: 'href:"https://github.com/graphql/graphiql"', put: 'href:"/"' },
];

const MENTIONS = [
  // Addresses inside messages and licence notices stay readable, but are no URLs any more.
  { file: 'react-dom.js', find: 'https://reactjs.org/', put: 'reactjs.org/' },
  { file: 'graphiql.js', find: '[IEEE 754](https://en.wikipedia.org/wiki/IEEE_floating_point)', put: 'IEEE 754' },
  { file: 'graphiql.js', find: '[CommonMark](https://commonmark.org/)', put: 'CommonMark' },
  { file: 'graphiql.js', find: 'https://radix-ui.com/', put: 'radix-ui.com/' },
  { file: 'graphiql.js', find: 'https://github.com/graphql/graphiql/blob/', put: 'github.com/graphql/graphiql/blob/' },
  { file: 'graphiql.js', find: 'https://github.com/jonschlinkert', times: 4, put: 'github.com/jonschlinkert' },
];

const SOURCE_MAPS = [
  // The map is not served; asking for it would be an error in the reader's console.
  { file: 'graphiql.js', find: '\n//# sourceMappingURL=index.umd.js.map', put: '' },
];

const STYLES = [
  // An open dialog locks scrolling by a <style> element, which our policy refuses
  // (no 'unsafe-inline'). A constructed style sheet does the same and is allowed.
  {
    file: 'graphiql.js',
    find: 'var e=document.createElement("style");e.type="text/css";var t=function(){if("undefined"!=typeof __webpack_nonce__)return __webpack_nonce__}();return t&&e.setAttribute("nonce",t),e}',
    put: 'return new CSSStyleSheet}',
  },
  {
    file: 'graphiql.js',
    find: '(r=t).styleSheet?r.styleSheet.cssText=i:r.appendChild(document.createTextNode(i)),function(e){(document.head||document.getElementsByTagName("head")[0]).appendChild(e)}(t)',
    put: '(r=t).replaceSync(i),document.adoptedStyleSheets=[...document.adoptedStyleSheets,r]',
  },
  {
    file: 'graphiql.js',
    find: '(t.parentNode&&t.parentNode.removeChild(t),t=null)',
    put: '(document.adoptedStyleSheets=document.adoptedStyleSheets.filter((e=>e!==t)),t=null)',
  },
];

export const PATCHES = [...LINKS, ...MENTIONS, ...SOURCE_MAPS, ...STYLES];
