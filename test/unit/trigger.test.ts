import type { IWebhookFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { receiveWebhook } from '../../nodes/webhook/trigger';
import { contextOf, type Reply } from './webhookContext';

const SECRET = 'a secret of some length';

const call = {
	body: {
		timestamp: 1_790_000_000,
		data: {
			task_id: '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11',
			model: 'midjourney',
			task_type: 'imagine',
			status: 'completed',
			output: { image_url: 'https://x.example/1.png' },
		},
	},
	truth: null,
	headers: { 'x-webhook-secret': SECRET, 'content-type': 'application/json' },
	confirms: false,
	secret: SECRET,
};

describe('a webhook after which something unexpected goes wrong', () => {
	it('is answered so that PiAPI sends it again, and starts the workflow then', async () => {
		const reply: Reply = { status: undefined, body: undefined };
		const context = { ...contextOf(call, reply), getWorkflow: () => ({ id: 'the same' }) };
		const response = context.getResponseObject();
		const once = jest.fn(() => response);
		once.mockImplementationOnce(() => {
			throw new Error('no such event');
		});
		const receive = async () =>
			await receiveWebhook(
				{ ...context, getResponseObject: () => ({ ...response, once }) } as IWebhookFunctions,
				families,
			);
		expect((await receive()).workflowData).toBeUndefined();
		expect(reply).toEqual({ status: 503, body: { received: false, reason: 'try again later' } });
		expect((await receive()).workflowData?.[0]?.[0]?.json).toMatchObject({
			url: 'https://x.example/1.png',
		});
		// Whether it has started is not known yet.
		expect((await receive()).workflowData).toBeUndefined();
		expect(reply).toEqual({ status: 503, body: { received: false, reason: 'in flight' } });
	});
});
