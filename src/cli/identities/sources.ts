import { JsonFault } from '../../json/fault.ts';
import { type JsonNode, parseTree } from '../../json/tree.ts';
import { readSource } from '../read-source.ts';
import { UsageError } from '../report-failure.ts';
import type { Terminal } from '../terminal.ts';

/** An identity in a file, with the name under which faults are told. */
export interface SourcedIdentity {
  /** `ada.json[0]`; `STD_IN[0]` for standard input. */
  readonly label: string;
  readonly body: JsonNode;
}

/**
 * The identities in files: each holds one, or a list of them. Without files, those of standard input.
 * @throws UsageError for a file that cannot be read or is no JSON
 */
export async function identitiesIn(files: readonly string[], terminal: Terminal): Promise<readonly SourcedIdentity[]> {
  const sources = files.length === 0 ? ['-'] : files;
  const found: SourcedIdentity[] = [];
  for (const source of sources) {
    const name = source === '-' ? 'STD_IN' : source;
    const text = await readSource(source, terminal);
    try {
      const document = parseTree(text);
      const bodies = Array.isArray(document) ? document : [document];
      found.push(...bodies.map((body, index) => ({ label: `${name}[${index}]`, body })));
    } catch (error) {
      if (error instanceof JsonFault) throw new UsageError(`${name}: Could not parse identity: ${error.message}`);
      throw error;
    }
  }
  return found;
}
