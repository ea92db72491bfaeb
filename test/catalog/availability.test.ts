import { families } from '../../nodes/catalog';
import { listedChoices } from '../../nodes/catalog/fields';
import { creating, factNames, familyFacts, type FamilyFacts } from '../../tools/facts/facts';
import { LEFT_OUT } from '../../tools/facts/leftOut';

/** A day, a month, or a year of which no more is known. */
const DATE = /^20\d\d-[01]\d(-[0-3]\d)?$/;
const STATES = ['live', 'unknown', 'discontinued'];

const partsOf = ({ availabilityOf = [] }: FamilyFacts) => availabilityOf;

describe.each(factNames)('the availability of %s', (name) => {
	const facts = familyFacts(name);

	it('has a state, a date, a reason and a source', () => {
		expect(STATES).toContain(facts.availability);
		expect(facts.availabilityDate).toMatch(DATE);
		expect(facts.availabilityNote).toMatch(/\w/);
		expect(facts.availabilitySources.length).toBeGreaterThan(0);
		for (const part of partsOf(facts)) {
			expect(STATES).toContain(part.availability);
			expect(part.date).toMatch(DATE);
			expect(part.source).toMatch(/\w/);
			expect(part.note).toMatch(/^[A-Z].*[^.]$/);
		}
	});

	it('is about task types and values that the facts know', () => {
		const tasks = creating(facts);
		for (const { taskTypes, values } of partsOf(facts)) {
			const known = tasks.filter((task) => task.taskTypes.some((one) => taskTypes.includes(one)));
			expect(tasks.flatMap((task) => task.taskTypes)).toEqual(
				expect.arrayContaining([...taskTypes]),
			);
			const allowed = known.flatMap(({ input }) =>
				input.filter(({ path }) => path === values?.path).flatMap((field) => field.enum ?? []),
			);
			expect(allowed).toEqual(expect.arrayContaining([...(values?.values ?? [])]));
		}
	});
});

describe('what PiAPI may refuse', () => {
	it.each(
		families.flatMap((family) =>
			partsOf(familyFacts(family.value)).flatMap(({ what, taskTypes, values }) =>
				taskTypes.map((taskType) => [what, { family, taskType, values }] as const),
			),
		),
	)('%s: the form says so', (_, { family, taskType, values }) => {
		const operations = family.operations.filter((one) => one.taskType === taskType);
		expect(operations.length).toBeGreaterThan(0);
		for (const operation of operations) {
			if (values === undefined) {
				expect(operation.availabilityNote).toMatch(/\bmay\b/);
				continue;
			}
			const field = operation.fields.find(({ path }) => path === values.path);
			const said = listedChoices(field).filter(({ help = '' }) => /may be refused/.test(help));
			expect(said.map(({ value }) => value).sort()).toEqual([...values.values].sort());
		}
	});
});

describe('forms', () => {
	it('are there for every operation: none asks for its input as JSON', () => {
		const raw = families.flatMap(({ name, operations }) =>
			operations
				.filter(({ fields }) => fields.some(({ path }) => path === ''))
				.map((operation) => `${name}: ${operation.name}`),
		);
		expect(raw).toEqual([]);
	});

	it('are there for every task type but what PiAPI does not document, and what loosens moderation', () => {
		const tasks = factNames.flatMap((name) => creating(familyFacts(name)));
		for (const key of Object.keys(LEFT_OUT)) {
			const [id, taskType = ''] = key.split(' ');
			const { confidence } = tasks.find((task) => task.id === id) ?? {};
			expect([key, confidence === 'inferred' || /-less-restriction$/.test(taskType)]).toEqual([
				key,
				true,
			]);
		}
	});
});

describe('the prices of the facts', () => {
	it.each(
		factNames.flatMap((name) =>
			(familyFacts(name).prices ?? []).map((one) => [name, one] as const),
		),
	)('%s: %j', (name, { model, taskTypes, usd, unit, date, source, confidence }) => {
		expect(usd).toBeGreaterThan(0);
		for (const text of [unit, date, source]) expect(text).toMatch(/\w/);
		expect(['documented', 'client-code', 'inferred']).toContain(confidence);
		const known = familyFacts(name)
			.tasks.filter(({ models }) => models.includes(model))
			.flatMap((task) => task.taskTypes);
		expect(known).toEqual(expect.arrayContaining([...taskTypes]));
	});
});
