/** The other side of `startChild`: answers each question, and ends when the asking process is gone. */
export function answerQuestions<Question, Reply>(
	answer: (question: Question) => Promise<Reply>,
): void {
	process.on('message', (question: Question) => {
		void answer(question)
			.catch((error: unknown) => ({ failure: String(error) }))
			.then((reply) => process.send?.(reply));
	});
	process.on('disconnect', () => process.exit());
	// Ctrl-C reaches every process of the terminal; the asking one decides when this one ends.
	process.on('SIGINT', () => undefined);
}
