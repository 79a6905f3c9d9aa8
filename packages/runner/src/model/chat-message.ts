/**
 * A message of the chat API, as it is sent.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export type ChatMessage =
  | PromptMessage
  | { role: 'assistant'; content: string | null; tool_calls?: readonly SentCall[] }
  | { role: 'tool'; tool_call_id: string; content: string };

/** A message that a conversation with a model may begin with. */
export interface PromptMessage {
  role: 'system' | 'user';
  content: string;
}

/** A call of a tool as the API writes it. */
export interface SentCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}
