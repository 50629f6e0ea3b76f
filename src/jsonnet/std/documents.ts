import { parseAllDocuments } from 'yaml';
import { textOf } from '../value/add.ts';
import { valueOfJson, valueOfPlain } from '../value/from-json.ts';
import { type JsonStyle, jsonText, MINIFIED } from '../value/json-text.ts';
import { JsonnetObject } from '../value/jsonnet-object.ts';
import type { Run } from '../value/run.ts';
import { known } from '../value/thunk.ts';
import { isArray } from '../value/type-name.ts';
import type { Value } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Natives } from './native.ts';
import { pythonText } from './python.ts';
import { tomlText } from './toml.ts';
import { xmlText } from './xml.ts';
import { type YamlStyle, yamlText } from './yaml.ts';

const PRETTY: JsonStyle = { indent: '    ', newline: '\n', comma: ',', colon: ': ' };

const yamlStyle = (args: Arguments, indent: number, quote: number): YamlStyle => ({
  indentArrays: args.boolean(indent, false),
  quoteKeys: args.boolean(quote, true),
});

/** Reading YAML costs more than making a text of the same size. */
const YAML_STEPS_PER_CHARACTER = 4;

function parseYaml(args: Arguments, run: Run): Value {
  const text = args.text(0);
  run.spend(text.length * YAML_STEPS_PER_CHARACTER);
  const documents = parseAllDocuments(text, { logLevel: 'silent', schema: 'core', stringKeys: true });
  const values = documents.map((document) => {
    const [error] = document.errors;
    if (error) return args.fail(`the text is not YAML: ${error.message.split('\n')[0]}`);
    try {
      return document.toJS({ maxAliasCount: 10 }) as unknown;
    } catch (problem) {
      return args.fail(`the YAML cannot be taken: ${problem instanceof Error ? problem.message : String(problem)}`);
    }
  });
  if (values.length === 1 && !text.startsWith('---')) return valueOfPlain(values[0], run);
  return values.map((value) => known(valueOfPlain(value, run)));
}

function section(object: JsonnetObject, run: Run): readonly string[] {
  return object.names(run).flatMap((name) => {
    const value = object.get(name, run) ?? null;
    const values = isArray(value) ? value.map((element) => element.force(run)) : [value];
    return values.map((element) => `${name} = ${textOf(element, run)}`);
  });
}

function iniText(args: Arguments, run: Run): string {
  const ini = args.object(0);
  const part = (of: JsonnetObject, name: string) => {
    const value = of.has(name, run) ? of.get(name, run) : undefined;
    if (value === undefined || value instanceof JsonnetObject) return value;
    return args.fail(`${name} is no object`);
  };
  const main = part(ini, 'main');
  const sections = part(ini, 'sections');
  if (sections === undefined) return args.fail('the object has no sections');
  const named = sections.names(run).flatMap((name) => [`[${name}]`, ...section(part(sections, name) ?? sections, run)]);
  const text = [...(main ? section(main, run) : []), ...named].map((line) => `${line}\n`).join('');
  run.spendText(text.length);
  return text;
}

/** Values as texts of other languages, and back. */
export const DOCUMENTS: Natives = {
  manifestJson: ['value', (args, run) => jsonText(args.value(0), PRETTY, run)],
  manifestJsonMinified: ['value', (args, run) => jsonText(args.value(0), MINIFIED, run)],
  manifestJsonEx: [
    'value indent newline? key_val_sep?',
    (args, run) =>
      jsonText(args.value(0), { indent: args.text(1), newline: args.text(2, '\n'), comma: ',', colon: args.text(3, ': ') }, run),
  ],
  manifestYamlDoc: [
    'value indent_array_in_object? quote_keys?',
    (args, run) => yamlText(args.value(0), yamlStyle(args, 1, 2), '', run),
  ],
  manifestYamlStream: [
    'value indent_array_in_object? c_document_end? quote_keys?',
    (args, run) => {
      const documents = args.array(0).map((element) => `---\n${yamlText(element.force(run), yamlStyle(args, 1, 3), '', run)}`);
      return `${documents.join('\n')}${args.boolean(2, true) ? '\n...\n' : '\n'}`;
    },
  ],
  manifestIni: ['ini', iniText],
  manifestToml: ['value', (args, run) => tomlText(args.object(0), '  ', run)],
  manifestTomlEx: ['value indent', (args, run) => tomlText(args.object(0), args.text(1), run)],
  manifestPython: ['v', (args, run) => pythonText(args.value(0), run)],
  manifestPythonVars: [
    'conf',
    (args, run) => {
      const object = args.object(0);
      return object
        .names(run)
        .map((name) => `${name} = ${pythonText(object.get(name, run) ?? null, run)}\n`)
        .join('');
    },
  ],
  manifestXmlJsonml: ['value', (args, run) => xmlText(args.value(0), run)],
  parseJson: ['str', (args, run) => valueOfJson(args.text(0), run)],
  parseYaml: ['str', parseYaml],
  resolvePath: [
    'f r',
    (args, run) => {
      const [from, to] = [args.text(0), args.text(1)];
      run.spendText(from.length + to.length);
      return from.slice(0, from.lastIndexOf('/') + 1) + to;
    },
  ],
};
