import fc from 'fast-check';

import { families } from '../../nodes/catalog';
import { receiveWebhook } from '../../nodes/webhook/trigger';
import { contextOf, type Reply } from '../unit/webhookContext';
import { damaged, received, wire } from './damage';
import { RUNS } from './runs';
import { ANSWERS, SECRET, WEBHOOKS } from './samples';

const headers = fc.record({
	'x-webhook-secret': fc.constantFrom(
		SECRET,
		SECRET,
		SECRET,
		`${SECRET}, ${SECRET}`,
		'',
		undefined,
	),
	'content-type': fc.constantFrom(
		'application/json',
		'application/json; charset=utf-8',
		'text/plain',
		'application/xml',
		undefined,
	),
	'content-length': fc.constantFrom('500', '0', '-1', '99999999', 'x', undefined),
});

interface Told {
	readonly status?: unknown;
	readonly meta?: { readonly ended_at?: unknown } | null;
}

const toldIn = (given: unknown): Told => {
	const value: unknown = typeof given === 'string' ? JSON.parse(given) : given;
	const body = value as ({ data?: Told } & Told) | null | undefined;
	return body?.data ?? body ?? {};
};

/** PiAPI's words for an end, and what the item says. */
const ENDS = new Map([
	...['completed', 'success', 'succeeded', 'complete', 'done', 'finished'].map(
		(word) => [word, 'completed'] as const,
	),
	...['failed', 'error', 'rejected', 'timeout', 'expired'].map((word) => [word, 'failed'] as const),
	...['cancelled', 'canceled'].map((word) => [word, 'canceled'] as const),
]);

/** Another word is an end only where PiAPI says when that was. */
function expectEnd({ status, meta }: Told, shown: unknown): void {
	const known = ENDS.get(String(status).trim().toLowerCase());
	if (known !== undefined) return expect(shown).toBe(known);
	expect(['completed', 'failed']).toContain(shown);
	expect(String(meta?.ended_at)).toMatch(/^(?!0001-)\d{4}-/);
}

it('whatever calls the trigger, it never throws and starts a workflow only for a task that ended', async () => {
	const call = fc.record({
		body: fc
			.tuple(fc.oneof(damaged(WEBHOOKS), fc.constantFrom(...WEBHOOKS)), wire)
			.map(([value, on]) => received(value, on)),
		truth: fc.oneof(damaged(ANSWERS), fc.constantFrom(...ANSWERS)),
		headers,
		confirms: fc.boolean(),
		secret: fc.constantFrom(SECRET, SECRET, ''),
	});
	let started = 0;
	await fc.assert(
		fc.asyncProperty(call, async (given) => {
			const reply: Reply = { status: undefined, body: undefined };
			const { workflowData, webhookResponse } = await receiveWebhook(
				contextOf(given, reply),
				families,
			);
			expect(JSON.stringify(reply.body) ?? '').not.toContain(SECRET);
			if (workflowData === undefined) {
				expect(reply.status === undefined || reply.status >= 200).toBe(true);
				return;
			}
			started += 1;
			// n8n reads the body when it answers, which settles the claim.
			expect(webhookResponse).toEqual({ received: true });
			const [[item] = []] = workflowData;
			expect(given.secret === '' || given.headers['x-webhook-secret'] === given.secret).toBe(true);
			expectEnd(toldIn(given.confirms ? given.truth : given.body), item?.json.status);
			expect(JSON.stringify(item)).not.toContain(SECRET);
			expect(Object.hasOwn(item?.json ?? {}, 'error')).toBe(false);
		}),
		RUNS,
	);
	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	// Those that are whole have to get through, or the rest says little.
	expect(started / RUNS.numRuns).toBeGreaterThan(0.01);
}, 400_000);
