/**
 * Asks the parts of n8n with which its AI reads nodes. They load modules in ways that jest cannot follow, so they run
 * here, on n8n's own Node: `node nodeCatalogProgram.js <n8n's packages> <file with questions> <empty folder>`.
 */
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [modulesFolder, questionFile, schemaFolder] = process.argv.slice(2);
const load = (path) => require(join(modulesFolder, path));
const sdk = '@n8n/workflow-sdk/dist';

const { NodeCatalogService } = load('n8n/dist/node-catalog/node-catalog.service.js');
const generator = load(`${sdk}/generate-types/generate-types.js`);
const schemaHelpers = load(`${sdk}/validation/node-parameter-schema/schema-helpers.js`);
const validator = load(`${sdk}/validation/node-parameter-schema/schema-validator.js`);

/** n8n's catalog of nodes, of the nodes that a running n8n has served. */
async function openCatalog(nodes) {
	const loader = {
		addPostProcessor: () => undefined,
		postProcessLoaders: async () => undefined,
		collectTypes: async () => ({ nodes, credentials: [] }),
	};
	const logger = { debug: () => undefined, warn: (text) => process.stderr.write(`${text}\n`) };
	const catalog = new NodeCatalogService(loader, logger);
	await catalog.initialize();
	return catalog;
}

async function typeText(catalog, nodeId) {
	const { content, error } = await catalog.getNodeTypeDefinition({ nodeId });
	if (error !== undefined) throw new Error(error);
	return content;
}

/** What the AI gets to read for one search, and the nodes in it, the best first. */
async function search(catalog, query) {
	const { results } = await catalog.searchNodes([query]);
	const found = results
		.split('\n')
		.filter((line) => !line.includes('[RELATED]'))
		.flatMap((line) => /^- (\S+)/.exec(line)?.[1] ?? []);
	return { text: results, found };
}

/** The same schemas, but names that they do not know are faults. n8n drops them without a word. */
const strictHelpers = {
	...schemaHelpers,
	z: new Proxy(schemaHelpers.z, {
		get: (z, name) => (name === 'object' ? (shape) => z.object(shape).strict() : z[name]),
	}),
};

const lowered = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The schema of one operation, where there is one; else that of the node. */
function schemaFile({ type, version, parameters }) {
	const folder = join(schemaFolder, 'nodes', ...type.split('.'));
	const { resource = '', operation = '' } = parameters;
	const ofOperation = join(
		folder,
		`v${version}`,
		`resource_${lowered(resource).replace(/-/g, '_')}`,
		`operation_${lowered(operation)}.schema.js`,
	);
	return existsSync(ofOperation) ? ofOperation : join(folder, `v${version}.schema.js`);
}

function unknownNames(node) {
	const { parameters, isTool } = node;
	const resolving = (resolve) => (facts) => resolve({ ...facts, isToolNode: isTool });
	const schema = require(schemaFile(node))({
		...strictHelpers,
		parameters,
		resolveSchema: resolving(schemaHelpers.resolveSchema),
		resolveOneOfSchemas: resolving(schemaHelpers.resolveOneOfSchemas),
	});
	const { error } = schema.safeParse({ parameters });
	return (error?.issues ?? [])
		.filter(({ code }) => code === 'unrecognized_keys')
		.flatMap(({ path, keys }) => keys.map((key) => `Unknown: ${[...path, key].join('.')}`));
}

/** What n8n's schemas say against the parameters of a node. */
function problems(node) {
	const { type, version, parameters, isTool } = node;
	const { errors } = validator.validateNodeConfig(
		type,
		version,
		{ parameters },
		{ isToolNode: isTool },
	);
	return [...errors.map(({ message }) => message), ...unknownNames(node)];
}

async function main() {
	const { nodes, typeTexts, searches, configured } = JSON.parse(readFileSync(questionFile, 'utf8'));
	const catalog = await openCatalog(nodes);
	const types = new Set(configured.map(({ type }) => type));
	await generator.orchestrateGeneration({
		nodes: nodes.filter(({ name }) => types.has(name)),
		outputDir: schemaFolder,
	});
	validator.setSchemaBaseDirs([schemaFolder]);
	const answers = {
		typeTexts: await Promise.all(typeTexts.map((nodeId) => typeText(catalog, nodeId))),
		searches: await Promise.all(searches.map((query) => search(catalog, query))),
		problems: configured.map(problems),
	};
	process.stdout.write(JSON.stringify(answers));
}

void main();
