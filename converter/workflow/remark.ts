/** What the report tells about a node. */
export interface Remark {
	readonly node: string;
	readonly text: string;
}
