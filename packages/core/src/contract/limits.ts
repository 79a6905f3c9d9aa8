/** What the platform takes in one chunk of an upload. */
export const CHUNK_LIMITS = {
  /** Compressed bytes. */
  compressedBytes: 16 * 1024 * 1024,
  /** Bytes after gzip. */
  rawBytes: 64 * 1024 * 1024,
  /** Raw bytes per compressed byte; more is taken for a decompression bomb. */
  ratio: 100,
} as const;

/** What the platform takes of a scenario. */
export const SCENARIO_LIMITS = {
  /** Bytes of a name in UTF-8: with `.merge.yaml` behind it, it is a file's name on every system. */
  nameBytes: 200,
  /** Bytes of a text in UTF-8: some thousand inputs. As JSON it stays within the limit of a request. */
  textBytes: 384 * 1024,
} as const;
