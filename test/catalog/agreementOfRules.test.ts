import {
	anyOf,
	anyOfWhen,
	filesAtMostWhen,
	integer,
	media,
	notTogether,
	notWhen,
	onlyWith,
	productAtMost,
	rows,
	sumAtMost,
	text,
} from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { disagreements } from '../../tools/facts/agreement';
import type { TaskFacts, RuleFact } from '../../tools/facts/facts';
import { fact, guess, operationWith, own, taskWith } from './agreementStage';

describe('the needs between fields', () => {
	const fields = [text('a', own), text('b', own), text('kind', own)];
	const input = ['a', 'b', 'kind'].map((path) => fact(path, 'string'));
	const when = { path: 'kind', values: ['x', 'y'] };

	it.each<[Operation['rules'], TaskFacts['oneOf'], string[]]>([
		[[anyOf('a', 'b')], [{ paths: ['b', 'a'] }], []],
		[[anyOfWhen(when, 'a')], [{ paths: ['a'], when: { path: 'kind', values: ['y', 'x'] } }], []],
		[[anyOfWhen({ path: 'kind' }, 'a')], [{ paths: ['a'], when: { path: 'kind' } }], []],
		[[], [{ paths: ['a', 'b'] }], ['does not require one of a, b']],
		[[anyOf('a', 'b')], [], ['requires one of a, b on its own']],
		[
			[anyOf('a')],
			[{ paths: ['a'], when }],
			['does not require one of a when kind is x, y', 'requires one of a on its own'],
		],
		[
			[anyOfWhen({ path: 'kind' }, 'a')],
			[{ paths: ['a'], when }],
			[
				'does not require one of a when kind is x, y',
				'requires one of a when kind is set on its own',
			],
		],
		[[anyOf('a', 'c')], [{ paths: ['a', 'c'] }], ['a rule names c']],
		[[anyOfWhen({ path: 'c' }, 'a')], [{ paths: ['a'], when: { path: 'c' } }], ['a rule names c']],
	])('%j and %j', (rules, oneOf, complaints) => {
		expect(disagreements(operationWith(fields, { rules }), taskWith(input, { oneOf }))).toEqual(
			complaints,
		);
	});

	it('are enforced however sure they are', () => {
		const oneOf = [{ paths: ['a', 'b'] }];
		const guessed = operationWith(fields, { rules: [anyOf('a', 'b')], ...guess });
		expect(disagreements(guessed, taskWith(input, { oneOf, ...guess }))).toEqual([]);
	});
});

describe('what is refused about fields that are given together', () => {
	const fields = [integer('a', own), integer('b', own), media('c', { ...own, media: 'image' })];
	const input = [fact('a', 'integer'), fact('b', 'integer'), fact('c', 'string')];
	const check = (
		own_: Operation['rules'],
		rules: readonly RuleFact[],
		more: Partial<Pick<Operation, 'confidence' | 'knownRules'>> = {},
	) =>
		disagreements(
			operationWith(fields, { rules: own_, ...more }),
			taskWith(input, { rules, ...(more.confidence === undefined ? {} : guess) }),
		);
	const known = notWhen({ path: 'b' }, 'a');
	const all = [
		notTogether('a', 'b'),
		onlyWith('a', 'b'),
		known,
		productAtMost(9, 'a', 'b'),
		filesAtMostWhen({ path: 'a' }, 2, 'c'),
	] as RuleFact[];
	const notDocumented = all.map(() =>
		expect.stringMatching(/^refuses .*, though PiAPI does not document it$/),
	);

	it('has to be in the facts', () => {
		expect(check(all, all)).toEqual([]);
		expect(check(all, [])).toEqual(notDocumented);
	});

	it('has to be in the catalog where PiAPI documents it', () => {
		expect(check([], all)).toEqual(all.map(() => expect.stringMatching(/^does not refuse /)));
	});

	it('must not be in the catalog where only clients say so', () => {
		const unsure = all.map((rule) => ({ ...rule, confidence: 'client-code' }));
		const knownRules = [known];
		expect(check([], unsure, { knownRules })).toEqual([]);
		expect(check(all, unsure, { knownRules })).toEqual(notDocumented);
		expect(check(all, all, { ...guess, knownRules })).toEqual(notDocumented);
		const sure = all.map((rule) => ({ ...rule, confidence: 'documented', note: 'The price list' }));
		expect(check(all, sure, guess)).toEqual([]);
	});

	it('becomes a hint where only clients say so, and nowhere else', () => {
		const unsure = [{ ...known, confidence: 'client-code' }];
		expect(check([], unsure)).toEqual([expect.stringMatching(/^has no hint on .*"notWhen"/)]);
		expect(check([known], [known] as RuleFact[], { knownRules: [known] })).toEqual([
			expect.stringMatching(/^has a hint on .*, though the facts do not name it$/),
		]);
	});

	it('names fields that there are, also those in rows', () => {
		const shots = rows('shots', { ...own, fields: [integer('seconds', own)] });
		const rowFacts = [fact('shots', 'array'), fact('shots[].seconds', 'integer')];
		const rules = [sumAtMost(15, 'shots[].seconds')] as RuleFact[];
		expect(disagreements(operationWith([shots], { rules }), taskWith(rowFacts, { rules }))).toEqual(
			[],
		);
		const wrong = [sumAtMost(15, 'shots[].frames')] as RuleFact[];
		expect(
			disagreements(operationWith([shots], { rules: wrong }), taskWith(rowFacts, { rules: wrong })),
		).toEqual(['a rule names shots[].frames']);
	});
});

describe('an entry of a list that the form fills field by field', () => {
	const type = text('parts[0].type', own);
	const size = integer('parts[0].size', own);
	const input = [
		fact('parts[].type', 'string', { required: true, when: 'within an entry' }),
		fact('parts[].size', 'integer'),
	];
	const check = (rules: Operation['rules'], fields: readonly Field[] = [type, size]) =>
		disagreements(operationWith(fields, { rules, ...guess }), taskWith(input, guess));

	it('is not sent without what it requires', () => {
		expect(check([])).toEqual([expect.stringMatching(/^does not refuse .*parts\[0\]\.size/)]);
		expect(check([onlyWith('parts[0].size', 'parts[0].type')])).toEqual([]);
		expect(check([anyOf('parts[0].type')])).toEqual([]);
	});
});
