import { UNIFIED } from '../../converter/calls/api';
import { isNewField, type Shape } from '../../converter/items/paths';
import { getAccount, getActiveTasks } from '../../nodes/actions/account';
import { cancelTask } from '../../nodes/actions/cancelTasks';
import { generateGptImages } from '../../nodes/actions/gptImage';
import { uploadFile } from '../../nodes/actions/uploadFile';
import { families } from '../../nodes/catalog';
import { partsOf } from '../../nodes/result/item';
import { readTask } from '../../nodes/transport/task';
import { recordedAnswers } from '../../tools/recorded/recorded';
import { ask, answer } from '../unit/chatStage';
import { answeredWith, connectionWith } from '../unit/connectionStage';
import { runAction } from '../unit/runAction';
import { code, merge, setFields, wired } from './pairs/nodes';
import { converted, START, node } from '../../tools/pairs/workflows';

type Run = Awaited<ReturnType<typeof runAction>>;

const keysOf = ({ output, error }: Run): string[] => {
	expect(error).toBeUndefined();
	return output.flatMap(({ json }) => Object.keys(json));
};

const accountWith = async (data: object): Promise<Run> =>
	await runAction(getAccount, {
		connection: connectionWith({
			getAccount: async () => await Promise.resolve(answeredWith(data)),
		}),
	});

const taskKeys = (): string[] =>
	recordedAnswers.flatMap(({ kind, body }) => {
		const given = kind === 'get' || kind === 'create' ? (body as { data?: unknown }).data : {};
		const task = readTask(given);
		const parts = task ? partsOf(task, families, { form: 'simplified' }, false) : [];
		return parts.flatMap(({ json }) => Object.keys(json));
	});

/** What the items of each new node can have. */
const FIELDS: ReadonlyArray<readonly [Shape, () => Promise<string[]> | string[], string]> = [
	['task', taskKeys, 'endedAt'],
	[
		'account',
		async () => [
			...keysOf(await accountWith({ plan: 'pro', equivalent_in_usd: 1 })),
			...keysOf(await accountWith({ remaining_credits: 5 })),
		],
		'balanceCredits',
	],
	[
		'activeTasks',
		async () =>
			keysOf(
				await runAction(getActiveTasks, {
					connection: connectionWith({
						getActiveTasks: async () => await Promise.resolve(answeredWith({ kling: {} })),
					}),
				}),
			),
		'models',
	],
	[
		'cancel',
		async () =>
			keysOf(
				await runAction(cancelTask, {
					parameters: { taskId: 'task-1' },
					connection: connectionWith({
						cancelTask: async () => await Promise.resolve(answeredWith(null, 'success')),
					}),
				}),
			),
		'canceled',
	],
	[
		'upload',
		async () =>
			keysOf(
				await runAction(uploadFile, {
					parameters: { binaryField: 'data' },
					connection: connectionWith({
						upload: async () =>
							await Promise.resolve(answeredWith({ url: 'https://files.example/fox.png' })),
					}),
					helpers: {
						assertBinaryData: () => ({ mimeType: 'image/png', fileName: 'fox.png', data: '' }),
						getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
					},
				}),
			),
		'fileName',
	],
	[
		'images',
		async () =>
			keysOf(
				await runAction(generateGptImages, {
					parameters: { imageModel: 'gpt-image-1', prompt: 'a fox' },
					connection: connectionWith(
						{},
						{
							images: async () =>
								await Promise.resolve({
									outcome: 'answered' as const,
									answer: { data: [{ url: 'https://files.example/fox.png' }] },
								}),
						},
					),
				}),
			),
		'files',
	],
	[
		'chat',
		async () => {
			const full = {
				...answer('{"link":"https://files.example/fox.png"}'),
				functionCall: { name: 'a', arguments: '{}' },
				toolCalls: [{ id: 'a', type: 'function', function: { name: 'a', arguments: '{}' } }],
			};
			return keysOf(
				await ask({
					answers: [{ outcome: 'answered', answer: full }],
					parameters: { options: { jsonAnswer: true } },
				}),
			);
		},
		'toolCalls',
	],
];

describe('the fields of a new item', () => {
	it.each(FIELDS)('of %s are all known', async (shape, keys, one) => {
		const found = [...new Set(await keys())];
		expect(found).toContain(one);
		const known = { shape, api: UNIFIED } as const;
		expect(found.filter((name) => !isNewField(name, known, 'simplified'))).toEqual([]);
		expect(isNewField('caption', known, 'simplified')).toBe(false);
	});
});

describe('a field of a row that meets one of the new item of the same name', () => {
	const call = (name: string, parameters: object) =>
		node(name, 'httpRequest', { ...parameters }, { typeVersion: 4.2 });

	it.each([
		[
			'the name of a file',
			'fileName',
			call('Call', {
				method: 'POST',
				url: 'https://upload.theapi.app/api/ephemeral_resource',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={"file_name":"a.png","file_data":"{{ $binary.data.data }}"}',
			}),
		],
		['a plan', 'plan', call('Call', { url: 'https://api.piapi.ai/account/info' })],
		['a total', 'total', call('Call', { url: 'https://api.piapi.ai/account/active_tasks' })],
	])('%s: the call stays and the report says so', (_, field, made) => {
		const { report } = converted(
			wired(
				[
					START,
					code('Row', `return [{ json: { ${field}: 'a' } }];`),
					setFields('Fields', { [field]: 'a' }),
					made,
					merge('Merge', { mode: 'combine', combineBy: 'combineByPosition' }),
					setFields('Next', { read: `={{ $json.${field} }}` }),
				],
				'Start > Row',
				'Row > Fields',
				'Row > Call',
				'Fields > Merge',
				'Call > Merge:1',
				'Merge > Next',
			),
		);
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toBe(
			`"Next" reads $json.${field}, and a field of the new node and another one of the items there have the same name. Rename the other one, and convert again`,
		);
	});
});
