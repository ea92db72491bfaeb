import { families, midjourney } from '../../nodes/catalog';
import { disagreements } from '../../tools/facts/agreement';
import { candidates, familyDisagreements, uncovered } from '../../tools/facts/coverage';
import {
	creating,
	factNames,
	familyFacts,
	inputFields,
	outputKinds,
} from '../../tools/facts/facts';
import { LEFT_OUT, LEFT_OUT_FIELDS, NO_TASKS } from '../../tools/facts/leftOut';

const catalogNames = families.map(({ value }) => value);
const leftOutKeys = Object.keys(LEFT_OUT);

describe('the families of the facts', () => {
	it('are in the catalog, or not for a reason', () => {
		expect([...catalogNames, ...Object.keys(NO_TASKS)].sort()).toEqual(factNames);
	});
});

describe.each(families.map((family) => [family.name, family] as const))('%s', (_, family) => {
	const facts = familyFacts(family.value);

	it('agrees with the facts in every operation, field, limit and result', () => {
		expect(familyDisagreements(family, facts)).toEqual([]);
	});

	it('offers every task type but those that are left out for a reason', () => {
		const ownReasons = leftOutKeys.filter((key) => key.startsWith(`${family.value}.`));
		expect(uncovered(family, facts).sort()).toEqual(ownReasons.sort());
	});

	it('has its name and kind as in the facts', () => {
		expect(family.name).toBe(facts.displayName);
		expect(family.kind).toBe(facts.media === '3d' ? 'model' : facts.media);
	});

	it('says so when PiAPI has stopped it', () => {
		const says = { discontinued: /discontinued/, unknown: /\bmay\b/ }[facts.availability];
		expect(family.availabilityNote ?? '').toMatch(says ?? /^$/);
	});
});

describe('the reasons for what is left out', () => {
	it('belong to families of the catalog', () => {
		const strangers = leftOutKeys.filter((key) => !catalogNames.includes(key.split('.')[0] ?? ''));
		expect(strangers).toEqual([]);
	});

	it('are sentences', () => {
		[LEFT_OUT, LEFT_OUT_FIELDS, NO_TASKS]
			.flatMap((reasons) => Object.values(reasons))
			.forEach((reason) => expect(reason).toMatch(/^[A-Z].{10,}\.$/));
	});

	it('name fields that an operation really leaves out', () => {
		const places = new Map(
			factNames
				.flatMap((name) => creating(familyFacts(name)))
				.map((task) => [task.id, [...inputFields(task).keys()]]),
		);
		for (const key of Object.keys(LEFT_OUT_FIELDS)) {
			const [id = '', path = ''] = key.split(' ');
			expect(places.get(id)).toContain(path);
			const sent = families
				.find(({ value }) => id.startsWith(`${value}.`))
				?.operations.filter((operation) =>
					creating(familyFacts(id.split('.')[0] ?? ''))
						.filter((task) => task.id === id)
						.some((task) => disagreements(operation, task).length === 0),
				)
				.flatMap(({ fields }) => fields.map((field) => field.path));
			expect(sent).not.toContain(path);
		}
	});
});

describe('the check itself', () => {
	const facts = familyFacts('midjourney');
	const operations = midjourney.operations.filter(({ value }) => value !== 'reroll');

	it('misses an operation that is not there', () => {
		expect(uncovered({ ...midjourney, operations }, facts)).toEqual(['midjourney.reroll reroll']);
	});

	it('counts no operation that disagrees', () => {
		const changed = midjourney.operations.map((operation) =>
			operation.value === 'reroll' ? { ...operation, fields: [] } : operation,
		);
		expect(uncovered({ ...midjourney, operations: changed }, facts)).toEqual([
			'midjourney.reroll reroll',
		]);
	});

	it('finds an operation of which the facts know nothing', () => {
		const [first] = midjourney.operations;
		if (first === undefined) throw new Error('Midjourney has no operation');
		const unknown = { ...first, name: 'Dance', taskType: 'dance' };
		expect(familyDisagreements({ ...midjourney, operations: [unknown] }, facts)).toEqual([
			'Dance: is not in the facts',
		]);
	});

	it('finds all variants of a task type', () => {
		const kling = familyFacts('kling');
		const found = candidates(kling, {
			value: '',
			label: '',
			model: 'kling',
			taskType: 'video_generation',
		});
		expect(found.map(({ id }) => id)).toEqual([
			'kling.video_generation',
			'kling.video_generation_3',
			'kling.elements',
		]);
	});

	it('reads every family of the facts', () => {
		for (const name of factNames) {
			for (const task of creating(familyFacts(name))) {
				const paths = [...inputFields(task).keys(), ...outputKinds(task).keys()];
				expect(paths.filter((path) => path === '' || path.endsWith('[]'))).toEqual([]);
			}
		}
	});
});
