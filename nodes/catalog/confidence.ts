/** How sure a fact is. Limits and closed lists are enforced only where it is `documented`. */
export type Confidence = 'documented' | 'client-code' | 'inferred';
