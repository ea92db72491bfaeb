import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isObject } from '../transport/json';
import { isLink } from '../transport/link';

/** A body of `POST /api/v1/task`. */
export interface RequestBody {
	readonly model: string;
	readonly taskType: string;
	readonly input: IDataObject;
	readonly config: BodyConfig;
	/** What of the body is not in it, and why. */
	readonly notes: readonly string[];
}

interface BodyConfig {
	readonly serviceMode: string;
	readonly webhookUrl: string;
	/** What no parameter of a family takes. */
	readonly rest: IDataObject;
}

/** Thrown for what is not a body; a TypeError for those who call the package from code. */
export class InvalidBody extends TypeError {}

/** An object that was sent with nothing in it is kept. */
const isBare = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

/** Without empty texts, and without what held nothing else. PiAPI takes them for unset. */
function withoutEmpty(value: unknown): unknown {
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.map(([key, inner]) => [key, withoutEmpty(inner)] as const)
			.filter(
				([key, inner]) =>
					inner !== '' && inner !== undefined && (!isBare(inner) || isBare(value[key])),
			),
	);
}

const KNOWN_KEYS = ['model', 'task_type', 'input', 'config'];

/** As it would be sent; undefined when JSON cannot hold it. */
function asSent(given: IDataObject): IDataObject | undefined {
	try {
		return JSON.parse(JSON.stringify(given)) as IDataObject;
	} catch {
		return undefined;
	}
}

/** The options of a node that send it, less what no parameter takes. */
export const optionsOfConfig = ({ serviceMode, webhookUrl }: BodyConfig): INodeParameters => ({
	...(serviceMode === '' ? {} : { serviceMode }),
	...(webhookUrl === '' ? {} : { webhookUrl }),
});

const nameOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function partsOfConfig(config: IDataObject): { config: BodyConfig; notes: string[] } {
	const { service_mode, webhook_config, ...other } = config;
	const isMode = service_mode === 'public' || service_mode === 'private';
	const webhook = isObject(webhook_config) ? webhook_config : {};
	const isOddWebhook = webhook_config !== undefined && !isObject(webhook_config);
	const { endpoint, secret, ...otherOfWebhook } = webhook;
	const isEndpoint = typeof endpoint === 'string' && isLink(endpoint);
	const restOfWebhook = {
		...(endpoint === undefined || isEndpoint ? {} : { endpoint }),
		...otherOfWebhook,
	};
	return {
		config: {
			serviceMode: isMode ? service_mode : '',
			webhookUrl: isEndpoint ? endpoint : '',
			rest: {
				...other,
				...(service_mode === undefined || isMode ? {} : { service_mode }),
				...(Object.keys(restOfWebhook).length === 0 ? {} : { webhook_config: restOfWebhook }),
				...(isOddWebhook ? { webhook_config } : {}),
			},
		},
		notes:
			secret === undefined
				? []
				: ["The webhook secret is not copied: set it as the PiAPI credential's Webhook Secret."],
	};
}

/** Reads a body. Empty texts and an empty config count as unset. Throws an InvalidBody when it is not such a body. */
export function readBody(given: unknown): RequestBody {
	if (!isObject(given))
		throw new InvalidBody('A request body must be an object with model and task_type');
	const sent = asSent(given);
	if (sent === undefined) throw new InvalidBody('A request body must contain only JSON values');
	const { input = {}, config = {} } = sent;
	const [model, taskType] = [nameOf(sent.model), nameOf(sent.task_type)];
	if (model === '' || taskType === '') {
		throw new InvalidBody('A request body requires model and task_type, both as text');
	}
	if (!isObject(input) || !isObject(config)) {
		throw new InvalidBody('In a request body, input and config must be objects');
	}
	const beside = Object.keys(sent).filter((key) => !KNOWN_KEYS.includes(key));
	const parts = partsOfConfig(withoutEmpty(config) as IDataObject);
	return {
		model,
		taskType,
		input: withoutEmpty(input) as IDataObject,
		config: parts.config,
		notes: [
			...beside.map(
				(key) =>
					`"${key}" is left out: it is next to input, where PiAPI does not read it. If you need it, set it in the node.`,
			),
			...parts.notes,
		],
	};
}
