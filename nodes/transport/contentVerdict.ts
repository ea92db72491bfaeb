/**
 * What a text says of a check of the content: that it refused, that it let pass or did not work, or nothing. A text that
 * names moderation may be about its outage, which refuses nothing.
 */
type ContentVerdict = 'refused' | 'not refused';

/** Letters of a text that are read at most. */
const MOST_LETTERS = 50_000;

const anyOf = (words: string, flags = ''): RegExp =>
	new RegExp(`\\b(?:${words.trim().split(/,\s+/).join('|')})\\b`, flags);

/** Something did not work. */
const OUTAGES = anyOf(
	`time ?outs?, timed out, took too long, deadline exceeded, unavailable, unreachable, overload(?:ed)?, busy, crash(?:ed)?,
	offline, maintenance, outage, bad gateway, gateway time ?out, no response, not respond(?:ing)?,
	connection (?:refused|reset|closed|lost|failed|error), (?:internal|server|service|system|upstream|network) errors?,
	internal server error, (?:failed|unable) to (?:reach|connect|call), could not be reached,
	(?:http|status|returned|error|code) 5\\d\\d, out of memory, too many requests, rate limit(?:ed)?`,
	'g',
);

const REFUSAL = `block(?:s|ed|ing)?, refus(?:e|es|ed|al), reject(?:s|ed|ion)?, violat(?:e|es|ed|ing), flag(?:s|ged)?,
	trigger(?:s|ed)?, den(?:y|ies|ied), forbid(?:den|s)?, prohibit(?:s|ed)?, banned, disallow(?:ed|s)?, unsafe,
	inappropriate, illegal, infring(?:e|es|ed|ing|ement), intercepted, censored`;

const FINDING = `violations?, contain(?:s|ed|ing)?, detect(?:s|ed)?, includ(?:e|es|ed|ing), found, suspected, against,
	categories`;

const PASS =
	'pass(?:es|ed)?, allow(?:s|ed)?, approved?, accepted, permitted, cleared, compliant, comply, safe, ok, okay';

/** `no policy violation`, `not flagged`, `violence: false`. */
const ACQUITTALS = [
	new RegExp(
		`\\b(?:no|without|zero|0) (?:\\p{L}+ ){0,2}?${anyOf(`${REFUSAL}, ${FINDING}, issues?`).source}(?: found| detected)?`,
		'gu',
	),
	new RegExp(`\\b(?:not|never) (?:been |yet |being )?${anyOf(REFUSAL).source}`, 'g'),
	/\b\w+ (?:is |was )?(?:false|none|null)\b/g,
];

/** `did not pass`, `passed: false`. */
const NOT_PASSED = [
	new RegExp(
		`\\b(?:not|t|never|cannot|fail(?:ed|s|ure|ing)? to|unable to) (?:be |been |get |yet )?${anyOf(PASS).source}`,
		'g',
	),
	new RegExp(`${anyOf(PASS).source} (?:is |was )?(?:false|no|0)\\b`, 'g'),
];

const REFUSED = anyOf(REFUSAL);
const FOUND = anyOf(FINDING);
const PASSED = anyOf(
	'pass, passes, passed, ok, okay, approved, cleared, skip(?:s|ped|ping)?, proceed(?:s|ed|ing)',
);
/** What a log tells of a check that has no outcome yet. */
const UNDER_CHECK =
	/^(?:checking|running|starting|started|calling|sending|loading|waiting|queued)\b/;

/** Words with one blank between them; a comma stays, as it separates what belongs to different words. */
const plain = (text: string): string =>
	text
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replace(/[,;]/g, ' , ')
		.replace(/[^\p{L}\p{N},]+/gu, ' ')
		.trim();

function verdictOn(sentence: string): ContentVerdict | undefined {
	const words = plain(sentence);
	const rest = words.replace(OUTAGES, ',');
	const hasFailed = rest !== words;
	const marked = NOT_PASSED.reduce((text, pattern) => text.replace(pattern, 'blocked'), rest);
	const told = ACQUITTALS.reduce((text, pattern) => text.replace(pattern, 'passed'), marked);
	if (REFUSED.test(told)) return 'refused';
	if (UNDER_CHECK.test(told)) return 'not refused';
	if (FOUND.test(told)) return 'refused';
	return hasFailed || PASSED.test(told) ? 'not refused' : undefined;
}

const sentencesOf = (text: string): string[] =>
	text.slice(0, MOST_LETTERS).split(/\n|[.;!?](?=\s|$)/);

/** A text without the sentences by which a check of the content did not refuse it. */
export const withoutAcquittals = (text: string): string =>
	sentencesOf(text)
		.filter((sentence) => verdictOn(sentence) !== 'not refused')
		.join('\n');

/** The sentences by which a check refused the content. */
export const refusalsIn = (text: string): string =>
	sentencesOf(text)
		.filter((sentence) => verdictOn(sentence) === 'refused')
		.join('\n');
