import { NodeCatalog, nodeId, type Found } from './nodeCatalog';

/** What people ask n8n's AI for. */
const queries = [
	'kling',
	'midjourney',
	'flux',
	'veo',
	'nano banana',
	'udio',
	'seedance',
	'hailuo',
	'piapi',
	'remove background',
	'upscale image',
	'generate image',
	'generate video',
	'text to video',
	'image to video',
	'face swap',
	'text to speech',
	'lip sync',
	'3d model',
	'try on clothes',
	'music generation',
	'sora',
];

/** What Midjourney did and other models still do. */
const forOtherModels = [
	'AI image',
	'image generation',
	'text to image',
	'upscale',
	'upscale image',
	'inpaint',
	'outpaint',
	'describe image',
];

const FIRST = 3;
const FOUND_AT_LEAST = 20;

describe("n8n's search for nodes, as its AI uses it", () => {
	let catalog: NodeCatalog;
	let results: ReadonlyMap<string, Found>;

	beforeAll(async () => {
		catalog = await NodeCatalog.open();
		results = await catalog.search([...queries, ...forOtherModels]);
	});

	const found = (query: string): readonly string[] => results.get(query)?.found ?? [];
	/** 1 for the first; 0 where n8n does not show it. */
	const rankOf = (query: string, name = ''): number =>
		found(query).findIndex((id) => id.startsWith(nodeId(name))) + 1;
	const isNear = (query: string): boolean => rankOf(query) >= 1 && rankOf(query) <= FIRST;

	it('runs over all nodes of this n8n', () => {
		const names = catalog.nodes.map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining([
				'n8n-nodes-base.httpRequest',
				'@n8n/n8n-nodes-langchain.openAi',
				nodeId('piApiTool'),
			]),
		);
	});

	it(`has one of our nodes among the first ${FIRST}`, () => {
		for (const query of queries) {
			process.stdout.write(
				`${query}: rank ${rankOf(query) || 'none'} (${found(query).join(', ')})\n`,
			);
		}
		const far = queries.filter((query) => !isNear(query));
		expect(queries).toHaveLength(22);
		expect(far.length).toBeLessThanOrEqual(queries.length - FOUND_AT_LEAST);
	});

	it.each(forOtherModels)('has PiAPI, not Midjourney, for "%s"', (query) => {
		expect(rankOf(query, 'piApi')).toBeGreaterThan(0);
		expect(rankOf(query, 'midjourney')).toBe(0);
	});

	it('has Midjourney first for its name', () => {
		expect(found('midjourney')[0]).toBe(nodeId('midjourney'));
	});

	it('says when to choose which node', () => {
		const { text = '' } = results.get('midjourney') ?? {};
		expect(text).toContain('@builderHint PiAPI lists its Midjourney service as discontinued');
		expect(text).toContain(`- ${nodeId('piApi')}: "Prefer for images`);
	});
});
