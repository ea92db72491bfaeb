import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Owner } from '../../tools/n8n/client';
import type { CredentialReference } from '../../tools/n8n/workflow';
import { ClearFailure } from '../../tools/command/failure';
import { ensureN8n } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { exampleNames, readExample, withCredential } from '../../tools/n8n/workflow';
import { runWorkflow, type Stage } from './runWorkflow';
import type { StartOptions } from './options';
import { outputFolder, rowsAsTable, type Outcome } from './outcome';
import { CALLBACK_TASK_SECONDS, type Service } from './service';
import { runWebhookExample } from './webhookExample';

const newOwner = (): Owner => ({
	email: 'owner@example.com',
	// n8n asks for a capital letter and a digit.
	password: `${randomBytes(9).toString('base64url')}A1`,
});

/** Sets up a new n8n as a user would, with all examples; resolves with the credential and the ID of the main example. */
async function setUp({ client, service }: Stage, owner: Owner) {
	await client.setUpOwner(owner);
	const credential = await client.createCredential('PiAPI', 'piApi', service.credential);
	let workflowId = '';
	for (const name of exampleNames) {
		const id = await client.importWorkflow(withCredential(await readExample(name), credential));
		if (name === service.mainExample) workflowId = id;
	}
	return { credential, workflowId };
}

/** Prints what a run returned and how it went; resolves with whether it succeeded. */
function report(
	{ say }: Stage,
	{ rows, shortcomings }: Outcome,
	success: string,
	failure: string,
): boolean {
	say(`\n${rowsAsTable(rows)}\n`);
	const succeeded = shortcomings.length === 0;
	say(succeeded ? success : `${failure}\n${shortcomings.join('\n')}`);
	return succeeded;
}

async function runMainExample(stage: Stage, workflowId: string): Promise<boolean> {
	const workflow = await readExample(stage.service.mainExample);
	stage.say(`Running "${workflow.name}" …`);
	const outcome = await runWorkflow(stage, workflow, workflowId, outputFolder(new Date()));
	const { rows } = outcome;
	const files = rows.flatMap((row) => row.files);
	const success = `The run succeeded: ${rows.length} items, files saved: ${files.length}.`;
	return report(stage, outcome, success, 'The run failed.');
}

/** One workflow creates a task, whose webhook starts another. The real PiAPI could not call this machine. */
async function runTwoWorkflows(stage: Stage, credential: CredentialReference): Promise<boolean> {
	const { client, service, say, stop } = stage;
	if (!service.canCallBack) return true;
	const example = await readExample('webhook-two-workflows');
	say(`Running "${example.name}" …`);
	const signal = AbortSignal.any([stop, AbortSignal.timeout(service.runSeconds * 1000)]);
	const folder = outputFolder(new Date());
	return report(
		stage,
		await runWebhookExample(client, { example, credential, folder, signal }),
		'The webhook of the task that one workflow created started the other.',
		'The two workflows did not work together.',
	);
}

/** Prints where the editor is; resolves when the person ends it, fails when n8n ends. */
async function leaveOpen(
	n8n: N8nInstance,
	workflowId: string,
	owner: Owner,
	{ service, say, stop }: Stage,
): Promise<void> {
	const wait = `the execution waits some ${CALLBACK_TASK_SECONDS} seconds for the callback.`;
	say(`
The editor is open at ${n8n.url}/workflow/${workflowId}
  Email     ${owner.email}
  Password  ${owner.password}`);
	if (service.callback !== undefined) say(`Click Execute workflow: ${wait}`);
	say('Press Ctrl-C to end n8n and everything that was started with it. Changes are not kept.');
	await Promise.race([n8n.ended, stop.aborted || once(stop, 'abort')]);
	if (!stop.aborted) {
		throw new ClearFailure(`n8n ended by itself. It wrote:\n${n8n.log.slice(-2_000)}`);
	}
	say('\nEnding n8n …');
}

/** Runs the examples in a new n8n, and leaves its editor open unless told otherwise; resolves with the exit code. */
export async function runInN8n(
	{ once, port }: Pick<StartOptions, 'once' | 'port'>,
	service: Service,
	say: Stage['say'],
	stop: AbortSignal,
): Promise<number> {
	const installation = await ensureN8n({ say, signal: stop });
	say(`Starting n8n ${installation.version} …`);
	const publicUrl = service.callback?.publicUrl;
	const environment = publicUrl === undefined ? undefined : { WEBHOOK_URL: publicUrl };
	const n8n = await N8nInstance.start({ installation, port, environment, signal: stop });
	try {
		service.callback?.leadTo(n8n.url);
		const stage: Stage = { client: n8n.client, service, say, stop };
		const owner = newOwner();
		const { credential, workflowId } = await setUp(stage, owner);
		const ranMain = await runMainExample(stage, workflowId);
		const succeeded = (await runTwoWorkflows(stage, credential)) && ranMain;
		if (!once) await leaveOpen(n8n, workflowId, owner, stage);
		return succeeded ? 0 : 1;
	} finally {
		await n8n.stop();
	}
}
