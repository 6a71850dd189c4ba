/** Thresholds of the checks. All are proposed; a pack or a team may override any of them by name. */

export interface CheckConfig {
  /** What “the current period” is. */
  period: 'month' | 'quarter' | 'year';
  /** Norm per stage id where a team measured its own (median of at least ten won deals). */
  normDays: Readonly<Record<string, number>>;
  /** Outcome that shows approval, per method; else the completion mark of the stage in phase 5. */
  approval: Readonly<Record<string, string>>;
  oddsLadder: readonly number[];
  staleEvidence: number;
  internalOnlyShare: number;
  longStay: number;
  crmAhead: number;
  oddsGap: number;
  closePushes: number;
  closePushDays: number;
  closeShare: number;
  amountKept: number;
  portfolioShare: number;
  portfolioMinDeals: number;
  biasShare: number;
  biasPeriods: number;
  singleThreadFrom: number;
  wellCovered: number;
  powerBy: number;
  sponsorBy: number;
  silent: number;
  keyPeople: number;
  fishboneNear: number;
  chainPeople: number;
  prompterRows: number;
  assessStale: number;
  unknownMax: number;
  fallBy: number;
  fallGroups: number;
  oddsVersusAssessment: number;
  rulesShare: number;
  controlSignals: number;
  leadIdle: number;
  creditDays: number;
  presentationDays: number;
  concernSeverity: number;
  effortDelta: number;
  effortMinHours: number;
  reviewEvery: number;
  coachingOpen: number;
  accountPlanDays: number;
  accountReviewDays: number;
  dropDays: number;
}

export const defaultConfig: CheckConfig = {
  period: 'quarter',
  normDays: {},
  approval: {
    ssm: 'ssm-conditional-agreement-kdm-conditional-approval',
    'solution-selling': 'ss-propose-next-stage-agreed',
    ltc: 'ltc-bid-ranking',
    'stage-odds': 'so-obs-signoff-running-vo',
    consultative: 'cs-business-terms-agreed',
  },
  oddsLadder: [0, 10, 25, 50, 75, 100],
  staleEvidence: 30,
  internalOnlyShare: 0.5,
  longStay: 2,
  crmAhead: 1,
  oddsGap: 25,
  closePushes: 2,
  closePushDays: 60,
  closeShare: 0.5,
  amountKept: 0.8,
  portfolioShare: 0.4,
  portfolioMinDeals: 3,
  biasShare: 0.2,
  biasPeriods: 3,
  singleThreadFrom: 3,
  wellCovered: 2,
  powerBy: 3,
  sponsorBy: 3,
  silent: 21,
  keyPeople: 3,
  fishboneNear: 2,
  chainPeople: 4,
  prompterRows: 3,
  assessStale: 30,
  unknownMax: 8,
  fallBy: 0.2,
  fallGroups: 2,
  oddsVersusAssessment: 50,
  rulesShare: 0.5,
  controlSignals: 3,
  leadIdle: 14,
  creditDays: 90,
  presentationDays: 5,
  concernSeverity: 2,
  effortDelta: 15,
  effortMinHours: 40,
  reviewEvery: 7,
  coachingOpen: 14,
  accountPlanDays: 90,
  accountReviewDays: 365,
  dropDays: 5,
};

/** The defaults with overrides on top, later ones first. Names that are no threshold and values of another kind are ignored. */
export function configWith(...overrides: readonly (Readonly<Record<string, unknown>> | undefined)[]): CheckConfig {
  const result: Record<string, unknown> = { ...defaultConfig };
  for (const override of overrides) {
    for (const [name, value] of Object.entries(override ?? {})) {
      if (!Object.hasOwn(defaultConfig, name)) continue;
      const known = result[name];
      if (typeof known === 'number' ? typeof value !== 'number' || !Number.isFinite(value) : typeof known !== typeof value) continue;
      if (name === 'period' && !['month', 'quarter', 'year'].includes(String(value))) continue;
      if (Array.isArray(known) !== Array.isArray(value)) continue;
      result[name] = typeof known === 'object' && !Array.isArray(known) ? { ...known, ...(value as object) } : value;
    }
  }
  return result as unknown as CheckConfig;
}
