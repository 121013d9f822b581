/** Types of a program that the build, which runs without a compiler, shares with the tests. */
export const MARK: string;
export function sourceFingerprint(): string;
export function isBuilt(): boolean;
