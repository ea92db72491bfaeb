import { EditorStage } from './editorStage';
import { eventually } from './eventually';

const MODELS_DEFAULT = "(Model's Default)";

const piApi = (name: string, resource: string, operation: string, options: object = {}) => ({
	name,
	type: 'piApi',
	parameters: { resource, operation, ...options },
});

describe('the fields of a form', () => {
	let stage: EditorStage;

	beforeAll(async () => {
		stage = await EditorStage.open();
		await stage.openRow(
			'Fields',
			piApi('Flux', 'flux', 'generateImage', { prompt: 'a fox' }),
			piApi('Kling', 'kling', 'generateVideo'),
			piApi('Kling 3', 'kling', 'generateVideo3'),
			piApi('Lip Sync', 'kling', 'lipSync'),
			piApi('Seedance', 'seedance', 'generateVideo2'),
			piApi('Chat', 'chat', 'message'),
			piApi('Udio', 'udio', 'generateMusic'),
			piApi('Veo', 'veo3', 'generateVideo31FromImage'),
			{ name: 'Inpaint', type: 'midjourney', parameters: { operation: 'inpaint' } },
		);
	});
	afterEach(async () => await stage.editor.node.leave());
	afterAll(async () => await stage.close());

	const open = async (name: string) => {
		await stage.editor.openNode(name);
		return stage.editor.node;
	};

	it.each([
		['Kling 3', { 'Reference Images': 'Add Reference Image', Shots: 'Add Shot' }],
		[
			'Seedance',
			{
				Images: 'Add Image',
				'Reference Audio': 'Add Reference Audio',
				'Reference Videos': 'Add Reference Video',
			},
		],
		['Chat', { Images: 'Add Image', Messages: 'Add Message' }],
	])('of %s are lists whose buttons say what they add, also in Options', async (name, lists) => {
		const form = await open(name);
		for (const [label, button] of Object.entries(lists)) {
			if ((await form.labels()).includes(label)) continue;
			await form.addOption('options', label);
			await form.addRow(button);
		}
		await eventually(async () => {
			expect(await form.listButtons()).toEqual(Object.values(lists));
			expect(await form.cutOff()).toEqual([]);
		});
	});

	it.each([
		['Kling', 'imageUrl', ['By URL', 'Binary']],
		['Lip Sync', 'originTaskId', ['From list', 'By ID']],
		['Inpaint', 'mask', ['Binary', 'Base64']],
	])('of %s read whole in each mode of %s', async (name, parameter, modes) => {
		const form = await open(name);
		for (const mode of [...modes].reverse()) {
			await form.chooseMode(parameter, mode);
			await eventually(async () => {
				expect(await form.mode(parameter)).toBe(mode);
				expect(await form.cutOff()).toEqual([]);
			});
		}
	});

	it('that take typed values as well as those of a list read whole in each mode', async () => {
		const form = await open('Flux');
		await form.addOption('options', 'Aspect Ratio');
		for (const mode of ['Value', 'From list']) {
			await form.chooseMode('aspectRatio', mode);
			await eventually(async () => {
				expect(await form.mode('aspectRatio')).toBe(mode);
				expect(await form.cutOff()).toEqual([]);
			});
		}
	});

	it('hold no number until a person enters one, and can be emptied again', async () => {
		const form = await open('Flux');
		await eventually(async () => expect(await form.chosen('width')).toBe(''));
		await form.fill('width', '512');
		await form.addOption('options', 'Guidance');
		await eventually(async () =>
			expect(await stage.savedParameters('Flux')).toMatchObject({
				width: 512,
				options: { guidanceScale: '' },
			}),
		);
		await eventually(async () => expect(await form.chosen('guidanceScale')).toBe(''));
		await form.fill('width', '');
		await eventually(async () =>
			expect(await stage.savedParameters('Flux')).not.toHaveProperty('width'),
		);
		await eventually(async () => expect(await form.chosen('width')).toBe(''));
		await form.execute();
		await form.succeeded();
		const { input } = stage.simulator.ledger.createdTasks().at(-1)?.request ?? {};
		expect(input).toEqual({ prompt: 'a fox', batch_size: 1 });
	});

	it('say when the model decides', async () => {
		const form = await open('Kling');
		const lists = ['aspectRatioChoice', 'durationChoice', 'modeChoice', 'version'];
		await eventually(async () =>
			expect(await Promise.all(lists.map(async (list) => await form.chosen(list)))).toEqual(
				lists.map(() => MODELS_DEFAULT),
			),
		);
	});

	it('say what Pause Until Callback requires as soon as it is chosen', async () => {
		const form = await open('Kling');
		await form.addOption('taskOptions', 'Wait for Result');
		expect(await form.notices()).toEqual([]);
		await form.choose('waitForResult', 'Pause Until Callback');
		await eventually(async () => {
			expect(await form.notices()).toEqual([
				expect.stringMatching(/On Error \(in Settings\) is Continue/),
			]);
			expect(await form.cutOff()).toEqual([]);
		});
		await form.choose('waitForResult', 'Do Not Wait');
		await eventually(async () => expect(await form.notices()).toEqual([]));
	});

	it('of which one is required say so', async () => {
		const form = await open('Lip Sync');
		await eventually(async () => {
			expect(await form.item('videoUrl').innerText()).toContain('Fill in this or Origin Task');
			expect(await form.item('ttsText').innerText()).toContain('Fill in this or Speech Recording');
		});
	});

	it.each([
		['Kling', 'version', '2.6', MODELS_DEFAULT, 'Generate Audio'],
		['Udio', 'lyricsType', 'Own Lyrics', 'None (Instrumental)', 'Lyrics'],
	])('of %s appear by its %s', async (name, parameter, value, other, label) => {
		const form = await open(name);
		expect(await form.labels()).not.toContain(label);
		await form.choose(parameter, value);
		await eventually(async () => expect(await form.labels()).toContain(label));
		await form.choose(parameter, other);
		await eventually(async () => expect(await form.labels()).not.toContain(label));
	});

	it('in Options appear by the model', async () => {
		const form = await open('Veo');
		const offered = async () => await form.offered('options');
		await eventually(async () => expect(await offered()).toContain('Reference Images'));
		await form.choose('model', 'Fast');
		await eventually(async () => expect(await offered()).not.toContain('Reference Images'));
	});

	it('of JSON show an error for broken JSON only', async () => {
		const form = await open('Flux');
		await form.addOption('options', 'More Input (JSON)');
		const editor = form.parameter('moreInput').locator('.cm-content');
		const mark = form.parameter('moreInput').locator('.cm-lint-marker-error');
		await eventually(async () => expect((await editor.innerText()).trim()).toBe('{}'));
		await editor.fill('{');
		await mark.waitFor();
		await editor.fill('{}');
		await mark.waitFor({ state: 'hidden' });
	});
});
