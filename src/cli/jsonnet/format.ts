import { Command } from 'commander';
import { UsageError } from '../report-failure.ts';

/** `zelos format jsonnet` */
export const formatCommand = () =>
  new Command('jsonnet')
    .description('Refused: Zelos evaluates Jsonnet and has no formatter for it. `jsonnetfmt` is one.')
    .argument('[glob...]', 'accepted for compatibility')
    .option('-w, --write', 'accepted for compatibility')
    .addHelpText('after', "\nExample:\n  zelos format jsonnet 'mappers/*.jsonnet'   # says what to use instead")
    .action(() => {
      throw new UsageError(
        'Zelos has no formatter for Jsonnet; use `jsonnetfmt`. `zelos lint jsonnet` tells whether snippets can be evaluated.',
      );
    });
