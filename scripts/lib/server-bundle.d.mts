/** Types of a program that the build, which runs without a compiler, shares with the measurements. */
export function bundleServer(outdir: string, entryPoints: Record<string, string>): Promise<void>;
