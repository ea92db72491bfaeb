import type { IDataObject } from 'n8n-workflow';

import { askModel } from '../../nodes/actions/chat';
import { generateGptImages } from '../../nodes/actions/gptImage';
import { emptyAnswer } from '../../nodes/transport/chatAnswer';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { connectionWith } from './connectionStage';
import { runAction, type Stage } from './runAction';

const problem = (isContent: boolean): Problem =>
	createProblem({ message: 'It was refused', advice: 'Change it.', httpCode: '400', isContent });

const refused = (isContent = true) => ({
	outcome: 'refused' as const,
	problem: problem(isContent),
});

const saying = (text: string) => ({
	outcome: 'answered' as const,
	answer: { ...emptyAnswer(), text, complete: true },
});

/** Asks a model, or for an image, with an answer to each request, the last one again and again. */
function asking(answers: ReadonlyArray<ReturnType<typeof refused | typeof saying>>) {
	const kept: IDataObject = {};
	let count = 0;
	const next = async () =>
		await Promise.resolve(answers[Math.min(count++, answers.length - 1)] ?? refused());
	const connection = connectionWith({}, { chat: next, images: next as never });
	const run = async (action: typeof askModel, stage: Stage = {}) =>
		await runAction(action, { kept, connection, ...stage });
	return {
		chat: async (prompt = 'a fox', more: Stage = {}) =>
			await run(askModel, { parameters: { chatModel: 'gpt-image-1', prompt }, ...more }),
		image: async (prompt = 'a fox') =>
			await run(generateGptImages, { parameters: { imageModel: 'gpt-image-1', prompt } }),
		requests: () => count,
	};
}

describe.each(['chat', 'image'] as const)('refused content: %s', (kind) => {
	it('is not sent again, and has the same error', async () => {
		const stage = asking([refused()]);
		const first = await stage[kind]();
		const second = await stage[kind]();
		expect(stage.requests()).toBe(1);
		expect(first.error).toMatchObject({
			message: 'It was refused [item 0]',
			description: 'Change it. Retry On Fail does not send the request again.',
			httpCode: '400',
		});
		expect(second.error).toMatchObject({
			message: first.error?.message,
			description: first.error?.description,
			httpCode: '400',
		});
	});

	it('is sent again when it was refused for another reason', async () => {
		const stage = asking([refused(false)]);
		const { error } = await stage[kind]();
		await stage[kind]();
		expect(stage.requests()).toBe(2);
		expect(error?.description).toBe('Change it.');
	});
});

describe('refused content of a chat', () => {
	it('is sent when it has changed', async () => {
		const stage = asking([refused(), saying('[fox](https://x.example/fox.png)')]);
		await stage.chat();
		const node = { parameters: { prompt: 'a hen' } };
		expect(
			(await stage.chat('a hen', { parameters: { chatModel: 'gpt', prompt: 'a hen' }, node }))
				.output,
		).toHaveLength(1);
		expect(stage.requests()).toBe(2);
	});

	it('of which the model tells in its answer is not sent again', async () => {
		const stage = asking([saying('Generation failed. Failure reason: content policy')]);
		const { error } = await stage.chat();
		await stage.chat();
		expect(stage.requests()).toBe(1);
		expect(error?.description).toMatch(/^Moderation .* does not send the request again\.$/);
	});
});
