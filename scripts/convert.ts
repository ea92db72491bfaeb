/** `npm run convert -- workflow.json [-o out.json]`: PiAPI nodes in the place of HTTP Request nodes. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { convert } from '../converter/convert';
import { textOfReport } from '../converter/report';
import { ClearFailure } from './n8n/failure';
import { runProgram, say } from './program';

const usage = `npm run convert -- [options] workflow.json

Reads a workflow as n8n exports it and puts PiAPI nodes in the place of the HTTP Request nodes
that call PiAPI. The workflow goes to standard output, the report to standard error.

  -o, --output FILE   write the workflow to a file; the report goes to standard output
      --json          the report as JSON`;

const warn = (line: string): void => {
	process.stderr.write(`${line}\n`);
};

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
	const text = await readFile(file, 'utf8').catch(() => {
		throw new ClearFailure(`${file} cannot be read.`);
	});
	const { text: converted, report } = convert(text);
	const isReportJson = values.json;
	const told = isReportJson ? JSON.stringify(report, null, 2) : textOfReport(report);
	if (report.converted.length === 0) {
		warn(told);
		throw new ClearFailure('Nothing in this workflow was converted; nothing was written.');
	}
	if (values.output === undefined) {
		say(converted.trimEnd());
		warn(told);
	} else {
		await writeFile(values.output, converted);
		say(told);
	}
	return 0;
});
