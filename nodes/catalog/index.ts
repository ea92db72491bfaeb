import { aceStep } from './aceStep';
import { aiHug } from './aiHug';
import { byteaudio } from './byteaudio';
import { diffrhythm } from './diffrhythm';
import { faceSwap } from './faceSwap';
import { flux } from './flux';
import { framepack } from './framepack';
import { gemini } from './gemini';
import { hailuo } from './hailuo';
import { hunyuan } from './hunyuan';
import { imageToolkit } from './imageToolkit';
import { joycaption } from './joycaption';
import { kling } from './kling';
import { luma } from './luma';
import { midjourney } from './midjourney';
import { minimaxH3 } from './minimaxH3';
import { mmaudio } from './mmaudio';
import { omniHuman } from './omniHuman';
import { pixal3d } from './pixal3d';
import { qwenImage } from './qwenImage';
import { seedance } from './seedance';
import { seedream } from './seedream';
import { skyreels } from './skyreels';
import { sora2 } from './sora2';
import { textToSpeech } from './textToSpeech';
import { trellis } from './trellis';
import { trellis2 } from './trellis2';
import { udio } from './udio';
import { veo3 } from './veo3';
import { videoToolkit } from './videoToolkit';
import { wan } from './wan';
import { wanx } from './wanx';
import { zImage } from './zImage';
import type { Family, Operation, Variant } from './vocabulary';

/** Every family. */
export const families: readonly Family[] = [
	aceStep,
	aiHug,
	byteaudio,
	diffrhythm,
	faceSwap,
	flux,
	framepack,
	gemini,
	hailuo,
	hunyuan,
	imageToolkit,
	joycaption,
	kling,
	luma,
	midjourney,
	minimaxH3,
	mmaudio,
	omniHuman,
	pixal3d,
	qwenImage,
	seedance,
	seedream,
	skyreels,
	sora2,
	textToSpeech,
	trellis,
	trellis2,
	udio,
	veo3,
	videoToolkit,
	wan,
	wanx,
	zImage,
];

/** Midjourney has a node of its own. */
export const piApiFamilies: readonly Family[] = families.filter(
	({ value }) => value !== 'midjourney',
);

export { midjourney };

/** What an operation can make: its only model and task type, or those of its variants. */
export const variantsOf = (operation: Operation): readonly Variant[] =>
	operation.variants ?? [
		{
			value: operation.taskType,
			label: operation.name,
			model: operation.model,
			taskType: operation.taskType,
		},
	];

/** An answer may write a name in another case than the request. */
const isSameName = (one: string, other: string): boolean =>
	one.toLowerCase() === other.toLowerCase();

const makes = (operation: Operation, model: string, taskType: string): boolean =>
	variantsOf(operation).some(
		(variant) => isSameName(variant.model, model) && isSameName(variant.taskType, taskType),
	);

/** The operations that create tasks of this model and type; several when versions differ in their fields. */
export const operationsOf = (
	known: readonly Family[],
	model: string,
	taskType: string,
): Operation[] =>
	known
		.flatMap(({ operations }) => operations)
		.filter((operation) => makes(operation, model, taskType));

/** Whether tasks of this model and type are the family's; models of several families go by the type. */
export const isOfFamily = (
	known: readonly Family[],
	{ operations }: Family,
	model: string,
	taskType: string,
): boolean =>
	operations.some((operation) => makes(operation, model, taskType)) ||
	(operationsOf(known, model, taskType).length === 0 &&
		operations.some((operation) =>
			variantsOf(operation).some((variant) => isSameName(variant.model, model)),
		));

const PACKAGE = 'n8n-nodes-piapi-unified';

/** The n8n type of the node that offers a family. */
export const nodeTypeOf = (family: Pick<Family, 'value'>): string =>
	`${PACKAGE}.${family.value === midjourney.value ? 'midjourney' : 'piApi'}`;
