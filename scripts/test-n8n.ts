/** `npm run test:n8n`: brings n8n if need be, then runs the tests that need a real n8n. */
import { ensureN8n } from '../tools/n8n/installation';
import { runProgram, say } from '../tools/command/program';
import { jestStep, runStep } from '../tools/command/steps';

async function main(stop: AbortSignal): Promise<number> {
	const { version } = await ensureN8n({ say, signal: stop });
	const code = await runStep(jestStep('Tests in n8n', 'test/n8n/jest.config.js'));
	say(
		code === 0
			? `\nAll is well in n8n ${version}.`
			: `\nThe tests in n8n ${version} failed (exit code ${code}).`,
	);
	return code;
}

runProgram(main);
