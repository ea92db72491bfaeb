import type { ProblemType } from './problemType';

export interface Advised {
	/** What it means, for the page. */
	readonly meaning: string;
	readonly advice: string;
	readonly type: ProblemType;
}

/**
 * What to do about what PiAPI says: parts of its texts, as data. The node and the page docs/troubleshooting.md use the
 * same table.
 */
export interface Topic extends Advised {
	readonly name: TopicName;
	/**
	 * Whole words in lower case, found in any case and with any marks between them. These are certain: by them PiAPI or a
	 * model refuses a create for good. It created nothing, and sending it again changes nothing. A failed check of the
	 * account does not say so.
	 */
	readonly certain?: readonly string[];
	/** The same, but only for now: nothing was created, and sending it again later may create it. */
	readonly forNow?: readonly string[];
	/** Fragments that lead to the advice only. `…` stands for a few words of the same sentence. */
	readonly fragments: readonly string[];
	/** Words that contain a fragment and mean something else. */
	readonly except?: readonly string[];
	/**
	 * Fragments that name what checks, and not what it found. A log line with such a name alone may tell of any step.
	 */
	readonly names?: readonly string[];
}

export type TopicName =
	| 'pace'
	| 'plan'
	| 'credit'
	| 'account'
	| 'content'
	| 'origin'
	| 'size'
	| 'file'
	| 'ended'
	| 'key'
	| 'trouble';

const list = (text: string): string[] => text.trim().split(/,\s+/);

