/** What n8n 3 changes, from its page "n8n 3.0 breaking changes" and the migration rules in n8n 2.41. */

const BASE = 'n8n-nodes-base';
const LANGCHAIN = '@n8n/n8n-nodes-langchain';

const insteadOf = (prefix: string, replacements: Readonly<Record<string, string>>) =>
	Object.entries(replacements).map(
		([name, replacement]) => [`${prefix}.${name}`, `Use ${replacement} instead`] as const,
	);

const withoutService = (...types: readonly string[]) =>
	types.map((type) => [type, 'The service of the node is gone'] as const);

/** The types of the nodes that n8n 3 removes, with the reason or the replacement that n8n names. */
export const removedInN8n3: ReadonlyMap<string, string> = new Map([
	...insteadOf(BASE, {
		aiTransform: 'Code',
		cron: 'Schedule Trigger',
		function: 'Code, with Run Once for All Items',
		functionItem: 'Code, with Run Once for Each Item',
		htmlExtract: 'HTML, with Extract HTML Content',
		iCal: 'Convert to File, with Convert to ICS',
		interval: 'Schedule Trigger',
		itemLists: 'Aggregate, Limit, Remove Duplicates, Sort, Split Out or Summarize',
		moveBinaryData: 'Convert to File or Extract From File',
		openAi: 'the OpenAI node of the LangChain package',
		readBinaryFile: 'Read/Write Files from Disk',
		readBinaryFiles: 'Read/Write Files from Disk',
		readPDF: 'Extract From File',
		workflowTrigger: 'n8n Trigger',
		writeBinaryFile: 'Read/Write Files from Disk',
	}),
	...insteadOf(LANGCHAIN, {
		code: 'Code',
		documentBinaryInputLoader: 'Default Data Loader, with Binary',
		documentJsonInputLoader: 'Default Data Loader, with JSON',
		lmOpenAi: 'OpenAI Chat Model',
		manualChatTrigger: 'Chat Trigger',
		memoryChatRetriever: 'Memory Manager',
		openAiAssistant: 'OpenAI, with Assistant',
		toolHttpRequest: 'HTTP Request as a tool',
		toolSerpApi: 'SerpApi',
		vectorStoreInMemoryInsert: 'In-Memory Vector Store',
		vectorStoreInMemoryLoad: 'In-Memory Vector Store',
		vectorStorePineconeInsert: 'Pinecone Vector Store',
		vectorStorePineconeLoad: 'Pinecone Vector Store',
		vectorStoreSupabaseInsert: 'Supabase Vector Store',
		vectorStoreSupabaseLoad: 'Supabase Vector Store',
	}),
	...withoutService(
		`${BASE}.orbit`,
		`${LANGCHAIN}.documentGithubLoader`,
		`${LANGCHAIN}.memoryMotorhead`,
		`${LANGCHAIN}.memoryZep`,
		`${LANGCHAIN}.vectorStoreZep`,
		`${LANGCHAIN}.vectorStoreZepInsert`,
		`${LANGCHAIN}.vectorStoreZepLoad`,
	),
]);

/** The first version that n8n 3 still runs, of nodes that lose their older versions. */
export const oldestVersionInN8n3: ReadonlyMap<string, number> = new Map([
	[`${LANGCHAIN}.agent`, 2],
	[`${BASE}.gmailTrigger`, 1.4],
]);

/** What expressions and code can no longer call. */
export const helpersRemovedInN8n3 = ['$getPairedItem', '$evaluateExpression'];

/** n8n 2 excludes these by itself; the setting replaces its list. */
const excludedByN8n2 = [`${BASE}.executeCommand`, `${BASE}.localFileTrigger`];

/**
 * The defaults of n8n 3 as settings of n8n 2, as far as it has them. Unverified packages, which n8n 3 no longer loads by
 * itself, are turned on for every n8n of the tests. SSRF protection stays off by default in n8n 3; it is on here, with
 * n8n 3's larger block list, since many instances turn it on. The IPv6 transition ranges are missing: no page lists them.
 */
export const defaultsOfN8n3: Readonly<Record<string, string>> = {
	N8N_COMPRESSION_NODE_MAX_DECOMPRESSED_SIZE_BYTES: String(256 * 1024 * 1024),
	N8N_COMPRESSION_NODE_MAX_ZIP_ENTRIES: '1000',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_DISABLED_MODULES: 'mcp-registry,chat-hub',
	N8N_RUNNERS_TASK_TIMEOUT: '60',
	// The simulator is on loopback.
	N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.0/8',
	N8N_SSRF_BLOCKED_IP_RANGES: 'default,100.64.0.0/10',
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_WORKFLOW_CALLER_POLICY_DEFAULT_OPTION: 'workflowsFromSameOwner',
	NODES_EXCLUDE: JSON.stringify([...excludedByN8n2, ...removedInN8n3.keys()]),
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
};
