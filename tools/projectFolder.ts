import { dirname } from 'node:path';

/** The project's folder, which has package.json. */
export const projectFolder = dirname(__dirname);
