import type { Exchange } from './exchange.ts';
import type { Flow } from './flow.ts';

/** The anti-CSRF token for a form of this flow; native apps need none. */
export function csrfTokenFor({ type }: Pick<Flow, 'type'>, exchange: Exchange): string {
  return type === 'browser' ? exchange.csrf.token() : '';
}
