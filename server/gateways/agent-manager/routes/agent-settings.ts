/** How agents like their desk. */
import type { Kysely } from 'kysely';
import {
  MAX_SETTINGS_LENGTH,
  type AgentSetting,
  type AgentSettingInput,
} from '../../../../protocol/agent-manager/rest.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { DeskInFile } from '../../../configuration/schema/desk.ts';
import type { JsonRecord } from '../../../store/schema.ts';
import type { AgentDeskTables } from '../tables.ts';

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

export function openAgentSettings(db: Kysely<AgentDeskTables>, tenant: string): AgentSettings {
  return {
    read: async (agentId, desk) => {
      const row = await db
        .selectFrom('agent_settings')
        .select('settings')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .executeTakeFirst();
      const chosen = row?.settings ?? {};
      return {
        settings: { theme: desk.theme, language: desk.languages[0]?.code ?? 'en', ...chosen },
        chosenLanguage: typeof chosen.language === 'string' ? chosen.language : null,
      };
    },
    change: async (agentId, changes) => {
      await db.transaction().execute(async (trx) => {
        // The row is there before it is read, so that two tabs follow each other.
        await trx
          .insertInto('agent_settings')
          .values({ tenant, agent_id: agentId, settings: '{}', updated_at: Date.now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const row = await trx
          .selectFrom('agent_settings')
          .select('settings')
          .where('tenant', '=', tenant)
          .where('agent_id', '=', agentId)
          .forUpdate()
          .executeTakeFirstOrThrow();
        const settings = JSON.stringify(merge(row.settings, changes));
        if (settings.length > MAX_SETTINGS_LENGTH) throw new ProtocolError('TOO_LARGE');
        await trx
          .updateTable('agent_settings')
          .set({ settings, updated_at: Date.now() })
          .where('tenant', '=', tenant)
          .where('agent_id', '=', agentId)
          .execute();
      });
    },
  };
}

function merge(settings: JsonRecord, changes: AgentSettingInput): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...settings };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined) Reflect.deleteProperty(merged, key);
    else merged[key] = value;
  }
  return merged;
}
