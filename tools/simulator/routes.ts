import type { OriginName, RequestKind } from './requestRecord';

const kinds: Readonly<Record<string, RequestKind>> = {
	'api POST /api/v1/task': 'create',
	'api GET /api/v1/task/:id': 'status',
	'api DELETE /api/v1/task/:id': 'cancel',
	'api DELETE /api/v1/tasks': 'cancelMany',
	'api GET /account/info': 'account',
	'api GET /account/active_tasks': 'activeTasks',
	'api GET /api/open/tasks/histories': 'history',
	'api POST /v1/chat/completions': 'chat',
	'api POST /v1/images/generations': 'images',
	'api POST /v1/images/edits': 'images',
	'upload POST /api/ephemeral_resource': 'upload',
};

/** The kind of a request. */
export const kindOf = (origin: OriginName, method: string, path: string): RequestKind => {
	if (origin === 'external' || (origin === 'file' && method === 'GET')) return origin;
	const pattern = path.replace(/^(\/api\/v1\/task\/)[^/]+$/, '$1:id');
	return kinds[`${origin} ${method} ${pattern}`] ?? 'unknown';
};
