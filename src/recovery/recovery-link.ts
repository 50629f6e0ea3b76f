import { ApiError } from '../error/api-error.ts';
import type { Timestamp } from '../lib/clock.ts';
import { ALPHANUMERIC } from '../lib/random.ts';
import { adminFlow, type RecoveryDependencies, type RecoveryRequest } from './admin-flow.ts';
import { linkFlowUi } from './nodes.ts';

const TOKEN_LENGTH = 32;
const CSRF_BYTES = 32;

/**
 * Makes a recovery flow and a link that signs the identity in once, for an administrator to hand over.
 * @throws ApiError `recovery_link_identity_unknown`
 */
export async function createRecoveryLink(
  request: RecoveryRequest,
  { store, ...dependencies }: RecoveryDependencies,
): Promise<{ link: string; expiresAt: Timestamp }> {
  const { random, settings } = dependencies;
  const token = random.text(TOKEN_LENGTH, ALPHANUMERIC);
  const csrfToken = Buffer.from(random.bytes(CSRF_BYTES)).toString('base64');
  const { flow, secretRow, expiresAt } = adminFlow(
    request,
    {
      type: 'browser',
      state: settings.chooseAddress ? 'recovery_awaiting_address' : 'choose_method',
      active: 'link',
      csrfToken,
      skipCsrfCheck: false,
      secretKind: 'link',
      lifespanMs: settings.linkLifespanMs,
      secret: token,
      ui: (flowId) => linkFlowUi(settings.publicUrl, flowId, csrfToken),
    },
    dependencies,
  );
  if (!(await store.create(flow, secretRow))) throw new ApiError('recovery_link_identity_unknown');
  const link = new URL(`${settings.publicUrl}/self-service/recovery`);
  link.searchParams.set('flow', flow.id);
  link.searchParams.set('token', token);
  return { link: link.href, expiresAt };
}
