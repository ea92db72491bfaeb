import { integer } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { pricesPage } from '../../scripts/docs/pricesPage';
import { operationWith } from '../catalog/operationWith';

const SOURCE = 'https://example.com/prices';

const price = (rates: Price['rates'], more: Partial<Price> = {}): Price => ({
	...{ per: 'second', count: 'duration', rates, asOf: '2026-02', source: SOURCE },
	confidence: 'documented',
	...more,
});

const operation = (name: string, more: Partial<Operation>): Operation => ({
	...operationWith(integer('duration', { label: 'Duration', help: 'Seconds' })),
	name,
	...more,
});

const variant = (value: string) => ({
	value,
	label: value.toUpperCase(),
	model: 'a',
	taskType: value,
});

const family: Family = {
	value: 'acme',
	name: 'Acme',
	kind: 'video',
	operations: [
		operation('Animate', {
			typicalSeconds: 40,
			variants: ['slow', 'quick', 'quickest', 'new'].map(variant),
			price: price([
				{ usd: 0.3, models: ['slow'] },
				{ usd: 0.1, models: ['quick', 'quickest'] },
			]),
		}),
		operation('Draw', {
			kind: 'image',
			price: price([{ usd: 0.02 }], {
				...{ per: 'image', count: undefined, asOf: '2026' },
				...{ confidence: 'client-code', source: 'a price list' },
			}),
		}),
		operation('Extend', {}),
		operation('Ask', { kind: 'text', model: '', taskType: '' }),
	],
};

/** The cells of the row with these words. */
const rowsWith = (page: string, ...words: readonly string[]): string[][] =>
	page
		.split('\n')
		.filter((line) => line.startsWith('|') && words.every((word) => line.includes(word)))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

describe('the page about prices', () => {
	const page = pricesPage([family]);

	it('has a row for each price, with the models that cost it', () => {
		const link = '[Animate](operations/acme.md#animate)';
		const last = ['40 s', 'Feb 2026', 'PiAPI', `[source](${SOURCE})`];
		expect(rowsWith(page, 'Animate')).toEqual([
			['video', 'Acme', link, 'SLOW', 'About $0.30 per second', ...last],
			['video', 'Acme', link, 'QUICK, QUICKEST', 'About $0.10 per second', ...last],
			['video', 'Acme', link, 'NEW', 'Not known', '40 s', '', '', ''],
		]);
	});

	it('says how sure a price is, and lists what has none', () => {
		expect(rowsWith(page, 'Draw')[0]?.slice(3)).toEqual([
			...['`acme`', 'About $0.02 per image', '', '2026', 'other programs', 'a price list'],
		]);
		expect(rowsWith(page, 'Extend')[0]?.slice(4)).toEqual(['Not known', '', '', '', '']);
		expect(page).toContain('The price of 2 of 4 operations is known.');
	});

	it('links what creates no tasks to the page that it is on', () => {
		const link = '[Ask](operations/other-resources.md)';
		expect(rowsWith(page, 'Ask')[0]?.slice(2, 5)).toEqual([link, '', 'Not known']);
	});

	it('has a section for each kind of result that there is', () => {
		const headings = page.split('\n').filter((line) => line.startsWith('## '));
		expect(headings).toEqual(['## Images', '## Videos', '## Text']);
		const [images = '', videos = ''] = page.split('## ').slice(1);
		expect([images.includes('Draw'), images.includes('Extend')]).toEqual([true, false]);
		expect(videos).toContain('Extend');
	});

	it('says first who it is for', () => {
		const [, text] = page.split('\n\n').filter((part) => !part.startsWith('<!--'));
		expect(text).toMatch(/^For everyone who/);
	});
});
