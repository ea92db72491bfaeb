import pWaitFor from 'p-wait-for';

const PATIENCE = 20_000;

/** Repeats an expectation until it holds: n8n draws a part of the page some time after the page is there. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
	let failure: unknown;
	const holds = async (): Promise<boolean> =>
		await expectation().then(
			() => true,
			(error: unknown) => {
				failure = error;
				return false;
			},
		);
	await pWaitFor(holds, { interval: 200, timeout: PATIENCE }).catch(() => {
		throw failure;
	});
}

/** What is read two times in a row: n8n may still be drawing while it is read first. */
export async function steady<Value>(read: () => Promise<Value>): Promise<Value> {
	let latest = await read();
	await eventually(async () => {
		const before = latest;
		latest = await read();
		expect(latest).toEqual(before);
	});
	return latest;
}
