import type { SimulatedFamilyFacts } from '../facts/facts';
import type { Answer } from './answers';
import type { Clock } from './clock';
import type { Ledger } from './ledger';
import type { RequestRecord } from './requestRecord';
import type { Behaviour } from './options';
import type { TaskStore } from './tasks';
import type { SimulatedTask } from './simulatedTask';

/** What the endpoints work on. */
export interface EndpointContext {
	readonly behaviour: Behaviour;
	readonly families: readonly SimulatedFamilyFacts[];
	readonly ledger: Ledger;
	readonly tasks: TaskStore;
	readonly clock: Clock;
	readonly fileUrl: string;
	readonly externalUrl: string;
	/** Called with every new task. */
	readonly onCreated: (task: SimulatedTask, taskNumber: number) => void;
}

export type Endpoint = (request: RequestRecord, context: EndpointContext) => Answer;
