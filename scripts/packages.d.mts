export function makePackages(into: string): Promise<string[]>;
