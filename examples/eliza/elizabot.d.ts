/** What this example uses of elizabot, which brings no types. */
declare module 'elizabot' {
  class ElizaBot {
    /** @param withoutChance - the same answers in the same order every time */
    constructor(withoutChance?: boolean);
    /** The user said goodbye. */
    quit: boolean;
    transform(text: string): string;
    getInitial(): string;
  }
  export = ElizaBot;
}
