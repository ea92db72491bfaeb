import { createProblem, adviceFor, isProblem, withoutSecrets } from '../../nodes/transport/problem';

describe('a text without secrets', () => {
	const secrets = ['key-12345678', 'webhook.secret+1'];

	it.each([
		['the key is key-12345678.', 'the key is ***.'],
		['key-12345678key-12345678', '******'],
		['webhook.secret+1 and key-12345678', '*** and ***'],
		['webhookXsecret+1 is no secret', 'webhookXsecret+1 is no secret'],
		['nothing in here', 'nothing in here'],
	])('of %p is %p', (text, clean) => expect(withoutSecrets(text, secrets)).toBe(clean));

	it('keeps words that equal a short secret', () => {
		expect(withoutSecrets('test the fox', ['test', '', 'fox-567'])).toBe('test the fox');
		expect(withoutSecrets('fox-5678', ['fox-5678'])).toBe('***');
	});
});

it.each([
	[createProblem({ message: 'm', advice: 'a' }), true],
	[{ message: 'm' }, false],
	[[], false],
])('isProblem(%p) is %p', (value, is) => expect(isProblem(value)).toBe(is));

it.each(['400', '401', '402', '403', '404', '418', '429', '500', '502', '599'])(
	'there is advice for %p, as a sentence',
	(code) => expect(adviceFor(code)).toMatch(/^[A-Z].+\.$/),
);
