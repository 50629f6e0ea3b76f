import { beforeAll, describe, expect, test } from 'vitest';
import { startZelos } from '../server/start-zelos.ts';
import { DESCRIBED_OPERATIONS } from './described-operations.ts';
import { DEVIATIONS, isDeliberate } from './deviations.ts';
import { kratosDocument, lookUp, type OpenApiDocument, operationsOf, type PlacedOperation } from './openapi-document.ts';
import { operationDifferences } from './operation-differences.ts';
import type { Difference } from './shape-differences.ts';

const theirs = kratosDocument();
const theirOperations = operationsOf(theirs);
let ours: OpenApiDocument;
let ourOperations: Map<string, PlacedOperation>;

beforeAll(async () => {
  const zelos = await startZelos({ dsn: 'memory' });
  try {
    ours = (await (await fetch(`${zelos.publicUrl}/openapi.json`)).json()) as OpenApiDocument;
    const fromAdmin = await (await fetch(`${zelos.adminUrl}/admin/openapi.json`)).json();
    expect(fromAdmin).toEqual(ours);
  } finally {
    await zelos.close();
  }
  ourOperations = operationsOf(ours);
});

function differencesOf(id: string): Difference[] {
  const [their, our] = [theirOperations.get(id), ourOperations.get(id)];
  if (!their || !our) return [{ place: id, keyword: 'present', theirs: their !== undefined, ours: our !== undefined }];
  return operationDifferences({ document: theirs, placed: their }, { document: ours, placed: our });
}

describe('the document at /openapi.json, next to Ory’s', () => {
  test('has every operation that the server has to have', () => {
    expect([...ourOperations.keys()].toSorted()).toEqual(expect.arrayContaining([...DESCRIBED_OPERATIONS]));
  });

  test('has no operation of another name, method or path', () => {
    const placeOf = (placed: PlacedOperation | undefined) => placed && `${placed.method} ${placed.path}`;
    for (const [id, placed] of ourOperations) expect([id, placeOf(placed)]).toEqual([id, placeOf(theirOperations.get(id))]);
  });

  test.each(DESCRIBED_OPERATIONS)('%s: parameters, body and responses are the same', (id) => {
    expect(differencesOf(id).filter((difference) => !isDeliberate(difference))).toEqual([]);
  });

  test('deviates in nothing that is not listed, also where an operation was added since', () => {
    const found = [...ourOperations.keys()].flatMap(differencesOf);
    expect(found.filter((difference) => !isDeliberate(difference))).toEqual([]);
  });

  test('still deviates where the list says so', () => {
    const found = [...ourOperations.keys()].flatMap(differencesOf);
    const gone = DEVIATIONS.filter(
      (deviation) => !found.some(({ place, keyword }) => deviation.place.test(place) && deviation.keyword.test(keyword)),
    );
    expect(gone.map(({ reason }) => reason)).toEqual([]);
  });

  test('refers to nothing that it does not have', () => {
    const references: string[] = [];
    JSON.stringify(ours, (key, value) => {
      if (key === '$ref' && typeof value === 'string') references.push(value);
      return value;
    });
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) expect(lookUp(ours, reference)).toBeTypeOf('object');
  });
});
