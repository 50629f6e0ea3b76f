/** Some of several things failed, and each has said so: there is nothing more to print. */
export class SomeFailed extends Error {}
