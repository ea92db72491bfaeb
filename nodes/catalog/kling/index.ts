import type { Family } from '../vocabulary';
import { addSound, applyEffect, extendVideo } from './editOperations';
import { generateOmniVideo, generateOmniVideoO1 } from './omniOperations';
import { animateAvatar, lipSync, transferMotion, tryOnClothes } from './performanceOperations';
import {
	generateTurboVideo,
	generateVideo,
	generateVideo3,
	generateVideoFromElements,
} from './videoOperations';

/** Facts: https://piapi.ai/docs/kling-api/create-task and its sister pages. */
export const kling: Family = {
	value: 'kling',
	name: 'Kling',
	kind: 'video',
	historyModel: 'kling',
	usualOperation: 'generateVideo',
	operations: [
		addSound,
		animateAvatar,
		applyEffect,
		extendVideo,
		generateOmniVideo,
		generateOmniVideoO1,
		generateTurboVideo,
		generateVideo,
		generateVideo3,
		generateVideoFromElements,
		lipSync,
		transferMotion,
		tryOnClothes,
	],
};
