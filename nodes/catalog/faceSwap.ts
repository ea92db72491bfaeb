import { text } from './fields';
import { imageResult, mainImage, mainVideo, videoUrlResult } from './sharedFields';
import type { Family, Field } from './vocabulary';

const swapImage = mainImage('swap_image', {
	label: 'Face Image',
	help: 'The image with the face to put in, at most 2048 by 2048 pixels',
	required: true,
});

const targetImage = mainImage('target_image', {
	label: 'Target Image',
	help: 'The image to change, less than 2048 by 2048 pixels',
	required: true,
});

const faces = (path: string, label: string, where: string): Field =>
	text(path, {
		label,
		help: `Which faces of the ${where}, counted from 0 from left to right and separated by commas`,
		placeholder: 'e.g. 0,1',
	});

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
			description: 'Put the face of an image onto faces in a clip',
			model: 'Qubico/video-toolkit',
			taskType: 'face-swap',
			kind: 'video',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/faceswap-api/video-faceswap',
			fields: [
				mainVideo('target_video', {
					label: 'Target Video',
					help: 'The clip to change, an MP4 of at most 600 frames',
					required: true,
				}),
				swapImage,
				faces('swap_faces_index', 'Faces to Take', 'face image'),
				faces('target_faces_index', 'Faces to Replace', 'video'),
			],
			results: videoUrlResult,
		},
		{
			value: 'swapSeveralFaces',
			name: 'Swap Several Faces',
			description: 'Put chosen faces of one image onto chosen faces of another',
			model: 'Qubico/image-toolkit',
			taskType: 'multi-face-swap',
			confidence: 'documented',
			source: 'https://piapi.ai/docs/multi-face-swap/create-task',
			fields: [
				targetImage,
				swapImage,
				faces('swap_faces_index', 'Faces to Take', 'face image'),
				faces('target_faces_index', 'Faces to Replace', 'target image'),
			],
			results: imageResult,
		},
	],
};
