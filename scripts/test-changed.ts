/** `npm run test:changed`: the tests that a change concerns, counted from where the branch left `main`. */
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

import { changedFiles } from './changed/changedFiles';
import { filesForJest } from './changed/testsOfChange';
import { projectFolder } from '../tools/projectFolder';
import { runProgram, say } from '../tools/command/program';
import { jestStep, runStep } from '../tools/command/steps';

const FOLDERS = ['bench', 'converter', 'credentials', 'nodes', 'scripts', 'test', 'tools'];

const sources = (): string[] =>
	FOLDERS.flatMap((folder) =>
		readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
			[folder, ...path.split(sep)].join('/'),
		),
	).filter((path) => /\.(js|json|mjs|ts)$/.test(path));

runProgram(async () => {
	const changed = await changedFiles(projectFolder);
	if (changed.length === 0) {
		say('Nothing differs from main.');
		return 0;
	}
	const files = filesForJest(changed, sources());
	say(`${changed.length} files differ from main.`);
	const tests = jestStep('Tests');
	if (files === undefined) return await runStep(tests);
	const related = ['--passWithNoTests', '--findRelatedTests', ...files];
	return await runStep({ ...tests, parameters: [...tests.parameters, ...related] });
});
