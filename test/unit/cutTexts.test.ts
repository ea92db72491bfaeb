import type { IExecuteFunctions } from 'n8n-workflow';

import { midjourney } from '../../nodes/catalog';
import { openResultWarnings } from '../../nodes/execute/hints';
import { deliver } from '../../nodes/result/deliver';
import { notPiApi } from '../../nodes/transport/notPiApi';
import { brokeOff } from '../../nodes/transport/paidRefusals';
import { withoutSecrets } from '../../nodes/transport/problem';
import { askModel } from '../../nodes/actions/chat';
import { emptyAnswer } from '../../nodes/transport/eventStream';
import { quoted } from '../../nodes/request/readValue';
import { readEnvelope } from '../../nodes/transport/envelope';
import { connectionWith } from './connectionStage';
import { runAction } from './runAction';
import { sampleTask } from './sampleTask';

const SECRET = 'k3y-0f-the-account-2026';
/** With a blank, so that a cut between words may leave a part of it. */
const OTHER = 'two words-of-a-secret';

const padded = (letters: number, secret: string): string =>
	`${'word '.repeat(60).slice(0, letters)}${secret} and ${'more '.repeat(80)}`;

/** No beginning of the secret is left. */
const expectMasked = (text: string, secret: string): void => {
	expect(text).not.toContain(secret.slice(0, 6));
};

/** The hint of a completed task without a file. */
async function hintOf(message: string, secrets: readonly string[]): Promise<string> {
	const hints: string[] = [];
	const context = {
		addExecutionHints: ({ message: hint }: { message: string }) => hints.push(hint),
	} as unknown as IExecuteFunctions;
	const warnings = openResultWarnings(context, () => secrets);
	const task = sampleTask({ output: {}, error: { code: 10000, message } });
	await deliver(task, 0, {
		families: [midjourney],
		output: { form: 'simplified' },
		oneItemPerFile: false,
		onHint: (hint) => warnings.add(0, hint),
	});
	warnings.show();
	return hints.join();
}

describe('a text that is cut', () => {
	it.each([250, 270, 285, 290, 295, 299])(
		'leaves no part of a secret in the hint about a missing file: %p letters before it',
		async (letters) => {
			for (const secret of [SECRET, OTHER]) {
				const hint = await hintOf(padded(letters, secret), [secret]);
				expect(hint).toContain('No file found');
				expect(hint).toContain('PiAPI says: word');
				expectMasked(hint, secret);
				expect(hint.length).toBeLessThan(700);
			}
		},
	);

	it.each([180, 190, 195, 199])(
		'leaves none in the beginning of an answer: %p letters before it',
		(letters) => {
			const { advice } = brokeOff(padded(letters, SECRET)).problem;
			expect(advice).toContain('It began with: word');
			expectMasked(withoutSecrets(advice, [SECRET]), SECRET);
		},
	);

	it.each([80, 90, 95, 99])(
		'leaves none in the title of a page: %p letters before it',
		(letters) => {
			const page = `<html><title>${padded(letters, SECRET)}</title>`;
			const { message } = notPiApi(403, {}, page);
			expect(message).toContain('word');
			expectMasked(withoutSecrets(message, [SECRET]), SECRET);
		},
	);

	it.each([270, 285, 290, 295, 299])(
		'leaves none in what a model says: %p letters before it',
		async (letters) => {
			const text = `Generation failed. ${padded(letters - 19, SECRET)}`;
			const connection = connectionWith(
				{},
				{
					chat: async () =>
						await Promise.resolve({
							outcome: 'answered' as const,
							answer: { ...emptyAnswer(), text, complete: true },
						}),
				},
			);
			const { error } = await runAction(askModel, {
				parameters: { chatModel: 'gpt-image-1', prompt: 'a fox' },
				connection,
			});
			expect(error?.message).toContain('Generation failed');
			expectMasked(withoutSecrets(error?.message ?? '', [SECRET]), SECRET);
		},
	);

	it.each([50, 62, 70, 76])('leaves none in a quoted value: %p letters before it', (letters) => {
		const given = padded(letters, OTHER);
		const texts = [quoted(given), JSON.stringify(readEnvelope({ message: given.repeat(3) }))];
		for (const text of texts) expectMasked(withoutSecrets(text, [OTHER]), OTHER);
	});

	it.each(['k3y-of-me.', 'k3y-of-me.;'])(
		'leaves nothing of %p, which ends as a sentence',
		(secret) => {
			const { message = '' } = readEnvelope({ message: secret, detail: 'more' }) ?? {};
			expect(withoutSecrets(message, [secret])).toMatch(/^\*\*\*;? more$/);
		},
	);

	it('in a script without blanks is not lost', () => {
		expect(brokeOff('视频生成失败'.repeat(80)).problem.advice).toContain('视频生成失败');
	});
});
