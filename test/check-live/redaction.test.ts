import { vocabulary } from '../../scripts/check-live/knowledge';
import { nameShape, shapeOf, textKind, withoutTexts } from '../../scripts/check-live/redact';
import { dataOf, openLiveStage, USER_KEY, type LiveStage, type Rewrite } from './liveStage';

const PROMPT = 'a fox with a secret plan 4711';
const NAME = 'Ada Lovelace';
const LINK = 'https://files.example.com/private/of-ada.png?token=abc123';

/** What a real account might let slip. */
const personal: Rewrite = (answer) => {
	const data = dataOf(answer) as Record<string, unknown>;
	if (answer.path === '/account/info' && answer.status === 200) {
		Object.assign(data, {
			name: NAME,
			email: 'ada@example.com',
			notification_hook_url: LINK,
			'ada@example.com': { 'b8c1f7aa-1111-4222-8333-444455556666': NAME },
		});
	}
	if ('task_id' in data) {
		Object.assign(data, {
			logs: [{ text: `${NAME} asked for ${PROMPT}` }, 'line of 10.1.2.3'],
			detail: { trace_of_ada_lovelace_1815: 'trace-0815-4711' },
			status: data.status,
		});
	}
	if (answer.status >= 400) answer.json.message = `${USER_KEY} may not: ${PROMPT}, see ${LINK}`;
};

const meaningful = (text: string): boolean =>
	text.length >= 4 && !vocabulary.has(text) && !/^[a-z]+$/i.test(text);

async function expectNothingShown(stage: LiveStage): Promise<void> {
	const { json, markdown } = await stage.report();
	const shown = [...stage.texts]
		.filter(meaningful)
		.filter((text) => json.includes(text) || markdown.includes(text));
	expect(stage.texts.size).toBeGreaterThan(20);
	expect(shown).toEqual([]);
	for (const text of [USER_KEY, PROMPT, NAME, 'Ada', LINK, 'example.com', '@']) {
		expect(`${json}${markdown}`).not.toContain(text);
	}
}

it('shows nothing that was sent or received but words of the documentation', async () => {
	const stage = await openLiveStage({}, personal);
	try {
		await stage.run([
			...['--operation', 'flux.img2img:Qubico/flux1-schnell', '--worst-price', '0.01'],
			...['--input', JSON.stringify({ prompt: PROMPT, image: LINK })],
		]);
		await expectNothingShown(stage);
	} finally {
		await stage.close();
	}
});

it('shows nothing of a task that failed, or whose answer was lost', async () => {
	const failed = { code: 10000, message: `no ${PROMPT}`, raw_message: `no ${LINK}` };
	const stage = await openLiveStage({ outcome: () => ({ failed }) }, personal);
	try {
		await stage.run([]);
		await expectNothingShown(stage);
		stage.simulator.fault({ on: 'create', when: (count) => count > 3, kind: 'resetAfter' });
		await stage.run([]);
		await expectNothingShown(stage);
	} finally {
		await stage.close();
	}
});

describe('the form of an answer', () => {
	it.each([
		['', '<empty text>'],
		['0001-01-01T00:00:00Z', '<time not reached>'],
		['2026-01-02T03:04:05.678Z', '<time>'],
		['b8c1f7aa-1111-4222-8333-444455556666', '<id>'],
		['12.5', '<number as text>'],
		['https://example.com/a.mp4?x=1', '<link to a mp4>'],
		['https://example.com/a', '<link>'],
		['ada@example.com', '<e-mail>'],
		['anything else', '<text>'],
	])('tells %s as %s', (text, kind) => expect(textKind(text)).toBe(kind));

	it('keeps what the facts document: models, states, units, amounts, codes', () => {
		const data = {
			model: 'Qubico/flux1-schnell',
			task_type: 'txt2img',
			status: 'archiving',
			meta: { usage: { type: 'credits', frozen: 5, consume: 3 } },
			error: { code: 10000 },
		};
		expect(shapeOf({ code: 200, data })).toEqual({ code: 200, data });
	});

	it.each(['ada lovelace', 'a.b', 'x'.repeat(30), '4711', 'ада'])(
		'does not keep a status such as %s',
		(status) => expect(shapeOf({ status })).not.toEqual({ status }),
	);

	it('shows each form in a list once, and no other number', () => {
		expect(shapeOf([{ a: 1 }, { a: 2 }, { a: 1.5 }, null])).toEqual([
			{ a: '<integer>' },
			{ a: '<number>' },
			null,
		]);
	});

	it.each(['task_id', 'queue_position', 'works', 'image_1', 'Qubico/flux1-schnell'])(
		'keeps the name %s',
		(name) => expect(nameShape(name)).toBe(name),
	);

	it.each(['b8c1f7aa-1111-4222-8333-444455556666', 'ada@example.com', 'a1b2c3d4e5f60718', 'Ada L'])(
		'hides the name %s',
		(name) => expect(nameShape(name)).toBe('<name>'),
	);
});

describe('the last safeguard', () => {
	it('removes every text that went either way, in names, too, and the key whatever it looks like', () => {
		const texts = new Set(['the whole prompt', 'the whole', 'completed', 'ok']);
		const report = { 'of the whole prompt': ['said the whole prompt', 'completed', 'ok, letters'] };
		expect(withoutTexts(report, texts, 'letters')).toEqual({
			'of <removed>': ['said <removed>', 'completed', 'ok, <removed>'],
		});
	});
});
