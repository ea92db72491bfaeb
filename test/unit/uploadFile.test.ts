import { uploadFile } from '../../nodes/actions/uploadFile';
import type { UploadFile } from '../../nodes/transport/client';
import { answeredWith, connectionWith } from './connectionStage';
import { runAction } from './runAction';

async function upload(binaryField: unknown, count = 1) {
	const sent: UploadFile[] = [];
	const run = await runAction(uploadFile, {
		items: Array.from({ length: count }, () => ({ json: {} })),
		parameters: { binaryField },
		connection: connectionWith({
			upload: async (file) => {
				sent.push(file);
				return await Promise.resolve(answeredWith({ url: 'https://files.example/fox.png' }));
			},
		}),
		helpers: {
			assertBinaryData: (_: number, property: string) => {
				if (property !== 'photo') throw new Error(`No ${property}`);
				return { mimeType: 'image/png', fileName: 'fox.png', data: '' };
			},
			getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('fox')),
		},
	});
	return { ...run, sent };
}

it('gives the link of the file, and what is known of it', async () => {
	const { sent, output } = await upload(' photo ');
	expect(sent).toEqual([{ fileName: 'fox.png', data: 'Zm94' }]);
	expect(output).toEqual([
		{
			json: {
				url: 'https://files.example/fox.png',
				fileName: 'fox.png',
				mimeType: 'image/png',
				bytes: 3,
			},
			pairedItem: { item: 0 },
		},
	]);
});

it('uploads the same content once for all items', async () => {
	const { sent, output } = await upload('photo', 3);
	expect(sent).toHaveLength(1);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
});

it.each([
	['', 'Input Binary Field is empty'],
	['  ', 'Input Binary Field is empty'],
	[5, 'Input Binary Field is empty'],
	['other', 'Input Binary Field could not be read from the binary field "other"'],
])('uploads nothing for %j', async (field, message) => {
	const { sent, error } = await upload(field);
	expect(sent).toEqual([]);
	expect(error?.message).toBe(`${message} [item 0]`);
	expect(error?.description).not.toBe('');
});
