import type { Principal } from '../../../identity/principal.ts';
import type { Fields } from '../read-request.ts';

/** Who asks for what, about which conversation. */
export type Asked = { principal: Principal; agentId: string; conversationId: string; fields: Fields };
