import { convert } from '../../converter/convert';
import type { Report } from '../../converter/report';
import type { FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';
import { ECHO_URL } from '../converter/chains/otherLinks';
import type { Chain } from '../converter/chains/chains';
import { TaskNames } from '../../tools/pairs/taskNames';
import { KEY } from '../../tools/pairs/workflows';
import { startSimulator } from '../../tools/simulator/simulator';
import type { WorkflowEngine } from './workflowEngine';

/** What a conversion came to, as its reader sees it. */
export type Verdict = 'equal' | 'named in the report' | 'stayed' | 'does not run' | 'changed';

export interface PlayedChain {
	readonly chain: Chain;
	readonly verdict: Verdict;
	/** What is different, for a person. */
	readonly text: string;
}

interface Outcome {
	readonly tasks: readonly string[];
	/** By run and output, what "Result" gave; with names of tasks in place of their IDs. */
	readonly result: string;
	readonly failure?: string;
}

const WAIT_SECONDS = 0.05;
const TASK_SECONDS = { polling: 0.07, others: 0.01 };

/** Waits are shortened, and PiAPI's nodes choose the one credential there is. */
const quick = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	nodes: workflow.nodes.map((node): FileNode => {
		if (node.type === 'n8n-nodes-base.wait') {
			return { ...node, parameters: { amount: WAIT_SECONDS, unit: 'seconds' } };
		}
		return node.type.startsWith('n8n-nodes-piapi-unified.')
			? { ...node, credentials: { piApi: { id: '1', name: 'PiAPI' } } }
			: node;
	}),
});

async function play(
	engine: WorkflowEngine,
	echoUrl: string,
	text: string,
	taskSeconds: number,
): Promise<Outcome> {
	const simulator = await startSimulator({ taskSeconds });
	try {
		const here = text
			.replaceAll('https://api.piapi.ai', simulator.url)
			.replaceAll(KEY, simulator.apiKey)
			.replaceAll(ECHO_URL, echoUrl);
		const run = await engine.run(quick(JSON.parse(here) as WorkflowFile), simulator);
		const names = new TaskNames(
			simulator.ledger.createdTasks().map(({ id, request }) => [id, request]),
			simulator.fileUrl,
		);
		return {
			tasks: names.all(),
			result: names.in(JSON.stringify(run.outputs.Result ?? [])),
			...(run.failure === undefined ? {} : { failure: names.in(run.failure) }),
		};
	} finally {
		await simulator.close();
	}
}

const names = ({ untouched, check }: Report): string[] =>
	[...untouched, ...check].map(({ node }) => node);

const isEmpty = ({ result, failure }: Outcome): boolean =>
	failure !== undefined || !/[\w]/.test(result);

/** Nodes in short: name and what is set in it. */
const inShort = (text: string): string =>
	(JSON.parse(text) as WorkflowFile).nodes
		.slice(2)
		.map(({ name, type, parameters }) => {
			const { headerParameters: _headers, sendHeaders: _sends, ...facts } = parameters;
			return `${name} (${type.replace('n8n-nodes-base.', '')}): ${JSON.stringify(facts)}`;
		})
		.join('\n');

const TASK_NAME =
	/\{"input":\{[^}]*"prompt":"([^"]*)"[^}]*\},"model":"[^"]*","task_type":"[^"]*"\}/g;

const side = ({ tasks, result, failure }: Outcome): string =>
	decodeURIComponent([`${tasks.length} tasks`, failure ?? result].join('\n')).replace(
		TASK_NAME,
		'<$1>',
	);

/** All about a chain, for a person. */
function told(chain: Chain, before: Outcome, after: Outcome, report: Report, file: string): string {
	const lines = [...report.untouched, ...report.check].map(({ node, text }) => `${node}: ${text}`);
	return [
		`== ${chain.name}`,
		`-- nodes before\n${inShort(JSON.stringify(chain.workflow))}`,
		`-- nodes after\n${inShort(file)}`,
		`-- before\n${side(before)}`,
		`-- after\n${side(after)}`,
		`-- report\n${lines.join('\n')}`,
	].join('\n');
}

/** Runs a chain before and after its conversion and compares what the reader gets. */
export async function playChain(
	engine: WorkflowEngine,
	echoUrl: string,
	chain: Chain,
): Promise<PlayedChain> {
	const taskSeconds = TASK_SECONDS[chain.name.startsWith('polling') ? 'polling' : 'others'];
	const text = JSON.stringify(chain.workflow);
	const before = await play(engine, echoUrl, text, taskSeconds);
	if (isEmpty(before)) {
		return {
			chain,
			verdict: 'does not run',
			text: `${chain.name}: ${before.failure ?? 'no items'}`,
		};
	}
	const { text: file, report } = convert(text);
	if (report.converted.length === 0) {
		const isSilent = report.untouched.length === 0 || file !== text;
		const lines = report.untouched.map((line) => `${line.node}: ${line.text}`);
		const reasons = `${chain.name}: ${lines.join(' ')}`;
		return { chain, verdict: isSilent ? 'changed' : 'stayed', text: reasons };
	}
	const after = await play(engine, echoUrl, file, taskSeconds);
	const difference = told(chain, before, after, report, file);
	if (after.tasks.join() !== before.tasks.join()) {
		return { chain, verdict: 'changed', text: difference };
	}
	const isSame = after.failure === undefined && after.result === before.result;
	if (isSame) return { chain, verdict: 'equal', text: '' };
	const isNamed = names(report).some((name) => chain.behind.includes(name));
	return { chain, verdict: isNamed ? 'named in the report' : 'changed', text: difference };
}
