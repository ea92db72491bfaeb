import type { AnyModelOperation } from '../catalog/anyModel/families';
import { fieldsFor, setValues, type AnyModel } from '../catalog/anyModel/models';
import type { CommonPath } from '../catalog/serves';
import { moreInput } from '../catalog/sharedFields';
import type { Field, MediaField } from '../catalog/vocabulary';
import { isLink } from '../transport/link';
import { isProblem, type Problem } from '../transport/problem';
import { fitValue, readCommon, type ValueField } from './commonValue';
import { imageNamesHint, withImageNames } from './imageNames';
import { mediaSources, type MediaSource } from './mediaSources';
import { takes } from './onlyFor';
import { wrong } from './readValue';
import { brokenRule } from './rules';
import { sizeOf } from './sizeOf';
import { locatorOf } from './locator';

/** What the fields of "any model" come to for a model: what its own operation reads instead of the form. */
export interface ModelInput {
	readonly read: (field: Field) => unknown;
	readonly hints: readonly string[];
}

type Read = (field: Field) => unknown;

/** The fields that take a common field when this model is chosen. */
export function takingFields(model: AnyModel, path: CommonPath): readonly Field[] {
	const set = setValues(model, [path]);
	return fieldsFor(model, path).filter((field) =>
		takes(field, { model: model.model.value, valueAt: (other) => set[other] }),
	);
}

const locatorFor = (source: MediaSource): unknown =>
	'sent' in source
		? { __rl: true, mode: 'url', value: source.sent }
		: { __rl: true, mode: 'binary', value: source.binary.property };

/** How many files these fields of a model take together. */
export const fileLimitOf = (targets: readonly Field[]): number =>
	targets.reduce(
		(sum, target) =>
			sum + (target.type === 'media' && target.multiple ? (target.maximumFiles ?? Infinity) : 1),
		0,
	);

const takesBase64 = (target: Field): boolean => target.type === 'media' && target.sentAs !== 'link';

/** What the model's fields get, and what to tell the user. */
class Input {
	readonly hints: string[] = [];
	readonly given: CommonPath[] = [];
	private images = 0;
	private prompt: { readonly field: Field; readonly text: string } | undefined;
	private readonly values = new Map<string, unknown>();
	private readonly files = new Map<string, unknown[]>();

	constructor(private readonly model: AnyModel) {}

	private lacks({ label }: Field): void {
		this.hints.push(`${this.model.name} has no ${label}; it was not sent`);
	}

	/** A list of the model may have the files of several fields. */
	addFiles(field: MediaField, sources: readonly MediaSource[]): Problem | undefined {
		const targets = takingFields(this.model, field.path as CommonPath);
		if (targets.length === 0) {
			this.lacks(field);
			return undefined;
		}
		const texts = sources.filter((source) => 'sent' in source && !isLink(source.sent));
		if (texts.length > 0 && !targets.some(takesBase64)) {
			return wrong(
				field.label,
				`is base64 text, which ${this.model.name} does not take`,
				`Choose Binary for ${field.label}, use a link, or choose another model.`,
			);
		}
		const most = fileLimitOf(targets);
		if (sources.length > most) {
			return wrong(
				field.label,
				`has ${sources.length} files`,
				`${this.model.name} takes at most ${most} in ${field.label}; remove some, or choose another model.`,
			);
		}
		if (field.path === 'images') this.images = sources.length;
		sources.forEach((source, index) => {
			const path = (targets[index] ?? targets[0])?.path ?? '';
			this.files.set(path, [...(this.files.get(path) ?? []), locatorFor(source)]);
		});
		return undefined;
	}

	addValue(field: ValueField, given: unknown): Problem | undefined {
		const path = field.path as CommonPath;
		const [target] = takingFields(this.model, path);
		if (target === undefined || target.type === 'media') return this.addSize(field, given);
		const fitted = fitValue(target, field, this.written(field, given), this.model);
		if (isProblem(fitted)) return fitted;
		if (fitted.hint !== undefined) this.hints.push(fitted.hint);
		this.values.set(target.path, fitted.value);
		return undefined;
	}

	/** A prompt may name images, in the spelling of any model. */
	private written(field: ValueField, given: unknown): unknown {
		if (field.path !== 'prompt' || typeof given !== 'string') return given;
		this.prompt = { field, text: given };
		return withImageNames(given, this.model);
	}

	/** Once all fields are added. */
	addHintOnNames(): void {
		if (this.images === 0 || this.prompt === undefined) return;
		const { field, text } = this.prompt;
		const hint = imageNamesHint(field, text, this.images, this.model);
		if (hint !== undefined) this.hints.push(hint);
	}

	/** An aspect ratio may be a width and a height. */
	private addSize(field: Field, value: unknown): Problem | undefined {
		const size = field.path === 'aspect_ratio' ? sizeOf(this.model, field.label, value) : undefined;
		if (size === undefined) this.lacks(field);
		else if (isProblem(size)) return size;
		else size.forEach(([side, pixels]) => this.values.set(side, pixels));
		return undefined;
	}

	valueOf(field: Field): unknown {
		const files = this.files.get(field.path);
		if (files === undefined) {
			return this.values.get(field.path) ?? setValues(this.model, this.given)[field.path];
		}
		return field.type === 'media' && field.multiple
			? { items: files.map((file) => ({ file })) }
			: files[0];
	}
}

/** Puts one common field into the input, if it is set. */
function addField(field: Field, raw: unknown, input: Input): Problem | undefined {
	if (field.type === 'media') {
		// The index belongs to binaries, which the model's own operation reads.
		const sources = mediaSources(field, raw, 0);
		if (isProblem(sources)) return sources;
		if (sources.length === 0) return undefined;
		input.given.push(field.path as CommonPath);
		return input.addFiles(field, sources);
	}
	const read = readCommon(field, locatorOf(raw).value);
	if (read === 'unset') return undefined;
	if (isProblem(read)) return read;
	input.given.push(field.path as CommonPath);
	return input.addValue(field, read.value);
}

/** Reads the form of "any model" for a model. What the model lacks is a hint, what it does not offer a problem. */
export function inputFor(
	operation: AnyModelOperation,
	model: AnyModel,
	read: Read,
): ModelInput | Problem {
	const input = new Input(model);
	for (const field of operation.commonFields) {
		const problem = addField(field, read(field), input);
		if (problem) return problem;
	}
	input.addHintOnNames();
	const broken = brokenRule(operation, {
		model: model.model.value,
		has: (path) => input.given.includes(path as CommonPath),
		valueAt: () => undefined,
		countAt: () => 0,
	});
	return (
		broken ?? {
			hints: input.hints,
			read: (field) => (field === moreInput ? read(field) : input.valueOf(field)),
		}
	);
}
