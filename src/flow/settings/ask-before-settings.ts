import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import type { ProposedSettings } from '../../hook/hook.ts';
import { derive } from '../../identity/derive.ts';
import { readIdentity } from '../../identity/stored-identity.ts';
import { now } from '../../lib/clock.ts';
import type { MethodId } from '../../method/method.ts';
import type { SettingsChange } from './change-identity.ts';
import type { SettingsEngine } from './settings-engine.ts';

/**
 * Asks the hooks of a method about a change before it is stored. @returns what the answer is instead, where there is one
 * @throws what the hooks throw, and those of the change and of `derive`
 */
export async function askBeforeSettings(
  flow: SettingsFlow,
  method: MethodId,
  { change }: SettingsChange,
  asking: Pick<ProposedSettings, 'exchange' | 'caller' | 'isFresh'>,
  { hooks, identities, updates, clock }: SettingsEngine,
): Promise<Answer | undefined> {
  const asked = (hooks.settings.afterMethod[method] ?? []).filter((hook) => hook.beforeSettings !== undefined);
  if (asked.length === 0) return undefined;
  const row = await identities.getWithConfigs(flow.identityId);
  if (!row) throw new ApiError('identity_unknown');
  const current = readIdentity(row);
  const at = now(clock);
  const proposed = derive(await change(current, at), current, at, updates);
  for (const hook of asked) {
    const answer = await hook.beforeSettings?.({ flow, ...asking, current, proposed });
    if (answer) return answer;
  }
  return undefined;
}
