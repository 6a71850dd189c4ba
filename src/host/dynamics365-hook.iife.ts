/**
 * Runs in the world of Dynamics' own page, once the user has switched it on: asks before a stage of the process flow
 * moves, by whatever way (documented: `formContext.data.process.addOnPreStageChange`). The question is an event that names the
 * direction; the answer is whether it was cancelled. The page gives nothing else and gets nothing else.
 */
interface Flow {
  addOnPreStageChange(handler: (context: { getEventArgs(): { preventDefault(): void; getDirection(): string } }) => void): void;
}
interface Xrm { Page?: { data?: { process?: Flow } } }

const HOOKED = Symbol.for('stageproof');
const EVERY_MS = 500;
const TRIES = 40;

function hook(tries: number): void {
  const flow = (globalThis as { Xrm?: Xrm }).Xrm?.Page?.data?.process as (Flow & { [HOOKED]?: true }) | undefined;
  // The record's address is there before its form.
  if (!flow?.addOnPreStageChange) {
    if (tries) setTimeout(hook, EVERY_MS, tries - 1);
    return;
  }
  if (flow[HOOKED]) return;
  flow[HOOKED] = true;
  flow.addOnPreStageChange((context) => {
    const args = context.getEventArgs();
    if (!document.dispatchEvent(new Event(`stageproof-${args.getDirection() === 'Previous' ? 'previous' : 'next'}`, { cancelable: true }))) args.preventDefault();
  });
}
hook(TRIES);
