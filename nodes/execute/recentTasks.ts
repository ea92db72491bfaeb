import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import type { ReadRecentTasks, RecentTask } from '../description/listSearch';
import { systemClock } from '../task/clock';
import { HISTORY_PAGE_SIZE } from '../transport/client';
import { isObject } from '../transport/envelope';
import { createProblem, isProblem, withoutSecrets } from '../transport/problem';
import { connect } from './connection';

const READ_FOR = 10_000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function recentTask(row: IDataObject): RecentTask | undefined {
	const taskId = textOf(row.task_id);
	if (taskId === '') return undefined;
	// The whole ID does not fit into n8n's list.
	const shortId = taskId.slice(0, 8);
	const parts = [textOf(row.action), textOf(row.status), timeText(row.created_at), shortId];
	return { taskId, label: parts.filter((part) => part !== '').join(' · ') };
}

/** In UTC, as all of PiAPI's times. */
function timeText(value: unknown): string {
	const time = typeof value === 'number' ? new Date(value * 1000) : new Date(textOf(value));
	return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 16).replace('T', ' ');
}

/** The account's tasks for the From List choice. Source: https://piapi.ai/docs/piapi-user-history-query */
export const readRecentTasks: ReadRecentTasks = async (
	context: ILoadOptionsFunctions,
	family: Family | undefined,
	page: number,
) => {
	const connection = await connect(context, systemClock);
	if (isProblem(connection)) return { problem: `${connection.message}. ${connection.advice}` };
	const { client, secrets } = connection;
	const exchange = await connection.retry(
		async () => await client.getHistory({ page, model: family?.historyModel }),
		READ_FOR,
	);
	if (exchange.outcome !== 'answered') {
		const reason =
			'problem' in exchange
				? exchange.problem
				: createProblem({ message: 'No answer', advice: '' });
		return { problem: withoutSecrets(`${reason.message}. ${reason.advice}`, secrets) };
	}
	const { data } = exchange.envelope;
	const rows = isObject(data) && Array.isArray(data.data) ? data.data.filter(isObject) : [];
	return {
		tasks: rows.map(recentTask).filter((task): task is RecentTask => task !== undefined),
		isLast: rows.length < HISTORY_PAGE_SIZE,
	};
};
