import { ApiError } from '../../error/api-error.ts';
import { csrfTokenFor } from '../../form/csrf-token.ts';
import type { Exchange } from '../../form/exchange.ts';
import type { SettingsFlow } from '../../form/flow.ts';
import { upsertNodes } from '../../form/ui/container.ts';
import { csrfNode } from '../../form/ui/nodes.ts';
import { sortSettingsNodes } from '../../form/ui/sort-nodes.ts';
import type { FlowEngine } from '../engine.ts';

/** Shows what each enabled method can change about an identity. @throws ApiError `identity_unknown` when it is gone */
export async function fillSettingsForm(flow: SettingsFlow, exchange: Exchange, engine: FlowEngine): Promise<void> {
  const { methods, schemas, identities } = engine;
  const identity = await identities.getWithConfigs(flow.identityId);
  if (!identity) throw new ApiError('identity_unknown');
  const schema = schemas.of(identity.schemaId);
  for (const { enabled, settings } of methods) {
    if (enabled) await settings?.form(flow, { exchange, identity, schema });
  }
  upsertNodes(flow.ui, csrfNode(csrfTokenFor(flow, exchange)));
  sortSettingsNodes(flow.ui, schema.fields);
}
