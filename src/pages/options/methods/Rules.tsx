import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MethodRule } from '../../../domain/method-choice.ts';
import { crmKinds } from '../../../crm/registry.ts';
import type { App } from '../../../ui/state/app.ts';
import type { PackRow } from '../../../wire/messages.ts';

type Field = 'recordType' | 'pipeline' | 'crm' | 'amountFrom' | 'amountTo';
const FIELDS: readonly Field[] = ['recordType', 'pipeline', 'amountFrom', 'amountTo', 'crm'];

/** Rules for the method of a new deal: one condition and one method each, the first that fits counts. */
export function Rules({ app, rows }: { app: App; rows: readonly PackRow[] }): JSX.Element {
  const t = app.m.value.packs;
  const { methodRules: rules } = app.settings.value;
  const admin = app.context.value?.admin;
  const locked = admin?.locked.includes('methodRules') ?? false;
  const [field, setField] = useState<Field>('recordType');
  const [value, setValue] = useState('');
  const [currency, setCurrency] = useState('');
  const [method, setMethod] = useState('');
  const [error, setError] = useState('');
  const usable = rows.filter((row) => row.active !== null);
  const label = (id: string): string => {
    const row = usable.find((r) => r.id === id);
    return row ? app.text(row.label) : t.unknownMethod(id);
  };
  const set = (methodRules: MethodRule[]): void => void app.setSettings({ methodRules });
  const isAmount = field === 'amountFrom' || field === 'amountTo';
  const add = (event: Event): void => {
    event.preventDefault();
    const amount = Number(value.replaceAll(/[ ,]/g, ''));
    if (isAmount && (value.trim() === '' || !Number.isFinite(amount))) return setError(t.badAmount);
    setError('');
    const when = isAmount ? { [field]: amount, ...(currency.trim() && { currency: currency.trim().toUpperCase() }) } : { [field]: value.trim() };
    set([...rules, { methodId: method || usable[0]!.id, when }]);
    setValue('');
  };
  const say = ({ when, methodId }: MethodRule): string => {
    const parts = FIELDS.flatMap((f) => (when[f] === undefined ? [] : [`${t.fields[f]} ${typeof when[f] === 'number' ? when[f].toLocaleString(app.lang.value) : `${t.is} “${when[f]}”`}`]));
    return `${parts.join(' + ') || t.always}${when.currency ? ` ${when.currency}` : ''} → ${label(methodId)}`;
  };
  return (
    <div class="rules" id="rules">
      <h3>{t.rules}</h3>
      <p class="t2">{t.rulesHint}</p>
      {(admin?.rules.length ?? 0) > 0 && <><p class="why">{t.adminRules}</p><ol class="rule-list">{admin!.rules.map((rule, i) => <li key={i}>{say(rule)}</li>)}</ol></>}
      {locked ? <p class="why">{t.byAdmin}</p> : (
        <>
          {rules.length === 0 ? <p class="why">{t.noRules}</p> : (
            <ol class="rule-list">
              {rules.map((rule, i) => (
                <li key={i}>
                  <span class="main">{say(rule)}</span>
                  {i > 0 && <button type="button" class="btn ghost tiny" aria-label={t.ruleUp(i + 1)} onClick={() => set(rules.map((r, j) => (j === i - 1 ? rules[i]! : j === i ? rules[i - 1]! : r)))}>↑</button>}
                  <button type="button" class="btn ghost tiny" aria-label={t.removeRule(i + 1)} onClick={() => set(rules.filter((_, j) => j !== i))}>×</button>
                </li>
              ))}
            </ol>
          )}
          <form class="rule-add" onSubmit={add}>
            <label class="label">{t.field}
              <select class="input" value={field} onChange={(e) => { setField(e.currentTarget.value as Field); setValue(''); }}>{FIELDS.map((f) => <option key={f} value={f}>{t.fields[f]}</option>)}</select></label>
            <label class="label">{t.value}
              {field === 'crm'
                ? <select class="input" value={value} onChange={(e) => setValue(e.currentTarget.value)}><option value="" />{crmKinds.map((k) => <option key={k.id} value={k.id}>{k.name}</option>)}</select>
                : <input class="input" value={value} maxLength={400} inputMode={isAmount ? 'decimal' : undefined} aria-invalid={error ? 'true' : undefined} aria-describedby={error ? 'rule-error' : undefined} onInput={(e) => setValue(e.currentTarget.value)} />}</label>
            {isAmount && <label class="label">{t.currency}<input class="input" value={currency} maxLength={3} placeholder={t.currencyHint} onInput={(e) => setCurrency(e.currentTarget.value)} /></label>}
            <label class="label">{t.thenUse}
              <select class="input" aria-label={t.method} value={method || usable[0]?.id} onChange={(e) => setMethod(e.currentTarget.value)}>{usable.map((row) => <option key={row.id} value={row.id}>{app.text(row.label)}</option>)}</select></label>
            <button type="submit" class="btn plain" disabled={!value.trim() || usable.length === 0}>{t.addRule}</button>
            {error && <p class="hint w-rejected" id="rule-error" role="alert">{error}</p>}
          </form>
        </>
      )}
    </div>
  );
}
