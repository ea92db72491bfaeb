/** An option of cURL: whether it takes a value, and what becomes of it. */
interface Option {
	readonly type: 'string' | 'boolean';
	readonly short?: string;
	/** Why a command with it is not converted. Options without it, and without a use, change nothing about the call. */
	readonly refused?: string;
}

const flag = (short?: string): Option => ({ type: 'boolean', ...(short ? { short } : {}) });
const value = (short?: string): Option => ({ type: 'string', ...(short ? { short } : {}) });

const FORM = 'it sends a form, and PiAPI expects JSON: put the body in --data as JSON';
const FILE = 'it reads a file: put what is in the file into the command';

/** Options whose values are the body. */
export const DATA = ['data', 'data-ascii', 'data-binary', 'json'];
/** The same, with a value that never names a file. */
export const RAW_DATA = 'data-raw';

/** The options that people use with APIs. Of the others nobody knows whether they take a value. */
export const OPTIONS: Readonly<Record<string, Option>> = {
	request: value('X'),
	url: value(),
	header: value('H'),
	data: value('d'),
	'data-ascii': value(),
	'data-binary': value(),
	'data-raw': value(),
	json: value(),

	'data-urlencode': { ...value(), refused: FORM },
	form: { ...value('F'), refused: FORM },
	'form-string': { ...value(), refused: FORM },
	get: { ...flag('G'), refused: 'it puts the data into the address, where PiAPI does not read it' },
	'url-query': { ...value(), refused: 'PiAPI does not read what is in the address' },
	'upload-file': { ...value('T'), refused: FILE },
	config: { ...value('K'), refused: FILE },
	next: { ...flag(':'), refused: 'it starts another request: write one command for each' },

	compressed: flag(),
	fail: flag('f'),
	'fail-with-body': flag(),
	globoff: flag('g'),
	'http1.1': flag(),
	http2: flag(),
	include: flag('i'),
	insecure: flag('k'),
	ipv4: flag('4'),
	ipv6: flag('6'),
	location: flag('L'),
	'location-trusted': flag(),
	'no-buffer': flag('N'),
	'no-progress-meter': flag(),
	'progress-bar': flag('#'),
	'remote-name': flag('O'),
	'show-error': flag('S'),
	silent: flag('s'),
	verbose: flag('v'),

	cacert: value(),
	'connect-timeout': value(),
	cookie: value('b'),
	'cookie-jar': value('c'),
	'dump-header': value('D'),
	'max-time': value('m'),
	output: value('o'),
	proxy: value('x'),
	referer: value('e'),
	resolve: value(),
	retry: value(),
	'retry-delay': value(),
	'retry-max-time': value(),
	'user-agent': value('A'),
	'write-out': value('w'),
};
