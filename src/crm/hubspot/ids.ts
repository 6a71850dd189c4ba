/** HubSpot's host names, for the page and the registry. Documented or from public code, read 2026-11-21. */

/** `app.` and the data centres' `app-eu1.`, `app-na2.`… */
export const HOST = /^app(-[a-z]{2}\d)?\.hubspot\.com$/;
