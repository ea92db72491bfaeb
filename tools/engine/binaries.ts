import { container, CoreLogger } from './core';
import './log';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataConfig, BinaryDataService, ErrorReporter } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

type ServiceLogger = ConstructorParameters<typeof BinaryDataService>[2];

const newService = (config: BinaryDataConfig): BinaryDataService =>
	new BinaryDataService(
		config,
		container.get(ErrorReporter),
		container.get(CoreLogger) as ServiceLogger,
	);

interface StoredBinaries {
	readonly folder: string;
	/** Back to memory; the files are gone. */
	restore(): Promise<void>;
}

/** Lets n8n keep binary data in a temporary folder, as it does by default; else it is in memory. */
export const storeBinariesInFiles = async (): Promise<StoredBinaries> => {
	const folder = await mkdtemp(join(tmpdir(), 'piapi-binaries-'));
	const config = container.get(BinaryDataConfig);
	Object.assign(config, { mode: 'filesystem', localStoragePath: folder });
	const service = newService(config);
	await service.init();
	container.set(BinaryDataService, service);
	return {
		folder,
		restore: async () => {
			container.set(BinaryDataService, newService(config));
			await rm(folder, { recursive: true, force: true });
		},
	};
};

/** The bytes of a binary field, wherever they are kept. */
export const bytesOf = async (binary: IBinaryData): Promise<Buffer> =>
	await container.get(BinaryDataService).getAsBuffer(binary);
