/** The part of @nlpjs/basic that the bot uses; the package brings no types. */
declare module '@nlpjs/basic' {
  export interface Container {
    use(plugin: unknown): void;
    register(name: string, instance: unknown): void;
    registerConfiguration(tag: string, settings: Record<string, unknown>): void;
  }

  export interface NlpSettings {
    container: Container;
    languages: string[];
    nlu: { log: boolean };
    autoLoad: boolean;
    autoSave: boolean;
    calculateSentiment: boolean;
  }

  export class Nlp {
    constructor(settings: NlpSettings);
    addDocument(locale: string, utterance: string, intent: string): void;
    train(): Promise<void>;
    process(locale: string, utterance: string): Promise<{ intent: string; score: number }>;
  }

  export const LangEn: unknown;
  export function containerBootstrap(): Container;
}
