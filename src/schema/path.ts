/** The way to a value inside a document, from the value upwards; undefined is the document itself. */
export type Path = { readonly parent: Path; readonly name: string | number } | undefined;

/** The names from the document down to the value. */
export function namesOf(path: Path): (string | number)[] {
  const names: (string | number)[] = [];
  for (let step = path; step; step = step.parent) names.push(step.name);
  return names.reverse();
}
