/** `npm run catalog:drift -- list.json`: what a list of PiAPI's task types says otherwise than the catalog. */
import { driftReport } from './drift/report';
import { runProgram, say } from '../tools/command/program';

runProgram(async () => {
	const { code, output, errors } = await driftReport(process.argv.slice(2));
	output.forEach(say);
	for (const text of errors) process.stderr.write(`${text}\n`);
	return code;
});
