import type { Via } from '../found-traits.ts';
import type { KeywordContext } from '../rule.ts';
import { isObject } from '../value-kind.ts';

/** The keyword that says what a trait is for. */
export const EXTENSION = 'ory.sh/kratos';

/** What `ory.sh/kratos` says at one sub-schema, as far as the server acts on it. */
export interface Extension {
  readonly password: boolean;
  readonly webauthn: boolean;
  /** Undefined when the value is no code identifier. */
  readonly code: { readonly via: Via | undefined } | undefined;
  readonly verification: Via | undefined;
  readonly recovery: Via | undefined;
}

type Shape = 'boolean' | readonly string[] | { readonly [member: string]: Shape };

const VIA: Shape = ['email', 'sms'];
const SHAPE: Shape = {
  credentials: {
    password: { identifier: 'boolean' },
    webauthn: { identifier: 'boolean' },
    passkey: { display_name: 'boolean' },
    totp: { account_name: 'boolean' },
    code: { identifier: 'boolean', via: VIA },
  },
  verification: { via: VIA },
  recovery: { via: VIA },
  organizations: { matcher: ['email_domain'] },
};

function isList(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}

function assertShape(value: unknown, shape: Shape, names: readonly string[], fault: KeywordContext['fault']): void {
  if (shape === 'boolean') {
    if (typeof value !== 'boolean') throw fault('must be true or false', ...names);
  } else if (isList(shape)) {
    if (typeof value !== 'string' || !shape.includes(value)) throw fault(`must be one of ${shape.join(', ')}`, ...names);
  } else if (!isObject(value)) throw fault('must be an object', ...names);
  else {
    for (const [name, member] of Object.entries(value)) {
      const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (inner === undefined) throw fault(`is not known here; known are ${Object.keys(shape).join(', ')}`, ...names, name);
      assertShape(member, inner, [...names, name], fault);
    }
  }
}

const memberOf = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

function viaOf(value: unknown): Via | undefined {
  const via = memberOf(value, 'via');
  return via === 'email' || via === 'sms' ? via : undefined;
}

/**
 * Reads `ory.sh/kratos`; undefined when it is absent.
 * @throws DocumentFault for members and values that it does not have
 */
export function extensionOf({ schema, fault }: Pick<KeywordContext, 'schema' | 'fault'>): Extension | undefined {
  const extension = schema[EXTENSION];
  if (extension === undefined) return undefined;
  assertShape(extension, SHAPE, [EXTENSION], fault);
  const credentials = memberOf(extension, 'credentials');
  const identifies = (type: string) => memberOf(memberOf(credentials, type), 'identifier') === true;
  return {
    password: identifies('password'),
    webauthn: identifies('webauthn'),
    code: identifies('code') ? { via: viaOf(memberOf(credentials, 'code')) } : undefined,
    verification: viaOf(memberOf(extension, 'verification')),
    recovery: viaOf(memberOf(extension, 'recovery')),
  };
}

/** Whether the texts at that sub-schema are phone numbers that are kept in E.164. */
export function marksPhone({ code, verification, recovery }: Extension): boolean {
  return code?.via === 'sms' || verification === 'sms' || recovery === 'sms';
}
