import { expect, test } from 'vitest';
import type { TraitField } from '../schema/trait-field.ts';
import { parkSubmission, restoreSubmission } from './parked-submission.ts';
import { submitForm, submitJson } from './testing/submit.ts';

const fields = [
  { name: 'traits.age', path: ['age'], type: 'integer', required: false, disabled: false },
] as const satisfies readonly TraitField[];

test('a submission is the same after it was kept', () => {
  const json = submitJson('{"method":"profile","traits":{"n":12345678901234567890.10,"b":"\\u00e9"},"flag":true,"none":null}');
  const form = submitForm('method=profile&traits.age=007&a=1&a=2&flag=false&flag=true&empty=');
  for (const submission of [json, form]) {
    const restored = restoreSubmission(parkSubmission(submission));
    expect(restored.fields).toEqual(submission.fields);
    expect(restored.traits(fields)).toBe(submission.traits(fields));
    expect(restored.flag('flag')).toBe(true);
    for (const name of ['method', 'none', 'empty', 'absent']) {
      expect([restored.text(name), restored.has(name)]).toEqual([submission.text(name), submission.has(name)]);
    }
  }
});
