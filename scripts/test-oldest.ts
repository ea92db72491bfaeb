/** `npm run test:oldest`: the engine's tests on the oldest n8n that the package supports, then some in that n8n itself. */
import { ensureN8n } from '../tools/n8n/installation';
import { n8nUnderTestVariable, oldestN8n } from '../tools/n8n/versions';
import { runProgram, say } from '../tools/command/program';
import { jestStep, runStep, type Step } from '../tools/command/steps';

/** What of the tests in a real n8n shows that the package loads, connects and runs. */
const inN8n = jestStep('Tests in n8n', 'test/n8n/jest.config.js');
const files = ['loading', 'credential', 'examples', 'lists', 'secrets'].map(
	(name) => `test/n8n/${name}.test.ts`,
);

const steps: readonly Step[] = [
	jestStep('Tests of the engine', 'test/oldest/jest.config.js'),
	{ ...inN8n, parameters: [...inN8n.parameters, ...files] },
];

async function main(stop: AbortSignal): Promise<number> {
	const { modulesFolder, version } = await ensureN8n({ say, n8n: oldestN8n, signal: stop });
	process.env.N8N_MODULES_FOLDER = modulesFolder;
	process.env[n8nUnderTestVariable] = 'oldest';
	const codes: number[] = [];
	for (const step of steps) {
		stop.throwIfAborted();
		say(`\n${step.name}, n8n ${version}`);
		codes.push(await runStep(step));
	}
	const failed = codes.find((code) => code !== 0) ?? 0;
	say(failed === 0 ? `\nAll is well in n8n ${version}.` : `\nThe tests on n8n ${version} failed.`);
	return failed;
}

runProgram(main);
