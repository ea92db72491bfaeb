import './environment';
import {
	NodeHelpers,
	type ICredentialType,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { PackageDirectoryLoader } from 'n8n-core';
import { projectFolder } from '../projectFolder';
import './log';
import { stubNodeTypes } from './stubs';

export type AnyNodeType = INodeType | IVersionedNodeType;

/** What the built package offers, loaded as n8n loads it. */
export interface LoadedPackage {
	readonly name: string;
	readonly nodeTypes: ReadonlyMap<string, AnyNodeType>;
	readonly credentialTypes: ReadonlyMap<string, ICredentialType>;
}

const load = async (folder: string): Promise<LoadedPackage> => {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	return {
		name: loader.packageName,
		nodeTypes: new Map(
			Object.entries(loader.nodeTypes).map(([name, { type }]) => [
				`${loader.packageName}.${name}`,
				type,
			]),
		),
		credentialTypes: new Map(
			Object.entries(loader.credentialTypes).map(([name, { type }]) => [name, type]),
		),
	};
};

const loaded = new Map<string, Promise<LoadedPackage>>();

/** Loads a built package; the project itself unless another folder is named. */
export const loadPackage = async (folder = projectFolder): Promise<LoadedPackage> => {
	const loading = loaded.get(folder) ?? load(folder);
	loaded.set(folder, loading);
	return await loading;
};

/** n8n's view on node types: the test's own first, then the package, then the stubs. */
export const nodeTypesOf = (...sources: Array<ReadonlyMap<string, AnyNodeType>>): INodeTypes => {
	const find = (name: string): AnyNodeType => {
		const type = [...sources, stubNodeTypes].map((source) => source.get(name)).find(Boolean);
		if (type === undefined) throw new Error(`The harness has no node type ${name}`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
};
