import type { MediaKind } from '../../nodes/catalog/vocabulary';
import type { TaskRequest } from '../../nodes/transport/task';
import { ClearFailure } from '../../tools/command/failure';
import type { Offer } from './offers';
import type { LiveOptions } from './options';
import { dollars } from './prices';

/** A task to create, with all that it may cost. */
export interface PlannedTask {
	readonly offer: Offer;
	readonly request: TaskRequest;
	readonly worstUsd: number;
}

export interface Plan {
	/** What the user asked for; all of it fits the cap. */
	readonly tasks: readonly PlannedTask[];
	/** The cheapest request there is: for the cancel and for requests that PiAPI should refuse. */
	readonly cheapest: PlannedTask | undefined;
}

type Choice = Pick<LiveOptions, 'kinds' | 'operations' | 'capUsd' | 'worstUsd' | 'input'>;

function planned(offer: Offer, worstUsd: number): PlannedTask {
	const { model, taskType, input = {} } = offer;
	return { offer, request: { model, task_type: taskType, input }, worstUsd };
}

/** Offers that can be created for a known price, the cheapest first. */
const affordable = (offers: readonly Offer[]): PlannedTask[] =>
	offers
		.flatMap((offer) =>
			offer.input !== undefined && offer.worstUsd !== undefined
				? [planned(offer, offer.worstUsd)]
				: [],
		)
		.sort((one, other) => one.worstUsd - other.worstUsd);

function cheapestOf(kind: MediaKind, offers: readonly Offer[]): PlannedTask {
	const [cheapest] = affordable(offers.filter((offer) => offer.kind === kind && offer.isLive));
	if (cheapest) return cheapest;
	throw new ClearFailure(
		`No operation of the kind ${kind} has a known price and all it needs. Name one of --list with --operation.`,
	);
}

/** An operation by its full name, or by the id that its models share: then the cheapest of them. */
function named(name: string, offers: readonly Offer[], { worstUsd, input }: Choice): PlannedTask {
	const exact = offers.filter((offer) => offer.name === name);
	const fitting = exact.length > 0 ? exact : offers.filter(({ task }) => task.id === name);
	const offer = affordable(fitting)[0]?.offer ?? fitting[0];
	if (offer === undefined) {
		throw new ClearFailure(`There is no operation ${name}. --list prints all of them.`);
	}
	if (offer.missing !== undefined) {
		throw new ClearFailure(`${name} needs ${offer.missing.join(' and ')}.`);
	}
	// Input of the user's own may change the price.
	const documented = input === undefined ? offer.worstUsd : undefined;
	if (documented === undefined && worstUsd === undefined) {
		throw new ClearFailure(
			`What ${name} costs is not known. Say with --worst-price what it costs at most; --cap must cover it.`,
		);
	}
	return planned(offer, Math.max(documented ?? 0, worstUsd ?? 0));
}

/**
 * What to create; fails when the cap does not cover all of it. `plain` are the offers without anything of the user's, of
 * which the cheapest is taken.
 */
export function planOf(offers: readonly Offer[], plain: readonly Offer[], choice: Choice): Plan {
	const tasks = [
		...choice.operations.map((name) => named(name, offers, choice)),
		...choice.kinds.map((kind) => cheapestOf(kind, offers)),
	];
	const total = tasks.reduce((sum, { worstUsd }) => sum + worstUsd, 0);
	if (total > choice.capUsd) {
		throw new ClearFailure(
			`These tasks may cost ${dollars(total)}, and the cap is ${dollars(choice.capUsd)}: ${tasks
				.map(({ offer, worstUsd }) => `${offer.name} ${dollars(worstUsd)}`)
				.join(', ')}. Nothing was sent. Raise --cap, or name cheaper operations.`,
		);
	}
	return { tasks, cheapest: affordable(plain.filter(({ isLive }) => isLive))[0] };
}
