import { createStop, type StopSignal } from '../transport/stopSignal';

/** What is known of the tasks of one kind (see `taskKind`). Durations in milliseconds. */
export interface Peers {
	/** How long finished tasks took from creation, the newest last. */
	known(): readonly number[];
	/** Tasks that are awaited now, this one included. */
	count(): number;
	/** Between 0 and 1, evenly spread over the tasks of the kind; it spreads their first checks. */
	readonly phase: number;
	/** Fires, once, when another task finishes and that changes what to expect. */
	news(): StopSignal;
	/** Ignores what is not a duration. */
	learn(duration: number | undefined): void;
	leave(): void;
}

/** Remembers how long tasks took, by kind. */
export interface Durations {
	join(kind: string): Peers;
	/** What is known without joining. */
	known(kind: string): readonly number[];
	learn(kind: string, duration: number | undefined): void;
	readonly size: number;
}

interface Kind {
	readonly durations: number[];
	awaited: number;
	joined: number;
	news: ReturnType<typeof createStop>;
}

const MOST_KINDS = 500;
const MOST_DURATIONS = 20;
/** So many of its own tell a run more than those of earlier runs. */
const ENOUGH = 5;
/** Durations that differ by less do not change when to check. */
const SAME = 0.03;
/** Multiples of it modulo 1 never lie close together. */
const GOLDEN_RATIO = 0.618_033_988_75;

/** `earlier` is asked as long as little is known here, and told of everything. */
export function createDurations(earlier?: Pick<Durations, 'known' | 'learn'>): Durations {
	/** In the order of their last use. */
	const kinds = new Map<string, Kind>();

	const use = (name: string): Kind => {
		const kind = kinds.get(name) ?? {
			durations: [],
			awaited: 0,
			joined: 0,
			news: createStop(),
		};
		kinds.delete(name);
		kinds.set(name, kind);
		if (kinds.size > MOST_KINDS) {
			const [oldest] = [...kinds].find(([, { awaited }]) => awaited === 0) ?? [];
			if (oldest !== undefined && oldest !== name) kinds.delete(oldest);
		}
		return kind;
	};
	const known = (name: string): readonly number[] => {
		const own = kinds.get(name)?.durations ?? [];
		// `earlier` was told of them as well.
		return own.length >= ENOUGH || earlier === undefined ? own : earlier.known(name);
	};
	const learn = (name: string, duration: number | undefined): void => {
		if (duration === undefined || !(duration > 0 && Number.isFinite(duration))) return;
		const kind = use(name);
		const isNews = kind.durations.every((other) => Math.abs(other - duration) > SAME * other);
		kind.durations.push(duration);
		if (kind.durations.length > MOST_DURATIONS) kind.durations.shift();
		earlier?.learn(name, duration);
		if (!isNews) return;
		const { news } = kind;
		kind.news = createStop();
		news.stop();
	};

	return {
		known,
		learn,
		get size() {
			return kinds.size;
		},
		join(name) {
			const kind = use(name);
			kind.awaited++;
			const phase = (++kind.joined * GOLDEN_RATIO) % 1;
			let left = false;
			return {
				phase,
				known: () => known(name),
				count: () => kind.awaited,
				news: () => kind.news.signal,
				learn: (duration) => learn(name, duration),
				leave: () => {
					if (left) return;
					left = true;
					kind.awaited--;
					if (kind.awaited === 0 && kind.durations.length === 0) kinds.delete(name);
				},
			};
		},
	};
}

/** Of the whole process: later executions know what earlier ones learned. */
export const processDurations = createDurations();
