import { canonicalText, trimSpace } from '../../identifier/canonical-text.ts';
import { NormalisationFault } from '../../identifier/normalisation-fault.ts';
import { normaliseEmail } from '../../identifier/normalise-email.ts';
import { normaliseIdentifier } from '../../identifier/normalise-identifier.ts';
import { numberText } from '../decimal.ts';
import { isEmail } from '../format/email.ts';
import type { Via } from '../found-traits.ts';
import { quoted } from '../quoted.ts';
import type { KeywordContext, Rules } from '../rule.ts';
import { PHONE_STEPS, type Run } from '../run.ts';
import { isNumeric } from '../value-kind.ts';
import { violation } from '../violation.ts';
import { EXTENSION, type Extension, extensionOf } from './extension.ts';

/** Why a value cannot serve for what the schema marks it: the text, and the keyword that it is reported at. */
interface Refusal {
  readonly message: string;
  /** Below the sub-schema; nothing is the sub-schema itself. */
  readonly names: readonly string[];
}

type Collector = (text: string, run: Run) => Refusal | undefined;

/** Longer texts are no identifiers; they are not worth the time that normalising them takes. */
const MAX_LENGTH = 2000;

const FORMAT_MISSING =
  'no format specified. A format is required if verification is enabled. If this was intentional, please set "format" to "no-validate"';

const atFormat = (message: string): Refusal => ({ message, names: ['format'] });

function codeCollector(via: Via | undefined, format: unknown): Collector {
  if (via === undefined) {
    return () => ({ message: 'channel type "" must be one of email, sms', names: [EXTENSION, 'credentials', 'code', 'via'] });
  }
  const normalise = format === undefined || format === 'email' ? normaliseEmail : normaliseIdentifier;
  return (text, run) => {
    const value = via === 'sms' ? run.phoneIn(text) : normalise(text);
    if (value instanceof NormalisationFault) return { message: value.problem, names: [] };
    run.found.code.add(`${via} ${value}`, { via, value }, run.path);
    return undefined;
  };
}

function verificationCollector(via: Via, format: unknown): Collector {
  if (format === undefined && via === 'sms') return () => atFormat(FORMAT_MISSING);
  return (text, run) => {
    if (format === undefined && !isEmail(text)) return atFormat(`${quoted(text)} is not valid "email"`);
    const isStrict = format === undefined || format === 'email' || format === 'tel';
    const value = !isStrict ? trimSpace(text) : via === 'sms' ? run.phoneIn(text) : normaliseEmail(text);
    if (value instanceof NormalisationFault) {
      return atFormat(`${quoted(text)} can not be normalized for format ${quoted(String(format ?? 'email'))}`);
    }
    run.found.verifiable.add(`${via} ${isStrict ? value : normaliseIdentifier(value)}`, { via, value }, run.path);
    return undefined;
  };
}

function recoveryCollector(via: Via, format: unknown): Collector {
  const isChecked = format === undefined || format === 'email';
  return (text, run) => {
    if (via === 'email' && isChecked && !isEmail(text)) return atFormat(`${quoted(text)} is not valid "email"`);
    const value = via === 'sms' ? run.phoneIn(text) : canonicalText(text);
    if (value instanceof NormalisationFault) return atFormat(`${quoted(text)} is not valid "tel" for "sms"`);
    run.found.recovery.add(`${via} ${value}`, { via, value }, run.path);
    return undefined;
  };
}

function collectorsOf({ password, webauthn, code, verification, recovery }: Extension, format: unknown): Collector[] {
  const collectors: Collector[] = [];
  if (password || webauthn) {
    collectors.push((text, { found, path }) => {
      const identifier = normaliseIdentifier(text);
      if (password) found.password.add(identifier, identifier, path);
      if (webauthn) found.webauthn.add(identifier, identifier, path);
      return undefined;
    });
  }
  if (code) collectors.push(codeCollector(code.via, format));
  if (verification) collectors.push(verificationCollector(verification, format));
  if (recovery) collectors.push(recoveryCollector(recovery, format));
  return collectors;
}

/** Steps that a collector takes, save for phone numbers that the run normalises; one character may fold into eighteen. */
const costOf = (text: string) => (text.startsWith('+') ? PHONE_STEPS : 10) + 2 * text.length;

/**
 * `ory.sh/kratos`: collects what a text or a number is marked for; other values are passed over. The first mark that the value
 * cannot serve is reported, the later ones are not looked at.
 */
export function addExtension(context: KeywordContext, rules: Rules): Extension | undefined {
  const extension = extensionOf(context);
  if (!extension) return undefined;
  const { schema, at } = context;
  const collectors = collectorsOf(extension, typeof schema.format === 'string' ? schema.format : undefined);
  if (collectors.length === 0) return extension;
  rules.last.push((value, run, violations) => {
    const text = typeof value === 'string' ? value : isNumeric(value) ? numberText(value) : undefined;
    if (text === undefined) return;
    if (text.length > MAX_LENGTH) {
      const message = `the value is too long for what the schema marks it: ${text.length} characters`;
      violations.push(
        violation(run, {
          place: at(EXTENSION),
          rule: EXTENSION,
          message,
          expected: `at most ${MAX_LENGTH} characters`,
          got: text,
          facts: { isMark: true },
        }),
      );
      return;
    }
    run.charge(collectors.length * costOf(text));
    for (const collect of collectors) {
      const refusal = collect(text, run);
      if (!refusal) continue;
      const { message, names } = refusal;
      violations.push(
        violation(run, {
          place: at(...names),
          rule: names[0] ?? EXTENSION,
          message,
          expected: schema.format,
          got: value,
          facts: { isMark: true },
        }),
      );
      return;
    }
  });
  return extension;
}
