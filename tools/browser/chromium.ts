import { execa } from 'execa';
import { ClearFailure, messageOf } from '../command/failure';
import { findProgram } from '../command/findProgram';

const installedChromium = (): string | undefined =>
	findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');

/** The browser for the tests of the editor: the one of this machine, or else Debian's, which is installed. */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
	const found = installedChromium();
	if (found !== undefined) return found;
	say('Installing Chromium from Debian …');
	try {
		await execa('apt-get', ['update']);
		await execa('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
			env: { DEBIAN_FRONTEND: 'noninteractive' },
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
