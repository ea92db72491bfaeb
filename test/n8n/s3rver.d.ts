/** The part of the package that the tests use; it brings no types. */
declare module '@20minutes/s3rver' {
	interface Options {
		readonly address: string;
		readonly port: number;
		readonly directory: string;
		readonly silent: boolean;
		readonly vhostBuckets: boolean;
		readonly configureBuckets: ReadonlyArray<{ readonly name: string }>;
	}

	class S3rver {
		constructor(options: Options);
		run(): Promise<{ readonly port: number }>;
		close(): Promise<void>;
	}

	export = S3rver;
}
