import type { Zelos } from '../../src/index.ts';
import { storeDsn } from '../../src/server/store-dsn.ts';
import { openStore } from '../../src/store/sql/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { EmptyDatabase } from '../server/empty-databases.ts';
import { startZelos } from '../server/start-zelos.ts';
import { clock, random } from '../storage/databases.ts';

/** A server and, beside it, a store on the same database: what no operation of the API makes yet is put there. */
export interface Running {
  readonly zelos: Zelos;
  readonly store: Store;
  close(): Promise<void>;
}

/** Starts a server on an empty database. @param values changes to the configuration */
export async function startOn(make: () => Promise<EmptyDatabase>, values: object = {}): Promise<Running> {
  const { dsn, remove } = await make();
  const zelos = await startZelos({ dsn, values });
  const store = await openStore({ dsn: storeDsn(zelos.loaded.config.dsn), clock, random });
  return {
    zelos,
    store,
    async close() {
      await zelos.close();
      await store.close();
      await remove();
    },
  };
}
