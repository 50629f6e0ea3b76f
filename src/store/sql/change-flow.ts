import type { FlowChange } from '../flow-store.ts';
import { FLOW_SQL } from './flow-sql.ts';
import type { Statement } from './statement.ts';
import { assertStorable } from './storable-text.ts';

/** Stores the present state of a flow. @throws ApiError `text_unstorable` */
export function changeFlow(nid: number, change: FlowChange): Statement {
  const { id, state, active, csrfToken, identityId, details, updatedAt, ui } = change;
  assertStorable(details);
  const params = [nid, id, state, active, csrfToken, identityId, details, updatedAt];
  if (ui === undefined) return { text: FLOW_SQL.update, params };
  assertStorable(ui);
  return { text: FLOW_SQL.updateWithForm, params: [...params, ui] };
}
