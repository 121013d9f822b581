/** What the server is composed of, in one module, so that it loads while the database opens. */
export { DEMO_NOTICE, isDemo, readContactCentre } from './contact-centre.ts';
export { openEngine } from './engine/open-engine.ts';
export { registerGateways } from './gateways/register.ts';
export { DEFAULT_GATEWAY_SETTINGS } from './gateways/shared/context.ts';
export { createApp } from './http/app.ts';
export { useDeskConfig } from './http/desk-config.ts';
export { createLogger } from './http/logging.ts';
export { figuresOf, measuredEngine } from './http/measured-engine.ts';
export { createMetrics } from './http/metrics.ts';
export { reservePort } from './http/reserve-port.ts';
export { openIdentity } from './identity/identity.ts';
export { registerIdentity } from './identity/register.ts';
export { openJournalReader } from './store/journal-reader.ts';
export { migrate } from './store/migrate.ts';
export { openPeople } from './store/people.ts';
