import { delimiter, dirname } from 'node:path';
import { loopback } from './ports';

interface EnvironmentFacts {
	readonly userFolder: string;
	readonly port: number;
	readonly brokerPort: number;
	readonly logLevel: string;
	readonly nodePath: string;
	readonly own?: Readonly<Record<string, string>>;
}

/**
 * Settings of another n8n on this machine, those of npm and jest, and the user's key stay out of
 * this n8n. With jest's NODE_ENV it would end at once.
 */
const foreign =
	/^(n8n_|db_|executions_|queue_|credentials_|webhook_url|npm_|node_env|node_options|jest_|piapi_)/i;

/** The environment of an n8n that listens on loopback only and sends nothing to n8n's makers. */
export function environmentOf(facts: EnvironmentFacts): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !foreign.test(name)),
	);
	return {
		...inherited,
		PATH: `${dirname(facts.nodePath)}${delimiter}${process.env.PATH ?? ''}`,
		N8N_USER_FOLDER: facts.userFolder,
		N8N_HOST: loopback,
		N8N_LISTEN_ADDRESS: loopback,
		N8N_PORT: String(facts.port),
		N8N_EDITOR_BASE_URL: `http://${loopback}:${facts.port}`,
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: loopback,
		N8N_RUNNERS_BROKER_PORT: String(facts.brokerPort),
		N8N_LOG_LEVEL: facts.logLevel,
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		// A busy machine answers late. With n8n's own five seconds it would refuse every call until the next check.
		DB_PING_TIMEOUT_MS: '120000',
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
		...facts.own,
	};
}
