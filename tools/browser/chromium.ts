import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ClearFailure, messageOf } from '../command/failure';

const execute = promisify(execFile);

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const installedChromium = (): string | undefined =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => NAMES.map((name) => join(folder, name)))
		.find((path) => existsSync(path));

/** The browser for the tests of the editor: the one of this machine, or else Debian's, which is installed. */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
	const found = installedChromium();
	if (found !== undefined) return found;
	say('Installing Chromium from Debian …');
	try {
		await execute('apt-get', ['update']);
		await execute('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
			maxBuffer: 64 * 1024 * 1024,
		});
	} catch (error) {
		throw new ClearFailure(
			`Chromium is not on this machine and cannot be installed: ${messageOf(error)}\n` +
				'Install chromium by your system, then run the command again.',
		);
	}
	const installed = installedChromium();
	if (installed === undefined) throw new ClearFailure('Chromium was installed and is not found.');
	return installed;
}
