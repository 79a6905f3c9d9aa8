/** What a FluxLoop process exits with. The numbers are part of the command line's contract. */
export const ExitCode = {
  success: 0,
  unexpected: 1,
  usage: 2,
  authentication: 3,
  network: 4,
  notFound: 5,
  permission: 6,
  testsFailed: 10,
  generationFailed: 11,
  syncConflict: 12,
  interrupted: 130,
} as const;

/** One of the exit codes in {@link ExitCode}. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
