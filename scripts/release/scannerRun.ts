import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { execa } from 'execa';

interface Finding {
	filePath: string;
	line: number;
	rule: string | null;
	message: string;
}

/** What the scanner's rules find with one version of the nodes-base plugin. */
export interface ScannerRun {
	nodesBaseVersion: string;
	findings: Finding[];
}

const pathsBelow = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep))
		.filter((parts) => !parts.includes('node_modules'))
		.map((parts) => parts.join('/'));

/** The files that the scanner lints in a source tree. */
export const sourceFiles = (folder: string): string[] => [
	'package.json',
	...['nodes', 'credentials'].flatMap((part) =>
		pathsBelow(join(folder, part))
			.filter((path) => /\.(js|ts|json)$/.test(path))
			.map((path) => `${part}/${path}`),
	),
];

/** The files that the scanner lints in an unpacked package. */
export const packedFiles = (folder: string): string[] =>
	pathsBelow(folder).filter((path) => path === 'package.json' || path.endsWith('.js'));

/** Lints `files` (relative to `folder`) with the scanner's rules, once for each plugin version. */
export const runScanner = async (folder: string, files: string[]): Promise<ScannerRun[]> => {
	// Told that it runs under test, the nodes-base plugin takes every file for one of its own fixtures:
	// it overlooks most of package.json and finds faults that are none.
	const { stdout } = await execa(
		process.execPath,
		[join(__dirname, 'lintWithScannerRules.mjs'), JSON.stringify({ folder, files })],
		{ env: { NODE_ENV: 'production' } },
	);
	return JSON.parse(stdout) as ScannerRun[];
};

/** One line a finding, ready to be read in a failed test. */
export const describeFindings = (runs: ScannerRun[]): string[] =>
	runs.flatMap(({ nodesBaseVersion, findings }) =>
		findings.map(
			({ filePath, line, rule, message }) =>
				`${filePath}:${line} ${rule ?? 'not linted'}: ${message} (nodes-base ${nodesBaseVersion})`,
		),
	);

/** The distinct rules that found something in files whose path ends like `fileEnd`. */
export const rulesThatBit = ({ findings }: ScannerRun, fileEnd: string): string[] => [
	...new Set(
		findings
			.filter(({ filePath }) => filePath.split(sep).join('/').endsWith(fileEnd))
			.map(({ rule }) => rule ?? 'not linted'),
	),
];
