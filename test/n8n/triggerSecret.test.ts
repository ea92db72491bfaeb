import { TriggerStage } from './triggerStage';

describe('a webhook secret beyond ASCII in a real n8n', () => {
	const secret = 'geheimnis-ü-秘密-1234';
	let stage: TriggerStage;

	beforeAll(async () => {
		stage = await TriggerStage.open(secret);
	});

	afterAll(async () => await stage.close());

	it('starts the workflow when PiAPI sends it as UTF-8, and refuses another one', async () => {
		const trigger = await stage.publish();
		const { id } = stage.simulator.addTask();
		const asBytes = Buffer.from(secret, 'utf8').toString('latin1');
		expect(await stage.call(trigger, id, { secret: asBytes.replace('1234', '1235') })).toBe(401);
		expect(await stage.call(trigger, id, { secret: asBytes })).toBe(200);
		expect(await stage.startedBy(trigger, 1)).toEqual([id]);
	});
});
