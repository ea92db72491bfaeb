import { projectFolder } from '../../tools/projectFolder';
import { badPackage } from './badPackage';
import {
	describeFindings,
	packedFiles,
	rulesThatBit,
	runScanner,
	sourceFiles,
	type ScannerRun,
} from '../../scripts/release/scannerRun';
import { writeTree, type TemporaryTree } from './temporaryTree';

const majorVersions = (runs: ScannerRun[]): string[] =>
	runs.map(({ nodesBaseVersion }) => nodesBaseVersion.replace(/\..*/, ''));

/** `npm run release:check` scans the tarball as well. */
describe("n8n's scanner rules", () => {
	it('finds nothing in the source', async () => {
		const files = sourceFiles(projectFolder);
		expect(files).toContain('nodes/catalog/vocabulary.ts');
		const runs = await runScanner(projectFolder, files);
		expect(majorVersions(runs)).toEqual(['1', '2']);
		expect(describeFindings(runs)).toEqual([]);
	});
});

describe('a package that breaks the rules', () => {
	let bad: TemporaryTree;
	let runs: ScannerRun[];

	beforeAll(async () => {
		bad = await writeTree(badPackage);
		const files = [...sourceFiles(bad.folder), ...packedFiles(bad.folder)];
		runs = await runScanner(bad.folder, [...new Set(files)]);
	});
	afterAll(() => bad.remove());

	it.each([0, 1])('is found out by both plugins in the source (plugin version %i)', (index) => {
		const run = runs[index] as ScannerRun;
		expect(rulesThatBit(run, 'package.json')).toEqual(
			expect.arrayContaining([
				'@n8n/community-nodes/no-forbidden-lifecycle-scripts',
				'@n8n/community-nodes/no-runtime-dependencies',
				'n8n-nodes-base/community-package-json-license-missing',
			]),
		);
		expect(rulesThatBit(run, 'Bad.node.ts')).toEqual(
			expect.arrayContaining([
				'no-console',
				'@n8n/community-nodes/no-restricted-globals',
				'@n8n/community-nodes/no-restricted-imports',
				'n8n-nodes-base/node-param-default-wrong-for-string',
				'n8n-nodes-base/node-param-display-name-miscased',
			]),
		);
		expect(rulesThatBit(run, 'Bad.credentials.ts')).toEqual(
			expect.arrayContaining([
				'@n8n/community-nodes/credential-password-field',
				'n8n-nodes-base/cred-class-name-unsuffixed',
			]),
		);
	});

	it.each([0, 1])('is found out in the built files (plugin version %i)', (index) => {
		expect(rulesThatBit(runs[index] as ScannerRun, 'dist/nodes/Bad/Bad.node.js')).toEqual(
			expect.arrayContaining([
				'no-console',
				'@n8n/community-nodes/no-restricted-globals',
				'@n8n/community-nodes/no-restricted-imports',
			]),
		);
	});
});
