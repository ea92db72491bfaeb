import './environment';
import 'reflect-metadata';
import { createRequire } from 'node:module';

type Class<T> = abstract new (...given: never[]) => T;

interface Container {
	get<T>(type: Class<T>): T;
	set<T>(type: Class<T>, instance: T): void;
	has(type: Class<unknown>): boolean;
}

/** The file of the n8n-core under test. */
export const coreEntry = createRequire(__filename).resolve('n8n-core');

/** n8n-core's own copies of its packages: the tree may hold other versions of them beside. */
const fromCore = createRequire(coreEntry);

/** The container in which n8n-core looks up its services. */
export const { Container: container } = fromCore('@n8n/di') as { Container: Container };

export const { Logger: CoreLogger } = fromCore('@n8n/backend-common') as { Logger: Class<object> };
