/** `npm test`: lint and types beside the tests. A test lints what is published with the rules of n8n's scanner. */
import { runProgram, say } from '../tools/command/program';
import { jestStep, npmScript, runStep, runStepAside } from '../tools/command/steps';

async function main(stop: AbortSignal): Promise<number> {
	say('Lint and types are checked beside the tests; what they find is at the end.\n');
	const [lint, tests] = await Promise.all([
		runStepAside({ name: 'Lint', ...npmScript('lint:tree') }),
		runStep(jestStep('Tests')),
	]);
	stop.throwIfAborted();
	if (lint.code !== 0) say(`\n${lint.output}\nLint failed (exit code ${lint.code}).`);
	if (tests !== 0) say(`\nTests failed (exit code ${tests}).`);
	if (lint.code + tests === 0) say('\nAll is well: lint, types, tests.');
	return lint.code || tests;
}

runProgram(main);
