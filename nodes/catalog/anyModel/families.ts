import { anyOf, text } from '../fields';
import type { AnyOperation, CommonPath } from '../serves';
import type {
	Family,
	Field,
	MediaField,
	MediaKind,
	Operation,
	Rule,
	TextField,
} from '../vocabulary';
import {
	aspectRatioField,
	countField,
	durationField,
	firstFrameField,
	imageField,
	imagesField,
	lastFrameField,
	lyricsField,
	negativePromptField,
	promptField,
	resolutionField,
	seedField,
	voiceField,
} from './commonFields';
import { choiceOfModel, fieldsFor, hasCommon, modelsFor, type AnyModel } from './models';
import { orElseFields, type OrElseFields } from './orElseFields';

/** An operation of "any model". The task is created by an operation of the chosen model. */
export interface AnyModelOperation extends Operation {
	readonly value: AnyOperation;
	/** The one that is chosen in the form. */
	readonly modelField: TextField;
	/** What models have in common, as far as a model that is offered has it. */
	readonly commonFields: readonly Field[];
	/** What to try when it fails. */
	readonly orElse: OrElseFields;
}

export interface AnyModelFamily extends Family {
	readonly operations: readonly AnyModelOperation[];
}

/** Each model once, although it may have an operation for text and one for images. */
const listed = (models: readonly AnyModel[]): AnyModel[] =>
	models.filter(({ id }, index) => models.findIndex((other) => other.id === id) === index);

function modelField(value: AnyOperation): TextField {
	const example = modelsFor(value)[0]?.id ?? '';
	return text('model', {
		parameter: 'anyModel',
		label: 'Model',
		help: `ID or name, e.g. ${example}`,
		placeholder: `e.g. ${example}`,
		required: true,
		freeText: true,
		suggestions: listed(modelsFor(value)).map(choiceOfModel),
	});
}

/** Whether a model takes base64 for a common field; the others refuse it. */
const isSentAsText = (value: AnyOperation, field: Field): field is MediaField =>
	field.type === 'media' &&
	modelsFor(value).some((one) =>
		fieldsFor(one, field.path as CommonPath).some(
			(target) => target.type === 'media' && target.sentAs !== 'link',
		),
	);

function operation(
	value: AnyOperation,
	name: string,
	description: string,
	fields: readonly Field[],
	rules: readonly Rule[] = [],
): AnyModelOperation {
	const model = modelField(value);
	const orElse = orElseFields(model);
	const commonFields = fields
		.filter(({ path }) => modelsFor(value).some((one) => hasCommon(one, path as CommonPath)))
		.map((field) =>
			isSentAsText(value, field) ? { ...field, sentAs: 'linkOrBase64' as const } : field,
		);
	return {
		value,
		name,
		description,
		model: '',
		taskType: '',
		fields: [model, ...commonFields, orElse.models, ...Object.values(orElse.reasons)],
		rules,
		modelField: model,
		commonFields,
		orElse,
		results: [],
		confidence: 'inferred',
		source: 'https://piapi.ai/docs/unified-api-schema',
	};
}

const family = (
	value: string,
	name: string,
	kind: MediaKind,
	operations: readonly AnyModelOperation[],
): AnyModelFamily => ({ value, name: `${name} (Any Model)`, kind, operations });

const VIDEO_RESOLUTIONS = ['480p', '720p', '1080p'];
const IMAGE_RESOLUTIONS = ['1K', '2K', '4K'];
const videoFields: readonly Field[] = [
	aspectRatioField,
	durationField,
	resolutionField(...VIDEO_RESOLUTIONS),
	negativePromptField,
	seedField,
];

/** One form for each kind of result, over the models of all families. */
export const anyModelFamilies: readonly AnyModelFamily[] = [
	family('anyImage', 'Image', 'image', [
		operation('generateAnyImage', 'Generate', 'Generate an image with any model', [
			promptField('What the image shows'),
			aspectRatioField,
			resolutionField(...IMAGE_RESOLUTIONS),
			countField,
			negativePromptField,
			seedField,
		]),
		operation('editAnyImage', 'Edit', 'Edit images with any model', [
			promptField('What to change'),
			imagesField('Images', 'The images to edit'),
			aspectRatioField,
			resolutionField(...IMAGE_RESOLUTIONS),
			countField,
			negativePromptField,
			seedField,
		]),
	]),
	family('anyVideo', 'Video', 'video', [
		operation(
			'generateAnyVideoFromText',
			'Generate From Text',
			'Generate a video from text with any model',
			[promptField('What the video shows'), ...videoFields],
		),
		operation(
			'generateAnyVideoFromImage',
			'Generate From Image',
			'Generate a video from its first frame with any model',
			[promptField('What happens in the video'), firstFrameField, lastFrameField, ...videoFields],
		),
		operation(
			'generateAnyVideoFromReferences',
			'Generate From References',
			'Generate a video of the people or things in images with any model',
			[
				promptField('What happens in the video'),
				imagesField('Reference Images', 'People, things or places to show'),
				...videoFields,
			],
		),
	]),
	family('anyMusic', 'Music', 'audio', [
		operation('generateAnyMusic', 'Generate', 'Generate music with any model', [
			promptField('Style, mood and instruments'),
			lyricsField,
			durationField,
			negativePromptField,
			seedField,
		]),
	]),
	family('anySpeech', 'Speech', 'audio', [
		operation('generateAnySpeech', 'Generate', 'Generate speech with any model', [
			promptField('The text to speak'),
			voiceField,
		]),
	]),
	family('any3dModel', '3D Model', 'model', [
		operation(
			'generateAny3dModel',
			'Generate',
			'Generate a 3D model with any model',
			[promptField('What to model, if there is no image', false), imageField, seedField],
			[anyOf('prompt', 'image')],
		),
	]),
];
