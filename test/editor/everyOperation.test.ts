import { Editor } from './editor';
import { eventually } from './eventually';
import { expectedForms, mainLabelsOf, type ExpectedForm } from './expectedForm';

const MOST_MAIN_FIELDS = 5;
const SHARE_IN_FIRST_VIEW = 0.9;

/** What the first view without scrolling has of each operation, from the first field to Download Files. */
const pixelsBelowView = new Map<string, number>();

const nameOf = ({ resource, operation }: ExpectedForm): string => `${resource}: ${operation}`;

const byResource = (forms: readonly ExpectedForm[]): Array<[string, ExpectedForm[]]> => {
	const groups = new Map<string, ExpectedForm[]>();
	for (const form of forms) groups.set(form.resource, [...(groups.get(form.resource) ?? []), form]);
	return [...groups];
};

async function formIn({ node }: Editor): Promise<ExpectedForm> {
	return {
		resource: await node.chosen('resource'),
		operation: await node.chosen('operation'),
		labels: await node.labels(),
		options: await node.offered('options'),
		taskOptions: await node.offered('taskOptions'),
		notices: await node.notices(),
		listButtons: await node.listButtons(),
		cutOff: await node.cutOff(),
	};
}

describe.each([
	['Midjourney', 'Midjourney: imagine'],
	['PiAPI', 'Flux: generate image'],
])('the form of the node %s', (node, action) => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await Editor.open();
		await editor.addAction(node, action);
	});
	afterAll(async () => await editor.close());

	it.each(byResource(expectedForms[node] ?? []))(
		'shows exactly the fields of each operation of %s, whole, and few main ones',
		async (resource, forms) => {
			if (node === 'PiAPI') await editor.node.choose('resource', resource);
			for (const expected of forms) {
				await editor.node.choose('operation', expected.operation);
				await eventually(async () => expect(await formIn(editor)).toEqual(expected));
				pixelsBelowView.set(nameOf(expected), await editor.node.pixelsBelowView());
			}
			const crowded = forms.filter((form) => {
				const main = mainLabelsOf(form);
				return form.labels.filter((label) => main.includes(label)).length > MOST_MAIN_FIELDS;
			});
			expect(crowded.map(nameOf)).toEqual([]);
		},
	);
});

it('the first view has all from Prompt to Download Files for nearly every operation', () => {
	const names = Object.values(expectedForms).flatMap((forms) => forms.map(nameOf));
	const below = names.filter((name) => pixelsBelowView.get(name) !== 0);
	const inView = names.length - below.length;
	const lines = below.map(
		(name) => `  ${name}: ${pixelsBelowView.get(name) ?? 'not seen'} pixels below`,
	);
	process.stdout.write(
		[`In the first view: ${inView} of ${names.length} operations`, ...lines, ''].join('\n'),
	);
	expect(inView / names.length).toBeGreaterThanOrEqual(SHARE_IN_FIRST_VIEW);
});
