import { chains } from '../converter/chains/chains';
import { startEcho, type Echo } from './echo';
import { playChain, type PlayedChain, type Verdict } from './playChain';
import { WorkflowEngine } from './workflowEngine';

/** `CHAIN_SEED=5 CHAIN_COUNT=2000` generates other chains, and more of them. */
const seed = Number(process.env.CHAIN_SEED ?? 21);
const count = Number(process.env.CHAIN_COUNT ?? 320);

/** How many that changed are shown, the shortest first. */
const SHOWN = Number(process.env.CHAIN_SHOWN ?? 5);

/** How many run side by side. */
const ABREAST = 6;

/** Too few that run would prove nothing. */
const LEAST = 200;

describe('generated chains of nodes between a task and its reader', () => {
	let engine: WorkflowEngine;
	let echo: Echo;

	beforeAll(async () => {
		engine = await WorkflowEngine.start();
		echo = await startEcho();
	});

	afterAll(async () => {
		await engine.stop();
		await echo.close();
	});

	it(`${count} chains of seed ${seed}: the reader gets the same, or the report names it`, async () => {
		const open = chains(count, seed).entries();
		const played: PlayedChain[] = [];
		const work = async (): Promise<void> => {
			for (const [, chain] of open) played.push(await playChain(engine, echo.url, chain));
		};
		await Promise.all(Array.from({ length: ABREAST }, work));
		const those = (verdict: Verdict): PlayedChain[] =>
			played.filter((one) => one.verdict === verdict);
		const changed = those('changed');
		const verdicts: Verdict[] = [
			'equal',
			'named in the report',
			'stayed',
			'does not run',
			'changed',
		];
		console.log(
			[
				`${played.length} chains, seed ${seed}`,
				...verdicts.map((verdict) => `${verdict}: ${those(verdict).length}`),
				...[...those('stayed'), ...those('does not run')].map(({ text }) => text),
			].join('\n'),
		);
		const shortest = [...changed].sort(
			(one, other) => one.chain.behind.length - other.chain.behind.length,
		);
		expect(
			shortest
				.slice(0, SHOWN)
				.map(({ text }) => text)
				.join('\n\n'),
		).toBe('');
		expect(played.length - those('does not run').length).toBeGreaterThanOrEqual(
			Math.min(LEAST, count / 2),
		);
	}, 600_000);
});
