import { openStage, type ExampleStage } from './exampleStage';

/** The examples that cannot work before the user has put something of their own in, and what n8n then says. */
const toFill = [
	['product-photo', 'Image'],
	['try-on-video', 'URL'],
	['webhook-two-workflows', 'Webhook URL is not a link'],
] as const;

describe('an example that is run before its user has filled it in, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(async () => await stage.close());

	it.each(toFill)('sends nothing in %s, and says what is missing', async (name, missing) => {
		const execution = await stage.run(name);
		expect(stage.simulator.ledger.requests).toEqual([]);
		expect(stage.simulator.ledger.uploads).toEqual([]);
		expect(execution.failure).toContain(missing);
	});
});
