/** Certificate chain and private key, as PEM texts. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

/** What a listener speaks TLS with; it may change while it listens. */
export interface TlsSource {
  readonly pair: TlsPair;
  /** Tells each new pair, which has been found to be good. @returns what ends that */
  watch(onChange: (pair: TlsPair) => void): () => void;
}
