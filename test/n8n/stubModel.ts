import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	readonly role: string;
	readonly content: unknown;
}

interface ChatRequest {
	readonly messages: readonly Message[];
	readonly tools?: ReadonlyArray<{ readonly function: { readonly name: string } }>;
}

async function bodyOf(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
}

/** What a tool is called with, which may depend on what the user says. */
export type ToolArguments =
	| Readonly<Record<string, unknown>>
	| ((asked: string) => Readonly<Record<string, unknown>>);

/**
 * A language model behind OpenAI's interface that does one thing: it calls the tool it is given
 * with these arguments, once or more often, and then answers with what the tool said last, word for word.
 */
export class StubModel {
	/** What the tools said, in order. */
	readonly toolAnswers: unknown[] = [];

	private constructor(
		private readonly server: Server,
		private readonly toolArguments: ToolArguments,
		private readonly calls: number,
	) {
		server.on('request', (request, response) => {
			void bodyOf(request).then((body) => {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(this.answer(body)));
			});
		});
	}

	static async start(toolArguments: ToolArguments, calls = 1): Promise<StubModel> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new StubModel(server, toolArguments, calls);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	private argumentsFor(messages: readonly Message[]): Readonly<Record<string, unknown>> {
		if (typeof this.toolArguments !== 'function') return this.toolArguments;
		const asked = messages.filter(({ role }) => role === 'user').at(-1)?.content;
		return this.toolArguments(typeof asked === 'string' ? asked : JSON.stringify(asked));
	}

	private answer({ messages, tools = [] }: ChatRequest): object {
		const last = messages.at(-1);
		const [tool] = tools;
		if (last?.role === 'tool') this.toolAnswers.push(last.content);
		const called = messages.filter(({ role }) => role === 'tool').length;
		const message =
			called < this.calls && tool
				? {
						role: 'assistant',
						content: null,
						tool_calls: [
							{
								id: `call_${called + 1}`,
								type: 'function',
								function: {
									name: tool.function.name,
									arguments: JSON.stringify(this.argumentsFor(messages)),
								},
							},
						],
					}
				: { role: 'assistant', content: String(last?.content) };
		const reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
		return {
			id: 'chatcmpl-1',
			object: 'chat.completion',
			created: 0,
			model: 'stub',
			choices: [{ index: 0, message, finish_reason: reason }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
