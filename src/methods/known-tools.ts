/**
 * Ids that `tools`, `canvas` and gate `inputs` may name: the product's canvases and assessments. A pack may name its
 * own assessments and review points as well; anything else is warned about, not refused.
 */
export const canvasIds: readonly string[] = (
  'relationship-map influence-test power-map decision-fishbone relationship-expansion personality-guide ' +
  'organisation-culture key-people-list visit-record pain-chain pain-diagnosis-prompter vision-nine-box ' +
  'dialogue-prompter state-difficulty-impact problem-recognition business-initiative strategic-alignment-grid ' +
  'tactical-impact-timeline technology-preference customer-profile compelling-reason-to-act unique-business-value ' +
  'initial-value-proposition reference-story fab value-proposition decision-criteria decision-support-plan ' +
  'concern-log buyer-concern-curve objection-map set-met commercial-record competitive-strategy ' +
  'competitor-analysis swot-tows account-segmentation sbu-strategy investment-balance relationship-ladder ' +
  'account-plan lead-card opportunity-insight budget-guidance opportunity-plan iron-triangle-team demand-research ' +
  'odds-stage-matrix funnel-calculator cadence-calendar win-session forecast-horizons effort-allocation ' +
  'control-signals coaching-note'
).split(' ');

export const assessmentIds: readonly string[] = (
  'ssm-opportunity-assessment tas-opportunity-qualification four-conditions lead-grading lead-importance ' +
  'project-grading opportunity-entry-criteria problem-recognition compelling-reason-to-act unique-business-value ' +
  'demand-research power-sponsor-test proposal-four-questions'
).split(' ');

/** Who may decide at a gate; `by-project-grade` takes the deciders of the deal's grade. */
export const decisionMakerIds: readonly string[] = (
  'opportunity-owner first-line-manager sales-manager solution-manager finance sales-decision-team by-project-grade'
).split(' ');
