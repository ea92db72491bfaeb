import type { SimulatorOptions } from './options';

/** Options of both `npm run simulator` and `npm start`. */
export const networkFlags = {
	'no-upload': { type: 'boolean', default: false },
	html: { type: 'boolean', default: false },
} as const;

export const networkHelp = `  --no-upload                the plan does not include file upload: uploads are refused with 403
  --html                     a login page answers everything, as in a network that wants a login first
`;

export const networkOptions = (
	values: Readonly<Partial<Record<keyof typeof networkFlags, boolean>>>,
): SimulatorOptions => ({
	uploadAllowed: values['no-upload'] !== true,
	loginPage: values.html === true,
});
