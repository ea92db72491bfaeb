import { Unclear, UNREADABLE, type Call } from '../call';
import { asParameter, ID, idIn } from '../path';
import { Expression } from '../expressions';
import { isTemplateObject, type Template } from '../bodyTemplate';
import { inputOf } from './fields';
import { formerApis } from './index';
import type { FormerApi, FormerCreate, FormerTaskCall } from './vocabulary';

const isPath = (form: string, path: string): boolean =>
	form.includes(ID) ? idIn(form, path) !== undefined : form === path;

function readCreate(
	{ model, taskType, fields, defaults = {}, refusal, notes }: FormerCreate,
	api: FormerApi['created'],
	body: Template | undefined,
): Call | Unclear {
	if (!isTemplateObject(body)) return new Unclear(UNREADABLE, api);
	const reason = refusal?.(body);
	if (reason !== undefined) return new Unclear(reason, api);
	const input = inputOf(body, fields, api);
	if (typeof input === 'string') return new Unclear(input, api);
	return {
		kind: 'create',
		body: { model, task_type: taskType, input: { ...defaults, ...input } },
		api,
		notes: notes?.(body) ?? [],
	};
}

function readTaskCall(
	{ kind, path: form }: FormerTaskCall,
	api: FormerApi['checked'],
	path: string,
	body: () => Template | undefined,
): Call | Unclear {
	const inPath = form.includes(ID) ? idIn(form, path) : undefined;
	if (inPath !== undefined) return { kind, taskId: asParameter(inPath), api };
	const given = body();
	const id = isTemplateObject(given) ? given.task_id : undefined;
	if (id instanceof Expression) return { kind, taskId: id.text, api };
	return typeof id === 'string' && id !== ''
		? { kind, taskId: id, api }
		: new Unclear('its body has no "task_id" that can be read', api);
}

/** What a call of one of PiAPI's former APIs asks for, by its plain path; undefined when it is none. */
export function readFormer(
	method: string,
	path: string,
	body: () => Template | undefined,
): Call | Unclear | undefined {
	const former = formerApis.find(({ prefix }) => path.startsWith(prefix));
	if (former === undefined) return undefined;
	const { creates, aboutTasks, others, created, checked } = former;
	const other = others.find(({ path: form }) => isPath(form, path));
	if (other !== undefined) {
		return new Unclear(
			`it ${other.what}, which has no certain counterpart in PiAPI's unified API`,
			checked,
		);
	}
	const create = creates.find((one) => method === 'POST' && one.path === path);
	if (create !== undefined) return readCreate(create, created, body());
	const about = aboutTasks.find((one) => one.method === method && isPath(one.path, path));
	return about === undefined
		? new Unclear(`${method} ${path} is not a known call of ${checked.name}`, checked)
		: readTaskCall(about, checked, path, body);
}
