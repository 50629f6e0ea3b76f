import { jsonOf } from '../json/json-text.ts';
import type { FlowChange, FlowRow } from '../store/flow-store.ts';
import type { Flow, FlowBase } from './flow.ts';
import type { Ui } from './ui/node.ts';
import { parseUi, printUi } from './ui/store-ui.ts';

/** What `details` of a row holds: the members that only some kinds of flow have. */
interface FlowDetails {
  readonly refresh?: boolean;
  readonly requested_aal?: 'aal1' | 'aal2';
  readonly identity_schema?: string;
  readonly organization_id?: string;
  readonly skip_csrf_check?: boolean;
  readonly context?: Record<string, unknown>;
}

function detailsOf(flow: Flow): FlowDetails {
  const context = Object.keys(flow.context).length > 0 ? { context: flow.context } : {};
  switch (flow.kind) {
    case 'login':
      return {
        ...(flow.refresh && { refresh: true }),
        requested_aal: flow.requestedAal,
        ...(flow.identitySchema !== undefined && { identity_schema: flow.identitySchema }),
        ...(flow.organizationId !== undefined && { organization_id: flow.organizationId }),
        ...context,
      };
    case 'registration':
      return {
        ...(flow.identitySchema !== undefined && { identity_schema: flow.identitySchema }),
        ...(flow.organizationId !== undefined && { organization_id: flow.organizationId }),
        ...context,
      };
    case 'recovery':
      return { ...(flow.skipCsrfCheck && { skip_csrf_check: true }), ...context };
    case 'settings':
    case 'verification':
      return context;
  }
}

function identityIdOf(flow: Flow): string | null {
  if (flow.kind === 'settings') return flow.identityId;
  return flow.kind === 'recovery' ? (flow.recoveredIdentityId ?? null) : null;
}

/** The row that keeps a flow. */
export function rowOfFlow(flow: Flow): FlowRow {
  return {
    id: flow.id,
    kind: flow.kind,
    type: flow.type,
    state: flow.state,
    active: flow.active ?? null,
    requestUrl: flow.requestUrl,
    ui: printUi(flow.ui),
    csrfToken: flow.csrfToken,
    identityId: identityIdOf(flow),
    details: jsonOf(detailsOf(flow)),
    issuedAt: flow.issuedAt,
    expiresAt: flow.expiresAt,
    createdAt: flow.createdAt,
    updatedAt: flow.updatedAt,
  };
}

/** What changed of a flow; its form only if somebody looked at it. */
export function changeOfFlow(flow: Flow): FlowChange {
  return {
    id: flow.id,
    state: flow.state,
    active: flow.active ?? null,
    csrfToken: flow.csrfToken,
    identityId: identityIdOf(flow),
    details: jsonOf(detailsOf(flow)),
    updatedAt: flow.updatedAt,
    ui: flow.storedUi === undefined ? printUi(flow.ui) : undefined,
  };
}

type OwnMembers<F = Flow> = F extends Flow ? Omit<F, Exclude<keyof FlowBase, 'kind'>> : never;

/** The members that only flows of the kind of a row have. */
function ownMembersOf(row: FlowRow, details: FlowDetails): OwnMembers {
  switch (row.kind) {
    case 'login':
      return {
        kind: 'login',
        refresh: details.refresh ?? false,
        requestedAal: details.requested_aal ?? 'aal1',
        identitySchema: details.identity_schema,
        organizationId: details.organization_id,
      };
    case 'registration':
      return { kind: 'registration', identitySchema: details.identity_schema, organizationId: details.organization_id };
    case 'settings':
      return { kind: 'settings', identityId: row.identityId ?? '', continueWith: [] };
    case 'recovery':
      return {
        kind: 'recovery',
        skipCsrfCheck: details.skip_csrf_check ?? false,
        recoveredIdentityId: row.identityId ?? undefined,
        continueWith: [],
      };
    case 'verification':
      return { kind: 'verification' };
  }
}

/** The flow that a row keeps. Its form is read when somebody looks at it: most submissions that succeed never do. */
export function flowOfRow(row: FlowRow): Flow {
  const details = JSON.parse(row.details) as FlowDetails;
  let ui: Ui | undefined;
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    active: row.active ?? undefined,
    requestUrl: row.requestUrl,
    csrfToken: row.csrfToken,
    issuedAt: row.issuedAt,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    context: details.context ?? {},
    ...ownMembersOf(row, details),
    get ui() {
      ui ??= parseUi(row.ui);
      return ui;
    },
    set ui(form) {
      ui = form;
    },
    get storedUi() {
      return ui === undefined ? row.ui : undefined;
    },
  };
}
