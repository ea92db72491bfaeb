import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as library from '../../index';
import { listOperations, type ListedOperation } from '../../nodes/catalog/listedOperations';
import { nodeFor, type NodeForBody } from '../../nodes/request/nodeFor';
import { packProject, type PackedPackage } from '../../scripts/release/packedPackage';
import { projectFolder } from '../../tools/projectFolder';

const run = promisify(execFile);

/** Objects and arrays below a value, itself included. */
const objectsIn = (value: unknown): object[] =>
	typeof value === 'object' && value !== null
		? [value, ...Object.values(value).flatMap(objectsIn)]
		: [];

const body = { model: 'Qubico/flux1-dev', task_type: 'txt2img', input: { prompt: 'a fox' } };

describe('the main file', () => {
	it('exports the operations and nodeFor, and nothing else', () => {
		const exported = jest.requireActual<object>(projectFolder);
		expect(Object.keys(exported).sort()).toEqual(['nodeFor', 'operations']);
	});

	it('lists every operation with its fields, of the declared types', () => {
		// The assignments hold index.d.ts against the code in both directions: `npm run types` checks them.
		const declared: readonly library.Operation[] = listOperations();
		const built: readonly ListedOperation[] = library.operations as readonly ListedOperation[];
		expect(built).toEqual(declared);
		expect(built.length).toBeGreaterThan(100);
		expect(built).toContainEqual(
			expect.objectContaining({
				nodeType: 'n8n-nodes-piapi-unified.piApi',
				resource: 'flux',
				operation: 'generateImage',
				model: 'Qubico/flux1-dev',
				taskType: 'txt2img',
			}),
		);
	});

	it('freezes the operations through and through', () => {
		const objects = objectsIn(library.operations);
		expect(objects.length).toBeGreaterThan(1000);
		expect(objects.filter((one) => !Object.isFrozen(one))).toEqual([]);
	});

	it('refuses every change in strict mode', () => {
		const before = JSON.stringify(library.operations);
		const [operation] = library.operations as unknown as Array<{
			model: string;
			fields: Array<{ label: string }>;
		}>;
		const changes: Array<() => unknown> = [
			() => (library.operations as unknown[]).push({}),
			() => (library.operations as unknown[]).sort(),
			() => Object.assign(operation ?? {}, { model: 'other' }),
			() => operation?.fields.splice(0),
			() => Object.assign(operation?.fields[0] ?? {}, { label: 'Other' }),
		];
		changes.forEach((change) => expect(change).toThrow(TypeError));
		expect(JSON.stringify(library.operations)).toBe(before);
	});

	it('returns a new node for each call, of the declared type', () => {
		const built: NodeForBody = nodeFor(body);
		const declared: library.NodeForBody = built;
		const first = library.nodeFor(body);
		expect(first).toEqual(declared);
		Object.assign(first.parameters, { prompt: 'another' });
		expect(library.nodeFor(body)).toEqual(declared);
	});

	const endless: Record<string, unknown> = {};
	endless.self = endless;

	it.each<[string, unknown]>([
		['a text', JSON.stringify(body)],
		['nothing', undefined],
		['a body without a task type', { model: 'kling' }],
		['an input that is not an object', { ...body, input: 'a fox' }],
		['a body that JSON cannot hold', { ...body, input: { seed: endless } }],
	])('throws a TypeError for %s', (_, given) => {
		expect(() => library.nodeFor(given)).toThrow(TypeError);
	});
});

describe('docs/catalog-from-code.md', () => {
	const page = readFileSync(join(projectFolder, 'docs/catalog-from-code.md'), 'utf8');
	const blocks = (language: string): string[] =>
		[...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
			([, text = '']) => text,
		);
	let packed: PackedPackage;
	let consumer: string;

	const write = (name: string, text: string): Promise<void> =>
		writeFile(join(consumer, name), text);

	const inConsumer = async (...parameters: string[]): Promise<string> => {
		const { stdout } = await run(process.execPath, parameters, { cwd: consumer }).catch(
			(error: { stdout?: string; stderr?: string }) => ({
				stdout: `${error.stdout ?? ''}${error.stderr ?? ''}`,
			}),
		);
		return stdout;
	};

	const settings = {
		compilerOptions: {
			...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true },
			...{ noUncheckedIndexedAccess: true, lib: ['es2022'], types: [] },
			...{ target: 'es2022', module: 'node16', moduleResolution: 'node16' },
		},
		files: ['example.mts', 'wrong.mts'],
	};

	beforeAll(async () => {
		packed = await packProject();
		consumer = join(packed.folder, '..', 'consumer');
		await mkdir(join(consumer, 'node_modules'), { recursive: true });
		await symlink(
			packed.folder,
			join(consumer, 'node_modules/n8n-nodes-piapi-unified'),
			'junction',
		);
	});
	afterAll(() => packed.remove());

	it('has examples in JavaScript and TypeScript, with their output', () => {
		expect(blocks('js').length).toBeGreaterThan(1);
		expect(blocks('text')).toHaveLength(blocks('js').length);
		expect(blocks('ts')).toHaveLength(1);
	});

	it.each(blocks('js').map((code, index) => [index + 1, code] as const))(
		'prints what example %i says, with import and with require',
		async (number, code) => {
			await write('example.mjs', code);
			const output = await inConsumer('example.mjs');
			expect(output).toBe(blocks('text')[number - 1]);
			const required = code.replace(/^import (.+) from (.+);$/m, 'const $1 = require($2);');
			expect(required).not.toBe(code);
			await write('example.cjs', required);
			expect(await inConsumer('example.cjs')).toBe(output);
		},
	);

	it('is right about the types: its example compiles, and changes, wrong names and deep imports do not', async () => {
		const lines = [
			"import { nodeFor, operations, type Operation } from 'n8n-nodes-piapi-unified';",
			'const first: Operation | undefined = operations[0];',
			'const text: string = nodeFor({}).type;',
			'operations.push();',
			"operations[0]!.model = 'x';",
			"operations[0]!.fields[0]!.label = 'x';",
			'operations[0]!.taskTyp;',
			'nodeFor({}).typeVersion = 2;',
			"import type { families } from 'n8n-nodes-piapi-unified/dist/nodes/catalog';",
			'export const used = [first, text];',
		];
		await write('example.mts', blocks('ts').join(''));
		await write('wrong.mts', lines.join('\n'));
		await write('tsconfig.json', JSON.stringify(settings));
		const output = await inConsumer(require.resolve('typescript/bin/tsc'), '--project', '.');
		const errors = [...output.matchAll(/^(.+?)\((\d+),\d+\): error/gm)].map(
			([, file, line]) => `${file} ${line}`,
		);
		expect(errors).toEqual([4, 5, 6, 7, 8, 9].map((line) => `wrong.mts ${line}`));
	});
});
