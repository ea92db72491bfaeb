import type { RequestKind, OriginName } from './ledger';

interface Route {
	readonly origin: OriginName;
	readonly method: string;
	readonly path: RegExp;
	readonly kind: RequestKind;
}

const routes: readonly Route[] = [
	{ origin: 'api', method: 'POST', path: /^\/api\/v1\/task$/, kind: 'create' },
	{ origin: 'api', method: 'GET', path: /^\/api\/v1\/task\/[^/]+$/, kind: 'look' },
	{ origin: 'api', method: 'DELETE', path: /^\/api\/v1\/task\/[^/]+$/, kind: 'cancel' },
	{ origin: 'api', method: 'DELETE', path: /^\/api\/v1\/tasks$/, kind: 'cancelMany' },
	{ origin: 'api', method: 'GET', path: /^\/account\/info$/, kind: 'account' },
	{ origin: 'api', method: 'GET', path: /^\/account\/active_tasks$/, kind: 'activeTasks' },
	{ origin: 'api', method: 'GET', path: /^\/api\/open\/tasks\/histories$/, kind: 'history' },
	{ origin: 'api', method: 'POST', path: /^\/v1\/chat\/completions$/, kind: 'chat' },
	{ origin: 'api', method: 'POST', path: /^\/v1\/images\/(generations|edits)$/, kind: 'images' },
	{ origin: 'upload', method: 'POST', path: /^\/api\/ephemeral_resource$/, kind: 'upload' },
	{ origin: 'file', method: 'GET', path: /./, kind: 'file' },
	{ origin: 'stranger', method: '', path: /./, kind: 'stranger' },
];

/** What a request asks for. */
export const kindOf = (origin: OriginName, method: string, path: string): RequestKind =>
	routes.find(
		(route) =>
			route.origin === origin &&
			(route.method === method || route.method === '') &&
			route.path.test(path),
	)?.kind ?? 'unknown';
