import { Paused, told } from './pausedExecution';

const later = (reason: string) => [{ status: 503, body: { received: false, reason } }];

it('items without a task stay as they are, also where all the others have finished', async () => {
	const paused = new Paused(['a']);
	paused.others = [{ json: { done: true } }];
	paused.statuses.set('a', 'completed');
	const { output } = await paused.callAbout('a');
	expect(output).toHaveLength(2);
	expect(output?.[1]).toEqual({ json: { done: true } });
});

describe('the answer to a callback says why the execution is not resumed:', () => {
	it('the credential is wrong', async () => {
		const paused = new Paused(['a']);
		paused.baseUrl = 'x';
		expect((await paused.callAbout('a')).replies).toEqual(later('not set up'));
		expect(paused.checks).toEqual([]);
		expect(paused.warnings).toEqual([
			expect.stringMatching(/^A callback from PiAPI could not be checked: Base URL of the PiAPI/),
		]);
	});

	it('PiAPI does not confirm the call', async () => {
		const paused = new Paused(['a']);
		expect((await paused.callAbout('a')).replies).toEqual(later('not confirmed'));
		expect(paused.warnings).toEqual([]);
	});

	it('PiAPI refuses the key, which the log of n8n explains', async () => {
		const paused = new Paused(['a']);
		paused.statusCode = 401;
		expect((await paused.callAbout('a')).replies).toEqual(later('not confirmed'));
		expect(paused.warnings).toEqual([
			expect.stringMatching(/^A callback from PiAPI could not be checked: Invalid API key/),
		]);
	});

	it('PiAPI answers about another task', async () => {
		const paused = new Paused(['a']);
		paused.answers = async () => await Promise.resolve(told('b', 'completed'));
		expect((await paused.callAbout('a')).replies).toEqual(later('not confirmed'));
	});

	it('one task is unfinished', async () => {
		const paused = new Paused(['a', 'b']);
		paused.statuses.set('a', 'completed');
		expect((await paused.callAbout('a')).replies).toEqual(later('one task is unfinished'));
	});

	it('several are', async () => {
		const paused = new Paused(['a', 'b', 'c']);
		paused.statuses.set('a', 'completed');
		const { replies } = await paused.callAbout('a');
		expect(replies).toEqual([{ status: 200, body: { received: true } }]);
	});

	it('another call is about to', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		await paused.callAbout('a');
		expect((await paused.callAbout('a')).replies).toEqual(later('in flight'));
	});

	it('another call has', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		(await paused.callAbout('a')).stored();
		const { replies } = await paused.callAbout('a');
		expect(replies).toEqual([{ status: 200, body: { received: true, reason: 'repeated' } }]);
	});

	it.each(['checks', 'downloads'])('its time limit passed during the %s', async (during) => {
		let now = 1_000;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		try {
			const paused = new Paused(['a'], 2_000);
			paused.statuses.set('a', 'completed');
			const pass = (): void => void (now = 2_000);
			if (during === 'downloads') paused.onDownload = pass;
			paused.answers = async () => {
				if (during === 'checks') pass();
				return await Promise.resolve(undefined);
			};
			expect((await paused.callAbout('a')).replies).toEqual(later('time limit reached'));
		} finally {
			clock.mockRestore();
		}
	});

	it('something unexpected went wrong', async () => {
		const paused = new Paused(['a']);
		paused.statuses.set('a', 'completed');
		paused.failures = 1;
		expect((await paused.callAbout('a')).replies).toEqual(later('try again later'));
	});
});

it('the limit of a single item is enough to leave the execution to n8n', async () => {
	let now = 1_000;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
	try {
		const paused = new Paused(['a'], 2_000);
		paused.others = new Paused(['b'], 9_000).items();
		paused.statuses.set('a', 'completed').set('b', 'completed');
		paused.answers = async () => {
			now = 2_000;
			return await Promise.resolve(undefined);
		};
		expect((await paused.callAbout('a')).replies).toEqual(later('time limit reached'));
	} finally {
		clock.mockRestore();
	}
});
