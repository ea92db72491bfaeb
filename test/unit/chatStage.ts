import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { askModel } from '../../nodes/actions/chat';
import type { ChatAnswer } from '../../nodes/transport/chatAnswer';
import { type canceled, connectionWith, type refusedWith } from './connectionStage';
import { runAction, type Stage } from './runAction';

export const answer = (text: string): ChatAnswer => ({
	text,
	model: 'gpt-4o',
	finishReason: 'stop',
	usage: { total_tokens: 5 },
	complete: true,
});

type Call = Awaited<ReturnType<typeof answering>>;
export const answering = async (text: string) =>
	await Promise.resolve({ outcome: 'answered' as const, answer: answer(text) });

const base = { chatModel: 'gpt-4o', prompt: 'Name a fox' };

interface Asking extends Omit<Stage, 'connection'> {
	readonly answers?: ReadonlyArray<Call | typeof canceled | ReturnType<typeof refusedWith>>;
	readonly text?: string;
}

export async function ask({
	parameters = {},
	answers = [],
	text = 'Reynard',
	...stage
}: Asking = {}) {
	const bodies: IDataObject[] = [];
	const limits: number[] = [];
	const run = await runAction(askModel, {
		...stage,
		parameters: { ...base, ...parameters },
		connection: connectionWith(
			{},
			{
				chat: async (body, { timeout }) => {
					bodies.push(body);
					limits.push(timeout);
					return answers[bodies.length - 1] ?? (await answering(text));
				},
			},
		),
	});
	return { ...run, bodies, limits };
}

export const items = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, () => ({ json: {} }));
