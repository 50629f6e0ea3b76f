/** The part of the native module that is used; the package comes without types. */
declare module 'bcrypt' {
  /** @param salt the cost for a new salt, or `$2b$<cost>$<22 characters>` */
  export function hash(data: Buffer, salt: string | number): Promise<string>;
}
