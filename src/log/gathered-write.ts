/** Writes lines now and then, many at once: a line that is a system call of its own costs more than the request that it tells of. */
export interface GatheredWrite {
  write(line: string): void;
  /** Writes what has been gathered. */
  flush(): void;
}

const EVERY_MS = 100;
const MOST_CHARACTERS = 64 * 1024;

/** @param write takes whole lines */
export function createGatheredWrite(write: (lines: string) => void): GatheredWrite {
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === '') return;
    const lines = gathered;
    gathered = '';
    write(lines);
  }

  return {
    write(line) {
      gathered += line;
      if (gathered.length >= MOST_CHARACTERS) flush();
      else timer ??= setTimeout(flush, EVERY_MS).unref();
    },
    flush,
  };
}
