import type { ResourceForm } from '../form';
import { customTask } from './customTask';

/** What the PiAPI node offers beside the families. */
export const moreResources: readonly ResourceForm[] = [customTask];
