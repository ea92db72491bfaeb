import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import ts from 'typescript';

/** Source text by path below `nodes/`, with `/` between folders. */
export type Sources = Readonly<Record<string, string>>;

export const readSources = (folder: string): Sources =>
	Object.fromEntries(
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')]),
	);

const topOf = (path: string): string => path.split('/')[0] ?? '';

/** `from -> to` for every folder that imports from another one, imports of types as well. */
export function importEdges(sources: Sources): string[] {
	const edges = Object.entries(sources).flatMap(([path, text]) =>
		ts
			.preProcessFile(text)
			.importedFiles.map(({ fileName }) => fileName)
			.filter((name) => name.startsWith('.'))
			.map((name) => [topOf(path), topOf(posix.join(dirname(path), name))] as const)
			.filter(([from, to]) => from !== to)
			.map(([from, to]) => `${from} -> ${to}`),
	);
	return [...new Set(edges)].sort();
}

/** The edges that a page draws in the Mermaid diagram below a heading: lines such as `a --> b & c`. */
export function drawnEdges(page: string, heading: string): string[] {
	const [, section = ''] = page.split(`\n## ${heading}\n`);
	const [, diagram = ''] = /```mermaid\n([^]*?)```/.exec(section) ?? [];
	return [...diagram.matchAll(/^\s*(\w+)\s*-->\s*(.+)$/gm)]
		.flatMap(([, from = '', targets = '']) =>
			targets.split('&').map((to) => `${from} -> ${to.trim()}`),
		)
		.sort();
}
