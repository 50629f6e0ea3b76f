export function writeStamp(folder: string, root: string, files: readonly string[]): void;
export function isFresh(folder: string, root: string): boolean;
