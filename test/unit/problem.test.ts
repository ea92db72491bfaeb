import {
	createProblem,
	isProblem,
	jsonWithoutSecrets,
	withoutSecrets,
} from '../../nodes/transport/problem';

describe('a text without secrets', () => {
	const secrets = ['key-12345678', 'webhook.secret+1'];

	it.each([
		['the key is key-12345678.', 'the key is ***.'],
		['key-12345678key-12345678', '******'],
		['webhook.secret+1 and key-12345678', '*** and ***'],
		['webhookXsecret+1 is not a secret', 'webhookXsecret+1 is not a secret'],
		['nothing in here', 'nothing in here'],
	])('of %p is %p', (text, clean) => expect(withoutSecrets(text, secrets)).toBe(clean));

	it('keeps words that equal a secret of less than four letters', () => {
		expect(withoutSecrets('the red fox', ['fox', '', 'x'])).toBe('the red fox');
		expect(withoutSecrets('s3cret7 and pass', ['s3cret7', 'pass'])).toBe('*** and ***');
	});

	it('leaves no rest of a secret that begins with another', () => {
		expect(withoutSecrets('key-1 key-12345', ['key-1', 'key-12345'])).toBe('*** ***');
		expect(withoutSecrets('key-1 key-12345', ['key-12345', 'key-1'])).toBe('*** ***');
	});
});

describe('JSON without secrets', () => {
	it.each<[string, unknown, unknown]>([
		['a text', 'so it is true', 'so it is ***'],
		['a key', { true: 1 }, { '***': 1 }],
		['values deep inside', { a: [{ b: 'is 12345' }] }, { a: [{ b: 'is ***' }] }],
		['a number', { a: 12345 }, { a: '***' }],
		['a number that holds it', [9123459], ['9***9']],
		['words that JSON itself needs', { a: true, b: null, c: 7 }, { a: true, b: null, c: 7 }],
		['quotes and breaks', { a: 'say "hi"\n' }, { a: 'say ***' }],
	])('has none in %s', (_, value, clean) => {
		expect(jsonWithoutSecrets(value, ['true', 'null', '12345', '"hi"\n'])).toEqual(clean);
	});

	it('is the same object when there was none', () => {
		const value = { a: ['fox'], b: { c: 1 } };
		expect(jsonWithoutSecrets(value, ['some secret'])).toBe(value);
	});

	it('cannot change what an object inherits', () => {
		const clean = jsonWithoutSecrets(JSON.parse('{"__proto__":{"a":"fox-1"},"b":"fox-1"}'), [
			'fox-1',
		]);
		expect(JSON.stringify(clean)).toBe('{"__proto__":{"a":"***"},"b":"***"}');
	});
});

it.each([
	[createProblem({ message: 'm', advice: 'a' }), true],
	[{ message: 'm' }, false],
	[[], false],
])('isProblem(%p) is %p', (value, is) => expect(isProblem(value)).toBe(is));
