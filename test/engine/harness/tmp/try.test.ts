import { runWorkflow, startWorkflow, storeBinariesInFiles, useScaledClock } from '..';
import { startSimulator } from '../../../simulator/simulator';
it('imagines', async () => {
	const clock = useScaledClock(20);
	const simulator = await startSimulator({ clock, taskSeconds: 20, accountConcurrency: 5, maxConcurrent: 5 });
	const credentials = { apiKey: simulator.apiKey, webhookSecret: 'hush', baseUrl: simulator.url, uploadUrl: simulator.uploadUrl };
	const run = await runWorkflow({ credentials, items: Array.from({length: 12}, (_, i) => ({ json: { i } })),
		parameters: { operation: 'imagine', prompt: '=fox {{ $json.i }}', options: { downloadFiles: true } } });
	console.log(run.status, run.error?.message, JSON.stringify(run.output[0]?.json), run.output.length, Object.keys(run.output[0]?.binary ?? {}), run.hints, run.logs.filter(l=>l.level!=='debug'));
	console.log(simulator.ledger.tasksMade().length, simulator.ledger.mostTasksAtOnce(), simulator.ledger.mostRequestsAtOnce(), simulator.ledger.requestsTo('look').length, simulator.ledger.requestsTo('create').map(r=>r.answered));
	console.log(run.everything().includes('hush'), run.everything().includes(simulator.apiKey));
	const b = await storeBinariesInFiles();
	const big = simulator.bigFile(30*1024*1024);
	simulator.behaviour.outcome = () => ({ output: { image_url: big } });
	const r2 = await runWorkflow({ credentials, parameters: { operation: 'imagine', prompt: 'x', options: { downloadFiles: true } } });
	console.log(r2.status, r2.error?.message, r2.output[0]?.binary);
	await b.restore();
	simulator.behaviour.pendingSeconds = 1e6;
	const s = startWorkflow({ credentials, parameters: { operation: 'imagine', prompt: 'x', options: { cancelTasksToo: true } } });
	while (simulator.ledger.tasksMade().length < 14) await new Promise(r => setTimeout(r, 10));
	await new Promise(r => setTimeout(r, 50));
	const t0 = Date.now(); s.stop(); const r3 = await s.ended;
	console.log('stopped after', Date.now() - t0, r3.status, r3.logs.filter(l=>l.level!=='debug'), r3.messages, simulator.ledger.requestsTo('cancel').length);
	await simulator.close(); clock.restore();
});
