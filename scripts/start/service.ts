import type { SimulatorOptions } from '../../test/simulator/options';
import { provocationHelp } from '../../test/simulator/provocations';
import { startSimulator } from '../../test/simulator/simulator';
import type { CredentialData } from '../n8n/client';

/** The PiAPI that the run talks to. */
export interface Service {
	readonly label: string;
	readonly credential: CredentialData;
	/** How long the example may take. */
	readonly runSeconds: number;
	/** Whether its webhooks reach this machine. */
	readonly canCallBack: boolean;
	close(): Promise<void>;
}

const uploadUrl = 'https://upload.theapi.app';

/** The real PiAPI where there is a key, else a simulator on loopback. */
export async function openService(
	apiKey: string | undefined,
	baseUrl: string,
	options: SimulatorOptions = {},
): Promise<Service> {
	if (apiKey !== undefined) {
		return {
			label: `PiAPI at ${baseUrl}, with the key from PIAPI_API_KEY: its tasks cost money.`,
			credential: { apiKey, webhookSecret: '', baseUrl, uploadUrl },
			runSeconds: 1_800,
			canCallBack: false,
			close: async () => undefined,
		};
	}
	const simulator = await startSimulator(options);
	return {
		label: `A simulator plays PiAPI at ${simulator.url}: its tasks cost nothing.\n\n${provocationHelp}`,
		credential: {
			apiKey: simulator.apiKey,
			webhookSecret: '',
			baseUrl: simulator.url,
			uploadUrl: simulator.uploadUrl,
		},
		runSeconds: 120,
		canCallBack: true,
		close: async () => await simulator.close(),
	};
}
