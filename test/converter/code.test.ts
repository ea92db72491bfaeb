import { readCode, type Place } from '../../converter/code/readCode';
import { ANY_NODE } from '../../converter/code/values';

/** What code reads, as `Node: path`; `-` is the node's own items, `*` any node, `whole` the item itself. */
const read = (code: string, place: Place = 'expression', language?: string): string[] =>
	readCode(code, place, language).accesses.map(({ source, path }) => {
		const node = source === ANY_NODE ? '*' : (source.node ?? '-');
		return `${node}: ${path.length === 0 ? 'whole' : path.join('.')}`;
	});

describe('what an expression reads', () => {
	it.each<[string, string[]]>([
		['$json.data.output.image_url', ['-: data.output.image_url']],
		['$json["data"]?.output.image_urls[1]', ['-: data.output.image_urls.1']],
		['$json.data.output.image_urls.length', ['-: data.output.image_urls']],
		['$json.data.output.image_urls[$itemIndex]', ['-: data.output.image_urls']],
		["$json.data.output.image_url.split('/').pop()", ['-: data.output.image_url']],
		['`${$json.data.task_id} of ${ $json.name }`', ['-: data.task_id', '-: name']],
		['$json.isEmpty() ? 1 : $json.data.status', ['-: whole', '-: data.status']],
		["$json[$json.key]['data']", ['-: key', '-: whole']],
		["$('Look').item.json.data.status", ['Look: data.status']],
		['$(`Look`).first().json.data.status', ['Look: data.status']],
		['$("Look").all().map(({ json }) => json.data.task_id)', ['Look: data.task_id']],
		["$('Look').all()[0].json.data.task_id", ['Look: data.task_id']],
		["$('Look').itemMatching(1).json.data.task_id", ['Look: data.task_id']],
		["$node['Look'].json.data.status", ['Look: data.status']],
		['$node.Look.json["data"].status', ['Look: data.status']],
		["$items('Look')[0].json.data.status", ['Look: data.status']],
		['$input.first().json.data.status', ['-: data.status']],
		['$input.item.json', ['-: whole']],
		['JSON.stringify($json)', ['-: whole']],
		["$jmespath($json, 'data.output')", ['-: whole']],
		['{ ...$json, kind: 1 }', ['-: whole']],
		['($json.data || {}).status', ['-: data']],
		["'data' in $json", ['-: whole']],
		['$(name).first().json.data', ['*: data']],
		["$('Look').isExecuted && $input.params.mode", []],
		['$now.toISO()', []],
	])('%s', (code, expected) => {
		expect(read(code)).toEqual(expected);
	});

	it('is anything when the code is not JavaScript', () => {
		expect(read("$json.data.. + $('Look')")).toEqual(['-: whole', 'Look: whole']);
	});
});

describe('what a Code node reads', () => {
	it.each<[string, string, string[]]>([
		[
			'names of its own',
			"const shop = $('Shop').first(); return [{ json: { sku: shop.json.data.sku } }];",
			['Shop: data.sku'],
		],
		[
			'a part with a name of its own',
			'const task = $input.first().json.data; return { json: { link: task.output.image_url } };',
			['-: data'],
		],
		[
			'every item in turn',
			'const out = []; for (const { json } of items) out.push({ json: { id: json.data.task_id } }); return out;',
			['-: data.task_id'],
		],
		[
			'the fields of all items',
			'const rows = $input.all().map((i) => i.json); return rows.map((r) => ({ json: { id: r.data.task_id } }));',
			['-: data.task_id'],
		],
		[
			'a sum',
			'return [{ json: { sum: $input.all().reduce((sum, item) => sum + item.json.data.output.size, 0) } }];',
			['-: data.output.size'],
		],
		[
			'a field taken out of an item',
			'const { data } = $input.first().json; return [{ json: { link: data.output.image_url } }];',
			['-: whole'],
		],
		[
			'a changed item',
			"for (const item of items) { item.json.kind = 'video'; } return items;",
			['-: whole'],
		],
		[
			'a name that changes its meaning',
			"let json = $input.first().json; json = $('Shop').first().json; return [{ json }];",
			['-: whole', 'Shop: whole'],
		],
		['a function that is not seen', 'return $input.all().map(pick);', ['-: whole']],
		[
			'a name that hides one of n8n',
			'return [1].map((items) => ({ json: { n: items.length } }));',
			[],
		],
		[
			'both ways of a choice',
			"const item = $json.a ? $('A').first() : $('B').first(); return [{ json: { id: item.json.data.task_id } }];",
			['-: a', 'A: whole', 'B: whole'],
		],
	])('%s', (_, code, expected) => {
		expect(read(code, 'allItems').sort()).toEqual([...expected].sort());
	});

	it('is anything in another language', () => {
		expect(read("return [{'json': _input.first().json.data}]", 'allItems', 'python')).toEqual([
			'-: whole',
			'json: whole',
		]);
	});
});

describe('items that code returns', () => {
	it.each<[string, boolean, boolean]>([
		["return $input.all().filter((item) => item.json.data.status === 'completed');", true, false],
		['return items;', true, false],
		['return [$input.first()];', true, false],
		['return $input.all().map((item) => ({ json: item.json }));', true, false],
		['return [...$input.all()].slice(0, 2);', true, false],
		['return [{ json: { id: $input.first().json.data.task_id } }];', false, true],
		['if (!items.length) { return [{ json: {} }]; } return items;', true, true],
	])('%s', (code, own, other) => {
		const { returned, returnsOther } = readCode(code, 'allItems');
		expect(returned.length > 0).toBe(own);
		expect(returnsOther).toBe(other);
	});
});
