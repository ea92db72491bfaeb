import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { families, variantsOf } from '../../nodes/catalog';
import type { Family, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { partsOf, type ResultPart } from '../../nodes/result/item';
import { createClient, type Client } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import { isFinal, readTask, type Task } from '../../nodes/transport/task';
import { factNames, familyFacts } from '../../tools/facts/facts';
import { factsOfRequest } from '../../tools/simulator/factsCheck';
import { isObject, put } from '../../tools/simulator/json';
import { gapNames, gaps, type GapName, type Stage } from '../../tools/simulator/gaps';
import { onlyShapes } from './onlyShapes';
import { kindOfLink, recordedOf } from '../../tools/simulator/recordedShapes';
import { tidy } from '../../tools/simulator/answerShape';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import type { ForeignTask } from '../../tools/simulator/tasks';
import { usageTypes } from '../../tools/simulator/usage';

interface Case {
	readonly family: Family;
	readonly operation: Operation;
	readonly variant: Variant;
}

const cases: readonly Case[] = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		variantsOf(operation).map((variant) => ({ family, operation, variant })),
	),
);

const named = cases.map((one) => {
	const { family, operation, variant } = one;
	return [`${family.name}, ${operation.name}, ${variant.label}`, one] as const;
});

const requestOf = ({ operation, variant }: Case, more: IDataObject = {}) => {
	const input: Record<string, unknown> = { ...more };
	for (const [path, value] of Object.entries(operation.fixed ?? {})) put(input, path, value);
	return { model: variant.model, task_type: variant.taskType, input };
};

const facts = factNames.map(familyFacts);

let simulator: Simulator;
let client: Client;

beforeAll(async () => {
	simulator = await startSimulator();
	const clock = {
		now: () => Date.now(),
		sleep: async () => await Promise.resolve(),
		timeout: (milliseconds: number) => milliseconds,
	};
	const send = async ({ method, url }: IHttpRequestOptions) => {
		const response = await fetch(url, { method, headers: { 'x-api-key': simulator.apiKey } });
		return {
			statusCode: response.status,
			headers: Object.fromEntries(response.headers),
			body: (await response.json()) as IDataObject,
		};
	};
	client = createClient({
		send,
		baseUrl: simulator.url,
		uploadUrl: simulator.uploadUrl,
		clock,
		limiter: createLimiter(8, clock),
	});
});

afterAll(async () => await simulator.close());

interface Read {
	readonly task: Task;
	readonly part: ResultPart | undefined;
}

/** What the node makes of the answer about a task that the simulator has. */
const read = async (foreign: ForeignTask): Promise<Read> => {
	const { id } = simulator.addTask(foreign);
	const exchange = await client.getTask(id);
	if (exchange.outcome !== 'answered') throw new Error(`The answer is ${exchange.outcome}`);
	const task = readTask(exchange.envelope.data);
	if (task === undefined) throw new Error('The answer has no task');
	const [part] = partsOf(task, families, { form: 'simplified' }, false);
	return { task, part };
};

/** The places of an output that have a link, or where there is none, a text. */
const signatureOf = (output: unknown): string => {
	const found: Array<readonly [path: string, isLink: boolean]> = [];
	const search = (value: unknown, path: string): void => {
		if (Array.isArray(value)) value.forEach((entry) => search(entry, `${path}[]`));
		else if (isObject(value)) {
			Object.entries(value).forEach(([key, inner]) => search(inner, `${path}.${key}`));
		} else if (typeof value === 'string' && value !== '') {
			found.push([path, /^https?:/.test(value)]);
		}
	};
	search(output, '');
	const links = found.filter(([, isLink]) => isLink);
	return [...new Set((links.length > 0 ? links : found).map(([path]) => path))].sort().join(' ');
};

/** The result is found: a text, or a file of the task's own of the kind that the operation makes. */
const expectResult = ({ family, operation }: Case, { task, part }: Read): void => {
	expect(task.status).toBe('completed');
	const { text, url, files } = part?.json ?? {};
	if (operation.results[0]?.kind === 'text') {
		expect(text).toMatch(/\S/);
		return;
	}
	expect(kindOfLink(String(url))).toBe(operation.kind ?? family.kind);
	expect(url).toContain(`/results/${task.id}/`);
	expect((files as IDataObject[])[0]).toMatchObject({ kind: operation.kind ?? family.kind, url });
};

