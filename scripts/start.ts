/** `npm start`: the main job in one command, in an n8n of its own. */
import { assertPortIsFree } from '../tools/n8n/ports';
import { runProgram, say } from '../tools/command/program';
import { optionsOf, usageText } from './start/options';
import { openService } from './start/service';
import { runInN8n } from './start/session';

async function main(stop: AbortSignal): Promise<number> {
	const options = await optionsOf(process.argv.slice(2), process.env);
	if (options.help) {
		say(await usageText());
		return 0;
	}
	const { port, apiKey, baseUrl, simulator, callback } = options;
	if (port !== undefined) await assertPortIsFree(port);
	const service = await openService(apiKey, baseUrl, simulator, { callback });
	say(service.label);
	try {
		return await runInN8n(options, service, say, stop);
	} finally {
		await service.close();
	}
}

runProgram(main);
