/** Loads the nodes that are given as arguments, as n8n does, and prints what that cost. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const [first, ...paths] = process.argv.slice(2);
const require = createRequire(paths[0]);
// n8n has it in memory before it looks at any package.
if (first === 'inside-n8n') require('n8n-workflow');

const startedAt = performance.now();
const nodes = paths.flatMap((path) => Object.values(require(path)).map((Node) => new Node()));
const milliseconds = performance.now() - startedAt;

const bytes = nodes.reduce((sum, { description }) => sum + JSON.stringify(description).length, 0);
process.stdout.write(JSON.stringify({ milliseconds, bytes }));
