import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => join(projectFolder, ...parts);
const record = inProject('node_modules', '.cache', 'build-sources.txt');

/** Changes whenever a file that goes into dist is added, removed, or written. */
function stateOfSources() {
	const below = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(inProject(folder), { recursive: true }).map((name) => join(folder, name)),
	);
	const files = ['gulpfile.js', 'package.json', 'tsconfig.json', 'tsconfig.build.json', ...below];
	return files
		.map((file) => {
			const { mtimeMs, size } = statSync(inProject(file));
			return `${file} ${mtimeMs} ${size}\n`;
		})
		.join('');
}

/** Whether dist is what a build of the sources would make of them. */
export const isBuilt = () =>
	existsSync(inProject('dist')) &&
	existsSync(record) &&
	readFileSync(record, 'utf8') === stateOfSources();

/** Runs a build, and remembers from what it was made; a change while it runs makes it stale. */
export async function recorded(build) {
	const state = stateOfSources();
	rmSync(record, { force: true });
	await build();
	mkdirSync(dirname(record), { recursive: true });
	writeFileSync(record, state);
}
