import { AsyncLocalStorage } from 'node:async_hooks';
import { LoggerProxy } from 'n8n-workflow';
import { CoreLogger, container } from './core';

export interface LogLine {
	readonly level: 'error' | 'warn' | 'info' | 'debug';
	readonly message: string;
	readonly details: unknown;
}

/** The lines of one run. A stopped node may still write some after the run has finished. */
export type RunLog = LogLine[];

const current = new AsyncLocalStorage<RunLog>();

const open = new Set<RunLog>();

const writer =
	(level: LogLine['level']) =>
	(message: string, details?: unknown): void => {
		const own = current.getStore();
		// A line that belongs to no run is shown to all, so that no secret can hide in it.
		for (const log of own ? [own] : open) log.push({ level, message, details });
	};

const logger = {
	error: writer('error'),
	warn: writer('warn'),
	info: writer('info'),
	debug: writer('debug'),
	scoped: () => logger,
};

container.set(CoreLogger, logger);
LoggerProxy.init(logger);

/** Runs something whose log lines, also late ones, go into a log. */
export const logInto = <T>(log: RunLog, run: () => T): T => current.run(log, run);

/** Lets lines that belong to no run into a log, until the returned function is called. */
export const openLog = (log: RunLog): (() => void) => {
	open.add(log);
	return () => {
		open.delete(log);
	};
};
