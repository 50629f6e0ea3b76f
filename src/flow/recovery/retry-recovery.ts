import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { RecoveryFlow } from '../../form/flow.ts';
import type { FormEntry } from '../../form/form-fault.ts';
import { addEntries } from '../../form/ui/container.ts';
import { toForm, toPage } from '../show-form.ts';
import { configuredRecoveryMethod, enabledRecoveryMethod, newRecoveryFlow } from './new-recovery-flow.ts';
import type { RecoveryEngine } from './recovery-engine.ts';
import { showRecoveryUi } from './show-recovery-ui.ts';

/** Why a flow cannot go on. */
export interface RetryReason {
  /** Id of the method that found out. */
  readonly method: string;
  readonly entries: readonly FormEntry[];
  readonly error?: ApiError | undefined;
  readonly asBrowser: boolean;
}

/** Of a form that somebody else may have sent, the new flow keeps nothing. */
const isForeign = (error: ApiError | undefined) => error?.id === 'security_csrf_violation';

/** A new flow takes the place of one that cannot go on, and says why (flows.md 18.6). */
export async function retryRecovery(
  flow: RecoveryFlow,
  { method: id, entries, error, asBrowser }: RetryReason,
  exchange: Exchange,
  engine: RecoveryEngine,
): Promise<Answer> {
  const { book, urls, continueWithTransitions } = engine;
  const method = enabledRecoveryMethod(id, engine) ?? configuredRecoveryMethod(engine);
  exchange.csrf.rotate();
  const requestUrl = isForeign(error) ? exchange.url : flow.requestUrl;
  const next = await newRecoveryFlow(asBrowser ? 'browser' : flow.type, method, exchange, engine, requestUrl);
  addEntries(next.ui, entries);
  await book.add(next);

  // A link is followed by a browser, whatever it prefers.
  if (id === 'link' && next.type === 'browser') return toPage(next, urls);
  if (!exchange.isJson && id !== 'link') return toPage(next, urls);
  if (!continueWithTransitions || id === 'link') return toForm(next, urls);
  const reason = entries.map(({ message }) => message.text).join(' ');
  const told = error ?? new ApiError('recovery_started_anew', { params: { reason } });
  return { kind: 'error', error: told.withDetails({ continue_with: [showRecoveryUi(next, urls)] }) };
}
