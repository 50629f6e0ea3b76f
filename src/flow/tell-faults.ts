import type { Answer } from '../form/answer.ts';
import { csrfTokenFor } from '../form/csrf-token.ts';
import type { Exchange } from '../form/exchange.ts';
import type { RecoveryFlow, VerificationFlow } from '../form/flow.ts';
import type { FormEntry } from '../form/form-fault.ts';
import { addEntries, findInput, resetMessages, setNodeValue } from '../form/ui/container.ts';
import type { FlowEngine } from './engine.ts';
import { showFaults } from './show-form.ts';

/** Says on the form what was wrong with a submission; nothing else of it changes. */
export async function tellFaults(
  flow: RecoveryFlow | VerificationFlow,
  entries: readonly FormEntry[],
  exchange: Exchange,
  { book, urls }: FlowEngine,
): Promise<Answer> {
  resetMessages(flow.ui);
  addEntries(flow.ui, entries);
  const csrf = findInput(flow.ui, 'csrf_token');
  if (csrf) setNodeValue(csrf, csrfTokenFor(flow, exchange));
  flow.transientPayload = undefined;
  await book.keep(flow);
  return showFaults(flow, exchange, urls);
}
