import type { BinaryOperator } from '../syntax/syntax.ts';
import type { Code } from '../value/value.ts';
import { type Modulo, operations, truth } from './operators.ts';

/** Makes a compiler of operators between two expressions. */
export function createBinaryCompiler(modulo: Modulo) {
  const binary = operations(modulo);
  return function compileBinary(operator: BinaryOperator, left: Code, right: Code, at: number): Code {
    if (operator === '&&' || operator === '||') {
      return (scope, run) => {
        const first = left(scope, run);
        run.at = at;
        if (truth(first, operator, run) !== (operator === '&&')) return first;
        const second = right(scope, run);
        run.at = at;
        return truth(second, operator, run);
      };
    }
    const operation = binary[operator];
    return (scope, run) => {
      const first = left(scope, run);
      const second = right(scope, run);
      run.at = at;
      run.spend(1);
      return operation(first, second, run);
    };
  };
}
