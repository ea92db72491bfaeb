import { faceSwapApi } from './faceSwap';
import { klingApi } from './kling';
import { lumaApi } from './luma';
import { midjourneyApi } from './midjourney';
import type { FormerApi } from './vocabulary';

/** The APIs of PiAPI's older documentation. */
export const formerApis: readonly FormerApi[] = [faceSwapApi, klingApi, lumaApi, midjourneyApi];
