import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { families, nodeTypeOf, variantsOf } from '../catalog';
import type { Family, Operation, Variant } from '../catalog/vocabulary';
import { isObject } from '../transport/envelope';
import { isProblem } from '../transport/problem';
import { asLiterals, asParameter } from './asParameter';
import { digestOf } from './digest';
import { draftOf } from './draft';
import { getPath } from './objectPath';

const CUSTOM_TASK_NODE = 'n8n-nodes-piapi-unified.piApi';
const TYPE_VERSION = 1;

/** A node that sends a request. */
export interface NodeForBody {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: INodeParameters;
	/** What of the request is not in the parameters, and why. */
	readonly notes: readonly string[];
}

interface Body {
	readonly model: string;
	readonly task_type: string;
	readonly input: IDataObject;
	readonly config: IDataObject;
}

/** Without empty texts, and without what held nothing else. PiAPI takes them for unset. */
function withoutEmpty(value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.map(([key, inner]) => [key, withoutEmpty(inner)] as const)
			.filter(
				([key, inner]) =>
					inner !== '' &&
					inner !== undefined &&
					!(isObject(inner) && Object.keys(inner).length === 0 && !isBare(value[key])),
			),
	);
}

/** An object that was sent with nothing in it is kept. */
const isBare = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

const KNOWN_KEYS = ['model', 'task_type', 'input', 'config'];

/** As it would be sent; undefined when JSON cannot hold it. */
function asSent(given: IDataObject): IDataObject | undefined {
	try {
		return JSON.parse(JSON.stringify(given)) as IDataObject;
	} catch {
		return undefined;
	}
}

const nameOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function readBody(given: unknown): { body: Body; notes: string[] } {
	if (!isObject(given)) throw new TypeError('A request body is an object with model and task_type');
	const sent = asSent(given);
	if (sent === undefined) throw new TypeError('A request body holds only what JSON can hold');
	const { input = {}, config = {} } = sent;
	const [model, task_type] = [nameOf(sent.model), nameOf(sent.task_type)];
	if (model === '' || task_type === '') {
		throw new TypeError('A request body needs model and task_type, both as text');
	}
	if (!isObject(input) || !isObject(config)) {
		throw new TypeError('In a request body, input and config are objects');
	}
	const beside = Object.keys(sent).filter((key) => !KNOWN_KEYS.includes(key));
	return {
		body: {
			model,
			task_type,
			input: withoutEmpty(input) as IDataObject,
			config: withoutEmpty(config) as IDataObject,
		},
		notes: beside.map((key) => `"${key}" stands beside input, where PiAPI does not read it.`),
	};
}

interface ConfigParts {
	readonly serviceMode: string;
	readonly webhookUrl: string;
	/** What no parameter of a family takes. */
	readonly rest: IDataObject;
	readonly notes: readonly string[];
}

function partsOfConfig(config: IDataObject): ConfigParts {
	const { service_mode, webhook_config, ...other } = config;
	const isMode = service_mode === 'public' || service_mode === 'private';
	const webhook = isObject(webhook_config) ? webhook_config : {};
	const isOddWebhook = webhook_config !== undefined && !isObject(webhook_config);
	const { endpoint, secret, ...otherOfWebhook } = webhook;
	const isEndpoint = typeof endpoint === 'string' && /^https?:\/\/\S+$/i.test(endpoint);
	const restOfWebhook = {
		...(endpoint === undefined || isEndpoint ? {} : { endpoint }),
		...otherOfWebhook,
	};
	return {
		serviceMode: isMode ? service_mode : '',
		webhookUrl: isEndpoint ? endpoint : '',
		rest: {
			...other,
			...(service_mode === undefined || isMode ? {} : { service_mode }),
			...(Object.keys(restOfWebhook).length === 0 ? {} : { webhook_config: restOfWebhook }),
			...(isOddWebhook ? { webhook_config } : {}),
		},
		notes:
			secret === undefined
				? []
				: [
						"The webhook secret is not copied: it belongs into the PiAPI credential's Webhook Secret.",
					],
	};
}

const optionsOf = ({ serviceMode, webhookUrl }: ConfigParts): INodeParameters => ({
	...(serviceMode === '' ? {} : { serviceMode }),
	...(webhookUrl === '' ? {} : { webhookUrl }),
});

/** The parameters with which an operation may send this input; whether it does is to be seen. */
function parametersOf(
	family: Family,
	operation: Operation,
	variant: Variant,
	{ input }: Body,
	config: ConfigParts,
): INodeParameters {
	const onTop: INodeParameters = {};
	const options: INodeParameters = optionsOf(config);
	for (const field of operation.fields) {
		const value = getPath(input, field.path);
		if (value === undefined) continue;
		(field.onTop ? onTop : options)[field.parameter] = asParameter(field, value);
	}
	return {
		resource: family.value,
		operation: operation.value,
		...(operation.variants === undefined ? {} : { model: variant.value }),
		...onTop,
		...(Object.keys(options).length === 0 ? {} : { options }),
	};
}

/** Whether the node sends exactly the body, but for what is unset in it. */
function sends(
	operation: Operation,
	parameters: INodeParameters,
	body: Body,
	{ serviceMode, webhookUrl }: ConfigParts,
): boolean {
	const given: unknown = parameters.options;
	const options = isObject(given) ? given : {};
	const draft = draftOf(operation, {
		itemIndex: 0,
		read: ({ onTop, parameter }) => (onTop ? parameters[parameter] : options[parameter]),
		variant: parameters.model,
		serviceMode,
		webhookUrl,
		webhookSecret: '',
	});
	if (isProblem(draft)) return false;
	// Some operations always send a service mode.
	const { input, config = {} } = draft.request;
	return digestOf(input) === digestOf(body.input) && (config.service_mode ?? '') === serviceMode;
}

function customTask({ model, task_type, input }: Body, config: ConfigParts): INodeParameters {
	const options: INodeParameters = {
		...optionsOf(config),
		...(Object.keys(config.rest).length === 0
			? {}
			: { customConfig: JSON.stringify(config.rest, null, 2) }),
	};
	return {
		resource: 'customTask',
		operation: 'create',
		customModel: model,
		customTaskType: task_type,
		inputAs: 'json',
		input: JSON.stringify(input, null, 2),
		...(Object.keys(options).length === 0 ? {} : { options }),
	};
}

/**
 * The node that sends this body of `POST /api/v1/task`: an operation that sends exactly it, or else the custom task.
 * Empty texts, an empty config and the webhook secret are left out. Throws a TypeError when it is no such body.
 */
export function nodeFor(given: unknown): NodeForBody {
	const { body, notes } = readBody(given);
	const config = partsOfConfig(body.config);
	const allNotes = [...notes, ...config.notes];
	const isPlain = Object.keys(config.rest).length === 0;
	for (const family of isPlain ? families : []) {
		for (const operation of family.operations) {
			const variant = variantsOf(operation).find(
				({ model, taskType }) => model === body.model && taskType === body.task_type,
			);
			if (variant === undefined) continue;
			const parameters = parametersOf(family, operation, variant, body, config);
			if (!sends(operation, parameters, body, config)) continue;
			return {
				type: nodeTypeOf(family),
				typeVersion: TYPE_VERSION,
				parameters: asLiterals(parameters) as INodeParameters,
				notes: allNotes,
			};
		}
	}
	return {
		type: CUSTOM_TASK_NODE,
		typeVersion: TYPE_VERSION,
		parameters: asLiterals(customTask(body, config)) as INodeParameters,
		notes: allNotes,
	};
}
