import { startChild } from './childProcess';
import type { Address, Question, Reply, SimulatorPlan, Story } from './simulatorPlan';

/** Opens one simulator after the other, all in one process beside this one. */
export interface SimulatorHost {
	/** Ends the simulator before it. */
	open(plan: SimulatorPlan): Promise<Address>;
	/** What happened at the simulator that is open. */
	story(): Promise<Story>;
	end(): void;
}

export function startSimulatorHost(): SimulatorHost {
	const child = startChild<Question, Reply>('simulatorProcess');
	const ask = async (question: Question): Promise<Reply> => {
		const reply = await child.ask(question);
		if ('failure' in reply) throw new Error(reply.failure);
		return reply;
	};
	return {
		open: async (plan) => {
			const reply = await ask({ ask: 'open', plan });
			if (!('address' in reply)) throw new Error('The simulator did not say where it listens');
			return reply.address;
		},
		story: async () => {
			const reply = await ask({ ask: 'story' });
			if (!('story' in reply)) throw new Error('The simulator did not say what happened');
			return reply.story;
		},
		end: () => child.end(),
	};
}
