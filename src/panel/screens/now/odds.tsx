/** Odds: declared beside what the observable statements support and the stage allows; a contradiction is told in words. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CheckGlyph, Choice, Fold, Row, Section, Tick } from '../../../ui/parts/index.ts';
import type { App } from '../../../ui/state/app.ts';
import type { OddsReport } from '../../../wire/messages.ts';

export function Odds({ app }: { app: App }): JSX.Element | null {
  const m = app.m.value.odds;
  const { deal, count } = app.state.value!;
  const [report, setReport] = useState<OddsReport | null>(null);
  const asked = `${deal} ${count} ${app.lang.value} ${app.today.value} ${app.settings.value.minimum}`;
  useEffect(() => {
    let gone = false;
    app.ask({ q: 'odds', key: deal }).then((value) => { if (!gone) setReport(value as OddsReport); }, () => undefined);
    return () => { gone = true; };
  }, [asked]);
  if (!report || report.statements.length === 0) return null;
  const percent = (v: number | null): string => (v === null ? m.none : `${v} %`);
  return (
    <Section ruled>
      <Fold title={<>{m.title} <span class="t2 small">{m.summary(percent(report.declared), percent(report.supported), percent(report.highestAllowed))}</span></>}>
        <p class="label" id="odds-declare">{m.declare}</p>
        <Choice labelledBy="odds-declare" value={report.declared === null ? '' : String(report.declared)}
          options={report.ladder.map((v) => ({ value: String(v), label: `${v} %` }))}
          onPick={(v) => void app.append([{ type: 'odds.declared', data: { value: Number(v) } }])} />
        <ul class="rows tight gap-s">
          {report.says.map((text) => <Row key={text} mark={<CheckGlyph severity="warning" />}><p>{text}</p></Row>)}
          {report.says.length === 0 && report.declared !== null && <Row mark={<CheckGlyph severity="clear" />}><p>{m.agree}</p></Row>}
        </ul>
        <p class="label gap-s">{m.statements}</p>
        <ul class="rows tight">
          {report.statements.map((s) => (
            <Row key={s.id} why={<>{s.cap ? m.cap(s.odds) : m.supports(s.odds)}{s.byOutcome && ` · ${m.byProof}`}</>}
              mark={<Tick done={s.holds} label={s.text} onChange={(ticked) => { if (!s.byOutcome) void app.append([{ type: 'canvas.patched', data: { canvas: 'odds-stage-matrix', record: s.id, patch: { ticked } } }]); }} />}>
              <p class={s.holds ? undefined : 't2'}>{s.text}</p>
            </Row>
          ))}
        </ul>
        {report.next && <p class="why gap-s">{m.next(report.next)}</p>}
      </Fold>
    </Section>
  );
}
