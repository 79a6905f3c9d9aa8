/** What the platform takes in one chunk of an upload. */
export const CHUNK_LIMITS = {
  /** Compressed bytes. */
  compressedBytes: 16 * 1024 * 1024,
  /** Bytes after gzip. */
  rawBytes: 64 * 1024 * 1024,
  /** Raw bytes per compressed byte; more is taken for a decompression bomb. */
  ratio: 100,
} as const;
