import type { Address } from './simulatorPlan';

/** What to stream to disk: by the node into n8n's storage, or by a plain request into a file. */
export interface DownloadOrder {
	readonly how: 'node' | 'bare';
	readonly address: Address;
	readonly bytes: number;
	/** Files at the same time. */
	readonly atOnce: number;
}

export type DownloadReply =
	| { readonly seconds: number; readonly growth: number }
	| { readonly failure: string };
