/** Dynamics 365's host names, for the page and the registry. Documented or from public code, read 2026-11-21. */

/** One label, then the region: commercial and GCC `crmN.dynamics.com`, GCC High, DoD, China. An `.api.` host has no pages. */
export const HOST = /^[a-z\d][\w-]*\.(crm\d{0,2}\.dynamics\.com|crm\.(microsoftdynamics\.us|appsplatform\.us|dynamics\.cn))(\.mcas\.ms)?$/;
