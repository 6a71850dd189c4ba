/** Zoho CRM's host names, for the page and the registry. Documented or from public code, read 2026-11-21. */

/** The data centres' domains, from Zoho's API documentation. */
export const HOST = /^crm\.(zoho\.(com|eu|in|com\.au|jp|com\.cn|sa)|zohocloud\.ca)$/;
