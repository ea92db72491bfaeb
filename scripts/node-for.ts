/**
 * `npm run node-for -- body.json`: the node that sends a request to PiAPI, ready to paste into a workflow. A cURL command
 * works, too; without a file, standard input is read.
 */
import { parseArgs } from 'node:util';

import { tellPasted } from '../converter/pasted';
import { convertFile, warn } from './converter/convertFile';
import { ClearFailure } from '../tools/command/failure';
import { runProgram, say } from '../tools/command/program';

const usage = `npm run node-for -- [file]

Prints the node that sends a request to PiAPI, to paste into a workflow. The file has a request body
or a cURL command; without a file, standard input is read.`;

runProgram(async () => {
	const { values, positionals } = parseArgs({
		options: { help: { type: 'boolean' } },
		allowPositionals: true,
	});
	const [file, ...more] = positionals;
	if (more.length > 0 || values.help === true) {
		say(usage);
		return values.help === true ? 0 : 1;
	}
	const pasted = await convertFile(file);
	warn(tellPasted(pasted));
	if (pasted.report.converted.length === 0) throw new ClearFailure('Nothing was converted.');
	say(pasted.text.trimEnd());
	return 0;
});
