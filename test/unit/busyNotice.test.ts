import type { IExecuteFunctions } from 'n8n-workflow';

import { createBusyNotice } from '../../nodes/execute/busyNotice';
import { HandClock } from './handClock';

function openNotice() {
	const clock = new HandClock();
	const [shown, logged]: [string[], string[]] = [[], []];
	const context = {
		logger: { info: (text: string) => logged.push(text) },
		sendMessageToUI: (text: string) => shown.push(text),
	} as unknown as IExecuteFunctions;
	return { clock, shown, logged, tell: createBusyNotice(context, clock) };
}

it('tells of a long pause once, for all items that wait', async () => {
	const { clock, shown, logged, tell } = openNotice();
	tell(3_600_000);
	await clock.advance(1_000);
	tell(3_599_000);
	expect(shown).toEqual([
		'PiAPI accepts no more tasks for 60 minutes; the node waits and then continues.',
	]);
	expect(logged).toEqual(shown);
	await clock.advance(3_600_000);
	tell(45_000);
	expect(shown[1]).toContain('for 45 seconds');
});

it('tells again once the pause is over', async () => {
	const { clock, shown, tell } = openNotice();
	tell(30_000);
	await clock.advance(30_000);
	tell(120_000);
	expect(shown).toEqual([
		expect.stringContaining('for 30 seconds'),
		expect.stringContaining('for 2 minutes'),
	]);
});

it('tells the log alone where there is no console', () => {
	const logged: string[] = [];
	const logger = { info: (text: string) => logged.push(text) };
	const clock = new HandClock();
	createBusyNotice({ logger } as unknown as IExecuteFunctions, clock)(60_000);
	expect(logged).toHaveLength(1);
});

it.each([undefined, 0, -1, 29_999])('is silent about a pause of %p', (retryAfter) => {
	const { shown, tell } = openNotice();
	tell(retryAfter);
	expect(shown).toEqual([]);
});
