/** 3 · People. */
import { averageOf, dayOf, isFilled, numberOr } from '../assess/values.ts';
import {
  PHASE,
  actsAs,
  age,
  all3,
  any3,
  attitudeOf,
  coverageOf,
  decide,
  fires,
  given,
  hasRole,
  ifAny,
  inPhase,
  is,
  isKey,
  isLater,
  isSamePerson,
  isSponsor,
  missing,
  nameOf,
  ok,
  over,
  under,
  zoneOf,
} from './kit.ts';
import type { Check, CheckContext, CheckInput, CheckResult, Facts, MapNode, PowerNode } from './types.ts';

const MAP = { kind: 'canvas', id: 'relationship-map' } as const;
const POWER = { kind: 'canvas', id: 'power-map' } as const;
const onMap = ['relationship-map'] as const;
const onPowerMap = ['power-map'] as const;

const names = (nodes: readonly MapNode[]): string[] => nodes.map(nameOf);
/** The finding names the first person; all of them are listed. */
const about = (nodes: [MapNode, ...MapNode[]]): CheckResult => fires({ name: nameOf(nodes[0]) }, { items: names(nodes) });

/** Best relation of a rival to this person; null if none is known. */
export function closestRival(node: PowerNode): { competitor: string; value: number } | null {
  let best: { competitor: string; value: number } | null = null;
  for (const rating of node.rivalStrength ?? []) {
    const value = numberOr(rating.value);
    if (value !== null && (best === null || value > best.value)) best = { competitor: rating.competitor ?? '', value };
  }
  return best;
}

function runSponsorOutside(input: CheckInput): CheckResult {
  const map = input.map ?? [];
  if (map.length === 0) return missing('map');
  const sponsors = map.filter(isSponsor);
  if (sponsors.length === 0) return ok();
  const zones = sponsors.map(zoneOf).filter((zone) => zone !== null);
  if (zones.length === 0) return missing('map');
  const inside = map.filter((node) => ['political', 'inner'].includes(zoneOf(node) ?? ''));
  const reaches = sponsors.some((sponsor) =>
    (sponsor.influenceLinks ?? []).some((link) => inside.some((node) => isSamePerson(node, link.to))),
  );
  return zones.every((zone) => zone === 'outside') && !reaches ? fires({}, { items: names(sponsors) }) : ok();
}

function runCoverageInverted(input: CheckInput): CheckResult {
  const group = (test: (influence: number) => boolean): number | null =>
    averageOf(
      (input.map ?? [])
        .filter((node) => typeof node.influence === 'number' && test(node.influence))
        .map(coverageOf)
        .filter((coverage) => coverage !== null),
    );
  const strong = group((influence) => influence >= 4);
  const weak = group((influence) => influence <= 2);
  return decide(under(strong, weak), () => fires(), 'map');
}

function runOneOwner(input: CheckInput, ctx: CheckContext): CheckResult {
  const map = input.map ?? [];
  if (map.length === 0) return missing('map');
  const key = map.filter((node) => isKey(node) === true);
  if (key.length < ctx.cfg.keyPeople) return ok();
  const owners = new Set(key.flatMap((node) => node.coveredBy ?? []).filter(isFilled));
  if (owners.size === 0) return missing('map');
  return owners.size === 1 ? fires({}, { items: names(key) }) : ok();
}

function runRivalCloser(input: CheckInput): CheckResult {
  const lead = (node: PowerNode): number => (closestRival(node)?.value ?? 0) - (numberOr(node.strength) ?? 0);
  return ifAny(
    input.pm,
    'pm',
    (node) => all3(node.isKeyDecisionMaker === true, over(closestRival(node)?.value ?? null, numberOr(node.strength))),
    (hits) => {
      const worst = hits.reduce((a, b) => (lead(b) > lead(a) ? b : a));
      const rival = closestRival(worst);
      return fires(
        { name: nameOf(worst), rival: rival?.competitor ?? '', r: rival?.value ?? null, s: worst.strength ?? null },
        { items: names(hits) },
      );
    },
  );
}

/** Someone without a superior; the highest rank if several. */
export function leaderOf(map: readonly MapNode[]): MapNode | undefined {
  const heads = map.filter((node) => !isFilled(node.reportsTo));
  return heads.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0];
}

function runCulture(input: CheckInput): CheckResult {
  const type = typeof input.culture === 'string' ? input.culture : input.culture?.type;
  if (!isFilled(type)) return missing('culture');
  if (type === 'bureaucratic') return (input.dsp ?? []).length === 0 ? fires({ hint: 'no-formal-process' }) : ok();
  if (type !== 'entrepreneurial') return ok();
  const map = input.map ?? [];
  const leader = leaderOf(map);
  if (!leader) return missing('map');
  const isNear = (node: MapNode): boolean =>
    node === leader || isSamePerson(leader, node.reportsTo) || (node.influenceLinks ?? []).some((link) => isSamePerson(leader, link.to));
  return map.some((node) => (coverageOf(node) ?? 0) >= 1 && isNear(node))
    ? ok()
    : fires({ hint: 'nobody-near-leader' }, { items: [nameOf(leader)] });
}

