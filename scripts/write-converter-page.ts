/** Writes the page of the converter: `npm run docs:converter`. Another folder can be named. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { buildPage } from './converter/buildPage';
import { projectFolder } from '../tools/projectFolder';
import { runProgram, say } from '../tools/command/program';

runProgram(async () => {
	const folder = process.argv[2] ?? join(projectFolder, 'docs', 'converter');
	const page = await buildPage();
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'index.html');
	await writeFile(file, page);
	say(
		`${relative(projectFolder, file)} is written: ${Math.ceil(Buffer.byteLength(page) / 1000)} KB.`,
	);
	return 0;
});
