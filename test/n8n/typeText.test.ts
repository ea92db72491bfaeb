import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { ScriptTarget, transpileModule } from 'typescript';
import { NodeCatalog, nodeId, type ConfiguredNode } from './nodeCatalog';

/** n8n's AI reads the whole text of a community node, whichever operation it is about. */
const MOST_OF_NODE = 250_000;
/** The resources that offer any model are the small door. */
const MOST_OF_KINDS = 25_000;
const KINDS = ['anyImage', 'anyVideo', 'anyMusic', 'anySpeech', 'any3dModel'];
const MOST_OF_OPERATION = 5_000;
const MEDIAN_OF_OPERATIONS = 2_500;
const MOST_JSON = 400_000;

interface OperationText {
	readonly resource: string;
	readonly operation: string;
	/** The line above its type. */
	readonly description: string;
	readonly text: string;
}

function operationTexts(typeText: string): OperationText[] {
	const blocks = typeText.matchAll(
		/(?:\/\*\* (.*) \*\/\n)?export type \w+Params = \{\n[^]*?^ {2}resource: '(.+)';\n {2}operation: '(.+)';\n[^]*?^\};/gm,
	);
	return [...blocks].map(([text, description = '', resource = '', operation = '']) => ({
		resource,
		operation,
		description,
		text,
	}));
}

const choicesOf = ({ options }: INodeProperties): INodePropertyOptions[] =>
	(options ?? []) as INodePropertyOptions[];

/** Every operation of the form, with what the form says of it. */
function operationsOf({ properties }: INodeTypeDescription): Omit<OperationText, 'text'>[] {
	const lists = properties.filter(({ name }) => name === 'operation');
	const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);
	return lists.flatMap((list) =>
		choicesOf(list).map(({ value, description = '' }) => {
			const resource = String(list.displayOptions?.show?.resource?.[0]);
			const own = resources.find((choice) => choice.value === resource)?.description;
			return { resource, operation: String(value), description: own ?? description };
		}),
	);
}

