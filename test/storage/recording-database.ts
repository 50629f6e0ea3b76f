import type { Database } from '../../src/store/sql/database.ts';
import type { Program, SqlResult, SqlValue, Statement } from '../../src/store/sql/statement.ts';

/** Every text that was executed, with the parameters of one execution. */
export type Recording = Map<string, readonly SqlValue[]>;

/** A database that keeps what it is asked to execute. */
export function recordingDatabase(database: Database): { readonly database: Database; readonly recording: Recording } {
  const recording: Recording = new Map();
  const note = ({ text, params }: Statement) => recording.set(text, params);

  function* noted<T>(program: Program<T>): Program<T> {
    let step = program.next([]);
    while (!step.done) {
      step.value.forEach(note);
      let results: readonly SqlResult[];
      try {
        results = yield step.value;
      } catch (error) {
        step = program.throw(error);
        continue;
      }
      step = program.next(results);
    }
    return step.value;
  }

  return {
    recording,
    database: {
      ...database,
      read(text, params) {
        note({ text, params });
        return database.read(text, params);
      },
      write(text, params) {
        note({ text, params });
        return database.write(text, params);
      },
      transact: (start) => database.transact(() => noted(start())),
    },
  };
}
