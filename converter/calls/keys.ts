import { callsPiApi, headersOf, textOf } from './httpRequest';
import { piecesOf } from './template';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';

/** Where a key of PiAPI stands, without the key. */
export interface KeyPlace {
	readonly node: string;
	readonly place: string;
}

/** A key, to be found wherever else it stands; never told. */
export interface TypedKey extends KeyPlace {
	readonly key: string;
}

const SHORTEST = 8;
const bare = (value: string): string => value.replace(/^Bearer\s+/i, '').trim();
const isKeyHeader = (name: string): boolean => /^(?:x-api-key|authorization)$/i.test(name.trim());

/** The last name in an expression, as the field that it reads. */
const fieldOf = (code: string): string | undefined =>
	/(?:\.|\[["'])([\w-]+)(?:["']\])?\s*$/.exec(code)?.[1];

/** Every text in a value, with its path. */
function* textsIn(value: unknown, path: string): Generator<readonly [path: string, text: string]> {
	if (typeof value === 'string') yield [path, value];
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		yield* textsIn(inner, path === '' ? key : `${path}.${key}`);
	}
}

/** The value of a field in a Set node, in whatever version it is written. */
function fieldsOf({ type, parameters }: FileNode): Array<readonly [name: string, value: string]> {
	if (type !== 'n8n-nodes-base.set') return [];
	const found: Array<readonly [string, string]> = [];
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null) return;
		const { name, value: plain, stringValue } = value as Record<string, unknown>;
		const text = plain ?? stringValue;
		if (typeof name === 'string' && typeof text === 'string') found.push([name, text]);
		Object.values(value).forEach(visit);
	};
	visit(parameters);
	try {
		const json = JSON.parse(textOf(parameters.jsonOutput)) as object;
		found.push(...Object.entries(json).map(([name, value]) => [name, String(value)] as const));
	} catch {
		return found;
	}
	return found;
}

const isTyped = (value: string): boolean =>
	!value.startsWith('=') && bare(value).length >= SHORTEST;

/** Every key that somebody typed for a call to PiAPI. */
export function typedKeys({ nodes }: WorkflowFile): TypedKey[] {
	return nodes
		.filter((node) => callsPiApi(node))
		.flatMap((node) =>
			headersOf(node)
				.filter(({ name }) => isKeyHeader(name))
				.flatMap(({ name, value }): TypedKey[] => {
					const text = textOf(value);
					if (isTyped(text)) return [{ node: node.name, place: `header ${name}`, key: bare(text) }];
					const pieces = piecesOf(text.replace(/^=/, ''));
					const plain = pieces.every(({ code }) => !code) ? bare(text.replace(/^=/, '')) : '';
					if (plain.length >= SHORTEST) {
						return [{ node: node.name, place: `header ${name}`, key: plain }];
					}
					const fields = pieces.flatMap(({ code, text: inner }) =>
						code ? (fieldOf(inner) ?? []) : [],
					);
					return nodes.flatMap((other) =>
						fieldsOf(other)
							.filter(([field, typed]) => fields.includes(field) && isTyped(typed))
							.map(([field, typed]) => ({
								node: other.name,
								place: `field ${field}`,
								key: bare(typed),
							})),
					);
				}),
		);
}

/** Every other place of a workflow in which one of the keys stands. */
export function placesOf(workflow: WorkflowFile, keys: readonly TypedKey[]): KeyPlace[] {
	const holds = (text: string): boolean => keys.some(({ key }) => text.includes(key));
	const inNodes = workflow.nodes.flatMap(({ name, ...rest }) =>
		[...textsIn(rest, '')]
			.filter(([, text]) => holds(text))
			.map(([path]) => ({ node: name, place: path })),
	);
	const pinned = Object.entries(workflow.pinData ?? {})
		.filter(([, data]) => [...textsIn(data, '')].some(([, text]) => holds(text)))
		.map(([node]) => ({ node, place: 'pinned data' }));
	return [...inNodes, ...pinned];
}

/** The same value without any of the keys. */
export function withoutKeys<T>(value: T, keys: readonly TypedKey[]): T {
	if (typeof value === 'string') {
		return keys.reduce<string>((text, { key }) => text.replaceAll(key, ''), value) as T;
	}
	if (Array.isArray(value)) return value.map((inner: unknown) => withoutKeys(inner, keys)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutKeys(inner as unknown, keys)]),
	) as T;
}
