import { isLink, mediaLinksIn } from '../../nodes/result/mediaLinks';
import { endsSoon } from './endsSoon';

const A = 'https://x.example/a.png';
const V = 'https://x.example/v.mp4';

it.each<[string, string, string[]]>([
	['a Markdown picture', `![fox](${A})`, [A]],
	['a Markdown picture without a file ending', '![](https://x.example/a)', ['https://x.example/a']],
	['a Markdown picture with a title', `![fox](${A} "A fox")`, [A]],
	['a Markdown link', `Done. [Play](${V})`, [V]],
	['a link in pointed brackets', `<${V}>`, [V]],
	['a link alone', V, [V]],
	['a link at the end of a sentence', `See ${V}.`, [V]],
	['a link in parentheses', `(see ${V})`, [V]],
	['a link in bold', `**${V}**`, [V]],
	['a link with parentheses', '![a](https://x.example/a_(1).png)', ['https://x.example/a_(1).png']],
	['a link with a query', `[Play](${V}?sign=a%2Fb&t=1)`, [`${V}?sign=a%2Fb&t=1`]],
	['a link in a JSON answer', JSON.stringify({ image: A, pages: ['https://x.example'] }), [A]],
	['a picture that leads to a video', `[![fox](${A})](${V})`, [A, V]],
	['several, each once', `![fox](${A}) ${A} [Play](${V}) ${V}`, [A, V]],
	['sound', 'https://x.example/s.MP3', ['https://x.example/s.MP3']],
	...[
		`视频已生成：${V}，点击下载`,
		`${V}。`,
		`“${V}”`,
		`‘${V}’`,
		`「${V}」`,
		`（${V}）`,
		`《${V}》`,
		`${V}！`,
		`${V}；谢谢`,
		`【${V}】`,
		`«${V}»`,
		`${V}…`,
		`${V}、${V}`,
		`${V}点击下载`,
		`${V}—click`,
		`الفيديو: ${V}، شكرا`,
		`${V}。`,
		`下载：${V}　完成`,
		`${V}?sign=1，完成`,
	].map((text): [string, string, string[]] => [
		'a link beside other marks',
		text,
		[text.includes('?') ? `${V}?sign=1` : V],
	]),
	['two links with a mark between them', `${A}，${V}`, [A, V]],
	['a name in another script', 'https://x.example/视频.mp4', ['https://x.example/视频.mp4']],
	['a page', 'See [docs](https://x.example/docs) and https://x.example', []],
	['other protocols', '![a](ftp://x.example/a.png) ![b](javascript:a.png)', []],
	['nothing', 'a.png', []],
	['no address', 'https://:80 https://% https://。 https://点击', []],
])('a link to media is found: %s', (_, text, links) => {
	expect(mediaLinksIn(text).map(({ url }) => url)).toEqual(links);
});

it.each<[unknown, boolean]>([
	[A, true],
	['HTTPS://x.example/a', true],
	['https://x.example/my fox.png', true],
	['https://x.example/my fox', false],
	[`${A} ${V}`, false],
	[`${A}\n`, false],
	[` ${A}`, false],
	['https://', false],
	['x.example/a.png', false],
	[['https://x.example'], false],
])('%p is a link: %p', (value, expected) => expect(isLink(value)).toBe(expected));

it.each(['.', ')', '(', '[', '![](', ' ', ' a', 'https://a', '_a'])(
	'a text of nothing but %p is read',
	(part) => {
		const marks = part.repeat(400_000 / part.length);
		for (const text of [`${A}?${marks}#x`, `![](${A}${marks}`, `${A}(${marks}\0x`]) {
			expect(endsSoon(() => mediaLinksIn(text)).length).toBeLessThan(3);
		}
	},
);
