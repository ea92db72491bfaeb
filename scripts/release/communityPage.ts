import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Installation } from '../../tools/n8n/installation';
import { N8nInstance } from '../../tools/n8n/instance';
import { loopback } from '../../tools/n8n/ports';
import type { LoopbackRegistry } from './registry';

/**
 * n8n names the public registry to npm, and takes another one only with a licence. An npm of its
 * own, which is the real one with the registry exchanged, lets the rest be as it is for a user.
 */
const npm = '#!/bin/sh\nPATH="$REAL_NPM_PATH" exec npm "$@" --registry="$LOOPBACK_REGISTRY"\n';

/** A clean n8n whose page of community nodes installs from the given registry. */
export async function startCleanN8n(
	installation: Installation,
	registry: LoopbackRegistry,
	folder: string,
	signal: AbortSignal,
): Promise<N8nInstance> {
	const commands = join(folder, 'commands');
	const path = `${dirname(installation.nodePath)}${delimiter}${process.env.PATH ?? ''}`;
	const userFolder = join(folder, 'user');
	for (const own of [commands, userFolder]) await mkdir(own, { recursive: true });
	await writeFile(join(commands, 'npm'), npm, { mode: 0o755 });
	return await N8nInstance.start({
		installation,
		signal,
		userFolder,
		packageFolder: false,
		environment: {
			PATH: `${commands}${delimiter}${path}`,
			REAL_NPM_PATH: path,
			LOOPBACK_REGISTRY: registry.url,
			npm_config_cache: join(folder, 'npm-cache'),
			// What n8n would ask the internet, the registry refuses.
			HTTPS_PROXY: registry.url,
			NO_PROXY: loopback,
		},
	});
}
