import {
	creating,
	factNames,
	familyFacts,
	isDocumented,
	type FieldFact,
} from '../../tools/facts/facts';

/** Words with which the facts tell of a limit, or of what is refused together. */
const LIMIT =
	/at most \d|altogether|must be above|must be absent|\bonly (with|in|together with)\b|\d or \d images|to stay under|\bunder \d/;

/** What is in a file, or follows from it, is not known before the task. */
const OF_FILES = /\d (by \d+ )?pixels|\bMB\b|\d frames|\d seconds|\bs altogether/;

const LIMIT_KEYS = ['min', 'max', 'exclusiveMin', 'maxLength', 'maxItems'] as const;

/** Fields about which the facts say so in words, although no data could; with the reason. */
const NO_LIMITS: Readonly<Record<string, string>> = {
	'hailuo.video_generation image_url': 'The form has the field for the other models only.',
	'seedream.seedream-5-lite aspect_ratio': 'It is about who names the values.',
};

const hasLimit = (field: FieldFact): boolean => LIMIT_KEYS.some((key) => field[key] !== undefined);

const told = factNames
	.flatMap((name) => creating(familyFacts(name)))
	.filter((task) => isDocumented(task))
	.flatMap((task) => task.input.map((field) => ({ task, field })))
	.map(({ task, field }) => ({ task, field, words: [field.when ?? '', field.note ?? ''] }))
	.filter(({ words }) => words.some((text) => LIMIT.test(text) && !OF_FILES.test(text)));

describe('a documented limit, told in the facts', () => {
	it('is found in the words', () => expect(told.length).toBeGreaterThanOrEqual(10));

	it.each(told.map((one) => [`${one.task.id} ${one.field.path}`, one] as const))(
		'%s: is data, too',
		(key, { task, field, words }) => {
			const inRules = JSON.stringify(task.rules ?? []).includes(`"${field.path}`);
			const isData = hasLimit(field) || inRules || Object.hasOwn(NO_LIMITS, key);
			expect([words, isData]).toEqual([words, true]);
		},
	);

	it('needs no reason that is gone', () => {
		const keys = told.map(({ task, field }) => `${task.id} ${field.path}`);
		expect(Object.keys(NO_LIMITS).filter((key) => !keys.includes(key))).toEqual([]);
	});
});

/** Words with which the facts say that only programs of others name the values. */
const OF_CLIENTS = /client code|clients (also )?send|n8n package|in the (newest )?example,/;

/** Fields whose words are about something else than the values or the limits; with the reason. */
const NOT_ABOUT_VALUES: Readonly<Record<string, string>> = {
	'hailuo.video_generation model':
		"PiAPI's pages name the models; the words are about some of them.",
	'kling.effects effect': 'They are suggestions: PiAPI adds effects without notice.',
	'kling.video_generation_3 version': 'The operation sends it.',
	'luma.video_generation duration': 'The values are documented; the rules are marked.',
	'seedance.generate_2 resolution': 'Only the default is from client code.',
};

const ofClients = factNames
	.flatMap((name) => creating(familyFacts(name)))
	.filter((task) => isDocumented(task))
	.flatMap((task) => task.input.map((field) => ({ task, field })))
	.filter(({ field }) => field.enum !== undefined || hasLimit(field))
	.filter(({ field: { note = '' } }) => OF_CLIENTS.test(note));

describe('values and limits that only clients know, told in the facts', () => {
	it('are found in the words', () => expect(ofClients.length).toBeGreaterThanOrEqual(15));

	it.each(ofClients.map((one) => [`${one.task.id} ${one.field.path}`, one] as const))(
		'%s: are marked, so that nothing enforces them',
		(key, { field }) => {
			const marks = [field.enumConfidence, field.limitConfidence];
			const isMarked = marks.some((mark) => mark !== undefined && mark !== 'documented');
			expect([field.note, isMarked || Object.hasOwn(NOT_ABOUT_VALUES, key)]).toEqual([
				field.note,
				true,
			]);
		},
	);
});
