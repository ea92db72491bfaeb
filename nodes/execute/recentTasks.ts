import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import type { ReadRecentTasks, RecentTask } from '../description/listSearch';
import { systemClock } from '../task/clock';
import { rowsIn, type HistoryRow } from '../task/historyRows';
import { HISTORY_PAGE_SIZE } from '../transport/client';
import { createProblem, isProblem, withoutSecrets } from '../transport/problem';
import { connect } from './connection';

const READ_FOR = 10_000;

function recentTask({ taskId, taskType, status, createdAt }: HistoryRow): RecentTask {
	// The whole ID does not fit into n8n's list.
	const parts = [taskType, status, timeText(createdAt), taskId.slice(0, 8)];
	return { taskId, label: parts.filter((part) => part !== '').join(' · ') };
}

/** In UTC, as all of PiAPI's times. */
const timeText = (time: number | undefined): string =>
	time === undefined ? '' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');

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
	const list = rowsIn(exchange.envelope) ?? [];
	return {
		tasks: list
			.filter((row) => row !== undefined)
			.filter(({ taskId }) => taskId !== '')
			.map(recentTask),
		isLast: list.length < HISTORY_PAGE_SIZE,
	};
};
