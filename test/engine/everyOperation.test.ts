import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { families, nodeTypeOf, variantsOf } from '../../nodes/catalog';
import { standardOf } from '../../nodes/catalog/fields';
import type { Family, Field, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { allFields, neededFields, place, sampleOf } from '../catalog/sampleValues';
import { bodies, NO_DOWNLOAD, openSetting, type Setting } from './setting';

let setting: Setting;

beforeAll(async () => {
	setting = await openSetting({ speed: 200, taskSeconds: 1 });
});

afterAll(async () => await setting.close());

interface Case {
	readonly family: Family;
	readonly operation: Operation;
	readonly variant: Variant;
	readonly fields: readonly Field[];
}

/** All of them, each with what is needed and with everything. */
const cases = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		variantsOf(operation).flatMap((variant, index) => {
			const one = { family, operation, variant };
			const needed: Case = { ...one, fields: neededFields(operation) };
			const all: Case = { ...one, fields: allFields(operation, variant.value) };
			const name = `${family.name}, ${operation.name}`;
			return [
				[name, `${variant.label}, what is needed`, needed] as const,
				...(index === 0 ? [[name, 'everything', all] as const] : []),
			];
		}),
	),
);

function parametersOf({ family, operation, variant, fields }: Case): INodeParameters {
	const valueOf = (some: readonly Field[]): INodeParameters =>
		Object.fromEntries(some.map((field) => [field.parameter, sampleOf(field).parameter]));
	return {
		resource: family.value,
		operation: operation.value,
		...(operation.variants === undefined ? {} : { model: variant.value }),
		...valueOf(fields.filter(({ onTop }) => onTop)),
		options: valueOf(fields.filter(({ onTop }) => !onTop)),
		...NO_DOWNLOAD,
	};
}

/** What n8n fills in: the documented defaults of the fields on top that are shown and left as they are. */
function defaultsOf({ operation, variant, fields }: Case): Array<readonly [Field, unknown]> {
	const valueAt = (path: string): unknown => {
		const field = operation.fields.find((one) => one.path === path);
		if (field === undefined) return undefined;
		return fields.includes(field) ? sampleOf(field).sent : standardOf(field);
	};
	const isShown = ({ onlyFor }: Field): boolean => {
		if (onlyFor === undefined) return true;
		if ('models' in onlyFor) return onlyFor.models.includes(variant.value);
		return onlyFor.values.some((value) => value === valueAt(onlyFor.path));
	};
	return operation.fields
		.filter((field) => field.onTop && !fields.includes(field) && isShown(field))
		.flatMap((field) => {
			const standard = standardOf(field);
			return standard === undefined ? [] : [[field, standard] as const];
		});
}

function bodyOf(one: Case): IDataObject {
	const { operation, variant, fields } = one;
	const input: IDataObject = {};
	for (const { beside, values } of operation.completions ?? []) {
		if (!fields.some(({ path }) => path.startsWith(`${beside}.`))) continue;
		Object.entries(values).forEach(([path, value]) => place(input, path, value));
	}
	Object.entries(operation.fixed ?? {}).forEach(([path, value]) => place(input, path, value));
	fields.forEach((field) => place(input, field.path, sampleOf(field).sent));
	defaultsOf(one).forEach(([field, standard]) => place(input, field.path, standard));
	return {
		model: variant.model,
		task_type: variant.taskType,
		input,
		...(operation.serviceMode === undefined
			? {}
			: { config: { service_mode: operation.serviceMode } }),
	};
}

it('there are a hundred of them', () => {
	expect(cases.length).toBeGreaterThan(200);
});

it.each(cases)('%s: %s', async (_, __, one) => {
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
	const [file] = item?.json.files as IDataObject[];
	expect(file).toMatchObject({ kind, role: best.role, url: item?.json.url });
	expect(item?.json.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
});

it('sends nothing that the facts leave in doubt', () => {
	// The sample of a free number is 2, and only other programs tell which lengths there are.
	const isFreeLength = (remark: string): boolean =>
		/^input\.duration (is below|must be one of) [\d, ]+$/.test(remark);
	const { ledger } = setting.piApi;
	expect(ledger.remarks().filter((remark) => !isFreeLength(remark))).toEqual([]);
});
