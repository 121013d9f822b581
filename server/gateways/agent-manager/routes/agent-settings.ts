/** How agents like their desk. */
import {
  MAX_SETTINGS_LENGTH,
  type AgentSetting,
  type AgentSettingInput,
} from '../../../../protocol/agent-manager/rest.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { DeskInFile } from '../../../configuration/schema/desk.ts';
import type { JsonObject } from '../../../store/json.ts';
import type { StoredAgentSettings } from '../../../store/agent-settings.ts';

type SettingsRead = {
  /** With the contact centre's defaults for what the agent has not chosen. */
  settings: AgentSetting;
  /** The agent's own language; null when none was chosen. */
  chosenLanguage: string | null;
};

export type AgentSettings = {
  read: (agentId: string, desk: DeskInFile) => Promise<SettingsRead>;
  /**
   * Changes what is given and keeps the rest; null removes a choice.
   * @throws ProtocolError TOO_LARGE when more than `MAX_SETTINGS_LENGTH` would have to be kept
   */
  change: (agentId: string, changes: AgentSettingInput) => Promise<void>;
};

export function openAgentSettings(stored: StoredAgentSettings): AgentSettings {
  return {
    read: async (agentId, desk) => {
      const chosen = await stored.read(agentId);
      return {
        settings: { theme: desk.theme, language: desk.languages[0]?.code ?? 'en', ...chosen },
        chosenLanguage: typeof chosen.language === 'string' ? chosen.language : null,
      };
    },
    change: (agentId, changes) =>
      stored.update(agentId, (settings) => {
        const merged = merge(settings, changes);
        if (JSON.stringify(merged).length > MAX_SETTINGS_LENGTH) throw new ProtocolError('TOO_LARGE');
        return merged;
      }),
  };
}

function merge(settings: JsonObject, changes: AgentSettingInput): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined) Reflect.deleteProperty(merged, key);
    else merged[key] = value;
  }
  return merged;
}
