import { moreResources } from '../../nodes/description/resources';
import { othersPage } from '../../scripts/docs/resourceTables';
import { getAccount, getActiveTasks } from '../../nodes/actions/account';
import { answeredWith, connectionWith } from '../unit/connectionStage';
import { runAction } from '../unit/runAction';

const sections = new Map(
	othersPage()
		.split('\n### ')
		.map((section) => [section.split('\n', 1)[0] ?? '', section] as const),
);

const operations = [...moreResources.models, ...moreResources.assisting].flatMap((resource) =>
	resource.operations.map(
		(form) => [`${resource.choice.name}: ${form.choice.name}`, form] as const,
	),
);

describe('the page of the resources that are not families', () => {
	it.each(operations)('has every field of %s, and what it returns', (name, form) => {
		const section = sections.get(name) ?? '';
		const fields = [...form.fields, ...form.common, ...form.options]
			.map(({ property }) => property)
			.filter(({ type }) => type !== 'notice');
		const missing = fields.filter(({ displayName }) => !section.includes(`| ${displayName} `));
		expect(missing).toEqual([]);
		expect(section).toMatch(/^Result:/m);
	});

	it.each([
		['Account: Get', getAccount],
		['Account: Get Active Tasks', getActiveTasks],
	])('names what %s returns', async (name, action) => {
		const answer = async () =>
			await Promise.resolve(answeredWith({ remaining_credits: 1, kling: { active_tasks: 1 } }));
		const { output } = await runAction(action, {
			items: [{ json: {} }],
			connection: connectionWith({ getAccount: answer, getActiveTasks: answer }),
		});
		const keys = Object.keys(output[0]?.json ?? {});
		expect(keys.length).toBeGreaterThan(1);
		for (const key of keys) expect(sections.get(name)).toContain(`\`${key}\``);
	});
});
