/** `npm run test:n8n`: brings n8n if need be, then runs the tests that need a real n8n. */
import { join } from 'node:path';
import { ensureN8n, n8nVersion } from './n8n/installation';
import { projectFolder } from './n8n/packageFolder';
import { runProgram, say } from './program';
import { runStep } from './steps';

async function main(stop: AbortSignal): Promise<number> {
	await ensureN8n({ say, signal: stop });
	const code = await runStep({
		name: 'Tests in n8n',
		command: process.execPath,
		parameters: [
			require.resolve('jest/bin/jest'),
			'--config',
			join(projectFolder, 'test', 'n8n', 'jest.config.js'),
			...process.argv.slice(2),
		],
	});
	say(
		code === 0
			? `\nAll is well in n8n ${n8nVersion}.`
			: `\nThe tests in n8n ${n8nVersion} failed (exit code ${code}).`,
	);
	return code;
}

runProgram(main);
