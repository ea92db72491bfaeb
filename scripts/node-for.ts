/**
 * `npm run node-for -- body.json`: the node that sends a request to PiAPI, ready to paste into a workflow. A cURL command
 * works, too; without a file, standard input is read.
 */
import { tellPasted } from '../converter/pasted';
import { convertFile, warn } from './converter/convertFile';
import { ClearFailure } from '../tools/command/failure';
import { runProgram, say } from '../tools/command/program';

runProgram(async () => {
	const pasted = await convertFile(process.argv[2]);
	warn(tellPasted(pasted));
	if (pasted.report.converted.length === 0) throw new ClearFailure('Nothing was converted.');
	say(pasted.text.trimEnd());
	return 0;
});
