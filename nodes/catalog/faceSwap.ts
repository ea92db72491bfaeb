import { text } from './fields';
import { flatPrice } from './price';
import { imageResult, mainImage, mainVideo, videoUrlResult } from './sharedFields';
import type { Family, Field, TextField } from './vocabulary';

const swapImage = mainImage('swap_image', {
	label: 'Face Image',
	help: 'Image with the face to use, at most 2048 by 2048 pixels',
	sentAs: 'linkOrBase64',
	required: true,
});

const targetImage = mainImage('target_image', {
	label: 'Target Image',
	help: 'Image to change, less than 2048 by 2048 pixels',
	sentAs: 'linkOrBase64',
	required: true,
});

const faces = (changes: Partial<Pick<TextField, 'main' | 'standard'>>): readonly Field[] =>
	[
		{ path: 'swap_faces_index', label: 'Faces to Use', help: 'In Face Image' },
		{ path: 'target_faces_index', label: 'Faces to Replace', help: 'In the target' },
	].map(({ path, label, help }) =>
		text(path, {
			label,
			help: `${help}, left to right from 0, separated by commas`,
			placeholder: 'e.g. 0,1',
			...changes,
		}),
	);

/** Facts: https://piapi.ai/docs/faceswap-api/create-task and its sister pages. */
export const faceSwap: Family = {
	value: 'faceswap',
	name: 'Face Swap',
	kind: 'image',
	operations: [
		{
			value: 'swapFace',
			name: 'Swap Face',
			description: 'Put the face of one image onto the face of another',
			model: 'Qubico/image-toolkit',
			taskType: 'face-swap',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/faceswap-api/create-task',
			fields: [targetImage, swapImage],
			results: imageResult,
		},
		{
			value: 'swapFaceInVideo',
			name: 'Swap Face in Video',
			description: 'Put the face of an image onto faces in a video',
			model: 'Qubico/video-toolkit',
			taskType: 'face-swap',
			kind: 'video',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/faceswap-api/video-faceswap',
			fields: [
				mainVideo('target_video', {
					label: 'Target Video',
					help: 'MP4 video to change, at most 600 frames',
					required: true,
				}),
				swapImage,
				...faces({}),
			],
			results: videoUrlResult,
		},
		{
			value: 'swapSeveralFaces',
			name: 'Swap Several Faces',
			description: 'Put faces of one image onto faces of another',
			model: 'Qubico/image-toolkit',
			taskType: 'multi-face-swap',
			price: flatPrice('image', 0.015, {
				asOf: '2026',
				source: 'https://piapi.ai/docs/multi-face-swap/create-task',
				confidence: 'documented',
			}),
			confidence: 'documented',
			source: 'https://piapi.ai/docs/multi-face-swap/create-task',
			fields: [targetImage, swapImage, ...faces({ main: true, standard: '0' })],
			results: imageResult,
		},
	],
};
