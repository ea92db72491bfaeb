import type { Call } from '../../converter/calls/call';
import { callOf, reasonOf, request } from './formerCalls';
import { node } from '../../tools/pairs/workflows';

const create = (address: string, body: object | string) =>
	request('Create', 'POST', address, typeof body === 'string' ? body : JSON.stringify(body));

const bodyOf = (call: Call): unknown => ('body' in call ? call.body : undefined);
const inputOf = (call: Call): unknown => (bodyOf(call) as { input: unknown }).input;

const MJ = '/mj/v2/';
const KLING = '/api/kling/v1/video';
const LUMA = '/api/luma/v1/video';
const SWAP = '/api/face_swap/v1/';

describe('calls that create a task', () => {
	it.each([
		['imagine', { prompt: 'a fox', aspect_ratio: '4:3', process_mode: 'fast', bot_id: 0 }],
		['reroll', { origin_task_id: 'x', prompt: 'a fox' }],
		['upscale', { origin_task_id: 'x', index: '2' }],
		['variation', { origin_task_id: 'x', index: 'high_variation', prompt: 'a fox' }],
		['inpaint', { origin_task_id: 'x', mask: 'aGk=', prompt: 'a hat', skip_prompt_check: true }],
		['outpaint', { origin_task_id: 'x', zoom_ratio: '1.5', aspect_ratio: '1:1' }],
		['pan', { origin_task_id: 'x', direction: 'left' }],
		['describe', { image_url: 'https://example.com/fox.png', process_mode: 'relax' }],
		['blend', { image_urls: ['https://example.com/a.png'], dimension: 'square' }],
		['seed', { origin_task_id: 'x' }],
	])('Midjourney %s keeps its fields', (taskType, input) => {
		const call = callOf(
			create(`${MJ}${taskType}`, { ...input, webhook_endpoint: '', webhook_secret: '' }),
		);
		expect(call.kind).toBe('create');
		expect(bodyOf(call)).toEqual({ model: 'midjourney', task_type: taskType, input });
		expect(call.api?.status).toEqual(['status']);
	});

	it('Midjourney has texts where a client sent numbers, and another name for the task of a seed', () => {
		expect(inputOf(callOf(create(`${MJ}upscale`, { origin_task_id: 'x', index: 2 })))).toEqual({
			origin_task_id: 'x',
			index: '2',
		});
		expect(inputOf(callOf(create(`${MJ}seed`, { task_id: 'x' })))).toEqual({
			origin_task_id: 'x',
		});
	});

	it('Kling has a mode instead of a switch, and another name for the last frame', () => {
		const call = callOf(
			create(KLING, {
				prompt: 'a fox',
				professional_mode: true,
				tail_image_url: 'https://example.com/end.png',
				version: '1.5',
				webhook_config: { endpoint: '', secret: '' },
			}),
		);
		expect(bodyOf(call)).toEqual({
			model: 'kling',
			task_type: 'video_generation',
			input: {
				mode: 'pro',
				prompt: 'a fox',
				image_tail_url: 'https://example.com/end.png',
				version: '1.5',
			},
		});
		expect(call.notes).toEqual([]);
	});

	it('Kling without the switch means the standard mode; a missing version is named', () => {
		const call = callOf(create(KLING, { prompt: 'a fox' }));
		expect(inputOf(call)).toEqual({ mode: 'std', prompt: 'a fox' });
		expect(call.notes?.join()).toMatch(/names no version/);
	});

	it.each([
		['true', 'pro'],
		['false', 'std'],
	])('the switch can be the text %s, as a form sends it', (text, mode) => {
		const call = callOf(create(KLING, { prompt: 'a fox', professional_mode: text }));
		expect(inputOf(call)).toEqual({ prompt: 'a fox', mode });
	});

	it.each(['{{ $json.pro }}', '"{{ $json.pro }}"', '{{ JSON.stringify($json.pro) }}'])(
		'the switch can be the expression %s',
		(value) => {
			const json = `={ "prompt": "{{ $json.text }}", "professional_mode": ${value} }`;
			expect(inputOf(callOf(create(KLING, json)))).toMatchObject({
				mode: { text: "={{ String($json.pro) === 'true' ? 'pro' : 'std' }}" },
				prompt: { text: '={{ $json.text }}' },
			});
		},
	);

	it('Luma has frames of other names', () => {
		const frames = { frame0: { type: 'image', url: 'https://example.com/start.png' } };
		const call = callOf(
			create(LUMA, { prompt: 'a fox', expand_prompt: true, loop: false, key_frames: frames }),
		);
		expect(bodyOf(call)).toEqual({
			model: 'luma',
			task_type: 'video_generation',
			input: {
				prompt: 'a fox',
				expand_prompt: true,
				loop: false,
				start_image: 'https://example.com/start.png',
			},
		});
		const links = { image_url: 'https://example.com/a.png', image_end_url: 'https://e.com/b.png' };
		expect(inputOf(callOf(create(LUMA, { prompt: 'a fox', ...links })))).toEqual({
			prompt: 'a fox',
			start_image: 'https://example.com/a.png',
			end_image: 'https://e.com/b.png',
		});
	});

	it('Face Swap that returns a link', () => {
		const images = {
			target_image: 'https://example.com/a.png',
			swap_image: 'https://example.com/b.png',
		};
		const call = callOf(create(`${SWAP}async`, { ...images, result_type: 'url' }));
		expect(bodyOf(call)).toEqual({
			model: 'Qubico/image-toolkit',
			task_type: 'face-swap',
			input: images,
		});
	});

	it('key and value pairs are read as well', () => {
		const pairs = node(
			'Create',
			'httpRequest',
			{
				method: 'POST',
				url: `https://api.piapi.ai${MJ}imagine`,
				sendBody: true,
				bodyParameters: {
					parameters: [
						{ name: 'prompt', value: '={{ $json.prompt }}' },
						{ name: 'aspect_ratio', value: '1:1' },
					],
				},
			},
			{ typeVersion: 4.2 },
		);
		expect(inputOf(callOf(pairs))).toEqual({
			prompt: expect.objectContaining({ text: '={{ $json.prompt }}' }) as unknown,
			aspect_ratio: '1:1',
		});
	});
});

