/** The polyfill of Node's own function, for a page; it comes without types. */
declare module '@pkgjs/parseargs' {
	export { parseArgs } from 'node:util';
}
