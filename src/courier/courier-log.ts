/** Where the courier tells what happens. The first argument holds what a machine reads, the second what a person reads. */
export interface CourierLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
