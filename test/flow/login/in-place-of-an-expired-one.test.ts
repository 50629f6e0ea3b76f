import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Zelos } from '../../../src/index.ts';
import { createSettableClock } from '../../faults/settable-clock.ts';
import { createHttpClient, type HttpClient } from '../../http/http-client.ts';
import { startZelos } from '../../server/start-zelos.ts';
import { createVisitor, told, type WireFlow } from '../settings/visitor.ts';

const UI = 'http://127.0.0.1:4455';

async function selectable(id: string) {
  const schema = await readFile(new URL(`../../data/schemas/${id}.schema.json`, import.meta.url));
  return { id, url: `base64://${schema.toString('base64')}`, selfservice_selectable: true };
}

const clock = createSettableClock();
let zelos: Zelos;
let client: HttpClient;
beforeAll(async () => {
  const schemas = await Promise.all(['person', 'phone'].map(selectable));
  const flows = { login: { ui_url: `${UI}/login` }, registration: { ui_url: `${UI}/registration` } };
  const values = { identity: { default_schema_id: 'person', schemas }, selfservice: { allowed_return_urls: [UI], flows } };
  zelos = await startZelos({ dsn: 'memory', values, clock });
  client = createHttpClient(zelos.publicUrl);
});
afterAll(async () => {
  client.close();
  await zelos.close();
});

describe.each([
  ['login', '4010001'],
  ['registration', '4040001'],
] as const)('an expired %s', (flow, message) => {
  const fields = ({ ui }: WireFlow) =>
    ui.nodes.map(({ attributes, meta }) => [attributes.name, meta.label?.context?.name ?? meta.label?.id]);

  test.each(['page', 'app', 'native'] as const)('goes on as it was begun: %s', async (kind) => {
    const visitor = createVisitor(kind, client, {}, flow);
    const begun = await visitor.begin<WireFlow>(`?identity_schema=phone&return_to=${encodeURIComponent(`${UI}/in`)}`);
    expect(begun).toMatchObject({ identity_schema: 'phone', return_to: `${UI}/in` });
    clock.move(61);
    const answer = await visitor.submit(begun.id, { method: 'password' });
    expect(answer.status).toBe(kind === 'page' ? 303 : 410);
    const id =
      kind === 'page'
        ? new URL(answer.headers.location ?? '').searchParams.get('flow')
        : answer.json<{ use_flow_id: string }>().use_flow_id;
    const next = await visitor.fetch<WireFlow>(id ?? '');
    expect(next.id).not.toBe(begun.id);
    const { type, request_url, identity_schema, return_to } = begun;
    expect(next).toMatchObject({ type, request_url, identity_schema, return_to });
    expect(fields(next)).toEqual(fields(begun));
    expect(told(next)).toEqual([message]);
  });
});
