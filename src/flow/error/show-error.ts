import { ApiError } from '../../error/api-error.ts';
import type { Answer } from '../../form/answer.ts';
import type { Exchange } from '../../form/exchange.ts';
import { errorObject } from '../../http/error-answer.ts';
import { type JsonText, jsonOf } from '../../json/json-text.ts';
import { wireTime } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import { parseUuid } from '../../lib/uuid.ts';
import type { FlowErrorStore } from '../../store/flow-error-store.ts';

/** An id with which error pages are tried out. */
const STUB_ID = 'stub:500';
const NO_TIME = '0001-01-01T00:00:00Z';

interface ShownError {
  readonly id: string;
  readonly error: JsonText;
  readonly created_at: string;
  readonly updated_at: string;
}

const render = ({ id, error, created_at, updated_at }: ShownError): Answer => ({
  kind: 'json',
  json: `{"id":"${id}","error":${error},"created_at":"${created_at}","updated_at":"${updated_at}"}` as JsonText,
});

/** The error that a browser was sent to the error page with (flows.md 21). @throws ApiError `flow_error_unknown` */
export async function showError(
  exchange: Exchange,
  { store, random }: { readonly store: FlowErrorStore; readonly random: Random },
): Promise<Answer> {
  const asked = exchange.query.get('error') || exchange.query.get('id') || '';
  if (asked === STUB_ID) {
    const error = jsonOf(errorObject(new ApiError('stub')));
    return render({ id: random.uuid(), error, created_at: NO_TIME, updated_at: NO_TIME });
  }
  const id = parseUuid(asked);
  const row = id === undefined ? undefined : await store.get(id);
  if (!row) throw new ApiError('flow_error_unknown');
  return render({ id: row.id, error: row.error, created_at: wireTime(row.createdAt), updated_at: wireTime(row.updatedAt) });
}
