/**
 * Prints the matrix of the fault cases: a row for each fault, a column for each share of the requests that it hit, and
 * in each field how many of its cases balanced.
 */
const COLUMNS = ['first', 'last', 'everyThird', 'all'];

const partsOf = (title) => title.split('|').map((part) => part.trim());

module.exports = class MatrixReporter {
	onRunComplete(_, { testResults }) {
		const cases = testResults
			.flatMap((file) => file.testResults)
			.map(({ title, status }) => ({ parts: partsOf(title), balanced: status === 'passed' }))
			.filter(({ parts }) => parts.length === 5);
		if (cases.length === 0) return;
		const rows = new Map();
		for (const { parts, balanced } of cases) {
			const [target, fault, when] = parts;
			const row = rows.get(`${target}  ${fault}`) ?? {};
			const [good, all] = row[when] ?? [0, 0];
			rows.set(`${target}  ${fault}`, { ...row, [when]: [good + (balanced ? 1 : 0), all + 1] });
		}
		const width = Math.max(...[...rows.keys()].map((name) => name.length));
		const line = (name, fields) =>
			console.log(`${name.padEnd(width)}  ${fields.map((field) => field.padStart(10)).join('  ')}`);
		line('Fault: cases that balance / cases', COLUMNS);
		for (const [name, row] of rows) {
			line(
				name,
				COLUMNS.map((when) => (row[when] ? row[when].join('/') : '')),
			);
		}
		const balanced = cases.filter((one) => one.balanced).length;
		const verdict = balanced === cases.length ? ': nothing lost, nothing paid twice' : '';
		console.log(`${cases.length} fault cases, ${balanced} balance${verdict}.`);
	}
};
