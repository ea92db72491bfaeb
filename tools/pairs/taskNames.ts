/** A request for a task, as far as its meaning goes. */
export interface CreatedTask {
	readonly model: string;
	readonly task_type: string;
	readonly input: Readonly<Record<string, unknown>>;
}

/** The same value with the keys of all objects in order. */
export const sorted = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
};

/** A time of this run; the time that PiAPI gives for what has not happened yet begins with 0001. */
const TIME = /\b20\d\d-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g;

/** Headers of a full response tell of the server, and PiAPI's nodes never show a webhook secret. */
const UNTOLD = /,\\*"secret\\*":\\*"\\*"|(?<=\\*"headers\\*":\{)[^}]*(?=\})/g;

/** Replaces what differs from run to run: IDs of tasks with what these were created from, times, hosts. */
export class TaskNames {
	constructor(
		/** By ID, the earliest first: later tasks are created from the links of earlier ones. */
		private readonly tasks: ReadonlyArray<readonly [id: string, task: CreatedTask]>,
		private readonly fileUrl: string,
	) {}

	in(text: string): string {
		const named = this.tasks.reduceRight(
			(sofar, [id, { model, task_type, input }]) => {
				const name = encodeURIComponent(JSON.stringify(sorted({ model, task_type, input })));
				return sofar.replaceAll(id, name);
			},
			text.replace(TIME, 'a time').replace(UNTOLD, ''),
		);
		const { fileUrl } = this;
		return named.replaceAll(fileUrl, 'files').replaceAll(encodeURIComponent(fileUrl), 'files');
	}

	/** The tasks in an order that does not depend on when they were created. */
	all(): string[] {
		return this.tasks
			.map(([, { model, task_type, input }]) =>
				this.in(JSON.stringify(sorted({ model, task_type, input }))),
			)
			.sort();
	}
}
