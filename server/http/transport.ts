/** Where bytes from outside are handled. */
export type Transport = 'http' | 'upgrade' | 'agent-socket' | 'customer-socket' | 'chat-socket';

/** Why a connection was cut: its client does not read. */
export type CutReason = 'unread';
