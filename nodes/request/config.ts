import type { IDataObject } from 'n8n-workflow';

import { beginningOf } from '../transport/cutText';
import { isObject } from '../transport/json';
import { isLink } from '../transport/link';
import { createProblem, type Problem } from '../transport/problem';

/** The settings that go into the config of a request. */
export interface ConfigSettings {
	/** More settings of the request, as they are. */
	readonly config?: IDataObject;
	readonly serviceMode: string;
	readonly webhookUrl: string;
	/** From the credential. */
	readonly webhookSecret: string;
}

/** The config of a request; empty where nothing is set. */
export function configOf({
	config = {},
	serviceMode,
	webhookUrl,
	webhookSecret,
}: ConfigSettings): IDataObject | Problem {
	const endpoint = webhookUrl.trim();
	if (endpoint !== '' && !isLink(endpoint)) {
		return createProblem({
			message: `Webhook URL is not a link: ${beginningOf(endpoint, 80)}`,
			advice: 'Set Webhook URL to an address that starts with https:// and that PiAPI can reach.',
		});
	}
	const webhook = {
		...(isObject(config.webhook_config) ? config.webhook_config : {}),
		endpoint,
		...(webhookSecret === '' ? {} : { secret: webhookSecret }),
	};
	return {
		...config,
		...(serviceMode === '' ? {} : { service_mode: serviceMode }),
		...(endpoint === '' ? {} : { webhook_config: webhook }),
	};
}
