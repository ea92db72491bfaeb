/** One try to send a webhook. While it is in flight there is neither `answered` nor `error`. */
export interface DeliveryRecord {
	readonly number: number;
	readonly taskId: string;
	/** The status in the body, or an empty text when it has none. */
	readonly status: string;
	/** Where it was sent to. */
	readonly endpoint: string;
	/** Counted from 1. */
	readonly try: number;
	readonly at: number;
	/** The HTTP status of the answer. */
	answered: number | undefined;
	/** Why there is no answer. */
	error: string | undefined;
	/** Time to the answer's head, measured in real time whatever the simulator's clock shows. */
	milliseconds: number | undefined;
}

export type NewDelivery = Pick<DeliveryRecord, 'taskId' | 'status' | 'endpoint' | 'try'>;

/** How the times to an answer are spread, in milliseconds; NaN where nothing was answered. */
export interface AnswerTimes {
	readonly count: number;
	readonly median: number;
	readonly p95: number;
	readonly max: number;
}

/** Whether the receiver took it. */
export const isTaken = ({ answered }: DeliveryRecord): boolean =>
	answered !== undefined && answered >= 200 && answered < 300;

/** The smallest value that a share of all values does not exceed. */
const atShare = (sorted: readonly number[], share: number): number =>
	sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;

export const answerTimes = (deliveries: readonly DeliveryRecord[]): AnswerTimes => {
	const sorted = deliveries
		.flatMap(({ milliseconds }) => milliseconds ?? [])
		.sort((one, other) => one - other);
	return {
		count: sorted.length,
		median: atShare(sorted, 0.5),
		p95: atShare(sorted, 0.95),
		max: atShare(sorted, 1),
	};
};