/** The names of what an operation shows at the top of its form. */
function fieldNamesOf(
	{ properties }: INodeTypeDescription,
	resource: string,
	operation: string,
): string[] {
	const fields = properties.filter(({ type, displayOptions: { show = {} } = {} }) => {
		const allows = (name: string, value: string): boolean => show[name]?.includes(value) ?? true;
		return type !== 'notice' && allows('resource', resource) && allows('operation', operation);
	});
	return [...new Set(fields.map(({ name }) => name))];
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function medianOf(sizes: readonly number[]): number {
	const sorted = [...sizes].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The calls in an example, as n8n's AI would write them. */
function examplesIn(content: string): ConfiguredNode[] {
	const calls = [...content.matchAll(/<pattern [^>]*>\n(node\([^]*?\))\n<\/pattern>/g)];
	return calls.map(([, code = '']) => {
		const read = new Function('node', 'expr', `return ${code}`) as (
			node: (call: unknown) => unknown,
			expr: (text: string) => string,
		) => { type: string; version: number; config: { parameters: ConfiguredNode['parameters'] } };
		const { type, version, config } = read(
			(call) => call,
			(text) => `=${text}`,
		);
		return { type, version, parameters: config.parameters, isTool: false };
	});
}

describe("what n8n's AI reads of the nodes", () => {
	let catalog: NodeCatalog;
	let typeText: string;
	let operations: OperationText[];

	beforeAll(async () => {
		catalog = await NodeCatalog.open();
		typeText = await catalog.typeText('piApi');
		operations = operationTexts(typeText);
	});

	it('tells of every operation', () => {
		const places = ({ resource, operation }: Omit<OperationText, 'text'>): string =>
			`${resource} ${operation}`;
		const offered = operationsOf(catalog.node('piApi')).map(places);
		expect(offered.length).toBeGreaterThan(100);
		expect(operations.map(places).sort()).toEqual(offered.sort());
		// n8n's own addition would repeat the common fields once more for each resource.
		expect(typeText).not.toContain('__CUSTOM_API_CALL__');
	});

	it('has every field of the form', () => {
		const missing = operations.flatMap(({ resource, operation, text }) =>
			fieldNamesOf(catalog.node('piApi'), resource, operation)
				.filter((name) => !new RegExp(`^ +${name}\\??: `, 'm').test(text))
				.map((name) => `${resource} ${operation}: ${name}`),
		);
		expect(missing).toEqual([]);
	});

	it('describes each operation by its own description', () => {
		const offered = operationsOf(catalog.node('piApi'));
		const wrong = operations.filter(
			(text) =>
				offered.find(
					({ resource, operation }) => resource === text.resource && operation === text.operation,
				)?.description !== text.description,
		);
		expect(
			wrong.map(
				({ resource, operation, description }) => `${resource} ${operation}: ${description}`,
			),
		).toEqual([]);
	});

	it.each(['piApi', 'midjourney', 'piApiTrigger', 'piApiTool', 'midjourneyTool'])(
		'is TypeScript for %s',
		async (name) => {
			const { diagnostics } = transpileModule(await catalog.typeText(name), {
				reportDiagnostics: true,
				compilerOptions: { target: ScriptTarget.ES2022 },
			});
			expect(diagnostics?.map(({ messageText }) => messageText)).toEqual([]);
		},
	);

	it('is a small text for the resources with any model', () => {
		const kinds = operations.filter(({ resource }) => KINDS.includes(resource));
		const size = kinds.reduce((sum, { text }) => sum + text.length, 0);
		print(`Resources with any model: ${size} characters, ${kinds.length} operations`);
		expect(new Set(kinds.map(({ resource }) => resource)).size).toBe(KINDS.length);
		expect(size).toBeLessThanOrEqual(MOST_OF_KINDS);
	});

	it('is short enough to be read', () => {
		const sizes = operations.map(({ text }) => text.length);
		const largest = operations.reduce((most, next) =>
			next.text.length > most.text.length ? next : most,
		);
		print(`Type text of PiAPI: ${typeText.length} characters, ${operations.length} operations`);
		print(`The largest: ${largest.resource} ${largest.operation}, ${largest.text.length}`);
		print(`The median: ${medianOf(sizes)}`);
		expect(sizes.filter((size) => size > MOST_OF_OPERATION)).toEqual([]);
		expect(medianOf(sizes)).toBeLessThanOrEqual(MEDIAN_OF_OPERATIONS);
		expect(typeText.length).toBeLessThanOrEqual(MOST_OF_NODE);
	});

	it('is served to the editor as small descriptions', () => {
		const sizes = catalog.own.map((node) => ({
			name: node.name.replace(nodeId(''), ''),
			size: JSON.stringify(node).length,
		}));
		for (const { name, size } of sizes) print(`Description of ${name}: ${size} characters`);
		// n8n makes the tools by itself, as copies of the nodes.
		const own = sizes.filter(({ name }) => !name.endsWith('Tool'));
		expect(own).toHaveLength(3);
		expect(own.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(MOST_JSON);
	});

	it('has hints with examples that fit the nodes', async () => {
		const contents = catalog.own.flatMap(
			({ builderHint }) => builderHint?.extraTypeDefContent ?? [],
		);
		const examples = contents.flatMap(({ content }) => examplesIn(content));
		expect(examples.length).toBeGreaterThanOrEqual(5);
		const titles = contents.flatMap(({ content }) => content.match(/<pattern /g) ?? []);
		expect(examples).toHaveLength(titles.length);
		const problems = await catalog.problemsOf(examples);
		expect(problems).toEqual(examples.map(() => []));
	});

	it("has hints without what n8n's lint forbids in them", () => {
		const hints = catalog.own.map(({ builderHint }) => JSON.stringify(builderHint));
		expect(hints).toHaveLength(5);
		for (const hint of hints) {
			expect(hint).toContain('searchHint');
			expect(hint).not.toMatch(/=\{\{|\bai_[a-z]+/i);
		}
	});
});
