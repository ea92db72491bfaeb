import { createFileUploader } from '../../nodes/request/fileUploader';
import type { Client, UploadFile } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createLimiter } from '../../nodes/transport/limiter';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { createStop, type StopSignal } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const MINUTE = 60_000;
const FILES_AT_ONCE = 2;

const noAnswer: Exchange = {
	outcome: 'unclear',
	problem: createProblem({ message: 'cut', advice: '' }),
};
const refused: Exchange = {
	outcome: 'refused',
	problem: createProblem({ message: 'no', advice: '' }),
};
const answered: Exchange = {
	outcome: 'answered',
	envelope: { code: 200, data: { url: 'https://up.example/1' }, message: '', body: {} },
};

type Upload = (file: string, signal: StopSignal | undefined) => Promise<Exchange> | Exchange;

/** Uploads a file for each of that many items, all at once, each with a content of its own. */
function uploading(count: number, upload: Upload) {
	const clock = new HandClock();
	const startsAt = clock.now();
	const stop = createStop();
	/** Each request: the file, and the minute in which it was sent. */
	const sent: Array<{ readonly file: string; readonly at: number }> = [];
	const links: Array<string | Problem> = [];
	const client = {
		upload: async ({ fileName }: UploadFile, signal?: StopSignal) => {
			sent.push({ file: fileName, at: clock.now() - startsAt });
			return await upload(fileName, signal);
		},
	} as Pick<Client, 'upload'> as Client;
	const uploader = createFileUploader({
		client,
		clock,
		signal: stop.signal,
		limiter: createLimiter(FILES_AT_ONCE, clock),
		helpers: {
			assertBinaryData: (_, property) => ({
				mimeType: 'image/png',
				data: '',
				fileName: `${String(property)}.png`,
			}),
			getBinaryDataBuffer: async (_, property) =>
				await Promise.resolve(Buffer.from(String(property))),
		},
	});
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		const reference = { itemIndex, property: `${itemIndex}`, label: 'Image' };
		void uploader.link(reference).then((link) => (links[itemIndex] = link));
	}
	return { clock, stop, sent, links, uploader };
}

const filesOf = (sent: ReadonlyArray<{ readonly file: string }>): string[] => [
	...new Set(sent.map(({ file }) => file)),
];

describe('uploads that get no answer', () => {
	it('share the five minutes for which they are retried', async () => {
		const { clock, links, sent } = uploading(10, () => noAnswer);
		await clock.advance(5 * MINUTE);
		expect(links).toEqual(
			Array(10).fill(expect.objectContaining({ message: 'Image could not be uploaded: cut' })),
		);
		expect(filesOf(sent)).toHaveLength(10);
	});

	it('are retried for five minutes again after an answer', async () => {
		let isDown = true;
		const { clock, links } = uploading(3, (file) =>
			file === '2.png' || isDown ? noAnswer : answered,
		);
		await clock.advance(4 * MINUTE);
		isDown = false;
		await clock.advance(4 * MINUTE);
		expect(links.slice(0, 2)).toEqual(Array(2).fill('https://up.example/1'));
		expect(links[2]).toBeUndefined();
		await clock.advance(2 * MINUTE);
		expect(links[2]).toMatchObject({ message: 'Image could not be uploaded: cut' });
	});

	it('say nothing about an upload long after', async () => {
		const { clock, sent, uploader } = uploading(1, () => noAnswer);
		await clock.advance(60 * MINUTE);
		sent.length = 0;
		void uploader.link({ itemIndex: 1, property: '1', label: 'Image' });
		await clock.advance(4 * MINUTE);
		expect(sent.length).toBeGreaterThan(10);
	});

	it('take a refusal for an answer', async () => {
		const { clock, links } = uploading(3, (file) => (file === '2.png' ? noAnswer : refused));
		await clock.advance(4 * MINUTE);
		expect(links).toHaveLength(2);
	});
});

describe('uploads of a run that ends', () => {
	it('are cut off, and no other one is sent', async () => {
		const { stop, sent, links } = uploading(
			10,
			async (_, signal) =>
				await new Promise((resolve) =>
					signal?.addEventListener('abort', () => resolve({ outcome: 'canceled' })),
				),
		);
		await settle();
		stop.stop();
		await settle();
		expect(sent).toHaveLength(FILES_AT_ONCE);
		expect(links).toEqual(
			Array(10).fill(
				expect.objectContaining({ message: 'Image could not be uploaded: it was stopped' }),
			),
		);
	});
});
