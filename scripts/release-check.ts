/** `npm run release:check`: is the package as n8n asks for it, and does it install and work as users get it? */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packProject, type PackedPackage } from './release/packedPackage';
import { describeFindings, packedFiles, runScanner, sourceFiles } from './release/scannerRun';
import { ClearFailure } from '../tools/command/failure';
import { ensureN8n } from '../tools/n8n/installation';
import { projectFolder } from '../tools/projectFolder';
import { newestN8n, oldestN8n } from '../tools/n8n/versions';
import { runProgram, say } from '../tools/command/program';
import { npmScript, runStepAside } from '../tools/command/steps';
import { CheckList } from './release/checkList';
import { compileAgainst } from './release/compileAgainst';
import { leftToAPerson } from './release/leftToAPerson';
import { countByKind, unneededFiles } from './release/neededFiles';
import { faultsOf, submissionChecks, type Manifest, type Submission } from './release/submission';
import { tryInN8n, type Release } from './release/trial';

const failWith = (faults: readonly string[]): undefined => {
	if (faults.length > 0) throw new ClearFailure(faults.join('\n'));
};

const inKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

async function readSubmission(packed: PackedPackage): Promise<Submission> {
	const readPacked = async (path: string): Promise<string> =>
		await readFile(join(packed.folder, path), 'utf8');
	return {
		manifest: JSON.parse(await readPacked('package.json')) as Manifest,
		readme: await readPacked('README.md'),
		licence: await readPacked('LICENSE'),
		publishWorkflow: await readFile(
			join(projectFolder, '.github', 'workflows', 'publish.yml'),
			'utf8',
		),
	};
}

/** n8n's codex files say under which names n8n offers the nodes. */
async function readRelease(packed: PackedPackage, { manifest }: Submission): Promise<Release> {
	const codexFiles = packed.paths.filter((path) => path.endsWith('.node.json'));
	const nodeTypes = await Promise.all(
		codexFiles.map(async (path) => {
			const codex = await readFile(join(packed.folder, path), 'utf8');
			return (JSON.parse(codex) as { node: string }).node;
		}),
	);
	return { manifest, tarball: packed.tarball, nodeTypes, credentialTypes: ['piApi'] };
}

async function scan(folder: string, files: string[]): Promise<string> {
	failWith(describeFindings(await runScanner(folder, files)));
	return `${files.length} files`;
}

async function checkFiles(
	checks: CheckList,
	packed: PackedPackage,
	submission: Submission,
): Promise<void> {
	await checks.check('The tarball holds only what is required', () =>
		failWith(unneededFiles(packed.paths).map((path) => `${path} is not required.`)),
	);
	await checks.check("n8n's own lint finds nothing", async () => {
		const { code, output } = await runStepAside({ name: 'Lint', ...npmScript('lint:n8n') });
		return failWith(code === 0 ? [] : [output]);
	});
	await checks.check(
		"n8n's scanner finds nothing in the source",
		async () => await scan(projectFolder, sourceFiles(projectFolder)),
	);
	await checks.check(
		"n8n's scanner finds nothing in the tarball",
		async () => await scan(packed.folder, packedFiles(packed.folder)),
	);
	for (const check of submissionChecks) {
		await checks.check(check.name, () => failWith(faultsOf(check, submission)));
	}
}

async function checkInN8n(checks: CheckList, release: Release, stop: AbortSignal): Promise<void> {
	const oldest = await ensureN8n({ say, n8n: oldestN8n, signal: stop });
	const newest = await ensureN8n({ say, n8n: newestN8n, signal: stop });
	await checks.check(
		`It compiles against the types of n8n ${oldest.version}`,
		async () => await compileAgainst(oldest.modulesFolder),
	);
	for (const installation of [oldest, newest]) {
		await tryInN8n(checks, release, installation, stop);
	}
}

async function main(stop: AbortSignal): Promise<number> {
	const checks = new CheckList(say);
	const packed = await packProject();
	try {
		const { paths, size, unpackedSize } = packed;
		say(`The tarball: ${inKilobytes(size)}, unpacked ${inKilobytes(unpackedSize)}.`);
		say(`${paths.length} files: ${countByKind(paths)}.\n`);
		const submission = await readSubmission(packed);
		await checkFiles(checks, packed, submission);
		await checkInN8n(checks, await readRelease(packed, submission), stop);
		say(`\n${checks.summary()}`);
		if (!checks.allPassed) return 1;
		say(
			`Left to a person:\n${leftToAPerson(submission)
				.map((line) => `- ${line}\n`)
				.join('')}`,
		);
		return 0;
	} finally {
		await packed.remove();
	}
}

runProgram(main);
