import { Unclear, UNREADABLE, type Call } from '../call';
import { Expression, isTemplateObject, piecesOf, type Template } from '../template';
import { inputOf } from './fields';
import { formerApis } from './index';
import type { FormerApi, FormerCreate, FormerTaskCall } from './vocabulary';

const ID = '{task_id}';

/** The path without its query; a question mark in an expression is code. */
function withoutQuery(path: string): string {
	let kept = '';
	for (const { code, text } of piecesOf(path)) {
		const end = code ? -1 : text.indexOf('?');
		if (end >= 0) return `${kept}${text.slice(0, end)}`;
		kept += code ? `{{ ${text} }}` : text;
	}
	return kept;
}

/** The ID in a path of this form; undefined when it is another path. */
function idIn(form: string, path: string): string | undefined {
	const [before = '', after = ''] = form.split(ID);
	const fits =
		path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
	const id = fits ? path.slice(before.length, path.length - after.length) : '';
	const plain = piecesOf(id).filter(({ code }) => !code);
	return id === '' || plain.some(({ text }) => text.includes('/')) ? undefined : id.trim();
}

const isPath = (form: string, path: string): boolean =>
	form.includes(ID) ? idIn(form, path) !== undefined : form === path;

const asParameter = (text: string): string => (text.includes('{{') ? `=${text}` : text);

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

/** What a call of one of PiAPI's former APIs asks for; undefined when it is none. */
export function readFormer(
	method: string,
	given: string,
	body: () => Template | undefined,
): Call | Unclear | undefined {
	const path = withoutQuery(given).replace(/\/$/, '');
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
