import { CoreLogger, container } from './core';
import { LoggerProxy } from 'n8n-workflow';

export interface LogLine {
	readonly level: 'error' | 'warn' | 'info' | 'debug';
	readonly message: string;
	readonly details: unknown;
}

type Listener = (line: LogLine) => void;

const listeners = new Set<Listener>();

const writer =
	(level: LogLine['level']) =>
	(message: string, details?: unknown): void => {
		for (const listener of listeners) listener({ level, message, details });
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

/** Writes down every log line until the returned function is called. */
export const listenToLog = (listener: Listener): (() => void) => {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
};
