/** A setting that cannot be used. The message is the one sentence that the operator sees. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
