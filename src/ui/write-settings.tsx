/** Switches for writing back: one per field and site, all off at first. */
import type { JSX } from 'preact';
import type { Messages } from '../i18n/index.ts';
import type { Settings } from '../wire/messages.ts';
import { WRITABLE, type Writable } from '../wire/writeback.ts';
import { Switch } from './parts/index.ts';
import { Line } from './settings.tsx';

export interface WriteSwitchesProps {
  m: Messages;
  settings: Settings;
  /** Host of the site's pages. */
  host: string;
  /** What users may switch on; undefined: all. */
  writable?: readonly Writable[] | undefined;
  /** Shown instead of acting, where something is needed first. */
  needs?: string | undefined;
  /** Called before a field is switched on; false leaves it off. */
  before?: () => Promise<boolean>;
  change: (change: Partial<Settings>) => void;
}

export function WriteSwitches(p: WriteSwitchesProps): JSX.Element {
  const t = p.m.settings;
  const on = p.settings.writeBack[p.host] ?? [];
  const set = async (field: Writable, yes: boolean): Promise<void> => {
    if (yes && p.before && !(await p.before())) return;
    p.change({ writeBack: { ...p.settings.writeBack, [p.host]: WRITABLE.filter((f) => (f === field ? yes : on.includes(f))) } });
  };
  return (
    <>
      {p.needs && <li class="set-line"><p class="why">{p.needs}</p></li>}
      {WRITABLE.map((field) => {
        const barred = p.writable !== undefined && !p.writable.includes(field);
        const id = `write-${p.host}-${field}`;
        return (
          <Line key={field} id={id} label={t.writeBackField[field]} hint={barred ? p.m.packs.byAdmin : undefined}>
            <Switch labelledBy={id} on={on.includes(field)} disabled={barred || (p.needs !== undefined && !on.includes(field))} onChange={(yes) => void set(field, yes)} />
          </Line>
        );
      })}
    </>
  );
}
