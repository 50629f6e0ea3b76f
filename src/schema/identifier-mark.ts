import { EXTENSION } from './keyword/extension.ts';
import { isObject } from './value-kind.ts';

/** Whether a schema marks its value as identifier of a credential, or as the name that one is shown with. */
export function marksIdentifier(schema: Readonly<Record<string, unknown>>): boolean {
  const extension = schema[EXTENSION];
  const credentials = isObject(extension) ? extension.credentials : undefined;
  if (!isObject(credentials)) return false;
  const isMarked = (type: string, mark: string) => {
    const credential = credentials[type];
    return isObject(credential) && credential[mark] === true;
  };
  return (
    ['password', 'webauthn', 'code'].some((type) => isMarked(type, 'identifier')) ||
    isMarked('passkey', 'display_name') ||
    isMarked('totp', 'account_name')
  );
}
