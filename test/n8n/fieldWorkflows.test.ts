import type { N8nClient } from '../../tools/n8n/client';
import { EXPECTED_NAMES, expectedOf, fieldWorkflow } from '../converter/field/fieldWorkflows';
import { WEBHOOK_PATH, type Pair } from '../../tools/pairs/pair';
import { sorted } from '../../tools/pairs/taskNames';
import { playAfter, playBefore, type Played } from '../../tools/pairs/playPair';
import { verdictOf } from './sameOrStays';
import { openClient } from '../../tools/n8n/sharedSession';

const pairOf = (name: string): Pair => ({
	name,
	taskSeconds: 0.5,
	workflow: fieldWorkflow(name),
});

/** What a run came to, in the words of expected.json. */
const outcomeOf = ({ tasks, results }: Played) => ({
	tasks,
	items: results.map((result) => {
		const { json } = result as { json: string };
		return JSON.stringify(sorted(JSON.parse(json)));
	}),
});

describe('workflows from the field, before and after their conversion', () => {
	const verdicts: string[] = [];
	let client: N8nClient;

	beforeAll(async () => {
		client = await openClient();
	});

	afterAll(() => {
		console.log(verdicts.join('\n'));
	});

	it.each(EXPECTED_NAMES.filter((name) => name !== 'line-break-in-stripped-prompt'))(
		'%s',
		async (name) => {
			const pair = pairOf(name);
			const before = await playBefore(client, pair);
			expect(before.failure).toBeUndefined();
			expect(outcomeOf(before)).toEqual(expectedOf(name));
			const verdict = verdictOf({ before, ...(await playAfter(client, pair)) });
			verdicts.push(`${name}: ${verdict}`);
		},
	);

	it('line-break-in-stripped-prompt: the prompt is sent, or nothing is', async () => {
		const pair = pairOf('line-break-in-stripped-prompt');
		const before = await playBefore(client, pair);
		expect([before.failure, before.tasks]).toEqual([expect.stringMatching(/JSON/), []]);
		const { after } = await playAfter(client, pair);
		const whole = expectedOf(pair.name);
		expect([whole, { tasks: [], items: [] }]).toContainEqual(outcomeOf(after));
		expect(after.failure === undefined).toBe(after.tasks.length === 1);
	});

	it('whole-answer-leaves-the-workflow: the caller gets the same, or a line names it', async () => {
		const text = JSON.stringify(fieldWorkflow('whole-answer-leaves-the-workflow'));
		const workflow = JSON.parse(text.replace('"path":"picture"', `"path":"${WEBHOOK_PATH}"`));
		const pair: Pair = {
			name: 'whole-answer-leaves-the-workflow',
			taskSeconds: 0.5,
			workflow: workflow as Pair['workflow'],
			call: { prompt: 'a kite' },
		};
		const before = await playBefore(client, pair);
		expect(before.failure).toBeUndefined();
		const [answer] = outcomeOf(before).items;
		expect(JSON.parse(answer ?? '')).toMatchObject({ code: 200, kind: 'picture' });
		const { after, report } = await playAfter(client, pair);
		expect(after.tasks).toEqual(before.tasks);
		const names = [...report.untouched, ...report.check].map(({ node }) => node);
		if (!names.includes('Mark')) expect(outcomeOf(after)).toEqual(outcomeOf(before));
		verdicts.push(`${pair.name}: ${names.includes('Mark') ? 'a line names it' : 'same'}`);
	});
});
