import { UNIFIED, type Api } from '../../converter/calls/api';
import { Unclear } from '../../converter/calls/call';
import { treeOf } from '../../converter/code/syntax';
import { nodeForTask } from '../../converter/nodes/parameters';
import { valueOfParameter } from '../../converter/waiting/evaluate';

const fail = (): never => {
	throw new TypeError('a mistake of the converter');
};
const MISTAKE = /a mistake of the converter/;

describe('a mistake of the converter is not taken for one of the workflow', () => {
	it('while the node of a body is found', () => {
		const input = Object.defineProperty({}, 'prompt', { enumerable: true, get: fail });
		const body = { model: 'Qubico/flux1-dev', task_type: 'txt2img', input };
		expect(() => nodeForTask(body)).toThrow(MISTAKE);
	});

	it('while a condition is evaluated', () => {
		const api: Api = { ...UNIFIED, unified: fail };
		const condition = '={{ $json.data.output.image_url }}';
		expect(() => valueOfParameter(condition, { state: 'completed', api })).toThrow(MISTAKE);
	});

	it('while code is parsed', () => {
		expect(() => treeOf({ toString: fail } as unknown as string)).toThrow(MISTAKE);
	});
});

describe('a mistake of the workflow is still one', () => {
	it('in a body', () => {
		const found = nodeForTask({ model: 'Qubico/flux1-dev', task_type: 'txt2img', input: [] });
		expect(found).toBeInstanceOf(Unclear);
		expect(found).toMatchObject({ reason: expect.stringMatching(/must be objects/) as string });
	});

	it('in a condition', () => {
		const situation = { state: 'completed', api: UNIFIED } as const;
		expect(valueOfParameter('={{ $json.data. }}', situation)).toBeUndefined();
	});

	it.each([
		['with a syntax error', 'return ('],
		['that is nested too deeply for the parser', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
	])('in code %s', (_, code) => {
		expect(treeOf(code)).toBeUndefined();
	});
});
