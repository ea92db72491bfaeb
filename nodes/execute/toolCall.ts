import type { IExecuteFunctions } from 'n8n-workflow';

import { createProblem, type Problem } from '../transport/problem';
import { isTool } from './tool';

/** Calls at the same time, and more than any batch has. */
const MOST_CALLS = 1_000;
/** What n8n accepts as the first argument of `$fromAI`. */
const NAME = /^[\w-]{1,64}$/;

type Arguments = ReadonlyArray<readonly [name: string, value: unknown]>;

/** Whether `$fromAI` returns these arguments; undefined where it returns nothing. */
function areReturned(context: IExecuteFunctions, own: Arguments): boolean | undefined {
	try {
		return own.every(([name, value]) => {
			const given: unknown = context.evaluateExpression(`{{ $fromAI("${name}") }}`, 0);
			return JSON.stringify(given ?? null) === JSON.stringify(value ?? null);
		});
	} catch {
		return undefined;
	}
}

/**
 * Until version 3 of the agent, calls of a tool that run at the same time have the same run index, for which `$fromAI`
 * returns the arguments of the first of them. The item has those of this call, so its true run index can be found.
 */
export function takeOwnCall(context: IExecuteFunctions): Problem | undefined {
	if (!isTool(context)) return undefined;
	const { json = {} } = context.getInputData()[0] ?? {};
	const own = Object.entries(json).filter(([name]) => NAME.test(name));
	if (json.toolCallId !== undefined || own.length === 0) return undefined;
	if (areReturned(context, own) !== false) return undefined;
	const before: unknown = Reflect.get(context, 'runIndex');
	const first = Number(before) || 0;
	for (let runIndex = first + 1; runIndex < first + MOST_CALLS; runIndex++) {
		// The context belongs to this call alone.
		Reflect.set(context, 'runIndex', runIndex);
		const isOwn = areReturned(context, own);
		if (isOwn === true) return undefined;
		if (isOwn === undefined) break;
	}
	Reflect.set(context, 'runIndex', before);
	return createProblem({
		message: 'n8n returns the arguments of another call of this tool that runs at the same time',
		advice:
			'Nothing was sent. Set Batch Size of the AI Agent to 1, or use version 3 of the AI Agent node.',
	});
}
