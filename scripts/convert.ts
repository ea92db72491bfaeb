/** `npm run convert -- workflow.json [-o out.json]`: PiAPI nodes in the place of HTTP Request nodes. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { tellPasted } from '../converter/pasted';
import { convertFile, warn } from './converter/convertFile';
import { ClearFailure } from '../tools/command/failure';
import { runProgram, say } from '../tools/command/program';

const usage = `npm run convert -- [options] workflow.json

Reads a workflow as n8n exports it and puts PiAPI nodes in the place of the HTTP Request nodes
that call PiAPI. The workflow goes to standard output, the report to standard error.
A file with cURL commands or with a request body works, too.

  -o, --output FILE   write the workflow to a file; the report goes to standard output
      --json          the report as JSON`;

runProgram(async () => {
	const { values, positionals } = parseArgs({
		options: {
			output: { type: 'string', short: 'o' },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean' },
		},
		allowPositionals: true,
	});
	const [file, ...more] = positionals;
	if (file === undefined || more.length > 0 || values.help === true) {
		say(usage);
		return values.help === true ? 0 : 1;
	}
	const pasted = await convertFile(file);
	const { text, report } = pasted;
	const told = values.json ? JSON.stringify(report, null, 2) : tellPasted(pasted);
	if (report.converted.length === 0) {
		warn(told);
		throw new ClearFailure('Nothing was converted; nothing was written.');
	}
	if (values.output === undefined) {
		say(text.trimEnd());
		warn(told);
	} else {
		const { output } = values;
		await writeFile(output, text).catch(() => {
			throw new ClearFailure(`${output} cannot be written.`);
		});
		say(told);
	}
	return 0;
});
