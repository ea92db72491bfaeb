/** `npm run check:live`: the answers of the real PiAPI, held against the facts, within a spending cap. */
import { systemClock } from '../nodes/task/clock';
import { liveCheckCommand } from './check-live/command';
import { runProgram, say } from '../tools/command/program';

runProgram(
	async (signal) =>
		await liveCheckCommand(process.argv.slice(2), {
			environment: process.env,
			clock: systemClock,
			signal,
			say,
			complain: (line) => process.stderr.write(`${line}\n`),
		}),
);
