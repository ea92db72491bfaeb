import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loopback } from '../n8n/ports';
import { ensureN8n, type Installation } from '../n8n/installation';
import { N8nInstance, type Role } from '../n8n/instance';
import { ensurePrograms } from './programs';
import { startPostgres, startRedis, type Server } from './servers';

const WORKERS = 2;
const ENCRYPTION_KEY = 'a key that all processes of the test share';

interface QueueOptions {
	readonly say: (line: string) => void;
	/** What all processes get besides what queue mode needs. */
	readonly environment?: Readonly<Record<string, string>>;
}

type StartProcess = (role: Role, name: string) => Promise<N8nInstance>;

/** n8n in queue mode: a main process, two workers and a webhook process, on Redis and PostgreSQL. */
export class QueueN8n {
	private constructor(
		private readonly startProcess: StartProcess,
		private readonly endAll: () => Promise<void>,
		readonly main: N8nInstance,
		readonly webhook: N8nInstance,
		readonly workers: N8nInstance[],
	) {}

	static async start({ say, environment: own = {} }: QueueOptions): Promise<QueueN8n> {
		const programs = await ensurePrograms(say);
		const installation = await ensureN8n({ say });
		// The database's user must reach it; the folder for temporary files may be for one user alone.
		const folder = await mkdtemp('/var/tmp/n8n-queue-');
		await chmod(folder, 0o755);
		const servers: Server[] = [];
		const processes: N8nInstance[] = [];
		const endAll = async (): Promise<void> => {
			await Promise.all(processes.map(async (instance) => await instance.stop()));
			await Promise.all(servers.map(async (server) => await server.stop()));
			await rm(folder, { recursive: true, force: true });
		};
		try {
			const redis = await startRedis(programs);
			servers.push(redis);
			const postgres = await startPostgres(programs, folder);
			servers.push(postgres);
			const environment = { ...environmentFor(redis, postgres), ...own };
			const startProcess: StartProcess = async (role, name) => {
				const instance = await startRole(role, join(folder, name), installation, environment);
				processes.push(instance);
				return instance;
			};
			// The first one sets up the database.
			const main = await startProcess('start', 'main');
			const others = [
				startProcess('webhook', 'webhook'),
				...Array.from({ length: WORKERS }, async (_, index) =>
					startProcess('worker', `worker-${index}`),
				),
			] as const;
			// Where one does not come up, those that do must be known before all are ended.
			await Promise.allSettled(others);
			const [webhook, ...workers] = await Promise.all(others);
			return new QueueN8n(startProcess, endAll, main, webhook, workers);
		} catch (error) {
			await endAll();
			throw error;
		}
	}

	get processes(): readonly N8nInstance[] {
		return [this.main, this.webhook, ...this.workers];
	}

	/** Puts a fresh worker in the place of one that was ended. */
	async replaceWorker(index: number): Promise<void> {
		this.workers[index] = await this.startProcess('worker', `worker-${index}-again`);
	}

	async stop(): Promise<void> {
		await this.endAll();
	}
}

const environmentFor = (redis: Server, postgres: Server): Record<string, string> => ({
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: loopback,
	QUEUE_BULL_REDIS_PORT: String(redis.port),
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: loopback,
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'postgres',
	DB_POSTGRESDB_PASSWORD: 'none',
	// The processes share no disk.
	N8N_DEFAULT_BINARY_DATA_MODE: 'database',
});

async function startRole(
	role: Role,
	userFolder: string,
	installation: Installation,
	environment: Readonly<Record<string, string>>,
): Promise<N8nInstance> {
	return await N8nInstance.start({
		installation,
		role,
		userFolder,
		logLevel: 'debug',
		environment: (port) => ({
			...environment,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_PORT: String(port),
		}),
	});
}
