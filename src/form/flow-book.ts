import { ApiError } from '../error/api-error.ts';
import { type Clock, now, type Timestamp, timestampOf } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { parseUuid } from '../lib/uuid.ts';
import type { FlowChange, FlowKind, FlowSecretRow, FlowStore } from '../store/flow-store.ts';
import type { Flow, FlowOf } from './flow.ts';
import { changeOfFlow, flowOfRow, rowOfFlow } from './stored-flow.ts';

/** Flows as the engine and the methods see them. */
export interface FlowBook {
  /** Id, times and the empty form of a flow that begins now. */
  begin(
    kind: FlowKind,
    lifespanMs: number,
  ): Pick<Flow, 'id' | 'ui' | 'issuedAt' | 'expiresAt' | 'createdAt' | 'updatedAt' | 'context'>;
  /** Stores a new flow, with a secret if there is one. @returns false when the identity that it belongs to is gone */
  add(flow: Flow, secret?: FlowSecretRow): Promise<boolean>;
  /** The present state of a flow, for who stores it together with something else. */
  changeOf(flow: Flow): FlowChange;
  /** Stores the present state of a flow. @returns false when it is gone */
  keep(flow: Flow): Promise<boolean>;
  /** @returns undefined for an id that is unknown, malformed or of another kind of flow */
  find<K extends FlowKind>(kind: K, id: string | null): Promise<FlowOf<K> | undefined>;
  isExpired(flow: Flow): boolean;
}

export interface FlowBookDependencies {
  readonly store: FlowStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Base URL of the public API without a slash at the end. */
  readonly publicUrl: string;
}

/** Makes the book of all flows. */
export function createFlowBook({ store, clock, random, publicUrl }: FlowBookDependencies): FlowBook {
  const present = (): Timestamp => now(clock);
  const changeOf = (flow: Flow): FlowChange => {
    flow.updatedAt = present();
    return changeOfFlow(flow);
  };
  return {
    begin(kind, lifespanMs) {
      const micros = clock.micros();
      const at = timestampOf(micros);
      const id = random.uuid();
      return {
        id,
        ui: { action: `${publicUrl}/self-service/${kind}?flow=${id}`, method: 'POST', nodes: [] },
        issuedAt: at,
        expiresAt: timestampOf(micros + lifespanMs * 1000),
        createdAt: at,
        updatedAt: at,
        context: {},
      };
    },
    add: (flow, secret) => store.create(rowOfFlow(flow), secret),
    changeOf,
    keep: (flow) => store.update(changeOf(flow)),
    async find<K extends FlowKind>(kind: K, id: string | null) {
      const uuid = id === null ? undefined : parseUuid(id);
      const row = uuid === undefined ? undefined : await store.get(kind, uuid);
      return row && (flowOfRow(row) as FlowOf<K>);
    },
    isExpired: (flow) => flow.expiresAt <= present(),
  };
}

/** The id of the flow that a submission is for. @throws ApiError `flow_id_missing` */
export function flowIdOf(query: URLSearchParams): string {
  const id = parseUuid(query.get('flow') ?? '');
  if (id === undefined) {
    throw new ApiError('flow_id_missing', {
      details: { pointer: 'flow', rule: 'format', expected: 'the id of a flow', got: query.get('flow') ?? 'nothing' },
    });
  }
  return id;
}
