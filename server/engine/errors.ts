/** The engine has been stopped: the command did not happen. */
export class EngineClosedError extends Error {
  override readonly name = 'EngineClosedError';

  constructor() {
    super('The server is stopping.');
  }
}

/** The store refused a batch: nothing of it happened and nothing was published. It may be tried again. */
export class CommitFailedError extends Error {
  override readonly name = 'CommitFailedError';

  constructor(cause: unknown) {
    super('The change could not be stored.', { cause });
  }
}

/** Another process owns the tenant and did not let it go in time. */
export class TenantOwnedElsewhereError extends Error {
  override readonly name = 'TenantOwnedElsewhereError';

  constructor(tenant: string) {
    super(`Another process runs the contact centre "${tenant}" on this database.`);
  }
}

/**
 * The store cannot be written now: it is away, full, read-only or too slow. A command that had been decided may
 * still turn out to have happened; it may be tried again under the same id.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';

  constructor(cause: unknown) {
    super('The store cannot be written at present.', { cause });
  }
}

/** Too much waits already: the command did not happen. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';

  constructor() {
    super('Too many commands wait to be carried out.');
  }
}

/**
 * The process that owns the tenant has not answered in time. The command may still have happened, but it will not
 * happen any more; it may be tried again under the same ids.
 */
export class OwnerUnreachableError extends Error {
  override readonly name = 'OwnerUnreachableError';

  constructor() {
    super('The process that runs the contact centre does not answer.');
  }
}

/** A follower has not heard for too long what happens, so that its state may be wrong. */
export class ReplicaStaleError extends Error {
  override readonly name = 'ReplicaStaleError';

  constructor() {
    super('What happens in the contact centre is not known here at present.');
  }
}
