/**
 * The catalog of n8n-nodes-piapi-unified, for use from code.
 * docs/catalog-from-code.md in the repository explains it with examples.
 */

/** How a field is entered; newer versions may add types. */
export type FieldType =
	| 'boolean'
	| 'choice'
	| 'json'
	| 'media'
	| 'number'
	| 'rows'
	| 'task'
	| 'text';

/** One field of an operation. */
export interface Field {
	/** Path in the task's `input`, such as `prompt`, `camera.type` or `elements[].image_url`. Empty: the whole input. */
	readonly path: string;
	/** Name of the n8n parameter. */
	readonly parameter: string;
	readonly type: FieldType;
	readonly required: boolean;
	/** Name of the field in the form. */
	readonly label: string;
	/** Help text of the field in the form. */
	readonly help: string;
}

/** A place where a resource for any model offers an operation. */
export interface AnyModelOffer {
	/** Value of the node's Resource parameter, such as `anyImage`. */
	readonly resource: string;
	/** Value of the node's Operation parameter. */
	readonly operation: string;
	/** Value of the node's Model parameter. */
	readonly id: string;
}

/** One operation of a node, with the model and task type that it sends. */
export interface Operation {
	/** n8n's type of the node, such as `n8n-nodes-piapi-unified.piApi`. */
	readonly nodeType: string;
	/** Value of the node's Resource parameter, such as `flux`. */
	readonly resource: string;
	/** Value of the node's Operation parameter, such as `generateImage`. */
	readonly operation: string;
	/** `model` of PiAPI's request. */
	readonly model: string;
	/** `task_type` of PiAPI's request. */
	readonly taskType: string;
	readonly fields: readonly Field[];
	/** Empty where only the operation's own resource offers it. */
	readonly anyModel: readonly AnyModelOffer[];
}

/** A node that sends a request, to be placed in an n8n workflow. */
export interface NodeForBody {
	/** n8n's type of the node. */
	readonly type: string;
	readonly typeVersion: number;
	/** The node's parameters, as JSON values. */
	readonly parameters: { [name: string]: unknown };
	/** What the node sends differently, or why no operation sends the body. Empty when there is nothing to say. */
	readonly notes: readonly string[];
	/** Those of the notes about which nothing has to be done. */
	readonly details: readonly string[];
}

/**
 * Every operation of every node, once for each model and task type that it sends. The list and everything in it is
 * frozen: in strict mode, an attempt to change it throws a `TypeError`.
 */
export const operations: readonly Operation[];

/**
 * Returns the node that sends a body of `POST /api/v1/task`: an operation with fields for the input, or a Custom Task
 * where no operation sends the body. Each call returns a new object, whose parameters you may change.
 *
 * @param body - The request body as an object: `model`, `task_type` and, if there are any, `input` and `config`.
 * @throws {TypeError} If the body is not an object, if `model` or `task_type` is not a text, if `input` or `config` is
 * not an object, or if JSON cannot hold the body.
 *
 * @example
 * const { type, parameters } = nodeFor({
 *   model: 'Qubico/flux1-dev',
 *   task_type: 'txt2img',
 *   input: { prompt: 'a lighthouse at dusk' },
 * });
 */
export function nodeFor(body: unknown): NodeForBody;
