import type { SimulatorOptions } from '../../tools/simulator/options';
import { provocationHelp } from '../../tools/simulator/provocations';
import { startSimulator } from '../../tools/simulator/simulator';
import type { CredentialData } from '../../tools/n8n/client';
import type { ExampleName } from '../../tools/n8n/workflow';

/** The PiAPI that the run talks to. */
export interface Service {
	readonly label: string;
	readonly credential: CredentialData;
	/** The example that is run and left open. */
	readonly mainExample: ExampleName;
	/** How long the example may take. */
	readonly runSeconds: number;
	/** Whether its webhooks reach this machine. */
	readonly canCallBack: boolean;
	/** Where the nodes pause until PiAPI calls back. */
	readonly callback?: CallbackRoute;
	close(): Promise<void>;
}

interface CallbackRoute {
	/** n8n's address as PiAPI knows it. The nodes refuse to be called back at an address of this machine. */
	readonly publicUrl: string;
	/** Leads calls of the public address to the n8n at this one, as a tunnel would. */
	leadTo(n8nUrl: string): void;
}

/** A cheap model, about $0.0015 a run. */
export const PAID_EXAMPLE: ExampleName = 'first-image';
export const FREE_EXAMPLE: ExampleName = 'image-to-video';
export const CALLBACK_EXAMPLE: ExampleName = 'long-video-callback';

const UPLOAD_URL = 'https://upload.theapi.app';

/** How long a task takes where a person is to see the execution wait. */
export const CALLBACK_TASK_SECONDS = 20;

/** The real PiAPI where there is a key, else a simulator on loopback. */
export async function openService(
	apiKey: string | undefined,
	baseUrl: string,
	options: SimulatorOptions = {},
	{ callback = false } = {},
): Promise<Service> {
	if (apiKey !== undefined) return realPiApi(apiKey, baseUrl);
	return callback ? await simulatorThatCallsBack(options) : await simulator(options);
}

const realPiApi = (apiKey: string, baseUrl: string): Service => ({
	label: `PiAPI at ${baseUrl}, with the key from PIAPI_API_KEY: its tasks cost money, this example about $0.0015.`,
	credential: { apiKey, webhookSecret: '', baseUrl, uploadUrl: UPLOAD_URL },
	mainExample: PAID_EXAMPLE,
	runSeconds: 1_800,
	canCallBack: false,
	close: async () => await Promise.resolve(),
});

async function simulator(options: SimulatorOptions): Promise<Service> {
	const started = await startSimulator({ prices: 'documented', ...options });
	const { apiKey, url, uploadUrl } = started;
	return {
		label: `A simulator plays PiAPI at ${url}: its tasks cost nothing.\n\n${provocationHelp}`,
		credential: { apiKey, webhookSecret: '', baseUrl: url, uploadUrl },
		mainExample: FREE_EXAMPLE,
		runSeconds: 120,
		canCallBack: true,
		close: async () => await started.close(),
	};
}

async function simulatorThatCallsBack(options: SimulatorOptions): Promise<Service> {
	const publicUrl = 'https://n8n.example.com/';
	let origin: string | undefined;
	const service = await simulator({
		taskSeconds: CALLBACK_TASK_SECONDS,
		...options,
		webhookRoute: (endpoint) => {
			const isPublic = endpoint.startsWith(publicUrl);
			return isPublic && origin !== undefined
				? new URL(endpoint.slice(publicUrl.length), origin).href
				: endpoint;
		},
	});
	return {
		...service,
		mainExample: CALLBACK_EXAMPLE,
		callback: {
			publicUrl,
			leadTo: (n8nUrl) => {
				origin = n8nUrl;
			},
		},
	};
}