describe('calls about a task', () => {
	it.each([
		['GET', `=https://api.piapi.ai${KLING}/{{ $json.data?.task_id }}`, undefined],
		['GET', `=https://api.piapi.ai${LUMA}/{{ $json.data?.task_id }}?full=1`, undefined],
		['GET', `={{ "https://api.piapi.ai${KLING}/" + $json.data?.task_id }}`, undefined],
		['POST', `${MJ}fetch`, '={ "task_id": "{{ $json.data?.task_id }}" }'],
		['POST', `${SWAP}fetch`, '={{ { task_id: $json.data?.task_id } }}'],
	])('%s %s checks it', (method, address, body) => {
		const call = callOf(request('Check', method, address, body));
		expect(call).toMatchObject({ kind: 'get', taskId: '={{ $json.data?.task_id }}' });
	});

	it('a typed ID and a cancel', () => {
		expect(callOf(request('Check', 'GET', `${KLING}/some-id`))).toMatchObject({
			kind: 'get',
			taskId: 'some-id',
		});
		const body = '={ "task_id": "{{ $json.task_id }}" }';
		expect(callOf(request('Cancel', 'POST', `${MJ}cancel`, body))).toMatchObject({
			kind: 'cancel',
			taskId: '={{ $json.task_id }}',
		});
	});
});

describe('former addresses', () => {
	it.each(['api.goapi.ai', 'api.goapi.xyz', 'api.midjourneyapi.xyz'])('%s', (host) => {
		const call = callOf(create(`https://${host}${MJ}imagine`, { prompt: 'a fox' }));
		expect(bodyOf(call)).toMatchObject({ task_type: 'imagine' });
		expect(call.notes?.join()).toContain(host);
	});

	it('the unified API at a former address', () => {
		const body = { model: 'kling', task_type: 'video_generation', input: { prompt: 'a fox' } };
		const call = callOf(create('https://api.goapi.ai/api/v1/task', body));
		expect(call).toMatchObject({ kind: 'create', body });
		expect(call.api).toBeUndefined();
	});
});

describe('what stays as it is, and why', () => {
	const hook = 'https://example.com/hook';
	const text = { prompt: 'a fox' };
	const images = { target_image: 'https://e.com/a.png', swap_image: 'https://e.com/b.png' };
	const video = { frame0: { type: 'generation', id: 'x' } };

	it.each<[string, object | string, RegExp]>([
		[KLING, { ...text, creativity: 0.5 }, /"creativity" has no certain counterpart.*CFG Scale/],
		[KLING, { ...text, camera: { type: 'simple' } }, /"camera" has no certain counterpart/],
		[KLING, { ...text, motion: 5 }, /"motion" is not a known field of PiAPI's former Kling API/],
		[KLING, { ...text, constructor: 5 }, /"constructor" is not a known field/],
		[KLING, { ...text, professional_mode: 'yes' }, /"professional_mode" is neither true nor false/],
		[KLING, { ...text, webhook_config: { endpoint: hook } }, /receiver of its "webhook_config"/],
		[KLING, '={{ $json.body }}', /body cannot be read/],
		[`${KLING}/some-id/extend`, text, /extends a video/],
		[`${KLING}/image2video`, text, /POST .*image2video is not a known call/],
		[`${MJ}imagine`, { ...text, webhook_endpoint: hook }, /adapt the receiver/],
		[`${MJ}imagine`, { ...text, process_mode: 'mixed' }, /"mixed".*use relax, fast or turbo/],
		[`${MJ}multi_fetch`, { task_ids: ['x'] }, /several tasks at once/],
		[`${MJ}fetch`, {}, /no "task_id"/],
		[`${MJ}video`, text, /POST \/mj\/v2\/video is not a known call/],
		[LUMA, { ...text, key_frames: video }, /"key_frames\.frame0" is not an image/],
		[LUMA, { ...text, key_frames: '={{ $json.x }}' }, /"key_frames" cannot be read/],
		[`${LUMA}/some-id/extend`, text, /extends a video/],
		[`${SWAP}async`, images, /set "result_type" to "url"/],
		[`${SWAP}async`, { ...images, result_type: 'base64' }, /Base64 text/],
	])('%s %j', (address, body, reason) => {
		expect(reasonOf(create(address, body))).toMatch(reason);
	});

	it('two fields that become one', () => {
		const frames = { frame0: { type: 'image', url: 'https://example.com/a.png' } };
		const body = { ...text, image_url: 'https://example.com/b.png', key_frames: frames };
		expect(reasonOf(create(LUMA, body))).toMatch(/two of its fields become "start_image"/);
	});
});
