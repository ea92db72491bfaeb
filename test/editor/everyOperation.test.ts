import { Editor } from './editor';
import { expectedForms, type ExpectedForm } from './expectedForm';

const byResource = (forms: readonly ExpectedForm[]): Array<[string, ExpectedForm[]]> => {
	const groups = new Map<string, ExpectedForm[]>();
	for (const form of forms) groups.set(form.resource, [...(groups.get(form.resource) ?? []), form]);
	return [...groups];
};

describe.each([
	['Midjourney', 'Imagine images from a prompt'],
	['PiAPI', 'Get the account'],
])('the form of the node %s', (node, action) => {
	let editor: Editor;

	beforeAll(async () => {
		editor = await Editor.open();
		await editor.addAction(node, action);
	});
	afterAll(async () => await editor.close());

	it.each(byResource(expectedForms[node] ?? []))(
		'shows exactly the fields of each operation of %s',
		async (resource, forms) => {
			const seen: ExpectedForm[] = [];
			if (node === 'PiAPI') await editor.node.choose('resource', resource);
			for (const { operation } of forms) {
				await editor.node.choose('operation', operation);
				seen.push({
					resource: await editor.node.chosen('resource'),
					operation: await editor.node.chosen('operation'),
					labels: await editor.node.labels(),
					options: await editor.node.offeredOptions(),
					notices: await editor.node.notices(),
				});
			}
			expect(seen).toEqual(forms);
		},
	);
});