function runLateAdopter(input: CheckInput): CheckResult {
  const reassured = (node: MapNode): boolean =>
    (input.concerns ?? []).some(
      (row) => row.type === 'risk' && ['answered', 'closed'].includes(row.status ?? '') && isSamePerson(node, row.contact),
    );
  return ifAny(input.map, 'map', (node) => all3(hasRole(node, 'D', 'A'), is(node.adaptability, 'C', 'L'), !reassured(node)), about);
}

function runSilent(input: CheckInput, ctx: CheckContext): CheckResult {
  return ifAny(
    input.map,
    'map',
    (node) => all3(isKey(node), over(age(node.lastContactAt, ctx), ctx.cfg.silent)),
    (hits) => {
      const worst = hits.reduce((a, b) => ((dayOf(b.lastContactAt) ?? 0) < (dayOf(a.lastContactAt) ?? 0) ? b : a));
      return fires({ name: nameOf(worst), d: age(worst.lastContactAt, ctx) }, { items: names(hits) });
    },
  );
}

/** An own sheet per deal: fires if the map is older than the deal or a copy. */
function runOldMap(input: CheckInput): CheckResult {
  const createdAt = input.mapMeta?.createdAt ?? input.mapCreatedAt;
  const copiedFrom = input.mapMeta?.copiedFrom ?? input.copiedFrom;
  const older = isLater(input.createdAt, createdAt);
  return decide(any3(given(copiedFrom), older), () => fires(), 'mapMeta');
}

const people = (facts: Facts): readonly MapNode[] => facts.map ?? [];

