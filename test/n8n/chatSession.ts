import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { N8nClient } from '../../tools/n8n/client';

export interface Button {
	readonly text: string;
	readonly link: string;
}

/** What the chat shows: a text, or a text with buttons. */
export interface ChatMessage {
	readonly text: string;
	readonly buttons: readonly Button[];
}

const HEARTBEAT = 'n8n|heartbeat';
const ANSWER_TO_HEARTBEAT = 'n8n|heartbeat-ack';
const CONTROL = 'n8n|';

const isWithButtons = (value: unknown): value is ChatMessage =>
	typeof value === 'object' && value !== null && 'buttons' in value && 'text' in value;

function readMessage(text: string): ChatMessage {
	if (!text.startsWith('{')) return { text, buttons: [] };
	const value: unknown = JSON.parse(text);
	return isWithButtons(value) ? value : { text, buttons: [] };
}

/** n8n's hosted chat as its page talks to it: a webhook for the first message, a socket for all others. */
export class ChatSession {
	private readonly unread: ChatMessage[] = [];
	private readers: Array<(message: ChatMessage) => void> = [];

	private constructor(
		readonly executionId: string,
		private readonly socket: WebSocket,
	) {
		socket.on('message', (data: Buffer) => this.receive(data.toString()));
	}

	/** Sends the first message to the published workflow with this webhook. */
	static async start(client: N8nClient, webhookId: string, text: string): Promise<ChatSession> {
		const sessionId = randomUUID();
		const response = await fetch(`${client.url}/webhook/${webhookId}/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput: text }),
		});
		const { executionId, resumeToken } = (await response.json()) as {
			executionId: string;
			resumeToken?: string;
		};
		const query = new URLSearchParams({
			sessionId,
			executionId,
			isPublic: 'true',
			...(resumeToken === undefined ? {} : { token: resumeToken }),
		});
		const address = client.url.replace(/^http/, 'ws');
		return new ChatSession(executionId, new WebSocket(`${address}/chat?${query}`));
	}

	/** The next message that the chat shows. */
	async next(): Promise<ChatMessage> {
		const message = this.unread.shift();
		if (message !== undefined) return message;
		return await new Promise((resolve) => this.readers.push(resolve));
	}

	close(): void {
		this.socket.terminate();
	}

	private receive(text: string): void {
		if (text === HEARTBEAT) this.socket.send(ANSWER_TO_HEARTBEAT);
		if (text.startsWith(CONTROL)) return;
		const message = readMessage(text);
		const reader = this.readers.shift();
		if (reader === undefined) this.unread.push(message);
		else reader(message);
	}
}

/** Opens the link of a button, as a click in a browser does; n8n ignores programs that only preview links. */
export async function click({ link }: Button): Promise<void> {
	const response = await fetch(link, {
		headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' },
	});
	if (!response.ok) throw new Error(`n8n answered ${response.status} to the button`);
}