/** The first that fits counts. */
export const TOPICS: readonly Topic[] = [
	{
		name: 'pace',
		type: 'busy',
		meaning: 'Too many requests or concurrent tasks',
		advice:
			'PiAPI accepts no more requests or tasks for now; try again later, or lower Max Concurrent Tasks.',
		forNow: list('active task count … reached the plan limit'),
		fragments: list(`
			too many requests, too many tasks, too many active task, too many pending task, too many queued task,
			too many running task, active task count, rate limit, rate limited, concurrent, concurrency, per second,
			per minute, per hour, queue is full, queue full`),
		except: list('frames per second, frame rate limit, sample rate limit, bit rate limit'),
	},
	{
		name: 'plan',
		type: 'plan',
		meaning:
			'The plan of the account does not include this. File upload needs the Creator plan or a higher one: use a link instead of a binary field',
		advice: 'Check in the PiAPI workspace that the plan includes this function.',
		certain: list('insufficient plan, upgrade your plan'),
		fragments: list(`
			insufficient permission, insufficient privilege, insufficient scope, insufficient role, insufficient level,
			insufficient access, your plan, current plan, plan level, plan required, subscription, permission denied`),
		except: list('check your plan and billing'),
	},
	{
		name: 'credit',
		type: 'credit',
		meaning: 'Not enough credit: the charge could not be reserved. Account > Get shows the balance',
		advice: 'Top up the balance in the PiAPI workspace.',
		certain: list(`
			freeze point, failed to freeze credit, failed to freeze quota, freeze credit failed, freeze quota failed,
			insufficient credit, insufficient balance, insufficient point, insufficient fund, insufficient quota,
			insufficient user quota, insufficient account balance, not enough credit, not enough balance,
			not enough point, credit not enough, credits not enough, credit is not enough, credits are not enough,
			balance not enough, balance is not enough, point not enough, points not enough, points are not enough,
			quota not enough, quota is not enough, not have enough credit, don t have enough credit, out of credit`),
		fragments: list(`
			insufficient, no credit, no balance, low balance, balance too low, balance is too low, not enough fund,
			not enough quota, have enough credit, freeze credit, freeze quota, credit exhausted, credits exhausted,
			quota exhausted, out of quota, payment required, quota exceeded, exceeded your current quota, overdue balance,
			account overdue, in arrears, top up, recharge`),
		except: list(`
			insufficient resolution, insufficient quality, insufficient detail, insufficient length, insufficient duration,
			insufficient size, insufficient width, insufficient height, insufficient data, insufficient information,
			insufficient context, insufficient input, insufficient image, insufficient frame, insufficient text,
			insufficient prompt, insufficient lyrics, insufficient light, insufficient contrast, insufficient number,
			insufficient parameter, insufficient argument, insufficient memory, insufficient capacity,
			insufficient resource, insufficient gpu, insufficient storage`),
	},
	{
		name: 'account',
		type: 'account',
		meaning: 'The account itself is blocked',
		advice: "Ask PiAPI's support about the account.",
		fragments: list(`
			account … banned, account … suspended, account … disabled, account … frozen, account … blocked,
			account … locked, user banned, user is banned, ip banned`),
	},
	{
		name: 'content',
		type: 'content',
		meaning: 'PiAPI or the model does not accept the content',
		advice:
			'Moderation by PiAPI or by the model refused the content. Change the prompt or the media.',
		certain: list('content violation, content policy, moderation blocked, banned prompt, nsfw'),
		fragments: list(`
			moderation, moderated, banned, forbidden word, forbidden content, sensitive, real person, real people,
			real human, public figure, celebrity, celebrities, policy, policies, content guideline, community guideline,
			usage guideline, our guideline, terms of service, violation, violates our, flagged, inappropriate, prohibited,
			unsafe, safety system, safety filter, safety check, safety reason, harmful, offensive, explicit content, sexual,
			nudity, violence, harassment, hateful, hate speech, self harm, illicit, penalty triggered, copyright,
			copyrighted, risk control, prompt is not allowed, prompt not allowed, content is not allowed,
			content not allowed, content restriction, restricted content, content filter, content review,
			content was blocked, due to safety, responsible ai, prompt rejected, prompt was rejected`),
		except: list(`
			case sensitive, time sensitive, access policy, cache policy, cors policy, retry policy, security policy,
			constraint violation, unique violation, protocol violation, schema violation, access violation`),
		names: list(`
			content policy, content filter, content review, moderation, policy, policies, content guideline,
			community guideline, usage guideline, our guideline, terms of service, safety system, safety filter,
			safety check, risk control, copyright,
			nsfw check, nsfw checker, nsfw detector, nsfw detection, nsfw filter, nsfw classifier, nsfw model`),
	},
	{
		name: 'origin',
		type: 'invalid',
		meaning: 'The origin task is too old to continue from',
		advice:
			'Create the origin task again; Upscale, Variation and the like work for about 3 hours after it.',
		fragments: list(`
			parent task … outdated, parent task … not found, parent task … not exist, origin task … not found,
			origin task … not exist, task … outdated, task … too old, task … expired, job … expired`),
	},
	{
		name: 'size',
		type: 'invalid',
		meaning: 'A file, or the request, is too large',
		advice: 'Use a smaller or shorter file, or use a link instead of a binary field.',
		fragments: list(`
			too large, too big, file size, image size, video size, maximum size, size limit, video is too long,
			audio is too long`),
	},
	{
		name: 'file',
		type: 'invalid',
		meaning: 'PiAPI or the model could not load or read a file',
		advice:
			'Open the link in a private window: it must lead to the file itself, without a login or a page around it, in a format that the operation accepts.',
		fragments: list(`
			decode, decoding, fetch, fetching, download, downloading, invalid image, invalid video, invalid audio,
			invalid file, invalid media, invalid url, url is invalid, url … not accessible, not a valid image,
			not a valid url, cannot identify image, unsupported image, unsupported video, unsupported audio,
			unsupported file, unsupported format, unsupported media, image format, corrupted, failed to load … image,
			failed to load … video, failed to load … audio, failed to read … image, failed to read … file,
			failed to open … file, failed to get … image, failed to process … image, unable to load … image,
			could not load … image`),
		except: list(`
			fetch account, fetch balance, fetch model, fetch result, fetch task, fetch the result, fetch the task,
			fetch user, fetching result, fetching task, download model, download result, download weight, decode body,
			decode json, decode request, decode response, decode token, vae decode, vae decoding`),
	},
	{
		name: 'ended',
		type: 'invalid',
		meaning: 'The service or the model is no longer offered, or has another name',
		advice:
			'PiAPI no longer offers this model or task type, or it has another name. Choose another model or operation.',
		fragments: list(`
			discontinued, no longer available, no longer supported, no longer offered, not available anymore, deprecated,
			sunset, retired, decommissioned, end of life, service … ended, shut down, taken offline, switched off,
			model … not found, model … not exist, model … not supported, model … not available, model … unavailable,
			model … disabled, model … offline, model not open, unsupported model, invalid model, unknown model,
			unsupported task type, invalid task type, unknown task type, task type … not supported,
			task type … not found`),
		except: list('connection was shut down, server is shut down, temporarily unavailable'),
	},
	{
		name: 'key',
		type: 'credential',
		meaning: 'Missing or wrong key: test the credential',
		advice: 'Check the API key in the PiAPI credential.',
		fragments: list(`
			invalid token, invalid api key, invalid key, incorrect api key, wrong api key, missing api key,
			api key … invalid, api key … not found, api key … required, api key … expired, not authenticated,
			unauthenticated, unauthorized, verify api key`),
	},
	{
		name: 'trouble',
		type: 'unavailable',
		meaning: 'PiAPI or the model has a problem; your request may be correct',
		advice: 'PiAPI or the model has a problem; try again later.',
		fragments: list(`
			timeout, time out, timed out, deadline exceeded, took too long, internal error, internal server error,
			server error, system error, service unavailable, temporarily unavailable, bad gateway, overloaded, server busy,
			system busy, server is busy, high load, high demand, no capacity, insufficient capacity, insufficient memory,
			insufficient resource, insufficient gpu, out of memory, upstream, connection reset, connection refused,
			failed to check, try again later`),
		except: list('invalid timeout, timeout must, timeout is required'),
	},
];

export const topicNamed = (name: TopicName): Advised =>
	TOPICS.find((topic) => topic.name === name) ?? { meaning: '', advice: '', type: 'invalid' };
