import { families } from '../../nodes/catalog';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { familyFacts } from '../../tools/facts/facts';
import { problemOf } from './draftStage';

function operationOf(family: string, operation: string): Operation {
	const found = families
		.find(({ value }) => value === family)
		?.operations.find(({ value }) => value === operation);
	if (found === undefined) throw new Error(`${family} ${operation}`);
	return found;
}

const links = (...names: string[]) => names.map((name) => `https://example.com/${name}`);

describe('Kling 2.0 and 2.1-master', () => {
	it.each([
		[{ version: '2.0' }, 'Version 2.0 requires Mode. Set Mode, or change Version.'],
		[{ version: 2 }, 'Version 2.0 requires Mode'],
		[{ version: '2.1-master' }, 'Version 2.1-master requires Mode'],
		[{ version: '2.0', modeChoice: 'std' }, 'Mode Standard cannot be used with Version 2.0'],
		[{ version: '2.0', modeChoice: 'pro' }, 'fine'],
		[{ version: '2.1' }, 'fine'],
		[{}, 'fine'],
	])('need Professional mode: %j', (values, words) => {
		const operation = operationOf('kling', 'generateVideo');
		expect(problemOf(operation, { prompt: 'a fox', ...values })).toContain(words);
	});
});

describe('Seedance 2.0 with the aspect ratio of its first frame', () => {
	it.each([
		[{}, 'Aspect Ratio Auto requires Images. Set Images, or change Aspect Ratio.'],
		[{ imageUrls: links('a.png') }, 'fine'],
		[{ imageUrls: links('a.png', 'b.png') }, 'fine'],
		[{ imageUrls: links('a.png', 'b.png', 'c.png') }, 'Images has 3 files with Aspect Ratio Auto'],
		[
			{ imageUrls: links('a.png'), videoUrls: links('a.mp4') },
			'Aspect Ratio Auto cannot be used with Reference Videos',
		],
		[
			{ imageUrls: links('a.png'), audioUrls: links('a.mp3') },
			'Aspect Ratio Auto cannot be used with Reference Audio',
		],
		[
			{ imageUrls: links('a.png'), modeChoice: 'omni_reference' },
			'Aspect Ratio Auto cannot be used with Mode References',
		],
	])('follows from the files, too: %j', (values, words) => {
		const operation = operationOf('seedance', 'generateVideo2');
		const auto = { aspectRatioChoice: 'auto', prompt: 'a fox' };
		expect(problemOf(operation, { ...auto, ...values }, 'seedance-2')).toContain(words);
	});
});

it('Apply Effect names the effects that mostly fail without a prompt', () => {
	const facts = familyFacts('kling').tasks.find(({ id }) => id === 'kling.effects');
	const { when = '' } = facts?.input.find(({ path }) => path === 'prompt') ?? {};
	const effects = when.replace('effect is ', '').split(/, | or /);
	const { help = '' } =
		operationOf('kling', 'applyEffect').fields.find(({ path }) => path === 'prompt') ?? {};
	expect(effects).toHaveLength(7);
	expect(effects.filter((effect) => !help.toLowerCase().includes(effect))).toEqual([]);
});
