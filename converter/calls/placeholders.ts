/** Words of which names for a key are made, instead of the key. */
const WORDS = new Set(
	(
		'a access account add and api apikey authorization auth bearer change changeme copy credential credentials demo ' +
		'dummy enter example fill fake from go goapi header here in insert into is its key keys me my new of own paste ' +
		'pi piapi placeholder please put real replace sample secret set sk some string test the this to todo token ' +
		'unknown user value with x xxx you your yours'
	).split(' '),
);

const MARKS =
	/[<>{}[\]()…"'`\s]|\.{3}|\*{3}|x{4}|your[-_ ]?(?:own|pi|go)?[-_ ]?(?:api|key|token|secret)|placeholder|change[-_ ]?me|replace[-_ ]?(?:me|this|with)/i;

const wordsOf = (text: string): string[] =>
	text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter((word) => word !== '');

const SHORTEST = 8;

/** Whether a text is a key, and not what somebody wrote where a key goes. */
export function isKey(text: string): boolean {
	if (text.length < SHORTEST || MARKS.test(text)) return false;
	if (new Set(text.replace(/[^A-Za-z0-9]/g, '').toLowerCase()).size < 5) return false;
	const words = wordsOf(text);
	return words.length > 0 && !words.every((word) => WORDS.has(word));
}

/** A key without the name of its scheme. */
export const bareKey = (text: string): string => text.replace(/^Bearer\s+/i, '').trim();
