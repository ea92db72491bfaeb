import { requestsOf } from '../../converter/curl/requests';

const TASK = 'https://api.piapi.ai/api/v1/task';
const BODY = { model: 'kling', task_type: 'video_generation', input: { prompt: "it's a fox" } };

const DOCS = `curl --location --request POST '${TASK}' \\
--header 'x-api-key: typed-key-of-somebody' \\
--header 'Content-Type: application/json' \\
--data-raw '{
    "model": "kling",
    "task_type": "video_generation",
    "input": {
        "prompt": "it'\\''s a fox"
    }
}'`;

const only = (text: string) => {
	const [request, ...more] = requestsOf(text);
	expect(more).toEqual([]);
	if (request === undefined || 'reason' in request) throw new Error(request?.reason ?? 'nothing');
	return request;
};
const bodyOf = (text: string): unknown => JSON.parse(only(text).body ?? '');
const reasonsOf = (text: string) =>
	requestsOf(text).map((one) => ('reason' in one ? one.reason : 'accepted'));

describe('a cURL command', () => {
	it("as PiAPI's documentation gives it becomes a request", () => {
		const { method, url, headers } = only(DOCS);
		expect({ method, url }).toEqual({ method: 'POST', url: TASK });
		expect(headers).toEqual([
			{ name: 'x-api-key', value: 'typed-key-of-somebody' },
			{ name: 'Content-Type', value: 'application/json' },
		]);
		expect(bodyOf(DOCS)).toEqual(BODY);
	});

	const json = JSON.stringify(BODY);
	const single = json.replaceAll("'", "'\\''");
	const double = json.replaceAll('"', '\\"');
	const carets = double.replaceAll(/(["{},])/g, '^$1').replaceAll('\\^"', '^\\^"');
	it.each([
		['short options in one word', `curl -sSLXPOST -H'x-api-key: k' -d'${single}' ${TASK}`],
		['double quotes', `curl "${TASK}" -d "${double}"`],
		['$ quotes', `curl ${TASK} --data $'${json.replaceAll("'", "\\'")}'`],
		['$ quotes with escapes', `curl ${TASK} --data $'${json.replace("'", '\\u0027')}'`],
		['line breaks of Windows', `curl ${TASK} ^\r\n  -H "x-api-key: k" ^\r\n  -d "${double}"`],
		['carets before the quotes', `curl ^"${TASK}^" ^\n  --data-raw ^"${carets}^"`],
		['line breaks of PowerShell', `curl.exe '${TASK}' \`\n  --data-raw '${single}'`],
		['spaces after the backslash', `curl '${TASK}' \\  \n --json '${single}'`],
		['a prompt and a pipe', `$ curl ${TASK} --data '${single}' --max-time 30 | jq . > out.json`],
		['--url and an equals sign', `curl --url=${TASK} --data-binary '${single}' --compressed`],
		['variables before it', `KEY=abc\ncurl ${TASK} -H "x-api-key: $KEY" -d '${single}' # a remark`],
	])('may have %s', (_, command) => {
		expect(only(command)).toMatchObject({ method: 'POST', url: TASK });
		expect(bodyOf(command)).toEqual(BODY);
	});

	it('without data asks by GET, and may name its method', () => {
		expect(only(`curl ${TASK}/1`)).toMatchObject({ method: 'GET', url: `${TASK}/1` });
		expect(only(`curl -X delete ${TASK}/1`).method).toBe('DELETE');
		expect(only(`curl ${TASK}/1`).body).toBeUndefined();
	});

	it.each(['$BASE_URL/api/v1/task', '{{base_url}}/api/v1/task', 'api.piapi.ai/api/v1/task'])(
		'may call %s',
		(url) => expect(only(`curl "${url}" -d '{}'`).url).toBe(TASK),
	);

	it('tells which variables of the shell are in its data and its address', () => {
		const command = `curl "${TASK}/$ID" -H "x-api-key: $KEY" -d "{\\"a\\": \\"\${B} $(date)\\"}"`;
		expect(only(command).variables).toEqual(['$ID', '${B}', '$(date)']);
		expect(only(`curl ${TASK} -d '{"a": "$5"}'`).variables).toEqual([]);
	});

	it('may be among others', () => {
		const commands = `curl ${TASK} -d '{}'; curl ${TASK}/1 && echo done\nID=$(curl ${TASK}/2)`;
		const found = requestsOf(commands).map((one) => ('reason' in one ? one.reason : one.url));
		expect(found).toEqual([TASK, `${TASK}/1`, `${TASK}/2`]);
	});

	it.each([
		[`curl ${TASK} --data-urlencode 'a=b'`, /--data-urlencode.*JSON/],
		[`curl ${TASK} -F 'file=@a.png'`, /--form.*JSON/],
		[`curl ${TASK} -d @body.json`, /file body\.json.*content of the file/],
		[`curl ${TASK} --data-binary @-`, /standard input/],
		[`curl -G ${TASK} -d a=b`, /--get/],
		[`curl -K options.txt ${TASK}`, /--config/],
		[`curl ${TASK} --warp 9`, /option --warp/],
		[`curl ${TASK} -d`, /-d has no value/],
		[`curl ${TASK} -d 'a=b'`, /is not JSON/],
		['curl -d "{}"', /no address/],
		[`curl ${TASK} ${TASK}/1`, /several addresses/],
	])('%s is refused in words', (command, reason) => {
		expect(reasonsOf(command)).toEqual([expect.stringMatching(reason)]);
	});

	it('that is refused leaves the others as they are', () => {
		expect(reasonsOf(`curl ${TASK} -d @a\ncurl ${TASK}`)).toEqual([
			expect.stringMatching(/file a/),
			'accepted',
		]);
	});

	it('whose quotation mark is not closed is an error that says where', () => {
		expect(() => requestsOf(`curl ${TASK} \\\n -d '{"a": 1`)).toThrow(/quot.*line 2/);
	});

	it('data from a raw option is sent as it is', () => {
		expect(only(`curl ${TASK} --data-raw '"@a"'`).body).toBe('"@a"');
	});
});

it('text without a command gives no request', () => {
	expect(requestsOf('echo curl-like things')).toEqual([]);
});
