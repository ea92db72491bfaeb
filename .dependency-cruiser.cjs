/** Who may import whom: docs/architecture.md draws it, and test/release/architecture.test.ts compares. */

/** In nodes/: by folder, the folders whose files it may import, types as well. */
const inNodes = {
	Midjourney: ['actions', 'catalog', 'description', 'execute'],
	PiApi: ['actions', 'catalog', 'description', 'execute'],
	PiApiTrigger: ['catalog', 'description', 'webhook'],
	actions: ['catalog', 'execute', 'request', 'result', 'task', 'transport'],
	webhook: ['catalog', 'execute', 'request', 'result', 'task', 'transport'],
	execute: ['catalog', 'description', 'request', 'result', 'task', 'transport'],
	request: ['catalog', 'transport'],
	task: ['catalog', 'transport'],
	result: ['catalog', 'transport'],
	description: ['catalog'],
	catalog: [],
	transport: [],
};

/** In converter/: the same. */
const inConverter = {
	curl: ['calls', 'nodes', 'workflow'],
	nodes: ['calls', 'code', 'items'],
	waiting: ['calls', 'code', 'workflow'],
	items: ['calls', 'code', 'workflow'],
	calls: ['code', 'workflow'],
	code: ['workflow'],
	workflow: [],
};

/** Of the project: by folder, the folders below it. */
const inProject = {
	nodes: [],
	credentials: [],
	converter: ['nodes'],
	tools: ['converter', 'nodes'],
	bench: ['converter', 'nodes', 'tools'],
	scripts: ['bench', 'converter', 'nodes', 'tools'],
	test: ['converter', 'credentials', 'nodes', 'scripts', 'tools'],
};

/** A folder's files import from the folder itself and from those that are named; `root` is before all of them. */
const onlyFrom = (table, root) =>
	Object.entries(table).map(([folder, allowed]) => ({
		name: `${root}${folder} imports only from ${[...allowed, 'itself'].join(', ')}`,
		severity: 'error',
		from: { path: `^${root}${folder}/` },
		to: {
			path: `^${root}(${Object.keys(table).join('|')})/`,
			pathNot: `^${root}(${[...allowed, folder].join('|')})/`,
		},
	}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...onlyFrom(inNodes, 'nodes/'),
		...onlyFrom(inConverter, 'converter/'),
		{
			name: 'the folders of converter import none of the files that use them',
			severity: 'error',
			from: { path: '^converter/[^/]+/' },
			to: { path: '^converter/[^/]+$', pathNot: '^converter/(inputError|json|report)[.]ts$' },
		},
		...onlyFrom(inProject, ''),
		{
			name: 'no circles',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no circles between the folders of tools',
			severity: 'error',
			scope: 'folder',
			from: { path: '^tools/[^/]+$' },
			to: { circular: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|converter/page)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		detectProcessBuiltinModuleCalls: false,
	},
};
