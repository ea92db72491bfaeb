import {
	createProblem,
	isProblem,
	jsonWithoutSecrets,
	withoutSecrets,
} from '../../nodes/transport/problem';
import { beginningOf } from '../../nodes/transport/cutText';
import { endsSoon } from './endsSoon';

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

describe('a secret in another form', () => {
	const secret = 'a&b <"ü\\🦊\'/ c+d>';
	const json = JSON.stringify(secret).slice(1, -1);
	const toHex = (letter: string): string =>
		`\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
	const ofGo = json.replace(/[<>&]/g, toHex);
	const inForm = new URLSearchParams([['', secret]]).toString().slice(1);

	it.each([
		['JSON', json],
		['JSON within JSON', JSON.stringify(json).slice(1, -1)],
		['JSON as Go writes it', ofGo],
		['JSON within JSON as Go writes it', JSON.stringify(ofGo).slice(1, -1)],
		['JSON in ASCII', json.replace(/[^ -~]/g, toHex)],
		[
			'JSON with hex digits in upper case',
			json.replace(/[<>&]/g, (a) => `\\u00${a.charCodeAt(0).toString(16).toUpperCase()}`),
		],
		['JSON as PHP writes it', json.replace(/\//g, '\\/')],
		['an address', encodeURIComponent(secret)],
		[
			'an address, in lower case',
			encodeURIComponent(secret).replace(/%../g, (a) => a.toLowerCase()),
		],
		['an address within an address', encodeURIComponent(encodeURIComponent(secret))],
		['an address, the fewest letters encoded', encodeURI(secret)],
		['a form', inForm],
		['a page', secret.replace(/[&<>"']/g, (a) => `&#${a.charCodeAt(0)};`)],
		[
			'a page with names',
			secret
				.replace(/&/g, '&amp;')
				.replace(/</g, '&lt;')
				.replace(/>/g, '&gt;')
				.replace(/"/g, '&quot;'),
		],
		['one line', secret.replace(' ', ' \n ')],
	])('is masked in %s', (_, form) => {
		expect(withoutSecrets(`it says ${form}!`, [secret])).toBe('it says ***!');
		expect(jsonWithoutSecrets({ [form]: [form] }, [secret])).toEqual({ '***': ['***'] });
	});

	it('is masked up to where a text was cut', () => {
		for (let length = 4; length < secret.length; length++) {
			const text = withoutSecrets(beginningOf(`it says ${secret}`, 8 + length), [secret]);
			expect(text).toMatch(/^it says \*\*\*.? ?…$/u);
		}
		expect(withoutSecrets('key-12… key-12 a', ['key-12345678'])).toBe('***… key-12 a');
		expect(withoutSecrets('"key-12 …" and key …', ['key-12345678'])).toBe('"*** …" and key …');
	});

	it('is masked without the marks at its end, which a joined text may have lost', () => {
		expect(withoutSecrets('one k3y-.b; two k3y-.b.', ['k3y-.b.'])).toBe('one ***; two ***');
		expect(withoutSecrets('key; k.y', ['key.'])).toBe('key; k.y');
	});

	it('takes no long time in a text that nearly has it', () => {
		const odd = `a${'\\'.repeat(30)}"${' '.repeat(30)}${'%'.repeat(30)}b`;
		const text = `a${'\\'.repeat(50_000)} a${'\\'.repeat(60)}"${' '.repeat(50_000)}%`;
		expect(endsSoon(() => withoutSecrets(text, [odd]))).toBe(text);
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
