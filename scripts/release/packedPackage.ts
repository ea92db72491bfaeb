import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { projectFolder } from '../../tools/projectFolder';

/** The package as a user would get it, unpacked in a temporary folder. */
export interface PackedPackage {
	folder: string;
	tarball: string;
	/** Paths of the files in the tarball, relative to the package. */
	paths: string[];
	/** Bytes of the tarball, and of all files in it. */
	size: number;
	unpackedSize: number;
	remove: () => Promise<void>;
}

interface PackReport {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string }>;
}

/** Packs the project with npm and unpacks the tarball. The project must be built. */
export const packProject = async (): Promise<PackedPackage> => {
	const workFolder = await mkdtemp(join(tmpdir(), 'packed-package-'));
	const { stdout } = await execa(
		'npm',
		['pack', '--json', '--ignore-scripts', '--loglevel', 'error', '--pack-destination', workFolder],
		{ cwd: projectFolder },
	);
	const [report] = JSON.parse(stdout) as PackReport[];
	if (!report) throw new Error(`npm pack reported no package: ${stdout}`);
	await execa('tar', ['-xzf', report.filename], { cwd: workFolder });
	return {
		folder: join(workFolder, 'package'),
		tarball: join(workFolder, report.filename),
		paths: report.files.map(({ path }) => path),
		size: report.size,
		unpackedSize: report.unpackedSize,
		remove: () => rm(workFolder, { recursive: true, force: true }),
	};
};
