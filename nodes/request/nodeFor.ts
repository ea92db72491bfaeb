import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { families, nodeTypeOf, variantsOf } from '../catalog';
import type { Family } from '../catalog/vocabulary';
import { asLiterals } from './asParameter';
import { fitOperation, isMisfit, NO_DOWNLOAD, type Fit, type Misfit } from './fitOperation';
import { optionsOfConfig, readBody, type RequestBody } from './requestBody';

const CUSTOM_TASK_NODE = 'n8n-nodes-piapi-unified.piApi';
const TYPE_VERSION = 1;

/** A node that sends a request. */
export interface NodeForBody {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
	/** What differs from the request or is in an unusual place, and why. */
	readonly notes: readonly string[];
	/** Those of the notes about which nothing has to be done: the node sends what is meant. */
	readonly details: readonly string[];
}

interface Candidate {
	readonly family: Family;
	readonly found: Fit | Misfit;
}

const candidatesFor = (body: RequestBody): Candidate[] =>
	families.flatMap((family) =>
		family.operations.flatMap((operation) => {
			const variant = variantsOf(operation).find(
				({ model, taskType }) => model === body.model && taskType === body.taskType,
			);
			return variant === undefined
				? []
				: [{ family, found: fitOperation(family, operation, variant, body) }];
		}),
	);

/** The operation that has the most fields for the input; of several, the one that sends it with the fewest changes. */
function bestFit(candidates: readonly Candidate[]): { family: Family; fit: Fit } | undefined {
	const [best] = candidates
		.flatMap(({ family, found }) => (isMisfit(found) ? [] : [{ family, fit: found }]))
		.sort(
			({ fit: a }, { fit: b }) =>
				a.more.length - b.more.length || a.typed.notes.length - b.typed.notes.length,
		);
	return best;
}

/** Why no operation sends the body. An operation for another version of the model tells it only if all others are. */
function reasonOf({ model, taskType }: RequestBody, candidates: readonly Candidate[]): string {
	const misfits = candidates.flatMap(({ found }) => (isMisfit(found) ? [found] : []));
	const [first] = [...misfits].sort((a, b) => Number(a.isOther) - Number(b.isOther));
	return first?.reason ?? `no operation sends the task type ${taskType} of the model ${model}`;
}

const reasonOfConfig = ({ config }: RequestBody): string =>
	`only that sends ${Object.keys(config.rest)
		.map((key) => `config.${key}`)
		.join(' and ')}`;

function asCustomTask(
	{ model, taskType, config, notes }: RequestBody,
	input: IDataObject,
	details: readonly string[],
): NodeForBody {
	const options: INodeParameters =
		Object.keys(config.rest).length === 0
			? {}
			: { customConfig: JSON.stringify(config.rest, null, 2) };
	const taskOptions = optionsOfConfig(config);
	const parameters: INodeParameters = {
		resource: 'customTask',
		operation: 'create',
		customModel: model,
		customTaskType: taskType,
		inputAs: 'json',
		input: JSON.stringify(input, null, 2),
		...NO_DOWNLOAD,
		...(Object.keys(options).length === 0 ? {} : { options }),
		...(Object.keys(taskOptions).length === 0 ? {} : { taskOptions }),
	};
	return {
		type: CUSTOM_TASK_NODE,
		typeVersion: TYPE_VERSION,
		parameters: asLiterals(parameters) as INodeParameters,
		notes: [...notes, ...details],
		details,
	};
}

/**
 * The node that sends this body of `POST /api/v1/task`: an operation with the fields of the body, or else the custom
 * task. Empty texts, an empty config and the webhook secret are left out; numbers and booleans that are text are sent as
 * what they mean. Throws an InvalidBody when it is not such a body.
 */
export function nodeFor(given: unknown): NodeForBody {
	const body = readBody(given);
	const candidates = candidatesFor(body);
	const best = bestFit(candidates);
	if (best !== undefined && Object.keys(body.config.rest).length === 0) {
		const { parameters, typed, more } = best.fit;
		const details = [...typed.notes, ...more];
		return {
			type: nodeTypeOf(best.family),
			typeVersion: TYPE_VERSION,
			parameters: asLiterals(parameters) as INodeParameters,
			notes: [...body.notes, ...details],
			details,
		};
	}
	const { input, notes } = best?.fit.typed ?? { input: body.input, notes: [] };
	const reason = best === undefined ? reasonOf(body, candidates) : reasonOfConfig(body);
	return asCustomTask(body, input, [...notes, `This becomes a Custom Task: ${reason}.`]);
}

/** The custom task that sends this body, even where an operation would. Throws an InvalidBody when it is not such a body. */
export function customTaskFor(given: unknown): NodeForBody {
	const body = readBody(given);
	return asCustomTask(body, body.input, [
		'This becomes a Custom Task: no operation sends the body, whatever its expressions return.',
	]);
}
