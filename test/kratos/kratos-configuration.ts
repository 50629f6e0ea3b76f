import { schemaValues } from '../server/start-zelos.ts';
import { CIPHER_SECRET } from './fill-kratos.ts';

/** A `kratos.yml` for the people of `fillKratos`. */
export const kratosConfiguration = async (dsn: string): Promise<object> => ({
  dsn,
  identity: await schemaValues(),
  secrets: { default: ['test-cookie-secret-00001'], cipher: [CIPHER_SECRET] },
  ciphers: { algorithm: 'xchacha20-poly1305' },
  log: { level: 'error' },
  selfservice: { default_browser_return_url: 'http://127.0.0.1:4455/' },
});
