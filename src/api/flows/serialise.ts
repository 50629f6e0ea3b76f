import type { Flow } from '../../form/flow.ts';
import { printUi } from '../../form/ui/store-ui.ts';
import { wireTime } from '../../lib/clock.ts';
import type { IdentityRow } from '../../store/identity-store.ts';
import { renderIdentity } from '../identities/serialise.ts';
import type { SchemaUrls } from '../schemas/schema-urls.ts';

/** What an answer says of a flow beyond the flow itself. */
export interface FlowParts {
  readonly schemaUrls: SchemaUrls;
  /** Whose settings a settings flow shows. */
  readonly identity?: IdentityRow | undefined;
  readonly exchangeCode?: string | undefined;
}

const text = (value: string) => JSON.stringify(value);
const member = (name: string, value: string | undefined) => (value === undefined ? '' : `,"${name}":${text(value)}`);

function returnToOf({ requestUrl }: Flow): string | undefined {
  if (!requestUrl.includes('return_to=') || !URL.canParse(requestUrl)) return undefined;
  return new URL(requestUrl).searchParams.get('return_to') || undefined;
}

const organization = (id: string | undefined) => `,"organization_id":${id === undefined ? 'null' : text(id)}`;

/** The members that only flows of one kind have (flows.md 7). */
function ownMembers(flow: Flow, { schemaUrls, identity, exchangeCode }: FlowParts): string {
  switch (flow.kind) {
    case 'login':
      return (
        `${organization(flow.organizationId)},"created_at":"${wireTime(flow.createdAt)}","updated_at":"${wireTime(flow.updatedAt)}"` +
        `,"refresh":${flow.refresh},"requested_aal":"${flow.requestedAal}"` +
        member('session_token_exchange_code', exchangeCode) +
        member('identity_schema', flow.identitySchema)
      );
    case 'registration':
      return (
        organization(flow.organizationId) +
        member('session_token_exchange_code', exchangeCode) +
        member('identity_schema', flow.identitySchema)
      );
    case 'settings': {
      const owner = identity
        ? renderIdentity(identity, { schemaUrl: schemaUrls.of(identity.schemaId), metadataAdmin: 'never' })
        : 'null';
      return `${organization(identity?.organizationId ?? undefined)},"identity":${owner}${continueWithMember(flow.continueWith)}`;
    }
    case 'recovery':
      return continueWithMember(flow.continueWith);
    case 'verification':
      return '';
  }
}

const continueWithMember = (items: readonly unknown[]) => (items.length === 0 ? '' : `,"continue_with":${JSON.stringify(items)}`);

/** A flow as JSON text. */
export function renderFlow(flow: Flow, parts: FlowParts): string {
  return (
    `{"id":"${flow.id}","type":"${flow.type}","expires_at":"${wireTime(flow.expiresAt)}","issued_at":"${wireTime(flow.issuedAt)}"` +
    member('request_url', flow.requestUrl) +
    member('return_to', returnToOf(flow)) +
    member('active', flow.active) +
    `,"ui":${printUi(flow.ui)},"state":${text(flow.state)}` +
    ownMembers(flow, parts) +
    (flow.transientPayload === undefined ? '' : `,"transient_payload":${flow.transientPayload}`) +
    '}'
  );
}
