import { factNames, familyFacts } from '../../tools/facts/facts';

/** What the note says of a field that takes base64: PiAPI's page, a client, or that it is refused. */
const TELLS = /base64|data URI/i;
const REFUSED = /base64 is refused/;

const fields = factNames
	.flatMap((name) => familyFacts(name).tasks)
	.flatMap(({ id, input }) => input.map((fact) => ({ place: `${id} ${fact.path}`, ...fact })));

it('every field of which the facts tell that it takes base64 is marked, and no other', () => {
	const told = fields.filter(({ note = '' }) => TELLS.test(note) && !REFUSED.test(note));
	expect(told.length).toBeGreaterThan(18);
	expect(told.filter(({ sentAs }) => sentAs === undefined).map(({ place }) => place)).toEqual([]);
	const marked = fields.filter(({ sentAs }) => sentAs !== undefined);
	expect(marked.filter((field) => !told.includes(field)).map(({ place }) => place)).toEqual([
		// As the page says of both pictures.
		'faceswap.face-swap swap_image',
	]);
});
