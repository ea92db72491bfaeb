import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CredentialType, NodeType } from '../../tools/n8n/client';
import { ClearFailure } from '../../tools/command/failure';
import type { Installation } from '../../tools/n8n/installation';
import type { N8nInstance } from '../../tools/n8n/instance';
import { owner } from '../../tools/n8n/sharedSession';
import { readExample, withCredential } from '../../tools/n8n/workflow';
import { runWorkflow } from '../start/runWorkflow';
import { openService } from '../start/service';
import type { CheckList } from './checkList';
import { startCleanN8n } from './communityPage';
import { LoopbackRegistry } from './registry';
import type { Manifest } from './submission';

/** A packed package, and what its manifest promises. */
export interface Release {
	readonly manifest: Manifest;
	readonly tarball: string;
	/** Names of the node and credential types, as n8n is to offer them. */
	readonly nodeTypes: readonly string[];
	readonly credentialTypes: readonly string[];
}

const offered = <Type extends CredentialType>(
	types: readonly Type[],
	names: readonly string[],
): Type[] =>
	names.map((name) => {
		const type = types.find((one) => one.name === name);
		if (type === undefined) throw new ClearFailure(`n8n does not offer ${name}.`);
		return type;
	});

/** The type's icons, light and dark. */
const iconsOf = ({ name, iconUrl }: CredentialType): string[] => {
	const { light, dark } = (typeof iconUrl === 'object' ? (iconUrl ?? {}) : {}) as {
		light?: string;
		dark?: string;
	};
	if (!light || !dark) throw new ClearFailure(`${name} has no light and dark icon.`);
	return [light, dark];
};

async function assertIcon(address: string): Promise<void> {
	const response = await fetch(address);
	const text = await response.text();
	if (!response.ok || !text.includes('<svg')) {
		throw new ClearFailure(`${address} is not an icon (status ${response.status}).`);
	}
}

/** The package in one clean n8n. */
class Trial {
	constructor(
		private readonly release: Release,
		private readonly n8n: N8nInstance,
		private readonly folder: string,
	) {}

	private get placed(): string {
		const { name } = this.release.manifest;
		return join(this.n8n.userFolder, '.n8n', 'nodes', 'node_modules', name);
	}

	async install(): Promise<string> {
		const { name, version } = this.release.manifest;
		const { installedVersion, installedNodes } = await this.n8n.client.installPackage(
			`${name}@${version}`,
		);
		if (installedVersion !== version) {
			throw new ClearFailure(`n8n installed version ${installedVersion} and not ${version}.`);
		}
		if (!existsSync(join(this.placed, 'package.json'))) {
			throw new ClearFailure(`n8n did not unpack the tarball into ${this.placed}.`);
		}
		return `version ${installedVersion}, ${installedNodes.length} nodes`;
	}

	async assertOffered(): Promise<string> {
		const { client } = this.n8n;
		const types: CredentialType[] = [
			...offered<NodeType>(await client.nodeTypes(), this.release.nodeTypes),
			...offered(await client.credentialTypes(), this.release.credentialTypes),
		];
		for (const icon of types.flatMap(iconsOf)) await assertIcon(`${client.url}/${icon}`);
		return types.map(({ displayName }) => displayName).join(', ');
	}

	async runExample(stop: AbortSignal): Promise<string> {
		const { client } = this.n8n;
		const service = await openService(undefined, '');
		try {
			const credential = await client.createCredential('PiAPI', 'piApi', service.credential);
			const workflow = await readExample('first-image');
			const id = await client.importWorkflow(withCredential(workflow, credential));
			const stage = { client, service, say: () => undefined, stop };
			const { rows, shortcomings } = await runWorkflow(
				stage,
				workflow,
				id,
				join(this.folder, 'files'),
			);
			if (shortcomings.length > 0) throw new ClearFailure(shortcomings.join('\n'));
			const files = rows.flatMap((row) => row.files);
			return `${rows.length} tasks, files saved: ${files.length}`;
		} finally {
			await service.close();
		}
	}

	async uninstall(): Promise<string> {
		await this.n8n.client.uninstallPackage(this.release.manifest.name);
		const left = (await this.n8n.client.nodeTypes()).filter(({ name }) =>
			this.release.nodeTypes.includes(name),
		);
		if (left.length > 0) throw new ClearFailure('n8n still offers the nodes.');
		if (existsSync(this.placed)) throw new ClearFailure(`${this.placed} is still there.`);
		return 'nothing is left';
	}
}

/** Installs the tarball into a clean n8n as a user does, uses it, and removes it again. */
export async function tryInN8n(
	checks: CheckList,
	release: Release,
	installation: Installation,
	signal: AbortSignal,
): Promise<void> {
	const title = (what: string): string => `n8n ${installation.version} ${what}`;
	const folder = await mkdtemp(join(tmpdir(), 'release-check-'));
	const registry = await LoopbackRegistry.offer(release.manifest, release.tarball);
	let n8n: N8nInstance | undefined;
	let trial: Trial | undefined;
	const later = [
		['offers its nodes, credential and icons', async () => await trial?.assertOffered()],
		['runs an example', async () => await trial?.runExample(signal)],
		['uninstalls it', async () => await trial?.uninstall()],
	] as const;
	try {
		const installed = await checks.check(title('installs the tarball'), async () => {
			n8n = await startCleanN8n(installation, registry, folder, signal);
			await n8n.client.setUpOwner(owner);
			trial = new Trial(release, n8n, folder);
			return await trial.install();
		});
		for (const [what, work] of later) {
			if (installed) await checks.check(title(what), work);
			else checks.skip(title(what));
		}
	} finally {
		await n8n?.stop();
		registry.close();
		await rm(folder, { recursive: true, force: true });
	}
}
