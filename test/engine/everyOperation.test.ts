import type { IDataObject } from 'n8n-workflow';

import { nodeTypeOf } from '../../nodes/catalog';
import { bodyOf, operationCases, parametersOf } from './operationCases';
import { bodies, openSetting, type Setting } from './setting';

let setting: Setting;

beforeAll(async () => {
	setting = await openSetting({ taskSeconds: 1 });
});

afterAll(async () => await setting.close());

it('there are a hundred of them', () => {
	expect(operationCases.length).toBeGreaterThan(200);
});

it.each(operationCases)('%s: %s', async (_, __, one) => {
	const before = bodies(setting.piApi).length;
	const run = await setting.run(parametersOf(one), { nodeType: nodeTypeOf(one.family) });
	expect(run.error?.message).toBeUndefined();
	expect(bodies(setting.piApi).slice(before)).toEqual([bodyOf(one)]);
	const [item] = run.output;
	expect(item?.json).toMatchObject({ status: 'completed', taskType: one.variant.taskType });
	const { results, kind = one.family.kind } = one.operation;
	const [best] = results;
	if (best === undefined) return;
	if (best.kind === 'text') {
		expect(item?.json.text).toMatch(/\w/);
		return;
	}
	expect(best.kind).toBe(kind);
	const [file] = (item?.json.files ?? []) as IDataObject[];
	expect(file).toMatchObject({ kind, role: best.role, url: item?.json.url });
	expect(item?.json.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
});

it('sends nothing that the facts leave in doubt', () => {
	// The sample of a free number is 2. Only other programs tell which lengths there are, and what they do not go with.
	const isFreeLength = (remark: string): boolean =>
		/^input(\.duration is below \d+|: duration is not allowed here)$/.test(remark);
	const { ledger } = setting.piApi;
	expect(ledger.remarks().filter((remark) => !isFreeLength(remark))).toEqual([]);
});
