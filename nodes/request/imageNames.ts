import type { AnyModel } from '../catalog/anyModel/models';
import type { Field } from '../catalog/vocabulary';

/** A name in the spelling of any model, such as @image1 or @image_1, and not a part of an address. */
const NAME = /(?<![\w@.])@image_?(\d+)(?!\w)/gi;

type NamingModel = Pick<AnyModel, 'name'> & {
	readonly serves: Pick<AnyModel['serves'], 'imageNames'>;
};

/** A prompt with the names of images as the model reads them. */
export const withImageNames = (
	prompt: string,
	{ serves: { imageNames } }: Pick<NamingModel, 'serves'>,
): string =>
	imageNames === undefined
		? prompt
		: prompt.replace(NAME, (_, number: string) => `${imageNames.before}${Number(number)}`);

/** What the user should know about the names in a prompt beside so many images. */
export function imageNamesHint(
	{ label }: Pick<Field, 'label'>,
	prompt: string,
	images: number,
	{ name, serves: { imageNames } }: NamingModel,
): string | undefined {
	const named = [...prompt.matchAll(NAME)];
	if (imageNames === undefined) {
		const [[first] = []] = named;
		return first === undefined
			? undefined
			: `${name} is not known to read names of images in ${label}; ${first} was sent as it is`;
	}
	const numbers = named.map(([, number]) => Number(number));
	const missing = Array.from({ length: images }, (_, index) => index + 1).filter(
		(number) => !numbers.includes(number),
	);
	return imageNames.all === true && missing.length > 0
		? `${name} is known to require the name of each image in ${label}; missing: ${missing.map((number) => `@image${number}`).join(', ')}`
		: undefined;
}
