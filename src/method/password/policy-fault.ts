import { FormFault } from '../../form/form-fault.ts';
import type { Message } from '../../form/ui/message.ts';
import * as say from '../../form/ui/messages/credential-messages.ts';
import type { PolicyViolation } from '../../password/policy-violation.ts';

function messageOf(violation: PolicyViolation): Message {
  switch (violation.kind) {
    case 'too_short':
      return say.passwordTooShort(violation.min, violation.actual);
    case 'too_long':
      return say.passwordTooLong(violation.max, violation.actual);
    case 'too_similar':
      return say.passwordTooSimilar();
    case 'breached':
      return say.passwordBreached(violation.breaches);
  }
}

/** Says at the password why it is refused. */
export function policyFault(violation: PolicyViolation): FormFault {
  return new FormFault([{ field: 'password', message: messageOf(violation) }]);
}
