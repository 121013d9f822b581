/** What the server is composed of, in one module, so that it loads while the database opens. */
export { openAdminSocket } from './administration/admin-socket.ts';
export { socketAddress } from './administration/socket-address.ts';
export { warnOfOtherFile } from './administration/other-file.ts';
export { configFileOf } from './contact-centre.ts';
export { startConnector } from './gateways/generic-connector/start-connector.ts';
export { knownRefusal } from './gateways/shared/refusals.ts';
export { createApp } from './http/app.ts';
export { createLogger } from './http/logging.ts';
export { createMetrics } from './http/metrics.ts';
export { reservePort } from './http/reserve-port.ts';
export { migrate } from './store/migrate.ts';
export { openTenants } from './tenants/open-tenants.ts';