export const peopleChecks: readonly Check[] = [
  {
    id: 'dh-single-threaded',
    section: 3,
    severity: 'warning',
    source: '0,1',
    canvases: onMap,
    phase: 3,
    reads: [...PHASE, 'map', 'cfg'],
    where: MAP,
    run: (input, ctx) =>
      inPhase(input, ctx, ctx.cfg.singleThreadFrom, (phase) => {
        const n = people(input).filter((person) => (coverageOf(person) ?? 0) >= ctx.cfg.wellCovered).length;
        return n < 2 ? fires({ n }, { severity: phase >= 4 ? 'critical' : 'warning' }) : ok();
      }),
  },
  {
    id: 'dh-no-power-sponsor',
    section: 3,
    severity: 'warning',
    source: '0',
    canvases: onMap,
    phase: 3,
    reads: [...PHASE, 'map', 'cfg'],
    where: MAP,
    run: (input, ctx) =>
      inPhase(input, ctx, ctx.cfg.powerBy, (phase) =>
        people(input).some((person) => actsAs(person, 'power-sponsor') && (coverageOf(person) ?? 0) >= 1)
          ? ok()
          : fires({}, { severity: phase >= 4 ? 'critical' : 'warning' }),
      ),
  },
  {
    id: 'dh-no-sponsor',
    section: 3,
    severity: 'warning',
    source: '0',
    canvases: onMap,
    phase: 3,
    reads: [...PHASE, 'map', 'cfg'],
    where: MAP,
    run: (input, ctx) => inPhase(input, ctx, ctx.cfg.sponsorBy, () => (people(input).some(isSponsor) ? ok() : fires())),
  },
  {
    id: 'dh-sponsor-unproven',
    section: 3,
    severity: 'warning',
    source: '1',
    canvases: onMap,
    reads: ['map'],
    where: MAP,
    run: (input) => ifAny(input.map, 'map', (person) => all3(is(person.attitude, '*'), !isFilled(person.supportActs)), about),
  },
  {
    id: 'dh-sponsor-outside',
    section: 3,
    severity: 'warning',
    source: '0',
    canvases: onMap,
    reads: ['map'],
    where: MAP,
    run: runSponsorOutside,
  },
  {
    id: 'dh-role-gap',
    section: 3,
    severity: 'info',
    source: '0',
    canvases: onMap,
    phase: 3,
    reads: [...PHASE, 'map'],
    where: MAP,
    run: (input, ctx) =>
      inPhase(input, ctx, 3, (phase) => {
        const roles = ['U', 'E', 'D', 'A'].filter((role) => !people(input).some((person) => hasRole(person, role)));
        const decisive = phase >= 4 && (roles.includes('D') || roles.includes('A'));
        return roles.length === 0 ? ok() : fires({ roles }, { severity: decisive ? 'warning' : 'info' });
      }),
  },
  {
    id: 'dh-approver-not-covered',
    section: 3,
    severity: 'critical',
    source: '0',
    canvases: onMap,
    phase: 5,
    reads: [...PHASE, 'map'],
    where: MAP,
    run: (input, ctx) =>
      inPhase(input, ctx, 5, () => ifAny(input.map, 'map', (person) => all3(hasRole(person, 'A'), under(coverageOf(person), 2)), about)),
  },
  {
    id: 'dh-inner-circle-unknown',
    section: 3,
    severity: 'warning',
    source: '0',
    canvases: onMap,
    phase: 3,
    reads: [...PHASE, 'map'],
    where: MAP,
    run: (input, ctx) => inPhase(input, ctx, 3, () => (people(input).some((person) => zoneOf(person) === 'inner') ? ok() : fires())),
  },
  {
    id: 'dh-inner-circle-hostile',
    section: 3,
    severity: 'critical',
    source: '0,1',
    canvases: onMap,
    reads: ['map'],
    where: MAP,
    run: (input) => ifAny(input.map, 'map', (person) => all3(is(zoneOf(person), 'inner'), under(attitudeOf(person), 0)), about),
  },
  {
    id: 'dh-opponent-without-plan',
    section: 3,
    severity: 'warning',
    source: '1',
    canvases: onMap,
    reads: ['map'],
    where: MAP,
    run: (input) =>
      ifAny(input.map, 'map', (person) => all3(isKey(person), under(attitudeOf(person), 0), !isFilled(person.strategyActions)), about),
  },
  {
    id: 'dh-coverage-inverted',
    section: 3,
    severity: 'warning',
    source: '0',
    canvases: onMap,
    reads: ['map'],
    where: MAP,
    run: runCoverageInverted,
  },
  {
    id: 'dh-late-adopter-decides',
    section: 3,
    severity: 'info',
    source: '0',
    canvases: onMap,
    reads: ['map', 'concerns'],
    where: MAP,
    run: runLateAdopter,
  },
  {
    id: 'dh-key-contact-silent',
    section: 3,
    severity: 'warning',
    source: 'X',
    canvases: onMap,
    phase: 2,
    reads: [...PHASE, 'map', 'today', 'cfg'],
    where: MAP,
    run: (input, ctx) => inPhase(input, ctx, 2, () => runSilent(input, ctx), 6),
  },
  {
    id: 'dh-one-owner',
    section: 3,
    severity: 'info',
    source: '2',
    canvases: onMap,
    phase: 4,
    reads: [...PHASE, 'map', 'cfg'],
    where: MAP,
    run: (input, ctx) => inPhase(input, ctx, 4, () => runOneOwner(input, ctx)),
  },
  {
    id: 'dh-rival-closer',
    section: 3,
    severity: 'critical',
    source: '2',
    canvases: onPowerMap,
    reads: ['pm'],
    where: POWER,
    run: runRivalCloser,
  },
  {
    id: 'dh-strength-unknown',
    section: 3,
    severity: 'warning',
    source: '2',
    canvases: onPowerMap,
    phase: 4,
    reads: [...PHASE, 'pm'],
    where: POWER,
    run: (input, ctx) =>
      inPhase(input, ctx, 4, () =>
        ifAny(input.pm, 'pm', (person) => person.isKeyDecisionMaker === true && numberOr(person.strength) === null, about),
      ),
  },
  {
    id: 'dh-hidden-role-unchecked',
    section: 3,
    severity: 'info',
    source: '2',
    canvases: onPowerMap,
    phase: 4,
    reads: [...PHASE, 'topQuartile', 'hiddenRoleCheck', 'pm'],
    where: POWER,
    run: (input, ctx) =>
      inPhase(input, ctx, 4, () => {
        const drawn = input.pm === undefined || (input.pm ?? []).length > 0 ? true : null;
        return decide(all3(drawn, input.topQuartile ?? null, !given(input.hiddenRoleCheck)), () => fires(), 'topQuartile', 'pm');
      }),
  },
  {
    id: 'dh-map-older-than-project',
    section: 3,
    severity: 'warning',
    source: '2',
    canvases: [...onMap, ...onPowerMap],
    reads: ['mapMeta', 'createdAt'],
    where: MAP,
    run: runOldMap,
  },
  {
    id: 'dh-fishbone-gap',
    section: 3,
    severity: 'warning',
    source: '2',
    canvases: ['decision-fishbone'],
    reads: ['fishbone', 'cfg'],
    where: { kind: 'canvas', id: 'decision-fishbone' },
    run: (input, ctx) => {
      const near = (place: number | null | undefined) => under(numberOr(place), ctx.cfg.fishboneNear + 1);
      return ifAny(
        input.fishbone,
        'fishbone',
        (person) => all3(near(person.order), near(person.distance), is(person.status, 'needs-work'), !isFilled(person.nextAction)),
        (hits) => fires({ name: hits[0].name ?? '' }, { items: hits.map((person) => person.name ?? '') }),
      );
    },
  },
  {
    id: 'dh-culture-blindspot',
    section: 3,
    severity: 'info',
    source: '1',
    canvases: ['organisation-culture'],
    reads: ['culture', 'map', 'dsp'],
    where: { kind: 'canvas', id: 'organisation-culture' },
    run: runCulture,
  },
];
