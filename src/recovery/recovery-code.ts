import { ApiError } from '../error/api-error.ts';
import type { Timestamp } from '../lib/clock.ts';
import { DIGITS } from '../lib/random.ts';
import { adminFlow, type RecoveryDependencies, type RecoveryRequest } from './admin-flow.ts';
import { codeFlowUi } from './nodes.ts';

const CODE_LENGTH = 6;

/**
 * Makes a recovery flow and a code for it, for an administrator to hand over.
 * @throws ApiError `recovery_code_identity_unknown`
 */
export async function createRecoveryCode(
  { type, ...request }: RecoveryRequest & { readonly type: 'browser' | 'api' },
  { store, ...dependencies }: RecoveryDependencies,
): Promise<{ link: string; code: string; expiresAt: Timestamp }> {
  const { random, settings } = dependencies;
  const code = random.text(CODE_LENGTH, DIGITS);
  const { flow, secretRow, expiresAt } = adminFlow(
    request,
    {
      type,
      state: 'sent_email',
      active: 'code',
      csrfToken: '',
      skipCsrfCheck: true,
      secretKind: 'code',
      lifespanMs: settings.codeLifespanMs,
      secret: code,
      ui: (flowId) => codeFlowUi(settings.publicUrl, flowId),
    },
    dependencies,
  );
  if (!(await store.create(flow, secretRow))) throw new ApiError('recovery_code_identity_unknown');
  const link = new URL(settings.uiUrl, settings.publicUrl);
  link.searchParams.set('flow', flow.id);
  return { link: link.href, code, expiresAt };
}
