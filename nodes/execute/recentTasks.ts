import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import type { ReadRecentTasks } from '../description/listSearch';
import { systemClock } from '../task/clock';
import { rowsIn, type HistoryRow } from '../task/historyRows';
import { HISTORY_PAGE_SIZE } from '../transport/client';
import { withTexts } from '../transport/json';
import { createProblem, isProblem, withoutSecrets } from '../transport/problem';
import { connect } from './connection';
import { taskLabel } from './taskLabel';

const READ_FOR = 10_000;

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
	const shown = (row: HistoryRow): HistoryRow =>
		withTexts(row, (text) => withoutSecrets(text, secrets)) as HistoryRow;
	const place = { now: systemClock.now(), timeZone: context.getTimezone() };
	return {
		tasks: list
			.filter((row) => row !== undefined)
			.filter(({ taskId }) => taskId !== '')
			.map((row) => ({ taskId: row.taskId, label: taskLabel(shown(row), place) })),
		isLast: list.length < HISTORY_PAGE_SIZE,
	};
};
