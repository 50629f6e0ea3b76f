import type { FlowKind } from '../store/flow-store.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

type Operation = (exchange: Exchange) => Promise<Answer>;

/** What can be asked of the flows of one kind. Each answers errors by itself, but for those that it throws. */
export interface FlowOperations {
  begin(type: 'browser' | 'api', exchange: Exchange): Promise<Answer>;
  fetch: Operation;
  submit: Operation;
}

/** Everything that users do by themselves. */
export interface SelfService {
  readonly flows: { readonly [kind in FlowKind]: FlowOperations };
  readonly logout: { readonly begin: Operation; readonly finish: Operation; readonly native: Operation };
  readonly showError: Operation;
  readonly changePassword: Operation;
}
