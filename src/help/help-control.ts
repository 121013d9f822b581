/** Names of the controls at which agents ask for each other. */
export const helpControl = {
  ask: (conversationId: string) => `help:${conversationId}`,
  whisper: (conversationId: string) => `whisper:${conversationId}`,
} as const;
