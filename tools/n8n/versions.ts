import { defaultsOfN8n3 } from './n8n3';

/** One n8n, and the Node it runs on. */
export interface N8nVersion {
	readonly version: string;
	readonly oldestNode: string;
	/** The major that is brought where the running Node does not fit. */
	readonly newestNodeMajor: number;
	/** Versions that npm takes for packages n8n depends on. */
	readonly overrides?: Readonly<Record<string, string>>;
	/** Settings that only this n8n knows. */
	readonly environment?: Readonly<Record<string, string>>;
}

/** The last series of n8n 1. It is the oldest n8n that the package is tried with. */
export const oldestN8n: N8nVersion = {
	version: '1.123.81',
	oldestNode: '20.19.0',
	newestNodeMajor: 24,
	// n8n 1 takes this one, which only its spreadsheet nodes use, from a server other than the registry.
	overrides: { xlsx: '0.18.5' },
	environment: {
		// Its other one wants a native module that is not built here.
		N8N_EXPRESSION_ENGINE: 'legacy',
		// As n8n 2 does by itself; n8n 1 keeps files in memory.
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	},
};

/** The n8n that `npm start` and the tests use, and the newest that the package is tried with. */
export const newestN8n: N8nVersion = {
	version: '2.41.1',
	oldestNode: '24.0.0',
	newestNodeMajor: 24,
	// This module asks n8n's makers for a list at every start.
	environment: { N8N_DISABLED_MODULES: 'mcp-registry' },
};

/** Tells the tests that need a real n8n which one to use: `oldest`, a version such as 2.50.0, or else the newest. */
export const n8nUnderTestVariable = 'N8N_UNDER_TEST';

/** With `3`, n8n 2 gets the defaults of n8n 3: `N8N_DEFAULTS_OF=3 npm run test:n8n`. */
export const n8nDefaultsVariable = 'N8N_DEFAULTS_OF';

export function n8nUnderTest(): N8nVersion {
	const asked = process.env[n8nUnderTestVariable] ?? '';
	if (asked === 'oldest') return oldestN8n;
	const n8n = /^\d+\.\d+\.\d+$/.test(asked) ? { ...newestN8n, version: asked } : newestN8n;
	return process.env[n8nDefaultsVariable] === '3'
		? { ...n8n, environment: { ...n8n.environment, ...defaultsOfN8n3 } }
		: n8n;
}

const numbersIn = (version: string): number[] => version.split('.').map(Number);

/** Whether an n8n runs on a Node, given as `process.versions.node`. */
export function runsOn({ oldestNode, newestNodeMajor }: N8nVersion, node: string): boolean {
	const [major = 0, minor = 0] = numbersIn(node);
	const [oldestMajor = 0, oldestMinor = 0] = numbersIn(oldestNode);
	if (major > newestNodeMajor) return false;
	return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
