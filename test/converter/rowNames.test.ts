import fc from 'fast-check';

import { readCall } from '../../converter/calls/httpRequest';
import { Unclear } from '../../converter/calls/call';
import { lodashSet } from './lodashSet';
import { create } from '../../tools/pairs/workflows';

type Rows = ReadonlyArray<readonly [name: string, value: unknown]>;

/** The body that the converter reads; a reason when it reads none. */
function readFrom(rows: Rows): unknown {
	const read = readCall(
		create('Create', '', {
			specifyBody: 'keypair',
			bodyParameters: { parameters: rows.map(([name, value]) => ({ name, value })) },
		}),
	);
	if (read instanceof Unclear) return read.reason;
	return read && 'body' in read ? JSON.parse(JSON.stringify(read.body)) : undefined;
}

/** The body that n8n sends. */
function sentFor(rows: Rows): unknown {
	const body = {};
	for (const [name, value] of rows) lodashSet(body, name, value);
	return JSON.parse(JSON.stringify(body));
}

describe('names of rows', () => {
	it.each<[string, string[]]>([
		['dots', ['input.prompt', 'input.camera.type']],
		['brackets', ['input[prompt]', 'input[camera][type]']],
		['quotation marks in brackets', ['input["prompt"]', "input['camera'].type"]],
		['places in brackets', ['input.image_urls[0]', 'input.image_urls[1]']],
		['places after dots', ['input.image_urls.0', 'input.image_urls.1']],
		['a place that is skipped', ['input.image_urls[1]']],
		['objects in a list', ['input.images[0].url', 'input.images.1.url']],
		['dots in quotation marks', ['input["a.b"]']],
		['a dash', ['input.image-url']],
		['spaces', ['input.image url']],
		['two dots', ['input..prompt']],
		['a dot before', ['.input.prompt']],
		['a dot after', ['input.prompt.']],
		['empty brackets', ['input.list[]']],
		['open brackets', ['input[prompt']],
		['a number below', ['input.-1']],
		['a number with a fraction', ['input[1.5]']],
		['a text that becomes an object', ['input.a', 'input.a.b']],
		['the same name twice', ['input.prompt', 'input.prompt']],
	])('with %s give the body that n8n sends', (_, names) => {
		const rows = names.map((name, index) => [name, `value ${index}`] as const);
		expect(readFrom(rows)).toEqual(sentFor(rows));
	});

	it.each<[string, string[]]>([
		['a list that also has names', ['input.a[0]', 'input.a.b']],
		['places without end', ['input.a[123456789]']],
		['names that all objects have', ['input.constructor.a']],
		['names of a prototype', ['__proto__.a']],
	])('with %s are refused', (_, names) => {
		expect(readFrom(names.map((name) => [name, 'a']))).toMatch(/cannot be read/);
	});

	it('below a value that only the run knows are refused', () => {
		const rows = [
			['input', '={{ $json.input }}'],
			['input.prompt', 'a fox'],
		] as const;
		expect(readFrom(rows)).toMatch(/cannot be read/);
	});

	it('below an object in code are added to it', () => {
		const rows = [
			['input', '={{ { prompt: "a fox" } }}'],
			['input.width', '512'],
		] as const;
		expect(readFrom(rows)).toEqual({ input: { prompt: 'a fox', width: '512' } });
	});

	it('that are empty have no field', () => {
		const rows = [
			['model', 'new'],
			['', ''],
		] as const;
		expect(readFrom(rows)).toEqual({ model: 'new' });
	});

	it('as an expression are read where the expression is plain text', () => {
		expect(readFrom([['=input.prompt', 'a fox']])).toEqual({ input: { prompt: 'a fox' } });
		expect(readFrom([['={{ $json.name }}', 'a fox']])).toMatch(/cannot be read/);
	});

	it('give what n8n sends, or are refused, whatever they are', () => {
		const part = fc.constantFrom('a', 'b', '0', '1', '.', '[', ']', '"', "'", '-', '\\', '[0]');
		const name = fc.array(part, { maxLength: 7 }).map((parts) => `input${parts.join('')}`);
		fc.assert(
			fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
				const rows = names.map((one, index) => [one, `v${index}`] as const);
				const read = readFrom(rows);
				if (typeof read !== 'string') expect(read).toEqual(sentFor(rows));
			}),
			{ numRuns: 2000 },
		);
	});
});