/** The known shapes that were read, by family and task type. */
const known = new Map<string, Map<string, Set<string>>>();

const note = ({ family, variant }: Case, { task }: Read): void => {
	const taskTypes = known.get(family.value) ?? new Map<string, Set<string>>();
	const name = `${variant.model} ${variant.taskType}`;
	const shapes = taskTypes.get(name) ?? new Set();
	known.set(family.value, taskTypes.set(name, shapes.add(signatureOf(task.output))));
};

const mostShapes = (family: string): number =>
	Math.max(0, ...[...(known.get(family)?.values() ?? [])].map(({ size }) => size));

/** As the facts tell, with one result and with several. */
it.each(named)('%s: as the facts tell', async (_, one) => {
	for (const more of [{}, { batch_size: 2, num_images: 2 }]) {
		const request = requestOf(one, more);
		const seen = await read({ request, shape: tidy });
		expectResult(one, seen);
		if (factsOfRequest(request, facts)?.confidence !== 'inferred') note(one, seen);
	}
});

const recorded = named.flatMap(([name, one]) =>
	recordedOf(requestOf(one), true).map((answer) => [name, answer.what, one, answer] as const),
);

it.each(recorded)('%s: as recorded, %s', async (_, __, one, completed) => {
	const seen = await read({ request: requestOf(one), shape: { completed, gaps: [] } });
	const { url, text } = completed.expect;
	expect(seen.task.status).toBe('completed');
	if (text !== undefined) expect(seen.part?.json.text).toBe(text);
	if (typeof url === 'string') {
		const name = url.split('/').at(-1) ?? '';
		expect(seen.part?.json.url).toBe(simulator.resultFile(seen.task.id, name));
	}
	if (completed.source !== 'variant') note(one, seen);
});

it('each family was read in two known shapes of a task type, or test/simulator/onlyShapes.ts says why there is one', () => {
	const single = families.map(({ value }) => value).filter((value) => mostShapes(value) < 2);
	expect(Object.keys(onlyShapes).sort()).toEqual(single.sort());
});

/** The first variant of each operation; how an answer looks is no matter of the others. */
const operationsIn = (family: Family): Case[] =>
	family.operations.flatMap((operation) => {
		const [variant] = variantsOf(operation);
		return variant === undefined ? [] : [{ family, operation, variant }];
	});

const forEachFamily = <T>(choices: readonly T[]) =>
	choices.flatMap((choice) => families.map((family) => [choice, family.name, family] as const));

const inStage = (stage: Stage): GapName[] =>
	gapNames.filter((name) => gaps[name].stages.includes(stage));

it.each(forEachFamily(inStage('completed')))(
	'with the gap %s, results of %s are found',
	async (gap, _, family) => {
		for (const one of operationsIn(family)) {
			expectResult(one, await read({ request: requestOf(one), shape: { gaps: [gap] } }));
		}
	},
);

it.each(forEachFamily(inStage('unfinished')))(
	'with the gap %s, tasks of %s are seen to be running',
	async (gap, _, family) => {
		for (const one of operationsIn(family)) {
			const request = requestOf(one);
			const [unfinished] = recordedOf(request, false);
			const shape = { unfinished, gaps: [gap] };
			const { task, part } = await read({ request, state: 'pending', shape });
			expect(isFinal(task)).toBe(false);
			expect(part?.json).toMatchObject({ url: null, files: [] });
			expect(part?.json).not.toHaveProperty('costUsd');
		}
	},
);

it.each(forEachFamily(usageTypes))(
	'with usage in %s, the costs of %s are right',
	async (usage, _, family) => {
		const cost = ['point', 'llm', 'quota'].includes(usage) ? 0.07 : undefined;
		for (const one of operationsIn(family)) {
			const { part } = await read({ request: requestOf(one), shape: { usage, gaps: [] } });
			expect(part?.json.costUsd).toBe(cost);
		}
	},
);
