import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import {
	openResultWarnings,
	showHint,
	showItemHints,
	showResultHints,
} from '../../nodes/execute/hints';
import type { ItemOutcome } from '../../nodes/execute/outcome';
import { createProblem } from '../../nodes/transport/problem';

function hintsOf(show: (context: IExecuteFunctions) => void): NodeExecutionHint[] {
	const hints: NodeExecutionHint[] = [];
	show({
		addExecutionHints: (hint: NodeExecutionHint) => hints.push(hint),
		getNode: () => ({ type: 'n8n-nodes-piapi-unified.piApi' }),
	} as unknown as IExecuteFunctions);
	return hints;
}

it('is shown above the output', () => {
	expect(hintsOf((context) => showHint(context, 'Look'))).toEqual([
		{ message: 'Look', type: 'info', location: 'outputPane' },
	]);
	expect(hintsOf((context) => showHint(context, 'Look', 'warning'))[0]?.type).toBe('warning');
});

it('is left out where n8n shows none', () => {
	expect(() => showHint({} as IExecuteFunctions, 'Look')).not.toThrow();
});

describe('hints of items', () => {
	const itemsWith = (count: number) =>
		Array.from({ length: count }, (_, itemIndex) => ({ itemIndex, hints: [`hint ${itemIndex}`] }));
	const shown = (items: Parameters<typeof showItemHints>[1]) =>
		hintsOf((context) => showItemHints(context, items)).map(({ message }) => message);

	it('are one hint', () => {
		expect(
			shown([
				{ itemIndex: 2, hints: ['a', 'b'] },
				{ itemIndex: 3, hints: ['c'] },
			]),
		).toEqual(['Item 2: a. Item 2: b. Item 3: c']);
	});

	it('are none where there is nothing to say', () => {
		expect(shown([{ itemIndex: 0, hints: [] }])).toEqual([]);
	});

	it('name five, and count the rest', () => {
		expect(shown(itemsWith(5))[0]).toMatch(/Item 4: hint 4$/);
		expect(shown(itemsWith(7))[0]).toMatch(/Item 4: hint 4 \(and 2 more\)$/);
	});
});

it('warnings about results are one hint, in the order of the items and without secrets', () => {
	const shown = hintsOf((context) => {
		const warnings = openResultWarnings(context, () => ['hush']);
		warnings.add(2, 'b hush');
		warnings.add(1, 'a');
		warnings.show();
	});
	expect(shown).toEqual([
		expect.objectContaining({ message: 'Item 1: a. Item 2: b ***', type: 'warning' }),
	]);
	expect(hintsOf((context) => openResultWarnings(context, () => []).show())).toEqual([]);
});

describe('hints of results', () => {
	const link: ItemOutcome = [{ json: { url: null } }, { json: { url: 'https://x.example' } }];
	const failed = createProblem({ message: 'No', advice: '' });
	const shown = (outcomes: readonly ItemOutcome[], downloadFiles?: boolean, note?: string) =>
		hintsOf((context) =>
			showResultHints(
				context,
				outcomes,
				downloadFiles === undefined ? undefined : { downloadFiles },
				note,
			),
		).map(({ message, type }) => `${type}: ${message}`);

	it.each([false, undefined])('tell that links expire, with Download Files %p', (downloadFiles) => {
		expect(shown([failed, link], downloadFiles)).toEqual([
			expect.stringMatching(/^info: Result links expire/),
		]);
	});

	it.each([
		['files that are downloaded', [link], true],
		['items without a link', [[{ json: { url: null } }]], false],
		['no items', [], false],
	] as const)('tell nothing of %s', (_, outcomes, downloadFiles) => {
		expect(shown(outcomes, downloadFiles)).toEqual([]);
	});

	it('tell why PiAPI may have refused, where something failed', () => {
		expect(shown([failed], false, 'It is gone')).toEqual(['warning: It is gone.']);
		expect(shown([failed])).toEqual([]);
		expect(shown([[{ json: {} }]], false, 'It is gone')).toEqual([]);
	});
});
