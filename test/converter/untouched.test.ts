import { assert, constantFrom, integer, property, uniqueArray, type Arbitrary } from 'fast-check';

import { convert } from '../../converter/convert';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import { node, workflow } from '../../tools/pairs/workflows';

const TYPES = ['set', 'if', 'wait', 'code', 'merge', 'httpRequest', 'switch'];
const names = uniqueArray(constantFrom('A', 'B', "C's", 'D "d"', 'É', '=x'), { minLength: 1 });

/** Workflows that call other services only, wired at random. */
const foreign: Arbitrary<WorkflowFile> = names.chain((chosen) =>
	integer().map((seed) => {
		const at = <T>(list: readonly T[], index: number): T =>
			list[Math.abs(seed + index) % list.length] as T;
		const nodes = chosen.map((name, index) =>
			node(name, at(TYPES, index), {
				url: 'https://example.com/api/v1/task',
				text: '={{ $json.data.output.image_url }}',
			}),
		);
		return workflow(nodes, ...chosen.map((from, index) => `${from} > ${at(chosen, index)}`));
	}),
);

it('a workflow without calls to PiAPI comes back byte for byte', () => {
	assert(
		property(foreign, constantFrom('', ' ', '\t', '    '), (given, indent) => {
			const text = JSON.stringify(given, null, indent);
			expect(convert(text).text).toBe(text);
		}),
	);
});
