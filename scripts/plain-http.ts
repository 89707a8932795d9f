// For builds: `node:http` as `require` gives it. An `import` of it makes Node read every one of its exports, and one of them loads the
// web client behind `fetch`, which nothing here asks for: 50 ms of the start of each process and thread.
import http from 'node:http';
import type { Plugin } from 'vite';

const place = '\0plain-http';
const wanted: readonly unknown[] = ['node:http', 'http'];

/** Exports that are there without being asked for. The build fails where another one is imported. */
const names = Object.entries(Object.getOwnPropertyDescriptors(http))
  .filter(([, described]) => 'value' in described)
  .map(([name]) => name);
const text = `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${names.join(', ')} } = http;
`;

export function plainHttp(): Plugin {
  return {
    name: 'plain-http',
    enforce: 'pre',
    // What stays outside of a build is not asked for here: all of Node's modules are on that list.
    options({ external, ...others }) {
      return Array.isArray(external) ? { ...others, external: external.filter((id) => !wanted.includes(id)) } : null;
    },
    resolveId: (id) => (wanted.includes(id) ? place : null),
    load: (id) => (id === place ? text : null),
  };
}
