/** `npm run test:queue`: the tests in an n8n of several processes, with Redis and PostgreSQL. */
import { ensureN8n } from '../tools/n8n/installation';
import { runProgram, say } from '../tools/command/program';
import { ensurePrograms } from '../tools/queue/programs';
import { jestStep, runStep } from '../tools/command/steps';

runProgram(async (signal) => {
	const { version } = await ensureN8n({ say, signal });
	await ensurePrograms(say);
	const code = await runStep(jestStep('Queue mode', 'test/queue/jest.config.js'));
	say(
		code === 0
			? `\nAll is well in n8n ${version} in queue mode.`
			: `\nThe tests in queue mode failed (exit code ${code}).`,
	);
	return code;
});
