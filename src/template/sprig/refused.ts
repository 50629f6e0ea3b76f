const CHANGES = 'what it answers depends on more than the template and its data';

/** Functions of Sprig that messages may not use, with the reason. */
export const REFUSED: ReadonlyMap<string, string> = new Map(
  (
    'date date_in_zone dateInZone date_modify dateModify now htmlDate htmlDateInZone randAlphaNum randAlpha randAscii ' +
    'randNumeric randBytes uuidv4 env expandenv getHostByName'
  )
    .split(' ')
    .map((name) => [name, CHANGES]),
);
