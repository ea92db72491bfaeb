/** `npm start`: the main job in one command, in an n8n of its own. */
import { randomBytes } from 'node:crypto';
import type { CredentialReference, Owner } from './n8n/client';
import { ClearFailure } from './n8n/failure';
import { ensureN8n } from './n8n/installation';
import { N8nInstance } from './n8n/instance';
import { assertPortIsFree } from './n8n/ports';
import {
	exampleNames,
	readExample,
	triggerOf,
	withCredential,
	type ExampleName,
} from './n8n/workflow';
import { runProgram, say } from './program';
import { readOptions, usage, type StartOptions } from './start/options';
import { collectRows, outputFolder, rowsAsTable, shortcomings } from './start/outcome';
import { openService, type Service } from './start/service';
import { runWebhookExample } from './start/webhookExample';

const mainExample: ExampleName = 'imagine-upscale';

const newOwner = (): Owner => ({
	email: 'owner@example.com',
	// n8n asks for a capital letter and a digit.
	password: `${randomBytes(9).toString('base64url')}A1`,
});

interface Prepared {
	readonly credential: CredentialReference;
	/** Of the imported examples. */
	readonly workflowIds: ReadonlyMap<ExampleName, string>;
}

/** Sets up a new n8n as a user would. */
async function setUp(n8n: N8nInstance, owner: Owner, service: Service): Promise<Prepared> {
	await n8n.client.setUpOwner(owner);
	const credential = await n8n.client.createCredential('PiAPI', 'piApi', service.credential);
	const ids = new Map<ExampleName, string>();
	for (const name of exampleNames) {
		const workflow = withCredential(await readExample(name), credential);
		ids.set(name, await n8n.client.importWorkflow(workflow));
	}
	return { credential, workflowIds: ids };
}

/** Runs the main example once and prints what came out; resolves with whether it succeeded. */
async function runMainExample(
	n8n: N8nInstance,
	workflowId: string,
	service: Service,
	stop: AbortSignal,
): Promise<boolean> {
	const workflow = await readExample(mainExample);
	say(`Running "${workflow.name}" …`);
	const tooLong = AbortSignal.timeout(service.runSeconds * 1000);
	const execution = await n8n.client
		.run(workflowId, triggerOf(workflow), { signal: AbortSignal.any([stop, tooLong]) })
		.catch((error: unknown) => {
			if (!tooLong.aborted) throw error;
			throw new ClearFailure(`The run did not end within ${service.runSeconds} s.`);
		});
	const rows = await collectRows(workflow, execution, n8n.client, outputFolder(new Date()));
	say(`\n${rowsAsTable(rows)}\n`);
	const found = shortcomings(workflow, execution, rows);
	const pictures = rows.flatMap((row) => row.pictures);
	say(
		found.length === 0
			? `The run succeeded: ${rows.length} items, pictures saved: ${pictures.length}.`
			: `The run did not succeed.\n${found.join('\n')}`,
	);
	return found.length === 0;
}

/** One workflow makes a task, whose webhook starts another. The real PiAPI could not call this machine. */
async function runTwoWorkflows(
	n8n: N8nInstance,
	credential: CredentialReference,
	service: Service,
	stop: AbortSignal,
): Promise<boolean> {
	if (!service.canCallBack) return true;
	say('Running "Make here, receive there": two workflows, joined by a webhook …');
	const signal = AbortSignal.any([stop, AbortSignal.timeout(service.runSeconds * 1000)]);
	const folder = outputFolder(new Date());
	const { rows, shortcomings: found } = await runWebhookExample(
		n8n.client,
		credential,
		folder,
		signal,
	);
	say(`\n${rowsAsTable(rows)}\n`);
	say(
		found.length === 0
			? 'The webhook of the task made in one workflow started the other.'
			: `The two workflows did not work together.\n${found.join('\n')}`,
	);
	return found.length === 0;
}

/** Prints where the editor is; resolves when the person has had enough, fails when n8n ends. */
async function leaveOpen(
	n8n: N8nInstance,
	workflowId: string,
	owner: Owner,
	stop: AbortSignal,
): Promise<void> {
	say(
		[
			'',
			`The editor is open at ${n8n.url}/workflow/${workflowId}`,
			`  E-mail    ${owner.email}`,
			`  Password  ${owner.password}`,
			'Ctrl-C ends n8n and all that was started with it; what you change in it is not kept.',
		].join('\n'),
	);
	const stopped = new Promise<'stopped'>((resolve) => {
		if (stop.aborted) resolve('stopped');
		stop.addEventListener('abort', () => resolve('stopped'));
	});
	if ((await Promise.race([stopped, n8n.ended])) !== 'stopped') {
		throw new ClearFailure(`n8n ended by itself. It wrote:\n${n8n.log.slice(-2_000)}`);
	}
	say('\nEnding n8n …');
}

async function runInN8n(
	options: StartOptions,
	service: Service,
	stop: AbortSignal,
): Promise<number> {
	const installation = await ensureN8n({ say, signal: stop });
	say(`Starting n8n ${installation.version} …`);
	const n8n = await N8nInstance.start({ installation, port: options.port, signal: stop });
	try {
		const owner = newOwner();
		const { credential, workflowIds } = await setUp(n8n, owner, service);
		const workflowId = workflowIds.get(mainExample) ?? '';
		const ranMain = await runMainExample(n8n, workflowId, service, stop);
		const succeeded = (await runTwoWorkflows(n8n, credential, service, stop)) && ranMain;
		if (!options.once) await leaveOpen(n8n, workflowId, owner, stop);
		return succeeded ? 0 : 1;
	} finally {
		await n8n.stop();
	}
}

async function main(stop: AbortSignal): Promise<number> {
	const options = readOptions(process.argv.slice(2), process.env);
	if (options.help) {
		say(usage);
		return 0;
	}
	if (options.port !== undefined) await assertPortIsFree(options.port);
	const service = await openService(options.apiKey, options.baseUrl, options.simulator);
	say(service.label);
	try {
		return await runInN8n(options, service, stop);
	} finally {
		await service.close();
	}
}

runProgram(main);
