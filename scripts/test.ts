/** `npm test`: lint, types, then the tests; stops at the first that fails. */
import { runProgram, say } from './program';
import { jestStep, npmScript, runStep, type Step } from './steps';

const steps: readonly Step[] = [
	{ name: 'Lint', ...npmScript('lint') },
	{ name: 'Types', ...npmScript('types') },
	jestStep('Tests'),
];

async function main(stop: AbortSignal): Promise<number> {
	for (const [index, step] of steps.entries()) {
		stop.throwIfAborted();
		say(`\n[${index + 1}/${steps.length}] ${step.name}`);
		const code = await runStep(step);
		if (code !== 0) {
			say(`\n${step.name} failed (exit code ${code}).`);
			return code;
		}
	}
	say(`\nAll is well: ${steps.map(({ name }) => name).join(', ')}.`);
	return 0;
}

runProgram(main);
